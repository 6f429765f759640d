"""Attributes as they lie in an HDF5 object header, for a look at sizes before the HDF5 library reserves memory for them.

What is one text of any length, as nearly all are, need not be read by the library at all.

Only headers of version 1 are known here: h5py writes no other unless it is told to, and Keras does not tell it to.

Source: HDF5 File Format Specification 3.0, sections IV.A.1.a (object headers), IV.A.2.b
(dataspaces), IV.A.2.d (datatypes) and IV.A.2.m (the attribute message).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from itertools import accumulate
from typing import BinaryIO, NamedTuple

_PREFIX = struct.Struct("<B7xI4x")
_MESSAGE = struct.Struct("<HHB3x")
_CONTINUATION = struct.Struct("<QQ")
_SIZES = struct.Struct("<BBHHH")

_CONTINUED, _ATTRIBUTE = 0x10, 0x0C
_ANY_LENGTH = 9
_FIRST = 128
_MOST_IN_BLOCK = 1 << 20
_MOST_BLOCKS = 100
_BEYOND = 1 << 62


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


def stored_attributes(stream: BinaryIO, address: int, name: bytes, *, base: int = 0) -> list[StoredAttribute]:
    """Return every attribute of a name: one as a rule, none where the header is of another version.

    Args:
        stream: the HDF5 bytes; its position changes.
        address: of the object header.
        name: of the attribute.
        base: where addresses are counted from.
    """
    return [value for kind, body in _messages(stream, address, base) if kind == _ATTRIBUTE for value in _value(body, name)]


def _messages(stream: BinaryIO, address: int, base: int) -> Iterator[tuple[int, bytes]]:
    """Yield the type and the content of each message of a header, block by block."""
    start = _read(stream, base + address, _FIRST)
    if len(start) < _PREFIX.size:
        return
    version, size = _PREFIX.unpack_from(start)
    if version != 1:
        return
    blocks = [(address + _PREFIX.size, size)]
    for block in blocks:
        is_read = block == blocks[0] and size <= _FIRST - _PREFIX.size
        data = start[_PREFIX.size : _PREFIX.size + size] if is_read else _read(stream, base + block[0], block[1])
        place = 0
        while place + _MESSAGE.size <= len(data):
            kind, length, _ = _MESSAGE.unpack_from(data, place)
            body = data[place + _MESSAGE.size : place + _MESSAGE.size + length]
            if kind == _CONTINUED and len(body) >= _CONTINUATION.size:
                further = _CONTINUATION.unpack_from(body)
                blocks += [further] if further not in blocks and len(blocks) < _MOST_BLOCKS else []
            yield kind, body
            place += _MESSAGE.size + length


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


def _read(stream: BinaryIO, place: int, size: int) -> bytes:
    if place >= _BEYOND:
        return b""
    stream.seek(place)
    return stream.read(min(size, _MOST_IN_BLOCK))
