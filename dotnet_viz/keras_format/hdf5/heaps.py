"""What HDF5 keeps texts and names in, looked at before the HDF5 library takes it apart.

The library walks from object to object of a global heap by the sizes that the file gives; with a size of 0, or one so large
that the sum starts anew, it walks for ever. So it does along the free blocks of a local heap, each of which says where the
next one is, and keeps them all. What it reads first is where a heap begins, so that this is seen in time.

Source: HDF5 File Format Specification 3.0, sections III.D, "Level 1D - Local Heaps", and III.E, "Level 1E - Global Heap".
"""

from __future__ import annotations

import io
from collections.abc import Iterator

from dotnet_viz.errors import UnsafeFileError

LENGTH_SIZE = 8
"""Bytes of a length in the files that are read; the superblock says how many they are."""

_GLOBAL, _LOCAL = b"GCOL", b"HEAP"
_FIRST_BYTES = frozenset(signature[0] for signature in (_GLOBAL, _LOCAL))
_HEADER = _OBJECT_HEADER = 8 + LENGTH_SIZE
_LOCAL_HEADER = 8 + 3 * LENGTH_SIZE
_FREE_BLOCK = 2 * LENGTH_SIZE
_LAST_FREE = 1
_ALIGNMENT = 8
_LEAST = 4096
_FILE_SIGNATURE = b"\x89HDF\r\n\x1a\n"
_USER_BLOCK = 512


class HeapGuard(io.BufferedReader):
    """A file for the HDF5 library that refuses to hand out a heap on which the library would never end.

    Example:
        >>> HeapGuard(io.BytesIO(b"abc")).readinto(bytearray(3))
        3
    """

    _base: int | None = None

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]
        """Fill a buffer and return how many bytes there were.

        Raises:
            UnsafeFileError: they are a global heap with an object of no size, or of one beyond its end, or a local heap
                whose free blocks have no end.
        """
        count = super().readinto(buffer)
        if count >= _HEADER and buffer[0] in _FIRST_BYTES:
            start = bytes(buffer)
            if start.startswith(_GLOBAL):
                check_heap(self._whole(start))
            elif start.startswith(_LOCAL) and count >= _LOCAL_HEADER:
                check_free_blocks(self._names(start), _length(start, 16))
        return count

    def _whole(self, start: bytes) -> bytes:
        """Return a heap to its end; the library reads its first 4 KiB, and then only what is left."""
        missing = _length(start, 8) - len(start)
        return start if missing <= 0 else start + self._read_at(self.tell(), missing)

    def _names(self, header: bytes) -> bytes:
        """Return what a local heap holds; it mostly follows the header."""
        size, start = _length(header, 8), self._start() + _length(header, 24) - self.tell() + len(header)
        if 0 <= start <= start + size <= len(header):
            return header[start : start + size]
        return self._read_at(self.tell() - len(header) + start, size)

    def _read_at(self, offset: int, count: int) -> bytes:
        """Return bytes of the file, fewer where it ends, and leave the position as it was."""
        before = self.tell()
        there = self.seek(0, io.SEEK_END) - offset
        if there > 0:
            self.seek(offset)
        data = self.read(min(count, there)) if there > 0 else b""
        self.seek(before)
        return data

    def _start(self) -> int:
        """Return where addresses are counted from: where the HDF5 data begin, behind what may stand before them."""
        if self._base is None:
            offset = 0
            while (start := self._read_at(offset, len(_FILE_SIGNATURE))) not in (_FILE_SIGNATURE, b""):
                offset = offset * 2 or _USER_BLOCK
            self._base = offset if start else 0
        return self._base

    def heap(self, offset: int) -> dict[int, bytes]:
        """Return what a global heap holds, by the numbers of its objects; empty where there is none.

        Args:
            offset: where the heap begins.

        Raises:
            UnsafeFileError: it is cut off, or its objects do not follow one another to its end.
        """
        self.seek(offset)
        data = self.read(_LEAST)
        data = self._whole(data) if data.startswith(_GLOBAL) else data
        return {index: data[start:end] for index, start, end in _objects(data)}


def check_free_blocks(data: bytes, first: int) -> None:
    """Refuse a local heap whose free blocks lead back to one of them.

    Args:
        data: that the heap holds.
        first: place of the first free block in them.

    Raises:
        UnsafeFileError: the blocks do not come to an end.
    """
    offset, seen = first, set[int]()
    while offset != _LAST_FREE and offset + _FREE_BLOCK <= len(data):
        if offset in seen:
            raise UnsafeFileError("the names in this HDF5 data are in a heap whose free blocks run in a circle; refused")
        seen.add(offset)
        offset = _length(data, offset)


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
    if not data.startswith(_GLOBAL):
        return
    size = _length(data, 8)
    if size > len(data):
        raise UnsafeFileError(f"texts in this HDF5 data declare {size:,} bytes, more than there are; refused")
    offset = _HEADER
    while offset + _OBJECT_HEADER <= size:
        index = int.from_bytes(data[offset : offset + 2], "little")
        length = _length(data, offset + 8)
        # The size of what is free counts its header, that of an object does not.
        step = length if index == 0 else _OBJECT_HEADER + -(-length // _ALIGNMENT) * _ALIGNMENT
        if step < _OBJECT_HEADER or offset + step > size:
            raise UnsafeFileError(
                f"a text in this HDF5 data declares {length:,} bytes at a place where that cannot be; refused"
            )
        yield index, offset + _OBJECT_HEADER, offset + _OBJECT_HEADER + length
        offset += step


def _length(data: bytes, offset: int) -> int:
    return int.from_bytes(data[offset : offset + LENGTH_SIZE], "little")
