"""What HDF5 keeps texts in, looked at before the HDF5 library takes it apart.

The library walks from object to object of a global heap by the sizes that the file gives; with a size of 0, or one so large
that the sum starts anew, it walks for ever. What it reads first is where a heap begins, so that this is seen in time.

Source: HDF5 File Format Specification 3.0, section III.E, "Disk Format: Level 1E - Global Heap".
"""

from __future__ import annotations

import io
from collections.abc import Iterator

from dotnet_viz.errors import UnsafeFileError

LENGTH_SIZE = 8
"""Bytes of a length in the files that are read; the superblock says how many they are."""

_SIGNATURE = b"GCOL"
_HEADER = _OBJECT_HEADER = 8 + LENGTH_SIZE
_ALIGNMENT = 8
_LEAST = 4096


class HeapGuard(io.BufferedReader):
    """A file for the HDF5 library that refuses to hand out a heap on which the library would never end.

    Example:
        >>> HeapGuard(io.BytesIO(b"abc")).readinto(bytearray(3))
        3
    """

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]
        """Fill a buffer and return how many bytes there were.

        Raises:
            UnsafeFileError: they are a heap with an object of no size, or of one beyond its end.
        """
        count = super().readinto(buffer)
        if count >= _HEADER and buffer[0] == _SIGNATURE[0]:
            check_heap(self._whole(bytes(buffer)))
        return count

    def _whole(self, start: bytes) -> bytes:
        """Return a heap to its end; the library reads its first 4 KiB, and then only what is left."""
        missing = _length(start, 8) - len(start)
        if missing <= 0 or not start.startswith(_SIGNATURE):
            return start
        place = self.tell()
        there = self.seek(0, io.SEEK_END) - place
        self.seek(place)
        rest = self.read(min(missing, there))
        self.seek(place)
        return start + rest

    def heap(self, place: int) -> dict[int, bytes]:
        """Return what a global heap holds, by the numbers of its objects; empty where there is none.

        Args:
            place: where the heap begins.

        Raises:
            UnsafeFileError: it is cut off, or its objects do not follow one another to its end.
        """
        self.seek(place)
        data = self._whole(self.read(_LEAST))
        return {index: data[start:end] for index, start, end in _objects(data)}


def check_heap(data: bytes) -> None:
    """Refuse a global heap whose objects do not follow one another to its end.

    Args:
        data: bytes from the start of the heap on, or of anything else, which is left alone.

    Raises:
        UnsafeFileError: the heap is cut off, or an object has no size, or one beyond the end of the heap.
    """
    for _ in _objects(data):
        pass


def _objects(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield the number of each object of a heap, and where its content begins and ends."""
    if not data.startswith(_SIGNATURE):
        return
    size = _length(data, 8)
    if size > len(data):
        raise UnsafeFileError(f"texts in this HDF5 data declare {size:,} bytes, more than there are; refused")
    place = _HEADER
    while place + _OBJECT_HEADER <= size:
        index = int.from_bytes(data[place : place + 2], "little")
        length = _length(data, place + 8)
        # The size of what is free counts its header, that of an object does not.
        step = length if index == 0 else _OBJECT_HEADER + -(-length // _ALIGNMENT) * _ALIGNMENT
        if step < _OBJECT_HEADER or place + step > size:
            raise UnsafeFileError(
                f"a text in this HDF5 data declares {length:,} bytes at a place where that cannot be; refused"
            )
        yield index, place + _OBJECT_HEADER, place + _OBJECT_HEADER + length
        place += step


def _length(data: bytes, place: int) -> int:
    return int.from_bytes(data[place : place + LENGTH_SIZE], "little")
