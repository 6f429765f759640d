"""``dotnet-viz watch``: a training in the terminal, until it ends."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from dotnet_viz.cli.command import Command, Operands
from dotnet_viz.cli.flags.flag import Converter, Flag
from dotnet_viz.cli.terminal.output import need_rich

DEFAULT_SECONDS = 2.0


def run_watch(arguments: argparse.Namespace) -> int:
    """Show a training again and again until it has ended; return 1 where it failed."""
    need_rich("watch")
    from rich.console import Console

    from dotnet_viz.cli.terminal.watching import watch

    console = Console(quiet=arguments.quiet)
    try:
        run = watch(Path(arguments.folder), console, every=arguments.every, once=arguments.once, sleep=time.sleep)
    except KeyboardInterrupt:  # how a user stops watching, of a log that never says that it has ended too
        return 0
    return 1 if run.status == "failed" else 0


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0.1 <= seconds <= 3600:
        raise ValueError(text)
    return seconds


COMMAND = Command(
    name="watch",
    usage="RUN [options]",
    about="Shows a training while it runs: curves, findings and the time left. Exits with 1 where it failed.",
    operands=Operands("folder", "RUN", "the folder of a run, or any other training log", is_single=True),
    flags=(
        Flag(
            ("--every",),
            "seconds between two readings of the log",
            Converter(_seconds, "seconds from 0.1 to 3600", "5", "SECONDS"),
            f"{DEFAULT_SECONDS:g}",
        ),
        Flag(("--once",), "show how it stands now, and do not wait"),
    ),
    examples=(
        ("watch runs/7", "until the training has ended"),
        ("watch runs/7 --once", "how it stands now, for scripts"),
    ),
    run=run_watch,
)
