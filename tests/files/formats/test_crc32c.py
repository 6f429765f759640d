from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.files.formats.crc32c import crc32c, masked_crc32c


def bit_by_bit(record: bytes) -> int:
    state = 0xFFFFFFFF
    for byte in record:
        state ^= byte
        for _ in range(8):
            state = (state >> 1) ^ (0x82F63B78 if state & 1 else 0)
    return state ^ 0xFFFFFFFF


@pytest.mark.parametrize(
    ("record", "crc"),
    [
        (bytes(32), 0x8A9136AA),
        (b"\xff" * 32, 0x62A8AB43),
        (bytes(range(32)), 0x46DD794E),
        (bytes(range(31, -1, -1)), 0x113FDB5C),
    ],
)
def test_the_examples_of_rfc_3720(record: bytes, crc: int) -> None:
    assert crc32c([record])[0] == crc


@given(st.lists(st.binary(max_size=300)))
def test_records_of_any_lengths_go_together(records: list[bytes]) -> None:
    assert crc32c(records).tolist() == [bit_by_bit(record) for record in records]


@pytest.mark.parametrize("length", [63, 64, 65, 128, 129, 5000, 70_000])
def test_lengths_around_the_size_of_a_block(length: int) -> None:
    record = bytes(index * 7 % 251 for index in range(length))
    assert crc32c([record])[0] == bit_by_bit(record)


def test_the_masked_form_is_that_of_tensorflow() -> None:
    # The length, 24, that the first event file of any log starts with, and the CRC that stands behind it.
    assert masked_crc32c([(24).to_bytes(8, "little")])[0].tobytes() == bytes.fromhex("a37f4b22")
