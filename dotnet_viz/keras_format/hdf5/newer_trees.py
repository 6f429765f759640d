"""The trees and heaps by which newer HDF5 files find many links, attributes and chunks, looked at before the HDF5 library.

The library divides by sizes that the file gives, reserves memory by them, and reads as many records from a node as the node
above says: numbers that cannot be end the process, although the checksum is right. A node does not say at which level it is, so
that ten nodes, each of which names the next one twenty times, keep the library busy for years.

Source: HDF5 File Format Specification 3.0, sections III.A.2, "Version 2 B-trees", and III.G, "Fractal Heap".
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass

from dotnet_viz.errors import UnsafeFileError

TREE, HEAP = b"BTHD", b"FRHP"
_TREE_HEAD = struct.Struct("<4sBBIHHBBQH")
_HEAP_HEAD = struct.Struct("<110xHQQHH8xH")
TREE_HEADER, HEAP_HEADER = _TREE_HEAD.size, _HEAP_HEAD.size
_NODE_START, _NODE_FRAME, _ADDRESS = 6, 10, 8
_RECORDS: dict[int, Container[int]] = {1: {24}, 2: {36}, 3: {16}, 4: {28}, 5: {11}, 6: {15}, 7: range(11, 64), 8: {17}, 9: {13}}
_RECORDS |= {10: range(16, 273, 8), 11: range(21, 285)}
"""Bytes of a record, by the type of the tree; those of a chunk depend on its axes."""
_NOWHERE = (1 << 64) - 1
_LARGEST_NODE = 1 << 20
_MOST_LEVELS = 16
_MOST_RECORDS = 1 << 63
_ADDRESS_BITS = 64


def check_heap_sizes(header: bytes) -> None:
    """Refuse a fractal heap whose blocks have sizes which the library cannot handle.

    Args:
        header: of the heap.

    Raises:
        UnsafeFileError: sizes are no powers of two, or out of order, or there are more rows of blocks than the heap can have.
    """
    width, first, largest, bits, _, rows = _HEAP_HEAD.unpack_from(header)
    powers = all(size and size & (size - 1) == 0 for size in (width, first, largest))
    start_bits = first.bit_length() + width.bit_length() - 2
    fits = first <= largest and largest.bit_length() <= bits <= _ADDRESS_BITS and start_bits <= bits
    if not powers or not fits or rows > bits - start_bits + 1:
        raise UnsafeFileError("a heap in this HDF5 data has blocks of sizes that cannot be; refused")


class NewerTrees:
    """The trees that were handed to the library, and the nodes that are in them.

    Args:
        read: returns so many bytes at an address, fewer where the file ends.

    Example:
        >>> header = struct.pack("<4sBBIHHBBQHQ", b"BTHD", 0, 5, 12, 11, 0, 100, 40, 800, 3, 3)
        >>> NewerTrees(lambda address, count: b"").check(header, 400)
        Traceback (most recent call last):
        dotnet_viz.errors.UnsafeFileError: a tree in this HDF5 data has nodes of sizes that cannot be; refused
    """

    def __init__(self, read: Callable[[int, int], bytes]) -> None:
        self._read = read
        self._owners: dict[int, int] = {}
        self._checked: dict[int, bytes] = {}

    def check(self, header: bytes, address: int) -> None:
        """Refuse a tree that the library would not survive, or not come to an end of.

        Args:
            header: of the tree.
            address: of it.

        Raises:
            UnsafeFileError: sizes or numbers of records cannot be, or a node is named twice.
        """
        header = header[:TREE_HEADER]
        if self._checked.get(address) == header:
            return
        _, _, kind, size, record, depth, _, _, root, count = _TREE_HEAD.unpack(header)
        if record not in _RECORDS.get(kind, ()):
            raise UnsafeFileError(
                f"a tree of type {kind} in this HDF5 data has records of {record} bytes, which cannot be; refused"
            )
        levels = _levels(size, record, depth)
        nodes = [(root, count)] if root != _NOWHERE else []
        for level in reversed(levels):
            self._take(nodes, level, address)
            nodes = [child for node, number in nodes for child in self._children(node, number, level)]
        self._checked[address] = header

    def _take(self, nodes: list[tuple[int, int]], level: _Level, tree: int) -> None:
        if any(count > level.most for _, count in nodes):
            raise UnsafeFileError("a node of a tree in this HDF5 data has more records than it has room for; refused")
        for node, _ in nodes:
            if node in self._owners:
                raise UnsafeFileError("a tree in this HDF5 data has two paths to one node; refused")
            self._owners[node] = tree

    def _children(self, node: int, count: int, level: _Level) -> Iterator[tuple[int, int]]:
        """Yield the address and the number of records of each node that a node names; none at the lowest level."""
        if not level.pointer:
            return
        data = self._read(node, level.size)
        start = _NODE_START + count * level.record
        for place in range(start, start + (count + 1) * level.pointer, level.pointer):
            behind = place + _ADDRESS
            yield (
                int.from_bytes(data[place:behind], "little"),
                int.from_bytes(data[behind : behind + level.count_bytes], "little"),
            )


@dataclass(frozen=True)
class _Level:
    """What nodes of one level hold: bytes, bytes a record, records at most, bytes a pointer (0 for leaves) and of its count."""

    size: int
    record: int
    most: int
    pointer: int
    count_bytes: int


def _levels(size: int, record: int, depth: int) -> list[_Level]:
    """Return the levels of a tree, the leaves first."""
    most = (size - _NODE_FRAME) // record
    if most < 1 or size > _LARGEST_NODE or depth > _MOST_LEVELS:
        raise _impossible()
    count_bytes = _bytes_of(most)
    levels, below = [_Level(size, record, most, 0, count_bytes)], most
    for level in range(1, depth + 1):
        pointer = _ADDRESS + count_bytes + (_bytes_of(below) if level > 1 else 0)
        most = (size - _NODE_FRAME - pointer) // (record + pointer)
        below = (most + 1) * below + most
        if most < 1 or below >= _MOST_RECORDS:
            raise _impossible()
        levels.append(_Level(size, record, most, pointer, count_bytes))
    return levels


def _bytes_of(number: int) -> int:
    return -(-number.bit_length() // 8)


def _impossible() -> UnsafeFileError:
    return UnsafeFileError("a tree in this HDF5 data has nodes of sizes that cannot be; refused")
