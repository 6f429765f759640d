"""Tables of keys and values in order, as LevelDB and TensorFlow store them: read whole, with bounds on everything.

A table is blocks of entries and a block that lists those blocks; the last 48 bytes say where that is. In a block each key
leaves out what it has in common with the one before.

Source: ``doc/table_format.md`` of LevelDB, ``tsl/lib/io/format.h`` of TensorFlow.
"""

from __future__ import annotations

from collections.abc import Iterator

from dotnet_viz.errors import UnreadableFileError, UnsafeFileError
from dotnet_viz.files.formats.protobuf import varint
from dotnet_viz.files.limits import active, exceeded

MAX_KEY_BYTES = 4096

_FOOTER, _MAGIC = 48, bytes.fromhex("57fb808b247547db")
_TRAILER = 5
_COUNT = 4
_NO_COMPRESSION, _SNAPPY = 0, 1


def table_entries(data: bytes, what: str) -> dict[bytes, bytes]:
    """Return the values of a table by their keys.

    Args:
        data: the whole file.
        what: what is read, for messages.

    Raises:
        UnreadableFileError: it is no such table, is damaged, or is compressed.
        UnsafeFileError: it has more entries, or longer keys, than any model needs.
    """
    if len(data) < _FOOTER or not data.endswith(_MAGIC):
        raise UnreadableFileError(f"{what} is no table of a TensorFlow checkpoint, or is cut off")
    footer = data[-_FOOTER:-8]
    _, offset = _pair(footer, 0, what)
    (start, size), _ = _pair(footer, offset, what)
    found: dict[bytes, bytes] = {}
    left = len(data)
    for _, value in _block(data, start, size, what):
        (start, size), _ = _pair(value, 0, what)
        left -= size
        if left < 0:
            raise UnsafeFileError(f"{what} lists blocks that overlap; refused")
        found.update(_block(data, start, size, what))
        if len(found) > active().objects:
            raise exceeded("objects", f"{what} has {len(found):,} entries and more")
    return found


def _pair(data: bytes, offset: int, what: str) -> tuple[tuple[int, int], int]:
    """Return two numbers, such as where a block starts and how long it is, and the offset behind them."""
    try:
        start, offset = varint(data, offset, len(data))
        size, offset = varint(data, offset, len(data))
    except UnreadableFileError as error:
        raise UnreadableFileError(f"{what} is damaged: {error}") from error
    return (start, size), offset


def _block(data: bytes, start: int, size: int, what: str) -> Iterator[tuple[bytes, bytes]]:
    end = start + size
    if end + _TRAILER > len(data) or size < _COUNT:
        raise UnreadableFileError(f"{what} is damaged: a block of it is not whole")
    if data[end] != _NO_COMPRESSION:
        kind = "with Snappy" if data[end] == _SNAPPY else "in an unknown way"
        raise UnreadableFileError(f"{what} is compressed {kind}, which is not read; save the model anew with TensorFlow 2")
    restarts = int.from_bytes(data[end - _COUNT : end], "little")
    end -= _COUNT * (restarts + 1)
    if end < start:
        raise UnreadableFileError(f"{what} is damaged: a block has more restart points than bytes")
    yield from _entries(data, start, end, what)


def _entries(data: bytes, offset: int, end: int, what: str) -> Iterator[tuple[bytes, bytes]]:
    key = b""
    while offset < end:
        (shared, added), offset = _pair(data, offset, what)
        try:
            length, offset = varint(data, offset, end)
        except UnreadableFileError as error:
            raise UnreadableFileError(f"{what} is damaged: {error}") from error
        if shared > len(key) or offset + added + length > end or shared + added > MAX_KEY_BYTES:
            raise UnreadableFileError(f"{what} is damaged: an entry is longer than its block, or has too long a key")
        key = key[:shared] + data[offset : offset + added]
        offset += added + length
        yield key, data[offset - length : offset]
