"""A folder of model files."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.errors import MissingFileError
from dotnet_viz.files.folder import model_files, natural


def test_models_come_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    for name in ("epoch-10.keras", "epoch-2.keras", "Epoch-1.h5", "notes.txt", "epoch-3.weights.h5", "graph.json"):
        (tmp_path / name).touch()
    (tmp_path / "folder.keras").mkdir()
    assert [Path(name).name for name in model_files(tmp_path)] == ["Epoch-1.h5", "epoch-2.keras", "epoch-10.keras"]


def test_fewer_than_two_models_are_refused(tmp_path: Path) -> None:
    (tmp_path / "one.keras").touch()
    with pytest.raises(MissingFileError, match="holds 1 models; two are needed"):
        model_files(tmp_path)
    with pytest.raises(MissingFileError, match="no folder"):
        model_files(tmp_path / "nowhere")


@given(st.lists(st.integers(0, 10**6), unique=True))
def test_numbers_in_names_are_numbers(numbers: list[int]) -> None:
    assert sorted((f"m{number}.keras" for number in numbers), key=natural) == [f"m{number}.keras" for number in sorted(numbers)]
