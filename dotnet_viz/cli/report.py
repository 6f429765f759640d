"""``dotnet-viz report``: one self-contained file on a model."""

from __future__ import annotations

import argparse

from dotnet_viz import api
from dotnet_viz.cli.saying import names, say
from dotnet_viz.progress import TerminalProgress

PDF_ENGINES = ("auto", "plutoprint", "weasyprint", "chromium")

DESCRIPTION = "Writes one self-contained HTML file, a PDF, or both where the output is a folder."


def configure(command: argparse.ArgumentParser) -> None:
    """Add the command's flags."""
    command.add_argument("-o", "--output", required=True, metavar="FILE", help="a .html or .pdf file, or a folder")
    command.add_argument("--title", help="heading of the report (default: the model's name)")
    command.add_argument("--history", metavar="CSV", help="training history that keras.callbacks.CSVLogger wrote")
    command.add_argument("--class-names", type=names, metavar="A,B,...", help="names of the outputs")
    command.add_argument("--feature-names", type=names, metavar="A,B,...", help="names of the inputs")
    command.add_argument("--seed", type=int, metavar="N", help="the seed that training used, to be told in the report")
    command.add_argument("--date", help="a date to print; without it the same model gives the same bytes")
    command.add_argument("--templates", metavar="FOLDER", help="templates of your own that replace ours by name")
    command.add_argument("--pdf-engine", choices=PDF_ENGINES, default="auto", help="default: the first that is there")
    command.set_defaults(run=run_report)


def run_report(arguments: argparse.Namespace) -> int:
    """Write a report and print the path of each file."""
    from dotnet_viz.reporting import check_report_target

    check_report_target(arguments.output)
    with TerminalProgress(arguments.quiet) as progress:
        report = api.report(
            arguments.model,
            history=arguments.history,
            title=arguments.title,
            class_names=arguments.class_names,
            feature_names=arguments.feature_names,
            seed=arguments.seed,
            date=arguments.date,
            templates=arguments.templates,
            pdf_engine=arguments.pdf_engine,
            progress=progress,
        )
        progress("writing")
        written = report.save(arguments.output)
    for path in written if isinstance(written, tuple) else (written,):
        say(arguments, f"{path}\n")
    return 0
