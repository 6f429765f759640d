from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.errors import ShapeError
from dotnet_viz.graph import Origin
from dotnet_viz.readers.common.dense_chain import DenseArrays, dense_graph, numeric_array


def test_a_graph_of_layers_with_all_that_is_known() -> None:
    layer = DenseArrays("a", np.ones((2, 3)), np.zeros(3), "relu", {"class_names": ["x", "y", "z"]})
    graph = dense_graph(
        [layer], name="net", kind="MLP", origin=Origin("test"), input_config={"feature_names": ["f", "g"]}, notes=("a note",)
    )
    first, last = graph.layers
    assert (graph.name, graph.kind, graph.origin.format, graph.notes) == ("net", "MLP", "test", ("a note",))
    assert first.config == {"name": "input", "batch_shape": [None, 2], "feature_names": ["f", "g"]}
    assert last.config == {"name": "a", "units": 3, "use_bias": True, "activation": "relu", "class_names": ["x", "y", "z"]}
    assert [(weight.name, weight.role, weight.shape) for weight in last.weights] == [
        ("kernel", "kernel", (2, 3)),
        ("bias", "bias", (3,)),
    ]


def test_a_graph_of_arrays_survives_json() -> None:
    graph = dense_graph([DenseArrays("a", np.ones((2, 3)))], name="net", kind="MLP", origin=Origin("test"))
    assert type(graph).from_json(graph.to_json()) == graph


@given(st.lists(st.integers(1, 5), min_size=4, max_size=8))
def test_layers_fit_exactly_when_sizes_do(sizes: list[int]) -> None:
    kernels = [np.ones((a, b)) for a, b in zip(sizes[::2], sizes[1::2], strict=False)]
    layers = [DenseArrays(f"l{n}", kernel) for n, kernel in enumerate(kernels)]
    fits = all(a.shape[1] == b.shape[0] for a, b in pairwise(kernels))
    if fits:
        assert len(dense_graph(layers, name="n", kind="k", origin=Origin("test")).nodes) == len(kernels) + 1
        return
    with pytest.raises(ShapeError, match=r"gives .* takes"):
        dense_graph(layers, name="n", kind="k", origin=Origin("test"))


def test_numeric_array_keeps_an_array_as_it_is() -> None:
    array = np.arange(3, dtype="int8")
    assert numeric_array(array, "x") is array
    assert numeric_array([[1, 2.5]], "x").tolist() == [[1, 2.5]]
