"""Values that lie as bare bytes in one file or one behind the other in several, as TensorFlow and TensorFlow.js store them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

import numpy as np

from dotnet_viz.errors import UnreadableFileError
from dotnet_viz.files.paths import unreadable
from dotnet_viz.graph import Array


@dataclass(frozen=True)
class FilePiece:
    """Some bytes of a file.

    Args:
        path: of the file.
        offset: of the first byte.
        size: number of bytes.
    """

    path: Path
    offset: int
    size: int

    @contextmanager
    def opened(self) -> Iterator[BinaryIO]:
        """Open the file at the first of the bytes.

        Raises:
            UnreadableFileError: it cannot be read.
        """
        try:
            with self.path.open("rb") as stream:
                stream.seek(self.offset)
                yield stream
        except OSError as error:
            raise unreadable(self.path, error) from error


@dataclass(frozen=True)
class RawValues:
    """An array in pieces of files, read when it is asked for.

    Args:
        pieces: where the bytes are, in order.
        shape: sizes of the axes.
        stored: name of the dtype of the bytes, little-endian.
        scale: what stored numbers are multiplied by; ``None`` where they are the values.
        minimum: what is added then: the value that 0 stands for.
    """

    pieces: tuple[FilePiece, ...]
    shape: tuple[int, ...]
    stored: str
    scale: float | None = None
    minimum: float = 0.0

    def read(self) -> Array:
        """Return all values; the array is not writeable.

        Raises:
            UnreadableFileError: a file has changed or ends too early.
        """
        count = math.prod(self.shape)
        values: Array = next(self.chunks(max(1, count)), self._decoded(b"")).reshape(self.shape)
        values.setflags(write=False)
        return values

    def chunks(self, max_values: int) -> Iterator[Array]:
        """Yield the values in order, flat, at most ``max_values`` at a time.

        Raises:
            UnreadableFileError: a file has changed or ends too early.
        """
        wanted = max_values * item_size(self.stored)
        held = bytearray()
        for data in self._bytes(wanted):
            held += data
            while len(held) >= wanted:
                yield self._decoded(bytes(held[:wanted]))
                del held[:wanted]
        if held:
            yield self._decoded(bytes(held))

    def _bytes(self, most: int) -> Iterator[bytes]:
        for piece in self.pieces:
            with piece.opened() as stream:
                for start in range(0, piece.size, most):
                    size = min(most, piece.size - start)
                    data = stream.read(size)
                    if len(data) < size:
                        raise UnreadableFileError(f"{str(piece.path)!r} is cut off: it ended while weights were read")
                    yield data

    def _decoded(self, data: bytes) -> Array:
        values: Array = np.frombuffer(data, np.dtype(_STORED_AS.get(self.stored, self.stored)).newbyteorder("<"))
        if self.stored == "bfloat16":
            values = (values.astype(np.uint32) << 16).view(np.float32)
        elif self.stored in _EIGHT_BITS:
            values = _EIGHT_BITS[self.stored]()[values]
        elif self.scale is not None:
            values = values.astype(np.float32) * np.float32(self.scale) + np.float32(self.minimum)
        values.setflags(write=False)
        return values


def item_size(dtype: str) -> int:
    """Return the number of bytes of a value.

    Example:
        >>> item_size("bfloat16"), item_size("float32"), item_size("float8_e5m2")
        (2, 4, 1)
    """
    return np.dtype(_STORED_AS.get(dtype, dtype)).itemsize


@lru_cache(maxsize=1)
def _e4m3() -> Array:
    """Return the values of all bytes: 4 bits of exponent, 3 of fraction, no infinity; https://arxiv.org/abs/2209.05433."""
    codes = np.arange(256)
    exponent, fraction = (codes >> 3) & 0xF, codes & 0x7
    values = np.where(exponent == 0, fraction / 8 * 2.0**-6, (1 + fraction / 8) * 2.0 ** (exponent - 7.0))
    values[(exponent == 0xF) & (fraction == 0x7)] = np.nan
    return np.where(codes < 0x80, values, -values).astype(np.float32)


@lru_cache(maxsize=1)
def _e5m2() -> Array:
    """Return the values of all bytes, which are the first ones of 16-bit numbers."""
    return (np.arange(256, dtype=np.uint16) << 8).view(np.float16).astype(np.float32)


_EIGHT_BITS = {"float8_e4m3fn": _e4m3, "float8_e5m2": _e5m2}
_STORED_AS = {"bfloat16": "uint16", **dict.fromkeys(_EIGHT_BITS, "uint8")}
"""Whole numbers of the same size as the types that NumPy lacks."""
