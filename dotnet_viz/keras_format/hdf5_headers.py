"""Attributes as they lie in an HDF5 object header, for a look at sizes before the HDF5 library reserves memory for them.

Only headers of version 1 are known here: h5py writes no other unless it is told to, and Keras does not tell it to.

Source: HDF5 File Format Specification 3.0, sections IV.A.1.a (object headers) and IV.A.2.m (the attribute message).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import BinaryIO

_PREFIX = struct.Struct("<B7xI4x")
_MESSAGE = struct.Struct("<HHB3x")
_CONTINUATION = struct.Struct("<QQ")
_SIZES = struct.Struct("<BBHHH")

_CONTINUED, _ATTRIBUTE = 0x10, 0x0C
_FIRST = 128
_MOST_IN_BLOCK = 1 << 20
_MOST_BLOCKS = 100
_BEYOND = 1 << 62


def stored_attributes(stream: BinaryIO, address: int, name: bytes, *, base: int = 0) -> list[bytes]:
    """Return the stored values of every attribute of a name: one as a rule, none where the header is of another version.

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


def _value(body: bytes, name: bytes) -> Iterator[bytes]:
    """Yield the value of an attribute message, if it is the one of that name."""
    if len(body) < _SIZES.size:
        return
    version, _, *sizes = _SIZES.unpack_from(body)
    start = _SIZES.size + (version == 3)  # the third version names the character set too
    own = body[start : start + sizes[0]]
    if own.partition(b"\0")[0] == name:
        yield body[start + sum(size + (-size % 8 if version == 1 else 0) for size in sizes) :]


def _read(stream: BinaryIO, place: int, size: int) -> bytes:
    if place >= _BEYOND:
        return b""
    stream.seek(place)
    return stream.read(min(size, _MOST_IN_BLOCK))
