from __future__ import annotations

from pathlib import Path

import h5py
import numpy as np
import pytest

from dotnet_viz.errors import UnsafeFileError
from dotnet_viz.files.limits import Limits
from dotnet_viz.keras_format.hdf5.walk import MAX_DEPTH, link_error, walk


def test_walks_over_groups_and_datasets_by_path(tmp_path: Path) -> None:
    with h5py.File(tmp_path / "a.h5", "w") as file:
        file["b/w"] = np.zeros(2)
        file["a"] = np.zeros(2)
        file["b/again"] = file["b"]
        file.create_group("c")
        assert [path for path, _, _ in walk(file)] == ["a", "b", "c", "b/w"]


def test_the_number_of_objects_is_bounded_by_a_limit_that_is_named(tmp_path: Path) -> None:
    with h5py.File(tmp_path / "a.h5", "w") as file:
        for name in "abcd":
            file[f"{name}/w"] = np.zeros(2)
        with Limits(hdf5_objects=8):
            assert len(list(walk(file))) == 8
        with Limits(hdf5_objects=7), pytest.raises(UnsafeFileError, match=r"more than 7 groups and arrays.*--max-hdf5-objects"):
            list(walk(file))


def test_the_deepest_groups_that_are_taken(tmp_path: Path) -> None:
    with h5py.File(tmp_path / "a.h5", "w") as file:
        file["/".join("g" * MAX_DEPTH) + "/w"] = np.zeros(2)
        assert len(list(walk(file))) == MAX_DEPTH + 1
        file["/".join("g" * (MAX_DEPTH + 1)) + "/w"] = np.zeros(2)
        with pytest.raises(UnsafeFileError, match="nested more than 100 deep"):
            list(walk(file))


def test_a_broken_soft_link_is_refused_like_any_other(tmp_path: Path) -> None:
    with h5py.File(tmp_path / "a.h5", "w") as file:
        file["x"] = h5py.SoftLink("/nowhere")
        with pytest.raises(UnsafeFileError) as caught:
            list(walk(file))
    assert str(caught.value) == str(link_error("x"))


def test_groups_that_share_their_links_are_not_walked_by_the_square_of_their_number(tmp_path: Path) -> None:
    with h5py.File(tmp_path / "a.h5", "w") as file:
        groups = [file.create_group(f"layers/{number}") for number in range(300)]
        addresses = [int(h5py.h5g.get_objinfo(group.id).objno[0]) for group in (file["layers"], *groups)]
    data = bytearray((tmp_path / "a.h5").read_bytes())
    shared = data[addresses[0] + 16 : addresses[0] + 40]
    assert shared[0] == 0x11
    for address in addresses[1:]:
        data[address + 16 : address + 40] = shared
    (tmp_path / "b.h5").write_bytes(data)
    with h5py.File(tmp_path / "b.h5") as file, pytest.raises(UnsafeFileError, match="lead to only 30"):
        list(walk(file))


def test_an_object_with_many_names_is_listed_by_each(tmp_path: Path) -> None:
    with h5py.File(tmp_path / "a.h5", "w") as file:
        file["0"] = [1.0]
        for number in range(500):
            file[f"also_{number}"] = file["0"]
        assert len(list(walk(file))) == 501
