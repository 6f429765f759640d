from __future__ import annotations

from pathlib import Path

import pytest

from dotnet_viz.errors import UnreadableFileError, UnsafeFileError
from dotnet_viz.files.formats.sorted_table import table_entries
from dotnet_viz.files.limits import Limits
from tests.conftest import DATA

INDEX = DATA / "saved_models" / "module" / "variables" / "variables.index"
_MAGIC = bytes.fromhex("57fb808b247547db")


def number(value: int) -> bytes:
    parts = bytearray()
    while value > 0x7F:
        parts.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*parts, value])


def block(*entries: tuple[int, bytes, bytes], kind: int = 0) -> bytes:
    """Return a block of entries: how much of the key before is kept, what is added to it, and the value."""
    body = b"".join(number(kept) + number(len(key)) + number(len(value)) + key + value for kept, key, value in entries)
    return body + bytes(4) + (1).to_bytes(4, "little") + bytes([kind]) + bytes(4)


def table(*blocks: bytes) -> bytes:
    """Return a table of blocks, listed in their order."""
    data, listed = b"", []
    for content in blocks:
        listed.append(number(len(data)) + number(len(content) - 5))
        data += content
    index = block(*((0, bytes([place + 1]), handle) for place, handle in enumerate(listed)))
    footer = number(0) + number(0) + number(len(data)) + number(len(index) - 5)
    return data + index + footer.ljust(40, b"\0") + _MAGIC


def test_keys_leave_out_what_they_have_in_common() -> None:
    entries = table_entries(table(block((0, b"layer/a", b"1"), (6, b"b", b"2")), block((0, b"z", b""))), "a table")
    assert entries == {b"layer/a": b"1", b"layer/b": b"2", b"z": b""}


def test_a_table_of_tensorflow_is_read() -> None:
    assert set(table_entries(INDEX.read_bytes(), "a table")) == {
        b"",
        b"_CHECKPOINTABLE_OBJECT_GRAPH",
        b"weight/.ATTRIBUTES/VARIABLE_VALUE",
    }


def test_compression_other_files_and_cuts_are_reported(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="compressed with Snappy"):
        table_entries(table(block((0, b"a", b"1"), kind=1)), "a table")
    for data in (b"", b"x" * 100, INDEX.read_bytes()[:-1]):
        with pytest.raises(UnreadableFileError, match="no table of a TensorFlow checkpoint"):
            table_entries(data, "a table")
    with pytest.raises(UnreadableFileError, match="too long a key"):
        table_entries(table(block((9, b"a", b"1"))), "a table")


def test_what_no_model_needs_is_refused() -> None:
    many = block(*((0, bytes([value]), b"") for value in range(9)))
    with Limits(objects=5), pytest.raises(UnsafeFileError, match="9 entries and more; at most 5"):
        table_entries(table(many), "a table")
    handle = number(0) + number(len(many) - 5)
    index = block(*((0, bytes([place]), handle) for place in range(200)))
    footer = number(0) + number(0) + number(len(many)) + number(len(index) - 5)
    with pytest.raises(UnsafeFileError, match="blocks that overlap"):
        table_entries(many + index + footer.ljust(40, b"\0") + _MAGIC, "a table")
