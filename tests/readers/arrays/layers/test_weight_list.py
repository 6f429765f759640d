"""Lists as ``model.get_weights()`` of Keras returns them."""

from __future__ import annotations

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.errors import ShapeError
from dotnet_viz.graph import Array, Graph
from dotnet_viz.readers import read


def ones(*shapes: tuple[int, ...]) -> list[Array]:
    return [np.ones(shape, np.float32) for shape in shapes]


def kinds(graph: Graph) -> list[str]:
    return [layer.kind for layer in graph.layers if layer.weights]


@pytest.mark.parametrize(
    ("arrays", "expected", "has_edges"),
    [
        (ones((4, 3), (3,), (3, 2), (2,)), ["Dense", "Dense"], True),
        (ones((4, 3), (3,), (3, 2)), ["Dense", "Dense"], True),
        (ones((3, 3, 1, 8), (8,), (32, 2), (2,)), ["Conv2D", "Dense"], True),
        (ones((3, 3, 1, 8), *[(8,)] * 4, (8, 2), (2,)), ["Conv2D", "BatchNormalization", "Dense"], True),
        (ones((3, 3, 1, 8), *[(8,)] * 5, (8, 2), (2,)), ["Conv2D", "BatchNormalization", "Dense"], True),
        (ones((4, 3), *[(3,)] * 3, (3, 2), (2,)), ["Dense", "LayerNormalization", "Dense"], True),
        (ones((3, 3, 8, 2), (16,), (16, 2), (2,)), ["DepthwiseConv2D", "Dense"], True),
        (ones((3, 3, 4, 8), (4,)), ["Conv2DTranspose"], True),
        (ones((5, 3, 8), (8,)), ["Conv1D"], True),
        (ones((50, 8), (8, 24), (6, 24), (24,), (6, 2), (2,)), ["Embedding", "LSTM", "Dense"], True),
        (ones((8, 18), (6, 18), (2, 18), (6, 2), (2,)), ["GRU", "Dense"], True),
        (ones((4, 3), (3,), (7, 2), (2,)), ["Dense", "Dense"], False),
    ],
    ids=str,
)
def test_order_and_shapes_show_the_layers(arrays: list[Array], expected: list[str], has_edges: bool) -> None:
    graph = read(arrays)
    assert kinds(graph) == expected
    assert bool(graph.edges) == (has_edges and len(graph.nodes) > 1)
    assert graph.parameter_count == sum(array.size for array in arrays)
    assert "Only the weights are known" in graph.notes[0]


def test_statistics_are_not_trainable() -> None:
    graph = read(ones((4, 3), *[(3,)] * 5))
    assert (graph.parameter_count, graph.trainable_count) == (27, 21)


def test_dense_layers_are_drawn_as_they_are() -> None:
    assert len(dv.weight_graph(ones((4, 3), (3,), (3, 2), (2,))).scene.shapes) == 9


@pytest.mark.parametrize(
    "arrays", [ones((3,)), ones((4, 3), (2,)), ones((2, 3), (3,), (2, 2, 2, 2, 2, 2))], ids=["bias", "other", "axes"]
)
def test_what_can_be_of_no_layer_is_an_error(arrays: list[Array]) -> None:
    with pytest.raises(ShapeError, match="by name in a dict"):
        read(arrays)
