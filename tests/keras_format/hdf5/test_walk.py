from __future__ import annotations

from pathlib import Path

import h5py
import numpy as np
import pytest

from dotnet_viz.errors import UnsafeFileError
from dotnet_viz.keras_format.hdf5.walk import MAX_DEPTH, link_error, walk


def test_walks_over_groups_and_datasets_by_path(tmp_path: Path) -> None:
    with h5py.File(tmp_path / "a.h5", "w") as file:
        file["b/w"] = np.zeros(2)
        file["a"] = np.zeros(2)
        file["b/again"] = file["b"]
        file.create_group("c")
        assert [path for path, _ in walk(file)] == ["a", "b", "c", "b/w"]


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
