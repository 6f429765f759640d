"""``dv.read`` takes whatever holds a model."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.linear_model import LinearRegression

import dotnet_viz as dv
from dotnet_viz.errors import MissingFileError, UnsupportedInputError, VizError
from tests.conftest import DATA


def test_files_arrays_estimators_and_graphs_become_graphs() -> None:
    from_file = dv.read(DATA / "models" / "multi.keras")
    assert dv.read(str(DATA / "models" / "multi.keras")) == from_file
    assert dv.read(from_file) is from_file
    assert dv.read([np.ones((3, 2))]).parameter_count == 6
    fitted = LinearRegression().fit(np.arange(6.0).reshape(3, 2), np.arange(3.0))
    assert dv.read(fitted).kind == "LinearRegression"


def test_a_graph_that_was_written_is_read(tmp_path: object) -> None:
    graph = dv.read([np.ones((3, 2))])
    assert dv.Graph.from_json(graph.to_json()) == graph


def test_errors_are_ours_and_the_ones_that_a_caller_expects() -> None:
    with pytest.raises(FileNotFoundError) as missing:
        dv.read("nowhere.keras")
    assert isinstance(missing.value, MissingFileError)
    with pytest.raises(TypeError) as unknown:
        dv.read(3.5)
    assert isinstance(unknown.value, UnsupportedInputError)
    assert isinstance(unknown.value, VizError)
