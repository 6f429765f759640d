"""Attributes as they lie in an HDF5 object header, for a look at sizes before the HDF5 library reserves memory for them.

What is one text of any length, as nearly all are, need not be read by the library at all. Keras has h5py write headers of
version 1; those of version 2, which are shorter, come from other programs.

Source: HDF5 File Format Specification 3.0, sections II.A (superblock), IV.A.1 (object headers), IV.A.2.b (dataspaces), IV.A.2.c
and IV.A.2.v (where many links and attributes are), IV.A.2.d (datatypes), IV.A.2.m (attributes) and IV.A.2.t (ranks of trees).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from itertools import accumulate
from typing import BinaryIO, NamedTuple

_PREFIX = struct.Struct("<B7xI4x")
_MESSAGE = struct.Struct("<HHB3x")
_SHORT_MESSAGE = struct.Struct("<BHB")
_CONTINUATION = struct.Struct("<QQ")
_SIZES = struct.Struct("<BBHHH")

_CONTINUED, _ATTRIBUTE, _LINK_INFO, _ATTRIBUTE_INFO = 0x10, 0x0C, 0x02, 0x15
_HEADER, _CONTINUED_HEADER = b"OHDR", b"OCHK"
_RANKS = 0x13
_VERSION, _RANK_PLACE, _EXTENSION_PLACE, _USUAL_RANK = 8, 24, 20, 32
_CHECKSUM = 4
_HAS_TIMES, _HAS_LIMITS, _HAS_ORDER = 0x20, 0x10, 0x04
_NOWHERE = (1 << 64) - 1
_ANY_LENGTH = 9
_FIRST = 128
_MOST_IN_BLOCK = 1 << 20
_MOST_BLOCKS = 100
_BEYOND = 1 << 62

_Message = tuple[int, bytes]


class StoredAttribute(NamedTuple):
    """An attribute as its bytes.

    Args:
        datatype: what a value is.
        dataspace: how many there are.
        value: all of them; of texts of any length where they lie.
    """

    datatype: bytes
    dataspace: bytes
    value: bytes

    @property
    def is_one_text(self) -> bool:
        """Whether it is one text of any length."""
        is_text = self.datatype[:2] and self.datatype[0] & 0xF == _ANY_LENGTH and self.datatype[1] & 0xF == 1
        is_scalar = self.dataspace[:2] == b"\x01\0" or self.dataspace[:4] == b"\x02\0\0\0"
        return bool(is_text and is_scalar)

    @property
    def character_size(self) -> int:
        """How many bytes a character takes, in texts of any length: what HDF5 multiplies their lengths with."""
        return int.from_bytes(self.datatype[12:16], "little")


def stored_attributes(stream: BinaryIO, address: int, name: bytes, *, base: int = 0) -> list[StoredAttribute]:
    """Return every attribute of a name: one as a rule, none where this is no object header.

    Args:
        stream: the HDF5 bytes; its position changes.
        address: of the object header.
        name: of the attribute.
        base: where addresses are counted from.
    """
    return [value for kind, body in _messages(stream, address, base) if kind == _ATTRIBUTE for value in _value(body, name)]


def keeps_many(stream: BinaryIO, address: int, *, base: int = 0) -> bool:
    """Return whether an object keeps its links or attributes in a fractal heap, as it does in newer files where they are many.

    Args:
        stream: the HDF5 bytes; its position changes.
        address: of the object header.
        base: where addresses are counted from.
    """
    counters = {_LINK_INFO: 8, _ATTRIBUTE_INFO: 2}
    for kind, body in _messages(stream, address, base):
        if kind in counters and len(body) > 1:
            offset = 2 + (counters[kind] if body[1] & 1 else 0)
            heap = body[offset : offset + 8]
            if len(heap) == 8 and int.from_bytes(heap, "little") != _NOWHERE:
                return True
    return False


def chunk_rank(stream: BinaryIO, *, base: int = 0) -> int:
    """Return half of the nodes that a node of a tree of chunks can name: what the superblock says, which is 32 nearly always.

    Args:
        stream: the HDF5 bytes; its position changes.
        base: where the superblock is, and addresses are counted from.
    """
    start = _read(stream, base, _FIRST)
    version = start[_VERSION] if len(start) == _FIRST else 0
    if version == 1:
        return int.from_bytes(start[_RANK_PLACE : _RANK_PLACE + 2], "little")
    extension = int.from_bytes(start[_EXTENSION_PLACE : _EXTENSION_PLACE + 8], "little")
    if version > 1 and extension != _NOWHERE:
        for kind, body in _messages(stream, extension, base):
            if kind == _RANKS:
                return int.from_bytes(body[1:3], "little")
    return _USUAL_RANK


def _messages(stream: BinaryIO, address: int, base: int) -> Iterator[_Message]:
    """Yield the type and the content of each message of a header, block by block."""
    start = _read(stream, base + address, _FIRST)
    if start.startswith(_HEADER):
        yield from _short_messages(stream, address, base, start)
        return
    if len(start) < _PREFIX.size:
        return
    version, size = _PREFIX.unpack_from(start)
    if version != 1:
        return
    blocks = [(address + _PREFIX.size, size)]
    for block in blocks:
        is_read = block == blocks[0] and size <= _FIRST - _PREFIX.size
        data = start[_PREFIX.size : _PREFIX.size + size] if is_read else _read(stream, base + block[0], block[1])
        for message in _split(data, _MESSAGE, 0):
            _follow(message, blocks)
            yield message


def _short_messages(stream: BinaryIO, address: int, base: int, start: bytes) -> Iterator[_Message]:
    """Yield the messages of a header of version 2."""
    flags = start[5] if len(start) > 5 else 0
    offset = 6 + (16 if flags & _HAS_TIMES else 0) + (4 if flags & _HAS_LIMITS else 0)
    width = 1 << (flags & 3)
    first = int.from_bytes(start[offset : offset + width], "little")
    blocks = [(address + offset + width, first)]
    for block in blocks:
        data = _read(stream, base + block[0], block[1])
        if block != blocks[0]:
            data = data[len(_CONTINUED_HEADER) : -_CHECKSUM] if data.startswith(_CONTINUED_HEADER) else b""
        for message in _split(data, _SHORT_MESSAGE, 2 if flags & _HAS_ORDER else 0):
            _follow(message, blocks)
            yield message


def _split(data: bytes, head: struct.Struct, more: int) -> Iterator[_Message]:
    """Yield the messages of a block, whose heads are followed by some more bytes."""
    offset = 0
    while offset + head.size + more <= len(data):
        kind, length, _ = head.unpack_from(data, offset)
        offset += head.size + more
        yield kind, data[offset : offset + length]
        offset += length


def _follow(message: _Message, blocks: list[tuple[int, int]]) -> None:
    """Add the block that a message names, unless it is there already."""
    kind, body = message
    if kind == _CONTINUED and len(body) >= _CONTINUATION.size:
        further = _CONTINUATION.unpack_from(body)
        blocks += [further] if further not in blocks and len(blocks) < _MOST_BLOCKS else []


def _value(body: bytes, name: bytes) -> Iterator[StoredAttribute]:
    """Yield what an attribute message says, if it is the one of that name."""
    if len(body) < _SIZES.size:
        return
    version, _, *sizes = _SIZES.unpack_from(body)
    start = _SIZES.size + (version == 3)  # the third version names the character set too
    own = body[start : start + sizes[0]]
    if own.partition(b"\0")[0] == name:
        ends = list(accumulate((size + (-size % 8 if version == 1 else 0) for size in sizes), initial=start))
        yield StoredAttribute(body[ends[1] : ends[2]], body[ends[2] : ends[3]], body[ends[3] :])


def _read(stream: BinaryIO, offset: int, size: int) -> bytes:
    if offset >= _BEYOND:
        return b""
    stream.seek(offset)
    return stream.read(min(size, _MOST_IN_BLOCK))
