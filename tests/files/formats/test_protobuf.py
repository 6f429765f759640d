from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.errors import UnreadableFileError
from dotnet_viz.files.formats.protobuf import field, fields, fixed, packed_varints, signed, varint


@given(st.integers(0, 2**64 - 1))
def test_whole_numbers_come_back(value: int) -> None:
    [(number, _, start, end)] = fields(data := field(3, value))
    assert (number, varint(data, start, end)) == (3, (value, len(data)))


def test_negative_numbers_and_lists_come_back() -> None:
    data = field(1, 2**64 - 5)
    assert signed(varint(data, 1, len(data))[0]) == -5
    assert packed_varints(b"\x01\xac\x02") == [1, 300]


def test_fields_of_a_fixed_size_are_stepped_over() -> None:
    data = fixed(1, bytes(8)) + fixed(2, b"abcd") + field(9, b"end")
    assert [(number, data[start:end]) for number, _, start, end in fields(data)] == [(1, bytes(8)), (2, b"abcd"), (9, b"end")]


@pytest.mark.parametrize("data", [b"\x0a\x05abc", b"\x09abc", b"\x08", b"\x08\x80", b"\x0b", b"\xff" * 12])
def test_what_is_no_message_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFileError, match="a message has"):
        list(fields(data))
