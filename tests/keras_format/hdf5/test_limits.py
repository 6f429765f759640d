from __future__ import annotations

from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest

from dotnet_viz.errors import UnsafeFileError
from dotnet_viz.files.limits import SMALL, Limits
from dotnet_viz.keras_format.hdf5.limits import (
    LARGE,
    check_chunks,
    check_dataset,
    check_size,
)

MAX_CHUNKS = Limits().hdf5_chunks
MAX_EXPANSION, MAX_LARGE_EXPANSION = Limits().hdf5_expansion, Limits().hdf5_large_expansion


def test_a_size_is_refused_only_if_it_is_large_and_out_of_proportion() -> None:
    check_size(SMALL, 0, "x")
    check_size(SMALL * 10, SMALL * 10 // MAX_EXPANSION + 1, "x")
    with pytest.raises(UnsafeFileError, match=r"^x declares 67,108,865 bytes where 0 are stored"):
        check_size(SMALL + 1, 0, "x")


def test_the_best_that_deflate_can_do_is_no_bomb(tmp_path: Path) -> None:
    with h5py.File(tmp_path / "a.h5", "w") as file:
        dataset = file.create_dataset("w", (80 << 20,), "int8", chunks=(8 << 20,), compression="gzip", compression_opts=9)
        dataset[:] = 0
        file.flush()
        assert SMALL < dataset.nbytes > 900 * dataset.id.get_storage_size()
        check_dataset(dataset.id, "w")


def test_gigabytes_may_be_out_of_proportion_by_less() -> None:
    check_size(LARGE, LARGE // MAX_EXPANSION + 1, "x")
    check_size(LARGE * 4, LARGE * 4 // MAX_LARGE_EXPANSION + 1, "x")
    with pytest.raises(UnsafeFileError, match=r"^x declares"):
        check_size(LARGE + 1, LARGE // MAX_EXPANSION + 1, "x")


def test_chunks_without_number_are_refused_and_cost_nothing(tmp_path: Path) -> None:
    with h5py.File(tmp_path / "a.h5", "w") as file:
        dataset = file.create_dataset("w", (MAX_CHUNKS + 1,), "float32", chunks=(1,))
        with pytest.raises(UnsafeFileError, match=f"in {MAX_CHUNKS + 1:,} chunks"):
            check_dataset(dataset.id, "w")


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"chunks": (2, 2)},
        {"compression": "gzip"},
        {"compression": "lzf", "shuffle": True},
        {"compression": "gzip", "fletcher32": True},
    ],
)
def test_what_keras_and_h5py_write_is_taken(tmp_path: Path, options: dict[str, Any]) -> None:
    with h5py.File(tmp_path / "a.h5", "w") as file:
        dataset = file.create_dataset("w", data=np.random.default_rng(0).normal(size=(9, 9)), **options)
        file.flush()
        check_dataset(dataset.id, "w")
        check_chunks(dataset.id, "w")


def test_a_chunk_that_is_not_compressed_though_it_could_be_is_taken(tmp_path: Path) -> None:
    with h5py.File(tmp_path / "a.h5", "w") as file:
        dataset = file.create_dataset("w", (8,), "float64", chunks=(8,), compression="gzip")
        dataset.id.write_direct_chunk((0,), np.arange(8.0).tobytes(), filter_mask=1)
    with h5py.File(tmp_path / "a.h5") as file:
        check_chunks(file["w"].id, "w")
        assert file["w"][:].tolist() == list(range(8))


DEFLATE, SHUFFLE, FLETCHER32, LZF = h5py.h5z.FILTER_DEFLATE, h5py.h5z.FILTER_SHUFFLE, h5py.h5z.FILTER_FLETCHER32, 32000


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        ((DEFLATE, DEFLATE), "packed more than once"),
        ((DEFLATE, LZF), "packed more than once"),
        ((DEFLATE, SHUFFLE), "changed after it is packed"),
        ((SHUFFLE, DEFLATE, FLETCHER32), None),
        ((FLETCHER32, DEFLATE), None),
    ],
)
def test_only_one_compressor_at_the_end_is_taken(tmp_path: Path, filters: tuple[int, ...], words: str | None) -> None:
    plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    plist.set_chunk((10,))
    for code in filters:
        plist.set_filter(code, h5py.h5z.FLAG_OPTIONAL, (9,) if code == DEFLATE else ())
    with h5py.File(tmp_path / "a.h5", "w") as file:
        dataset = h5py.h5d.create(file.id, b"w", h5py.h5t.IEEE_F64LE, h5py.h5s.create_simple((10,)), plist)
        if words is None:
            h5py.Dataset(dataset)[:] = np.arange(10.0)
            file.flush()
            check_dataset(dataset, "w")
            check_chunks(dataset, "w")
        else:
            with pytest.raises(UnsafeFileError, match=words):
                check_dataset(dataset, "w")
