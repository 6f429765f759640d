from __future__ import annotations

import math
import zlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dotnet_viz.errors import MissingFileError, UnreadableFileError, UnsafeFileError
from dotnet_viz.graph import Weight
from dotnet_viz.keras_format.hdf5 import dataset as dataset_module
from dotnet_viz.keras_format.hdf5.dataset import StoredArray
from dotnet_viz.keras_format.hdf5.file import StoredFile
from dotnet_viz.keras_format.hdf5.listing import list_arrays
from tests.keras_format.hdf5.builders import make


@pytest.mark.parametrize("dtype", ["<f4", ">f4", "<f2", ">f8", "<i4", "|u1", "<i8"])
@pytest.mark.parametrize("userblock", [0, 1024])
def test_values_in_one_run_are_read_from_their_place_as_hdf5_reads_them(tmp_path: Path, dtype: str, userblock: int) -> None:
    values = np.random.default_rng(0).integers(0, 200, (7, 5)).astype(dtype)
    path = tmp_path / "a.h5"
    with h5py.File(path, "w", userblock_size=userblock) as file:
        file["w"] = values
    for stored_file in (StoredFile(path), StoredFile(path, content=path.read_bytes())):
        stored = list_arrays(stored_file)[0]["w"]
        assert stored.run is not None
        for array in (stored, replace(stored, run=None)):
            assert np.array_equal(array.read(), values)
            chunks = list(array.chunks(10))
            assert np.array_equal(np.concatenate(chunks), values.ravel())
            assert not any(chunk.flags.writeable for chunk in [*chunks, array.read()])


def test_a_float_type_of_another_make_is_left_to_hdf5(tmp_path: Path) -> None:
    kind = h5py.h5t.IEEE_F32LE.copy()
    kind.set_fields(31, 23, 8, 0, 23)
    kind.set_ebias(63)
    with h5py.File(tmp_path / "a.h5", "w") as file:
        dataset = h5py.h5d.create(file.id, b"w", kind, h5py.h5s.create_simple((2,)))
        dataset.write(h5py.h5s.ALL, h5py.h5s.ALL, np.array([1.5, -2.0], "float32"))
    stored = list_arrays(StoredFile(tmp_path / "a.h5"))[0]["w"]
    assert stored.run is None
    assert stored.read().tolist() == [1.5, -2.0]


def test_read_array_is_not_writeable(tmp_path: Path) -> None:
    arrays, _ = list_arrays(make(tmp_path / "a.h5", kernel=np.arange(3.0)))
    with pytest.raises(ValueError, match="read-only"):
        arrays["kernel"].read()[0] = 1


def test_is_the_source_of_a_weight(tmp_path: Path) -> None:
    stored = list_arrays(make(tmp_path / "a.h5", kernel=np.arange(6.0).reshape(2, 3)))[0]["kernel"]
    weight = Weight("kernel", "kernel", stored.shape, stored.dtype, source=stored)
    assert weight.array.sum() == 15
    assert [chunk.tolist() for chunk in weight.chunks(4)] == [[0, 1, 2, 3], [4, 5]]


@settings(max_examples=60, deadline=None)
@given(
    shape=st.lists(st.integers(0, 5), min_size=0, max_size=4).map(tuple),
    max_values=st.integers(1, 40),
    compression=st.sampled_from([None, "gzip", "lzf"]),
)
def test_chunks_are_the_values_in_order(
    tmp_path_factory: pytest.TempPathFactory, shape: tuple[int, ...], max_values: int, compression: str | None
) -> None:
    values = np.arange(math.prod(shape), dtype="float32").reshape(shape)
    path = tmp_path_factory.mktemp("chunks") / "a.h5"
    with h5py.File(path, "w") as file:
        file.create_dataset("w", data=values, compression=compression if shape and 0 not in shape else None)
    stored = list_arrays(StoredFile(path))[0]["w"]
    chunks = list(stored.chunks(max_values))
    assert all(chunk.ndim == 1 and 0 < chunk.size <= max_values for chunk in chunks)
    assert [value for chunk in chunks for value in chunk] == list(range(values.size))
    assert np.array_equal(stored.read(), values)


