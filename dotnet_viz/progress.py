"""Progress of long work: the name of the present step, written to a terminal and to nothing else."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from typing import Protocol, TextIO

from dotnet_viz.formatting import format_count

_BAR_WIDTH = 20


class Progress(Protocol):
    """Anything that can be called with the name of the next step."""

    def __call__(self, step: str, /) -> None:
        """Take note that ``step`` (such as ``"drawing the weight graph"``) begins."""


def silent(step: str, /) -> None:
    """Say nothing.

    Example:
        >>> silent("reading model.keras")
    """


def progress_bar(done: int, total: int, noun: str) -> str:
    """Return how much of equal pieces of work is done, as a step of a :class:`Progress`.

    Args:
        done: pieces that are finished.
        total: of all pieces.
        noun: what a piece is, in the singular.

    Example:
        >>> progress_bar(250, 1000, "report")
        '[#####               ] 250 of 1,000 reports'
    """
    filled = _BAR_WIDTH * done // max(total, 1)
    return f"[{'#' * filled}{' ' * (_BAR_WIDTH - filled)}] {done:,} of {format_count(total, noun)}"


@dataclass
class TerminalProgress:
    """Shows the present step in one line that the next step overwrites; nothing stays behind.

    Nothing at all is written where the stream is no terminal, so that logs and pipes stay clean.

    Args:
        quiet: whether to keep silent in a terminal too.
        stream: where to write; ``None`` is the standard error stream of the moment.

    Example:
        >>> import io
        >>> log = io.StringIO()
        >>> with TerminalProgress(stream=log) as progress:
        ...     progress("reading model.keras")
        >>> log.getvalue()
        ''
    """

    quiet: bool = False
    stream: TextIO | None = None
    _width: int = field(default=0, init=False, repr=False)

    def __call__(self, step: str, /) -> None:
        """Show a step in place of the one before."""
        text = f"{step} ..."
        self._write(text)
        self._width = len(text)

    def __enter__(self) -> TerminalProgress:
        return self

    def __exit__(self, *details: object) -> None:
        self.close()

    def close(self) -> None:
        """Wipe the line."""
        if self._width:
            self._write("")
            self._width = 0

    def _write(self, text: str) -> None:
        stream = self.stream if self.stream is not None else sys.stderr
        # Without a console (pythonw, some services) there is no standard error stream at all.
        if self.quiet or stream is None or not stream.isatty():
            return
        harmless = "".join(character if character.isprintable() else "?" for character in text)
        ending = "" if text else "\r"
        stream.write(f"\r{harmless.ljust(self._width)}{ending}")
        stream.flush()
