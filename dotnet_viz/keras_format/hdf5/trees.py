"""The trees by which HDF5 finds links and chunks, looked at before the HDF5 library goes down them.

The library goes from each node to those that it names, without a look at where it has been: a node that names itself makes it
call itself until its stack is full, which ends the process, and a node that many name is gone through as often as there are
paths to it, which may be billions. A sound tree has neither: a node is one level above the nodes that it names, and each is
named once.

Source: HDF5 File Format Specification 3.0, section III.A.1, "Disk Format: Level 1A1 - Version 1 B-trees".
"""

from __future__ import annotations

import struct

from dotnet_viz.errors import UnsafeFileError

NODE = b"TREE"
_HEAD = struct.Struct("<4sBBHQQ")
NODE_HEADER = _HEAD.size
_ADDRESS = 8
_LINKS, _CHUNKS = 0, 1
_LINK_KEY = 8


class Trees:
    """The nodes of trees that were handed to the library, and those that they name.

    Args:
        chunk_rank: half of the nodes that a node of a tree of chunks can name.

    Example:
        >>> node = struct.pack("<4sBBHQQ", b"TREE", 0, 1, 1, 0, 0) + struct.pack("<QQQ", 0, 800, 0)
        >>> trees = Trees(32)
        >>> trees.check(node, 400)
        >>> trees.check(node, 800)
        Traceback (most recent call last):
        dotnet_viz.errors.UnsafeFileError: a tree in this HDF5 data has a node at a level where it cannot be; refused
    """

    def __init__(self, chunk_rank: int) -> None:
        self._chunk_rank = chunk_rank
        self._levels: dict[int, int] = {}
        self._parents: dict[int, int] = {}

    def check(self, data: bytes, address: int) -> None:
        """Refuse a node at which the library could go in a circle, or to one node along two paths.

        Args:
            data: the node.
            address: of it, as other nodes name it.

        Raises:
            UnsafeFileError: it is not one level above what it names, or names what is named already.
        """
        _, kind, level, count, _, _ = _HEAD.unpack_from(data)
        self._set_level(address, level)
        if kind == _CHUNKS and level == 0:
            return  # what it names are values
        for child in self._children(data, kind, count):
            if level:
                self._set_level(child, level - 1)
            if self._parents.setdefault(child, address) != address:
                raise UnsafeFileError("a tree in this HDF5 data has two paths to one node; refused")

    def _set_level(self, address: int, level: int) -> None:
        if self._levels.setdefault(address, level) != level:
            raise UnsafeFileError("a tree in this HDF5 data has a node at a level where it cannot be; refused")

    def _children(self, data: bytes, kind: int, count: int) -> tuple[int, ...]:
        """Return the addresses that a node names; it has a key before each of them and one at its end."""
        room = 2 * self._chunk_rank
        key = _LINK_KEY if kind == _LINKS else (len(data) - _HEAD.size - room * _ADDRESS) // (room + 1)
        step = key + _ADDRESS
        places = range(_HEAD.size + key, len(data) - _ADDRESS + 1, step)[:count] if key > 0 else ()
        found = tuple(int.from_bytes(data[place : place + _ADDRESS], "little") for place in places)
        if len(set(found)) < len(found):
            raise UnsafeFileError("a tree in this HDF5 data has two paths to one node; refused")
        return found
