"""``dotnet-viz runs``: a table of trainings, as a page that needs no server."""

from __future__ import annotations

import argparse

from dotnet_viz.api import training
from dotnet_viz.cli.command import RUNS, Command
from dotnet_viz.cli.flags.flag import FILE, LANGUAGE, TEXT, Flag
from dotnet_viz.cli.terminal.output import print_path
from dotnet_viz.progress import TerminalProgress
from dotnet_viz.translation.translate import in_language


def run_runs(arguments: argparse.Namespace) -> int:
    """Write a table of trainings and print its path."""
    from dotnet_viz.reporting.other_pages.runs.page import check_table_target

    check_table_target(arguments.output)
    with TerminalProgress(arguments.quiet) as progress, in_language(arguments.language):
        progress("reading the logs")
        table = training.runs(*arguments.runs, metric=arguments.metric, title=arguments.title or "")
        progress("writing")
        written = table.save(arguments.output)
    print_path(written, quiet=arguments.quiet)
    return 0


COMMAND = Command(
    name="runs",
    usage="RUN... -o FILE [options]",
    about="Writes a table of trainings: an HTML page to sort, filter and group in, with a small curve of each training, its"
    " best metrics, findings and settings. Rows link to report.html or live.html in the folders of the runs.",
    operands=RUNS,
    flags=(
        Flag(("-o", "--output"), "an .html file", FILE, required=True),
        Flag(("--metric",), "whose curve stands in each row; without it the loss", TEXT),
        Flag(("--title",), "heading of the page", TEXT),
        Flag(("--language",), "language of the page; without it English", LANGUAGE),
    ),
    examples=(
        ("runs runs/ -o runs.html", "every training in a folder"),
        ("runs runs/7 runs/8 -o runs.html", ""),
    ),
    run=run_runs,
)
