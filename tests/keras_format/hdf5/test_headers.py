from __future__ import annotations

import io
from pathlib import Path

import h5py
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dotnet_viz.keras_format.hdf5.headers import keeps_many, stored_attributes


def found(path: Path, name: str, *, libver: str = "earliest") -> list[bytes]:
    """Write a file with many attributes, and return what is stored of one."""
    with h5py.File(path, "w", libver=libver) as file:
        for number in range(6):  # more than eight have a place of their own in the newer format
            file.attrs[f"before{number}"] = "x" * 300
        file.attrs["number"] = np.array([258, 772], "<i4")
        file.attrs["näme"] = np.int16(5)
        address = h5py.h5o.get_info(file.id).addr
    with path.open("rb") as stream:
        return [one.value for one in stored_attributes(stream, address, name.encode())]


def test_values_are_found_in_continued_blocks_and_with_names_in_any_writing(tmp_path: Path) -> None:
    assert found(tmp_path / "a.h5", "number") == [b"\x02\x01\0\0\x04\x03\0\0"]
    assert [value[:2] for value in found(tmp_path / "a.h5", "näme")] == [b"\x05\0"]
    assert found(tmp_path / "a.h5", "numb") == []


def test_texts_are_stored_with_their_lengths(tmp_path: Path) -> None:
    (value,) = found(tmp_path / "a.h5", "before3")
    assert int.from_bytes(value[:4], "little") == 300


def test_headers_of_the_newer_format_tell_the_same(tmp_path: Path) -> None:
    assert found(tmp_path / "a.h5", "number", libver="latest") == [b"\x02\x01\0\0\x04\x03\0\0"]
    (value,) = found(tmp_path / "a.h5", "before3", libver="latest")
    assert int.from_bytes(value[:4], "little") == 300
    assert found(tmp_path / "a.h5", "numb", libver="latest") == []


def test_headers_with_times_orders_and_limits_are_understood(tmp_path: Path) -> None:
    with h5py.File(tmp_path / "a.h5", "w", libver="latest", track_order=True) as file:
        group = file.create_group("g", track_order=True)
        group.attrs["number"] = np.array([258, 772], "<i4")
        address = h5py.h5o.get_info(group.id).addr
    with (tmp_path / "a.h5").open("rb") as stream:
        assert [one.value for one in stored_attributes(stream, address, b"number")] == [b"\x02\x01\0\0\x04\x03\0\0"]


@pytest.mark.parametrize(("links", "attributes", "many"), [(8, 8, False), (9, 0, True), (0, 9, True)])
@pytest.mark.parametrize("track_order", [False, True])
def test_many_links_or_attributes_are_seen(tmp_path: Path, links: int, attributes: int, many: bool, track_order: bool) -> None:
    with h5py.File(tmp_path / "a.h5", "w", libver="latest") as file:
        group = file.create_group("g", track_order=track_order)
        for number in range(links):
            group.create_group(f"g{number}")
        for number in range(attributes):
            group.attrs[f"a{number}"] = number
        address = h5py.h5o.get_info(group.id).addr
    with (tmp_path / "a.h5").open("rb") as stream:
        assert keeps_many(stream, address) == many


@settings(max_examples=200)
@given(st.binary(max_size=200), st.integers(0, 300))
def test_any_bytes_come_to_an_end(data: bytes, address: int) -> None:
    for stream in (io.BytesIO(data), io.BytesIO(b"OHDR\x02" + data)):
        assert isinstance(stored_attributes(stream, address, b"name"), list)
        assert isinstance(keeps_many(stream, 0), bool)


def test_blocks_that_continue_each_other_in_a_circle_come_to_an_end() -> None:
    circle = b"\x10\0\x10\0\0\0\0\0" + (16).to_bytes(8, "little") + (24).to_bytes(8, "little")
    header = b"\x01\0\xff\xff\x01\0\0\0\x18\0\0\0\0\0\0\0" + circle
    assert stored_attributes(io.BytesIO(header), 0, b"name") == []


def test_a_block_beyond_every_file_is_left_out() -> None:
    beyond = b"\x10\0\x10\0\0\0\0\0" + b"\xff" * 16
    assert stored_attributes(io.BytesIO(b"\x01\0\x01\0\x01\0\0\0\x18\0\0\0\0\0\0\0" + beyond), 0, b"name") == []


@pytest.mark.parametrize("address", [1 << 40, 0])
def test_an_empty_file_has_none(address: int) -> None:
    assert stored_attributes(io.BytesIO(b""), address, b"name") == []
