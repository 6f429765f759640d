"""Values that lie in one run of bytes of a file: read straight from their place, in pieces of any size."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import FileIO
from pathlib import Path

import numpy as np

from dotnet_viz.errors import UnreadableFileError
from dotnet_viz.graph import Array


@dataclass(frozen=True)
class FileStamp:
    """What shows whether a file is still the one that was looked at."""

    size: int
    changed: int
    number: int


def stamp_of(path: Path) -> FileStamp | None:
    """Return the stamp of a file, ``None`` if it is not there."""
    try:
        found = path.stat()
    except OSError:
        return None
    return FileStamp(found.st_size, found.st_mtime_ns, found.st_ino)


@dataclass(frozen=True)
class ByteRun:
    """Where an array's values are, one after the other.

    Args:
        position: of the first byte in the file, or in the bytes in memory.
        dtype: of the values as they are stored, with their byte order.
        stamp: of the file when it was looked at; ``None`` for bytes in memory.
    """

    position: int
    dtype: str
    stamp: FileStamp | None = None

    def read(self, source: Path | bytes, count: int) -> Array:
        """Return values as an array of shape (count,).

        Args:
            source: the file, or its content.
            count: number of values.

        Raises:
            UnreadableFileError: the file ends too early.
        """
        return next(self.pieces(source, count, max(1, count)), np.empty(0, self.dtype))

    def pieces(self, source: Path | bytes, count: int, at_most: int) -> Iterator[Array]:
        """Yield values in order, in arrays of one axis.

        Args:
            source: the file, or its content.
            count: number of values in all.
            at_most: the largest number of values of one array.

        Raises:
            UnreadableFileError: the file ends too early.
        """
        if isinstance(source, bytes):
            for start, size in _spans(count, at_most):
                yield np.frombuffer(source, self.dtype, size, self.position + start * np.dtype(self.dtype).itemsize)
            return
        with source.open("rb", buffering=0) as stream:
            stream.seek(self.position)
            for _, size in _spans(count, at_most):
                values = np.empty(size, self.dtype)
                _fill(stream, values, source)
                yield values


def _spans(count: int, at_most: int) -> Iterator[tuple[int, int]]:
    for start in range(0, count, at_most):
        yield start, min(at_most, count - start)


def _fill(stream: FileIO, values: Array, path: Path) -> None:
    left = values.view(np.uint8)
    while left.size:
        got = stream.readinto(left.data)
        if not got:
            raise UnreadableFileError(f"{str(path)!r} is cut off: it ended while weights were read")
        left = left[got:]
