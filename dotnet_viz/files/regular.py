"""Ordinary files only: a folder, a pipe or a device is refused before anything waits for it."""

from __future__ import annotations

import os
import stat
from itertools import islice
from pathlib import Path

from dotnet_viz.errors import MissingFileError, UnreadableFileError

_NEIGHBOURS = 2000


def check_file(path: Path) -> int:
    """Return the size in bytes of an ordinary, readable file.

    Raises:
        MissingFileError: there is no such file; a file of nearly that name is mentioned.
        UnreadableFileError: it is a folder, pipe or device, it is empty, or it may not be read.
    """
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        raise MissingFileError(f"there is no file {str(path)!r}{_near_name(path)}") from None
    except (OSError, ValueError) as error:
        raise UnreadableFileError(f"cannot read {str(path)!r}: {getattr(error, 'strerror', None) or error}") from error
    if stat.S_ISDIR(found.st_mode):
        raise UnreadableFileError(f"{str(path)!r} is a folder; name a file in it")
    if not stat.S_ISREG(found.st_mode):
        raise UnreadableFileError(
            f"{str(path)!r} is no ordinary file but a pipe or a device; copy what it gives into a file first"
        )
    if not os.access(path, os.R_OK):
        raise UnreadableFileError(f"cannot read {str(path)!r}: permission denied")
    if found.st_size == 0:
        raise UnreadableFileError(f"{str(path)!r} is empty")
    return found.st_size


def _near_name(path: Path) -> str:
    from difflib import get_close_matches

    try:
        with os.scandir(path.parent) as entries:
            names = sorted(entry.name for entry in islice(entries, _NEIGHBOURS))
    except OSError:
        return ""
    close = get_close_matches(path.name, names, n=1)
    return f" (did you mean {str(path.with_name(close[0]))!r}?)" if close else ""
