"""The wire format of protocol buffers: enough to read a few fields of a message, and to write one."""

from __future__ import annotations

from collections.abc import Iterator

from dotnet_viz.errors import UnreadableFileError

VARINT, FIXED64, LENGTH, FIXED32 = 0, 1, 2, 5

_SIZES = {FIXED64: 8, FIXED32: 4}
_MAX_SHIFT = 63

Field = tuple[int, int, int, int]
"""The number of a field, its wire type, and the offsets of the first byte of its value and of the one behind it."""


def fields(data: bytes, start: int = 0, end: int | None = None) -> Iterator[Field]:
    r"""Yield the fields of a message in the order in which they are stored.

    Args:
        data: bytes that the message is in.
        start: offset of its first byte.
        end: offset behind its last byte; ``None`` is the end of the bytes.

    Raises:
        UnreadableFileError: a field does not end where the message does, or has a wire type that is none.

    Example:
        >>> data = field(3, b"abc") + field(1, 300)
        >>> [(number, data[start:end]) for number, _, start, end in fields(data)]
        [(3, b'abc'), (1, b'\xac\x02')]
    """
    offset, stop = start, len(data) if end is None else end
    while offset < stop:
        key, offset = varint(data, offset, stop)
        kind, first = key & 7, offset
        if kind == VARINT:
            offset = varint(data, offset, stop)[1]
        elif kind == LENGTH:
            length, first = varint(data, offset, stop)
            offset = first + length
        elif kind in _SIZES:
            offset += _SIZES[kind]
        else:
            raise UnreadableFileError(f"a message has a field of the wire type {kind}, which is none")
        if offset > stop:
            raise UnreadableFileError("a message has a field that is longer than the message")
        yield key >> 3, kind, first, offset


def varint(data: bytes, offset: int, end: int) -> tuple[int, int]:
    """Return a whole number without sign, and the offset behind it.

    Args:
        data: a message.
        offset: position of the number's first byte.
        end: position behind the last byte that it may have.

    Raises:
        UnreadableFileError: it does not end, or is longer than 64 bits.
    """
    value = shift = 0
    while offset < end and shift <= _MAX_SHIFT:
        byte = data[offset]
        offset += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, offset
        shift += 7
    raise UnreadableFileError("a message has a number that does not end")


def signed(value: int) -> int:
    """Return a number of 64 bits that stands for a negative one where its first bit is set.

    Example:
        >>> signed(2 ** 64 - 1)
        -1
    """
    value &= (1 << 64) - 1
    return value - (1 << 64) if value >> 63 else value


def packed_varints(data: bytes) -> list[int]:
    """Return the numbers that stand one behind the other.

    Raises:
        UnreadableFileError: the last one does not end.
    """
    values, offset = [], 0
    while offset < len(data):
        value, offset = varint(data, offset, len(data))
        values.append(signed(value))
    return values


def field(number: int, value: int | bytes) -> bytes:
    r"""Return a field of a message: a whole number that is not negative, or bytes with their length before them.

    Args:
        number: of the field, from 1.
        value: a non-negative whole number, or bytes.

    Example:
        >>> field(1, 5), field(2, b"ab")
        (b'\x08\x05', b'\x12\x02ab')
    """
    if isinstance(value, bytes):
        return _varint(number << 3 | LENGTH) + _varint(len(value)) + value
    return _varint(number << 3 | VARINT) + _varint(value)


def fixed(number: int, value: bytes) -> bytes:
    """Return a field of four or eight bytes, such as a floating-point number.

    Args:
        number: of the field, from 1.
        value: four or eight bytes in little-endian order.
    """
    kinds = {size: kind for kind, size in _SIZES.items()}
    return _varint(number << 3 | kinds[len(value)]) + value


def _varint(value: int) -> bytes:
    parts = bytearray()
    while value > 0x7F:
        parts.append(value & 0x7F | 0x80)
        value >>= 7
    parts.append(value)
    return bytes(parts)
