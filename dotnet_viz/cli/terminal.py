"""What the command prints: texts, and each warning in a line of its own."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from shutil import get_terminal_size
from typing import Any

from dotnet_viz.errors import VizWarning


def print_text(text: str, *, quiet: bool = False) -> None:
    """Print a text; characters that the terminal cannot show become question marks.

    Args:
        text: with the line break at its end.
        quiet: whether ``--quiet`` was given, so that nothing is printed.
    """
    if not quiet:
        encoding = sys.stdout.encoding or "utf-8"
        sys.stdout.write(text.encode(encoding, "replace").decode(encoding))
        sys.stdout.flush()


def terminal_width(least: int) -> int | None:
    """Return how many columns the terminal has; ``None`` where the output goes to a file or another program.

    Args:
        least: is returned for a terminal that has fewer.
    """
    return max(least, get_terminal_size().columns) if sys.stdout.isatty() else None


def print_error(message: str) -> None:
    """Print an error in one line."""
    line = "".join(character if character.isprintable() else " " for character in message)
    sys.stderr.write(f"dotnet-viz: error: {line}\n")


@contextmanager
def warnings_in_one_line(*, quiet: bool) -> Iterator[None]:
    """Print warnings of this package without their place in the code.

    Args:
        quiet: whether they are not printed at all.
    """

    def show(message: Warning | str, category: type[Warning], *position: Any, **more: Any) -> None:
        if not issubclass(category, VizWarning):
            usual(message, category, *position, **more)
        elif not quiet:
            sys.stderr.write(f"dotnet-viz: {message}\n")

    with warnings.catch_warnings():
        usual = warnings.showwarning
        warnings.simplefilter("always", VizWarning)
        warnings.showwarning = show
        yield
