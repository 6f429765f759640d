"""What the HDF5 library reads, looked at before the library has it."""

from __future__ import annotations

import io

from dotnet_viz.keras_format.hdf5.headers import chunk_rank
from dotnet_viz.keras_format.hdf5.heaps import (
    GLOBAL,
    HEADER,
    LOCAL,
    LOCAL_HEADER,
    check_free_blocks,
    check_heap,
    length_at,
    objects_in,
)
from dotnet_viz.keras_format.hdf5.newer_trees import HEAP, HEAP_HEADER, TREE, TREE_HEADER, NewerTrees, check_heap_sizes
from dotnet_viz.keras_format.hdf5.trees import NODE, NODE_HEADER, Trees

_FIRST_BYTES = frozenset(signature[0] for signature in (GLOBAL, LOCAL, NODE, TREE, HEAP))
_LEAST = 4096
_FILE_SIGNATURE = b"\x89HDF\r\n\x1a\n"
_USER_BLOCK = 512


class ReadGuard(io.BufferedReader):
    """A file for the HDF5 library that refuses to hand out a heap or a tree on which the library would never end.

    Example:
        >>> ReadGuard(io.BytesIO(b"abc")).readinto(bytearray(3))
        3
    """

    _base: int | None = None
    _trees: Trees | None = None
    _newer_trees: NewerTrees | None = None

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]
        """Fill a buffer and return how many bytes there were.

        Raises:
            UnsafeFileError: they are a global heap with an object of no size, or of one beyond its end, or a local heap
                whose free blocks have no end, or a node of a tree that leads in a circle, or to one node along two paths, or
                a newer tree or heap with sizes that cannot be.
        """
        count = super().readinto(buffer)
        if count >= HEADER and buffer[0] in _FIRST_BYTES:
            self._check(bytes(buffer[:count]))
        return count

    def _check(self, start: bytes) -> None:
        """Look at what begins with one of the signatures; the position is behind it."""
        if start.startswith(GLOBAL):
            check_heap(self._whole(start))
        elif start.startswith(LOCAL) and len(start) >= LOCAL_HEADER:
            check_free_blocks(self._names(start), length_at(start, 16))
        elif start.startswith(NODE) and len(start) >= NODE_HEADER:
            self._checked_trees().check(start, self._address(start))
        elif start.startswith(TREE) and len(start) >= TREE_HEADER:
            self._checked_newer_trees().check(start, self._address(start))
        elif start.startswith(HEAP) and len(start) >= HEAP_HEADER:
            check_heap_sizes(start)

    def _address(self, start: bytes) -> int:
        return self.tell() - len(start) - self._start()

    def _checked_trees(self) -> Trees:
        if self._trees is None:
            before, base = self.tell(), self._start()
            self._trees = Trees(chunk_rank(self, base=base))
            self.seek(before)
        return self._trees

    def _checked_newer_trees(self) -> NewerTrees:
        if self._newer_trees is None:
            base = self._start()
            self._newer_trees = NewerTrees(lambda address, count: self._read_at(base + address, count))
        return self._newer_trees

    def _whole(self, start: bytes) -> bytes:
        """Return a heap to its end; the library reads its first 4 KiB, and then only what is left."""
        missing = length_at(start, 8) - len(start)
        return start if missing <= 0 else start + self._read_at(self.tell(), missing)

    def _names(self, header: bytes) -> bytes:
        """Return what a local heap holds; it mostly follows the header."""
        size, start = length_at(header, 8), self._start() + length_at(header, 24) - self.tell() + len(header)
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
        data = self._whole(data) if data.startswith(GLOBAL) else data
        return {index: data[start:end] for index, start, end in objects_in(data)}
