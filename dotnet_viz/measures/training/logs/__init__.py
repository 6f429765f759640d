"""Readers of training logs: a new one is one module here and one line."""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from dotnet_viz.errors import MissingFileError, UnsupportedInputError
from dotnet_viz.measures.training.logs.log_format import LogFormat
from dotnet_viz.measures.training.run import TrainingRun

LOGS: tuple[str, ...] = ("record", "tensorboard", "csv_logger")
"""Modules with a ``FORMAT``; the first that knows a folder or file reads it."""


def log_formats() -> Iterator[LogFormat]:
    """Yield the formats, each imported only then."""
    for name in LOGS:
        log_format: LogFormat = import_module(f"{__name__}.{name}").FORMAT
        yield log_format


def find_log_format(path: str | os.PathLike[str]) -> LogFormat | None:
    """Return the format of a folder or file, ``None`` where it is no training log that is known.

    Args:
        path: of a folder or file; one that does not exist has no format.
    """
    target = Path(path)
    if not target.exists():
        return None
    return next((log_format for log_format in log_formats() if log_format.can_read(target)), None)


def read_run(path: str | os.PathLike[str]) -> TrainingRun:
    """Read the log of a training.

    Args:
        path: of a folder or file that a logger wrote.

    Raises:
        MissingFileError: there is nothing at the path.
        UnsupportedInputError: it is no training log that is known.
        UnreadableFileError: it is one, but damaged.
    """
    log_format = find_log_format(path)
    if log_format is not None:
        return log_format.read(Path(path))
    if not Path(path).exists():
        raise MissingFileError(f"there is no training log {os.fspath(path)!r}")
    known = "; ".join(f"{known.tool}: {known.content}" for known in log_formats())
    raise UnsupportedInputError(f"{os.fspath(path)!r} is no training log that is known; these are: {known}")
