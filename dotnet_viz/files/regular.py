"""Ordinary files only: a folder, a pipe or a device is refused before anything waits for it."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from itertools import islice
from pathlib import Path

from dotnet_viz.errors import MissingFileError, UnreadableFileError
from dotnet_viz.files.paths import is_folder, unreadable

LFS_POINTER = b"version https://git-lfs"
"""What the small text begins with that git has in the place of a file that is kept by Git LFS."""
_MAX_LFS_POINTER_BYTES = 1024
_NEIGHBOURS = 2000


def check_file(path: Path, endings: Callable[[], tuple[str, ...]] | None = None) -> int:
    """Return the size in bytes of an ordinary, readable file.

    Args:
        path: of the file.
        endings: of the files that are mentioned where there is none at the path, in lower case; ``None`` for any.

    Raises:
        MissingFileError: there is no such file; a file of nearly that name is mentioned.
        UnreadableFileError: it is a folder, pipe or device, it is empty, it may not be read, or it is only Git LFS's pointer to
            a file.
    """
    size = ordinary_size(path, endings)
    if size < _MAX_LFS_POINTER_BYTES:
        try:
            with path.open("rb") as stream:
                start = stream.read(len(LFS_POINTER))
        except OSError as error:
            raise unreadable(path, error) from error
        refuse_lfs_pointer(path, start)
    return size


def refuse_lfs_pointer(path: Path, start: bytes) -> None:
    """Refuse the text that git has in the place of a file.

    Args:
        path: of the file.
        start: its first bytes.

    Raises:
        UnreadableFileError: they are those of a pointer of Git LFS.
    """
    if start.startswith(LFS_POINTER):
        raise UnreadableFileError(
            f"{str(path)!r} is only a pointer of Git LFS; the file itself is not here yet: get it with git lfs pull"
        )


def ordinary_size(path: Path, endings: Callable[[], tuple[str, ...]] | None = None) -> int:
    """Return the size in bytes of an ordinary, readable file, which is not opened.

    Args:
        path: of the file.
        endings: see :func:`check_file`.

    Raises:
        MissingFileError: there is no such file; a file of nearly that name is mentioned.
        UnreadableFileError: it is a folder, pipe or device, it is empty, or it may not be read.
    """
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        raise MissingFileError(
            f"there is no file {str(path)!r}{_near_name(path, None if endings is None else endings())}"
        ) from None
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from error
    if stat.S_ISDIR(found.st_mode):
        raise UnreadableFileError(f"{str(path)!r} is a folder; name a file in it")
    if not stat.S_ISREG(found.st_mode):
        raise UnreadableFileError(
            f"{str(path)!r} is not an ordinary file but a pipe or a device; copy what it gives into a file first"
        )
    if not os.access(path, os.R_OK):
        raise UnreadableFileError(f"cannot read {str(path)!r}: permission denied")
    if found.st_size == 0:
        raise UnreadableFileError(f"{str(path)!r} is empty")
    return found.st_size


def _near_name(path: Path, endings: tuple[str, ...] | None) -> str:
    from difflib import get_close_matches

    def may_be(entry: os.DirEntry[str]) -> bool:
        # Folders are models too, and what has an ending is meant to be a file.
        return endings is None or (not path.suffix if is_folder(entry.path) else entry.name.lower().endswith(endings))

    try:
        with os.scandir(path.parent) as entries:
            names = sorted(entry.name for entry in islice(entries, _NEIGHBOURS) if may_be(entry))
    except OSError:
        return ""
    # A name without its ending is that of the file, however long the ending is.
    same = [name for name in names if not path.suffix and name.startswith(f"{path.name}.")]
    close = same[:1] or get_close_matches(path.name, names, n=1)
    return f" (did you mean {str(path.with_name(close[0]))!r}?)" if close else ""
