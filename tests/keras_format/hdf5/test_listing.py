from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.errors import UnsafeFileError
from dotnet_viz.keras_format.hdf5.file import StoredFile, open_stored
from dotnet_viz.keras_format.hdf5.listing import list_arrays
from tests.effort import growth
from tests.keras_format.hdf5.builders import make


def test_lists_datasets_by_path_and_names_of_vars_groups(tmp_path: Path) -> None:
    with h5py.File(tmp_path / "a.h5", "w") as file:
        group = file.create_group("layers/dense/vars")
        group.attrs["name"] = "dense_26"
        group["0"] = np.zeros((2, 3), "float32")
        group["1"] = np.zeros(3, "float64")
        file.create_group("layers/old/vars")
    arrays, names = list_arrays(StoredFile(tmp_path / "a.h5"))
    assert {path: (array.shape, array.dtype) for path, array in arrays.items()} == {
        "layers/dense/vars/0": ((2, 3), "float32"),
        "layers/dense/vars/1": ((3,), "float64"),
    }
    assert names == {"layers/dense/vars": "dense_26", "layers/old/vars": None}


def test_datasets_of_text_and_records_are_left_out(tmp_path: Path) -> None:
    file = make(
        tmp_path / "a.h5",
        text="hello",
        texts=np.array([b"a", b"bc"]),
        ragged=h5py.Empty("f4"),
        records=np.zeros(2, dtype=[("a", "f4"), ("b", "f8")]),
        complex=np.array([1 + 2j]),
        kernel=np.zeros(2, "float16"),
        mask=np.array([True, False]),
    )
    with h5py.File(file.path, "a") as opened:
        opened.create_dataset("objects", (2,), dtype=h5py.vlen_dtype(np.int32))
        opened["reference"] = np.array([opened.ref], dtype=h5py.ref_dtype)
    assert {path: array.dtype for path, array in list_arrays(file)[0].items()} == {"kernel": "float16", "mask": "bool"}


def test_cyclic_hard_links_end(tmp_path: Path) -> None:
    with h5py.File(tmp_path / "a.h5", "w") as file:
        group = file.create_group("a")
        group["again"] = group
        group["root"] = file["/"]
        group["w"] = np.zeros(2)
        file["same"] = group["w"]
    assert sorted(list_arrays(StoredFile(tmp_path / "a.h5"))[0]) == ["a/w", "same"]


@pytest.mark.parametrize("link", [h5py.SoftLink("/w"), h5py.ExternalLink("other.h5", "/w")])
def test_links_are_refused(tmp_path: Path, link: Any) -> None:
    make(tmp_path / "other.h5", w=np.zeros(2))
    file = make(tmp_path / "a.h5", w=np.zeros(2))
    with h5py.File(file.path, "a") as opened:
        opened.create_group("inner")["x"] = link
    with pytest.raises(UnsafeFileError, match=r"'inner/x'.*link"):
        list_arrays(file)
    with pytest.raises(UnsafeFileError, match="link"), open_stored(file):
        pass


def test_external_storage_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"\0" * 800)
    with h5py.File(tmp_path / "a.h5", "w") as file:
        file.create_dataset("w", (100,), "float64", external=[(str(tmp_path / "secret"), 0, 800)])
    with pytest.raises(UnsafeFileError, match=r"'w'.*another file"):
        list_arrays(StoredFile(tmp_path / "a.h5"))


def test_virtual_datasets_are_refused(tmp_path: Path) -> None:
    make(tmp_path / "other.h5", w=np.zeros(4))
    layout = h5py.VirtualLayout(shape=(4,), dtype="float64")
    layout[:] = h5py.VirtualSource(tmp_path / "other.h5", "w", shape=(4,))
    with h5py.File(tmp_path / "a.h5", "w") as file:
        file.create_virtual_dataset("w", layout)
    with pytest.raises(UnsafeFileError, match=r"'w'.*view"):
        list_arrays(StoredFile(tmp_path / "a.h5"))


def test_a_large_dataset_without_bytes_is_refused(tmp_path: Path) -> None:
    with h5py.File(tmp_path / "a.h5", "w") as file:
        file.create_dataset("w", (1 << 40,), "float64", fillvalue=1.0)
    with pytest.raises(UnsafeFileError, match="declares 8,796,093,022,208 bytes where 0 are stored"):
        list_arrays(StoredFile(tmp_path / "a.h5"))


def test_many_datasets_without_bytes_are_refused(tmp_path: Path) -> None:
    with h5py.File(tmp_path / "a.h5", "w") as file:
        for number in range(3):
            file.create_dataset(f"w{number}", (7 << 20,), "float64", fillvalue=1.0)
    with pytest.raises(UnsafeFileError, match="declares"):
        list_arrays(StoredFile(tmp_path / "a.h5"))


def test_a_huge_chunk_of_a_small_dataset_is_refused(tmp_path: Path) -> None:
    with h5py.File(tmp_path / "a.h5", "w") as file:
        file.create_dataset("w", (10,), "float64", maxshape=(None,), chunks=(1 << 28,))
    with pytest.raises(UnsafeFileError, match="a chunk of dataset 'w'"):
        list_arrays(StoredFile(tmp_path / "a.h5"))


def test_a_dataset_packed_twice_is_refused(tmp_path: Path) -> None:
    plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    plist.set_chunk((10,))
    plist.set_deflate(9)
    plist.set_filter(h5py.h5z.FILTER_DEFLATE, h5py.h5z.FLAG_OPTIONAL, (9,))
    with h5py.File(tmp_path / "a.h5", "w") as file:
        h5py.h5d.create(file.id, b"w", h5py.h5t.IEEE_F64LE, h5py.h5s.create_simple((10,)), plist)
    with pytest.raises(UnsafeFileError, match="packed more than once"):
        list_arrays(StoredFile(tmp_path / "a.h5"))


def test_groups_nested_too_deep_are_refused(tmp_path: Path) -> None:
    with h5py.File(tmp_path / "a.h5", "w") as file:
        file.create_group("/".join("g" * 150))
    with pytest.raises(UnsafeFileError, match="nested more than 100 deep"):
        list_arrays(StoredFile(tmp_path / "a.h5"))


def test_work_grows_with_the_number_of_datasets_alone(tmp_path: Path) -> None:
    def listing(layers: int) -> Callable[[], tuple[Any, Any]]:
        path = tmp_path / f"{layers}.h5"
        with h5py.File(path, "w") as file:
            for number in range(layers):
                group = file.create_group(f"layers/layer_{number}/vars")
                group.attrs["name"] = f"layer_{number}"
                for index in "012":
                    group[index] = np.zeros(4, "float32")
        return lambda: list_arrays(StoredFile(path))

    arrays, names = listing(1000)()
    assert (len(arrays), len(names)) == (3000, 1000)
    assert growth(listing, 200) < 2.3


def test_no_more_arrays_are_listed_than_the_limits_say(tmp_path: Path) -> None:
    with h5py.File(tmp_path / "a.h5", "w") as file:
        for number in range(4):
            file[f"layers/{number}/vars/0"] = np.zeros(2)
    with dv.Limits(tensors=4):
        assert len(list_arrays(StoredFile(tmp_path / "a.h5"))[0]) == 4
    with dv.Limits(tensors=3), pytest.raises(UnsafeFileError, match="max-tensors"):
        list_arrays(StoredFile(tmp_path / "a.h5"))