@pytest.mark.parametrize("compression", [None, "gzip"])
def test_chunks_of_a_large_dataset_stay_small_in_memory(tmp_path: Path, compression: str | None) -> None:
    import tracemalloc

    values = np.zeros((5 << 9, 1 << 13), "float32")
    values[:, :40] = np.random.default_rng(0).normal(size=(5 << 9, 40))
    layout = {"compression": compression, "compression_opts": 1, "chunks": (256, 1 << 13)} if compression else {}
    with h5py.File(tmp_path / "a.h5", "w") as file:
        file.create_dataset("w", data=values, **layout)
    stored = list_arrays(StoredFile(tmp_path / "a.h5"))[0]["w"]
    tracemalloc.start()
    total = sum(float(chunk.sum(dtype="float64")) for chunk in stored.chunks(1 << 20))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert total == pytest.approx(float(values.sum(dtype="float64")))
    assert peak < 24 << 20 < values.nbytes


@pytest.mark.parametrize("shape", [(37, 5), (37,), (0, 4), (1, 300), (6, 3, 4)])
@pytest.mark.parametrize("rows", [1, 4, 37])
def test_chunks_come_in_order_whatever_the_chunks_of_the_file_are(
    shape: tuple[int, ...], rows: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dataset_module, "_PART", 64)
    values = np.arange(np.prod(shape), dtype="float32").reshape(shape)
    chunks = (rows, *(max(1, size // 2) for size in shape[1:]))
    with h5py.File(tmp_path / "a.h5", "w") as file:
        file.create_dataset("w", data=values, chunks=chunks, maxshape=(None, *shape[1:]), compression="gzip")
    stored = list_arrays(StoredFile(tmp_path / "a.h5"))[0]["w"]
    found = list(stored.chunks(7))
    assert all(len(piece) <= 7 for piece in found)
    assert np.concatenate([*found, np.zeros(0, "float32")]).tolist() == values.ravel().tolist()


def test_each_chunk_is_unpacked_once_and_not_for_every_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    values = np.zeros((20_000, 1000), "float32")
    with h5py.File(tmp_path / "a.h5", "w") as file:
        file.create_dataset("w", data=values, chunks=(4000, 1000), compression="gzip")
    stored = list_arrays(StoredFile(tmp_path / "a.h5"))[0]["w"]
    reads: list[Any] = []
    read = h5py.Dataset.__getitem__

    def counted(dataset: h5py.Dataset, part: Any) -> Any:
        reads.append(part)
        return read(dataset, part)

    monkeypatch.setattr(h5py.Dataset, "__getitem__", counted)
    assert sum(len(piece) for piece in stored.chunks(1 << 15)) == values.size
    assert len(reads) == 5


def bfloat16_bits(values: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    return (np.asarray(values, "float32").view("uint32") >> 16).astype("uint16")


@pytest.mark.parametrize("stored_as", ["uint16", "V2"])
def test_bfloat16_is_read_as_float32(tmp_path: Path, stored_as: str) -> None:
    expected = np.array([[1.0, -2.5], [0.15625, 3.0e38]], "float32")
    bits = bfloat16_bits(expected)
    with h5py.File(tmp_path / "a.h5", "w") as file:
        file["w"] = bits.view(stored_as)
        file["w"].attrs["dtype"] = "bfloat16"
        file["plain"] = bits
    arrays, _ = list_arrays(StoredFile(tmp_path / "a.h5"))
    assert arrays["w"].dtype == "bfloat16"
    assert arrays["w"].read().dtype == np.float32
    assert np.allclose(arrays["w"].read(), expected, rtol=1 / 128)
    assert np.array_equal(np.concatenate(list(arrays["w"].chunks(3))), arrays["w"].read().ravel())
    assert arrays["plain"].dtype == "uint16"


def test_a_link_that_appears_after_listing_is_not_followed(tmp_path: Path) -> None:
    make(tmp_path / "other.h5", w=np.zeros(2))
    with h5py.File(tmp_path / "a.h5", "w") as file:
        file["w"] = h5py.ExternalLink("other.h5", "/w")
    with pytest.raises(UnsafeFileError, match="link"):
        StoredArray(StoredFile(tmp_path / "a.h5"), "w", (2,), "float64").read()


def test_a_small_dataset_without_bytes_is_read(tmp_path: Path) -> None:
    with h5py.File(tmp_path / "a.h5", "w") as file:
        file.create_dataset("w", (3,), "float32", fillvalue=1.5)
    assert list_arrays(StoredFile(tmp_path / "a.h5"))[0]["w"].read().tolist() == [1.5, 1.5, 1.5]


def test_a_chunk_that_unpacks_beyond_its_size_is_refused(tmp_path: Path) -> None:
    with h5py.File(tmp_path / "a.h5", "w") as file:
        dataset = file.create_dataset("w", (10,), "float64", chunks=(10,), compression="gzip")
        dataset.id.write_direct_chunk((0,), zlib.compress(b"\0" * (16 << 10)))
    stored = list_arrays(StoredFile(tmp_path / "a.h5"))[0]["w"]
    with pytest.raises(UnsafeFileError, match="has more than the 80 bytes"):
        stored.read()
    with pytest.raises(UnsafeFileError, match="has more"):
        list(stored.chunks(5))


@pytest.mark.parametrize(
    ("options", "content", "mask"),
    [
        ({}, b"\0" * 79, 0),
        ({"fletcher32": True}, b"\0\0", 0),
        ({"fletcher32": True}, b"\0" * 80, 0),
        ({"shuffle": True}, b"\0" * 8, 0),
        ({"compression": "gzip"}, zlib.compress(b"\0" * 79), 0),
        ({"compression": "gzip"}, b"\0" * 79, 1),
        ({"compression": "gzip"}, b"no packed bytes", 0),
        ({"compression": "gzip", "fletcher32": True}, zlib.compress(b"\0" * 76), 0),
    ],
)
def test_a_chunk_that_is_too_short_is_refused(tmp_path: Path, options: dict[str, Any], content: bytes, mask: int) -> None:
    with h5py.File(tmp_path / "a.h5", "w") as file:
        dataset = file.create_dataset("w", (10,), "float64", chunks=(10,), **options)
        dataset.id.write_direct_chunk((0,), content, mask)
    with pytest.raises(UnsafeFileError, match="has less than the 80 bytes"):
        list_arrays(StoredFile(tmp_path / "a.h5"))[0]["w"].read()


def test_a_chunk_that_was_stored_without_its_filter_is_read(tmp_path: Path) -> None:
    values = np.arange(10.0)
    with h5py.File(tmp_path / "a.h5", "w") as file:
        dataset = file.create_dataset("w", (10,), "float64", chunks=(10,), compression="gzip")
        dataset.id.write_direct_chunk((0,), values.tobytes(), 1)
    assert np.array_equal(list_arrays(StoredFile(tmp_path / "a.h5"))[0]["w"].read(), values)


@pytest.mark.parametrize("options", [{"shuffle": True}, {"fletcher32": True}, {"shuffle": True, "fletcher32": True}])
def test_ordinary_compression_is_read(tmp_path: Path, options: dict[str, bool]) -> None:
    values = np.random.default_rng(1).normal(size=(50, 7))
    with h5py.File(tmp_path / "a.h5", "w") as file:
        file.create_dataset("w", data=values, compression="gzip", chunks=(9, 7), **options)
    assert np.array_equal(list_arrays(StoredFile(tmp_path / "a.h5"))[0]["w"].read(), values)


def test_a_file_that_changed_is_reported(tmp_path: Path) -> None:
    stored = list_arrays(make(tmp_path / "a.h5", w=np.zeros(3)))[0]["w"]
    make(tmp_path / "a.h5", w=np.zeros(4))
    with pytest.raises(UnreadableFileError, match="changed"):
        stored.read()
    make(tmp_path / "a.h5", v=np.zeros(4))
    with pytest.raises(UnreadableFileError, match="damaged"):
        stored.read()
    (tmp_path / "a.h5").unlink()
    with pytest.raises(MissingFileError, match=r"a\.h5"):
        stored.read()


@settings(max_examples=60, deadline=None)
@given(position=st.integers(0, 1 << 14), byte=st.integers(0, 255))
def test_a_damaged_byte_gives_values_or_a_clear_error(
    tmp_path_factory: pytest.TempPathFactory, position: int, byte: int
) -> None:
    path = tmp_path_factory.mktemp("damaged") / "a.h5"
    with h5py.File(path, "w") as file:
        group = file.create_group("layers/dense/vars")
        group.attrs["name"] = np.bytes_("d")
        group.create_dataset("0", data=np.zeros((9, 9)), compression="gzip")
        group["1"] = np.zeros(9)
    content = bytearray(path.read_bytes())
    content[position % len(content)] = byte
    path.write_bytes(bytes(content))
    try:
        values = [array.read() for array in list_arrays(StoredFile(path))[0].values()]
    except UnreadableFileError:
        return
    assert all(isinstance(value, np.ndarray) for value in values)
