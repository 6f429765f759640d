"""``dotnet-viz report`` with several models: a report on each, and an index."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from dotnet_viz.cli.flags.flag import CommandLineError, Converter, Flag
from dotnet_viz.cli.report_options import report_options
from dotnet_viz.cli.terminal.output import print_error, print_notice, print_path, show_in_browser
from dotnet_viz.progress import TerminalProgress

if TYPE_CHECKING:
    from dotnet_viz.reporting.other_pages.many.facts import ReportedModel


def _at_least_one(text: str) -> int:
    if int(text) < 1:
        raise ValueError(text)
    return int(text)


MANY_FLAGS = (
    Flag(("--index",), "a folder with an index, even of one model"),
    Flag(
        ("--jobs",),
        "of several models, how many are reported on at the same time; without it one for each core",
        Converter(_at_least_one, "a whole number of at least 1", "4", "N"),
    ),
    Flag(
        ("--scheduler",),
        "address of a cluster of Dask, whose workers make the reports on several models",
        Converter(str, "an address", "tcp://10.0.0.1:8786", "ADDRESS"),
    ),
    Flag(("--pdf",), "a PDF of each of several models too"),
    Flag(("--remake",), "make reports anew that the index has already"),
)
_OF_ONE = ("weights", "history", "input", "targets", "predictions", "overlay")
_OF_ALL = ("title", "jobs", "scheduler", "pdf", "remake")


def wants_index(arguments: argparse.Namespace) -> bool:
    """Return whether reports on several models are wanted, by what was written or by what is in a folder.

    Args:
        arguments: of the command.
    """
    if len(arguments.models) > 1 or any((arguments.index, arguments.jobs, arguments.scheduler, arguments.remake)):
        return True
    from dotnet_viz.reporting.other_pages.many.sources import is_folder_of_models, is_pattern

    return is_pattern(arguments.models[0]) or is_folder_of_models(arguments.models[0])


def run_reports(arguments: argparse.Namespace) -> int:
    """Make the reports and print the path of the index.

    Args:
        arguments: of the command.

    Returns:
        0 where all models have a report that meets its conditions, 1 where some have not, 2 where none has one.

    Raises:
        CommandLineError: an option belongs to one model.
    """
    from dotnet_viz.api.reports.many_reports import reports

    for name in _OF_ONE:
        if getattr(arguments, name) is not None:
            raise CommandLineError(f"--{name} belongs to one model, and there are several; report on it alone")
    if arguments.layout != "auto":
        raise CommandLineError("--layout belongs to one model, and there are several; report on it alone")
    folder = _only_folder(arguments.output)
    with TerminalProgress(arguments.quiet) as progress:
        index = reports(
            arguments.models,
            folder,
            title=arguments.title or "",
            jobs=arguments.jobs,
            scheduler=arguments.scheduler,
            pdf=arguments.pdf,
            remake=arguments.remake,
            progress=progress,
            **report_options(arguments, left_out=(*_OF_ONE, *_OF_ALL)),
        )
    for error, sources in _by_error(index.failed).items():
        others = f" and {len(sources) - 1:,} more" if len(sources) > 1 else ""
        print_error(error if sources[0] in error else f"{sources[0]}{others}: {error}")
    for model in index.models:
        for sentence in () if model.facts is None else model.facts.broken:
            print_notice(f"failed: {model.source}: {sentence}", quiet=arguments.quiet)
    print_path(index.path, quiet=arguments.quiet)
    show_in_browser(index.path, wanted=arguments.open, quiet=arguments.quiet)
    if not index.models:
        return 2
    return 1 if index.failed or any(model.facts is not None and model.facts.broken for model in index.models) else 0


def _only_folder(outputs: Sequence[str]) -> str:
    if len(outputs) > 1:
        raise CommandLineError(f"reports on several models go into one folder, and {outputs[0]!r} and {outputs[1]!r} are two")
    return outputs[0]


def _by_error(failed: Iterable[ReportedModel]) -> dict[str, list[str]]:
    """Return the models without a report by what is wrong with them, which can be the same for all."""
    found: dict[str, list[str]] = {}
    for model in failed:
        found.setdefault(model.error, []).append(model.source)
    return found
