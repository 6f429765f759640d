"""Ordinary files only: a folder, a pipe or a device is refused before anything waits for it."""

from __future__ import annotations

import io
import os
import stat
from itertools import islice
from pathlib import Path
from typing import BinaryIO

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


class FileView(io.RawIOBase):
    """A part of a file as a file of its own, so that a member of a zip can be read where it lies.

    Args:
        stream: the file around it, opened for reading; the view closes it.
        offset: where the part starts, in bytes.
        length: how long it is, in bytes.

    Example:
        >>> view = FileView(io.BytesIO(b"abcdef"), 2, 3)
        >>> view.seek(1), view.read(10)
        (1, b'de')
    """

    def __init__(self, stream: BinaryIO, offset: int, length: int) -> None:
        super().__init__()
        self._stream = stream
        self._offset = offset
        self._length = length
        self._position = 0

    def readable(self) -> bool:
        """Whether bytes can be read: always."""
        return True

    def seekable(self) -> bool:
        """Whether the position can be set: always."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Set the position, counted from the start of the part, and return it."""
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self._length}[whence]
        self._position = max(0, start + offset)
        return self._position

    def tell(self) -> int:
        """Return the position, counted from the start of the part."""
        return self._position

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]
        """Fill a buffer from the position on and return how many bytes there were."""
        left = max(0, self._length - self._position)
        target = memoryview(buffer).cast("B")[:left]
        self._stream.seek(self._offset + self._position)
        count = int(self._stream.readinto(target))  # type: ignore[attr-defined]
        self._position += count
        return count

    def close(self) -> None:
        """Close the view and the file around it."""
        if not self.closed:
            self._stream.close()
        super().close()


def _near_name(path: Path) -> str:
    from difflib import get_close_matches

    try:
        with os.scandir(path.parent) as entries:
            names = sorted(entry.name for entry in islice(entries, _NEIGHBOURS))
    except OSError:
        return ""
    close = get_close_matches(path.name, names, n=1)
    return f" (did you mean {str(path.with_name(close[0]))!r}?)" if close else ""
