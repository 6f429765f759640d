"""What the command prints: texts, and each warning in a line of its own."""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from shutil import get_terminal_size
from typing import Any, TextIO

from dotnet_viz.errors import OptionError, OutputError, VizWarning


def print_text(text: str, *, quiet: bool = False) -> None:
    """Print a text; characters that the terminal cannot show become question marks.

    Args:
        text: with the line break at its end.
        quiet: whether ``--quiet`` was given, so that nothing is printed.

    Raises:
        OutputError: it cannot be written, such as to a full disk.
    """
    stream: TextIO | None = sys.stdout  # None where the process was started without one
    if quiet or stream is None:
        return
    encoding = stream.encoding or "utf-8"
    try:
        stream.write(text.encode(encoding, "replace").decode(encoding))
        stream.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        silence(stream)
        raise OutputError(f"cannot write to the standard output: {error.strerror or error}") from error


def need_rich(command: str) -> None:
    """Raise where the package is not installed that draws in a terminal.

    Args:
        command: that needs it.

    Raises:
        OptionError: it is not installed.
    """
    if find_spec("rich") is None:
        raise OptionError(f"dotnet-viz {command} needs the package rich: pip install rich")


def print_path(path: str | os.PathLike[str], *, quiet: bool = False) -> None:
    """Print where something was written, in one line.

    Args:
        path: of a file or folder; signs in it that a terminal would obey become question marks.
        quiet: whether ``--quiet`` was given, so that nothing is printed.
    """
    print_text(f"{_in_one_line(os.fspath(path), '?')}\n", quiet=quiet)


def show_in_browser(path: str | os.PathLike[str], *, wanted: bool, quiet: bool = False) -> None:
    """Open what was written in the browser; where there is none, a line says so.

    Args:
        path: of the file, which was printed.
        wanted: whether ``--open`` was given.
        quiet: whether ``--quiet`` was given, so that nothing is printed.
    """
    from dotnet_viz.display.viewer import open_in_browser

    if wanted and not open_in_browser(Path(path)):
        print_notice(f"nothing here opens a browser; the file is {os.fspath(path)}", quiet=quiet)


def terminal_width(least: int) -> int | None:
    """Return how many columns the terminal has; ``None`` where the output goes to a file or another program.

    Args:
        least: is returned for a terminal that has fewer.
    """
    return max(least, get_terminal_size().columns) if sys.stdout is not None and sys.stdout.isatty() else None


def print_error(message: str) -> None:
    """Print an error in one line."""
    _print_line(f"error: {message}")


def print_notice(message: str, *, quiet: bool = False) -> None:
    """Print in one line what programs that read the output should not take for a result.

    Args:
        message: without a line break.
        quiet: whether ``--quiet`` was given, so that nothing is printed.
    """
    if not quiet:
        _print_line(message)


def silence(stream: TextIO) -> None:
    """Have what is left in a stream that cannot be written go nowhere, as Python would complain again while it shuts down."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _print_line(message: str) -> None:
    stream: TextIO | None = sys.stderr
    if stream is not None:
        stream.write(f"dotnet-viz: {_in_one_line(message, ' ')}\n")


def _in_one_line(text: str, substitute: str) -> str:
    return "".join(character if character.isprintable() else substitute for character in text)


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
            _print_line(str(message))

    with warnings.catch_warnings():
        usual = warnings.showwarning
        warnings.simplefilter("always", VizWarning)
        warnings.showwarning = show
        yield
