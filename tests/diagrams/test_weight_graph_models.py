"""Weight graphs of all kinds of Keras models: from large ones read without values to small ones in memory."""

from __future__ import annotations

import lzma
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dotnet_viz.diagrams.units.build import unit_graph
from dotnet_viz.diagrams.weight_graph.selection.layers import select_layers
from dotnet_viz.diagrams.weight_graph.style import WeightGraph
from dotnet_viz.graph import Graph
from dotnet_viz.layouts import place
from dotnet_viz.readers import read
from tests.conftest import DATA
from tests.layouts.checks import assert_all_inside

GRAPHS = sorted((DATA / "graphs").glob("*.json.xz"))


@pytest.mark.parametrize("path", GRAPHS, ids=lambda path: path.name.partition(".")[0])
def test_large_models_become_columns_that_fit(path: Path) -> None:
    graph = Graph.from_json(lzma.decompress(path.read_bytes()).decode("utf-8"))
    units = unit_graph(graph)
    counts = {stage.id: stage.units for stage in units.stages}
    for link in units.kernels:
        assert (counts[link.source], counts[link.target]) == (link.kernel.inputs, link.kernel.units)
    drawn = {link.node.layer.id for link in units.kernels}
    kernels = {layer.id for layer in graph.layers if any(weight.role.endswith("kernel") for weight in layer.weights)}
    assert kernels <= drawn
    choice = select_layers(units, None, 16)
    assert choice.drawn == choice.total if choice.total <= 16 else 2 <= choice.drawn <= 16
    assert sum(gap.layers for gap in choice.gaps) == choice.total - choice.drawn


def u_net(la: Any, x: Any) -> Any:
    return la.Concatenate()([x, la.Conv2DTranspose(3, 2, strides=2)(la.Conv2D(4, 2, strides=2)(x))])


def depthwise(la: Any, x: Any) -> Any:
    return la.Dense(2)(la.GlobalMaxPooling2D()(la.SeparableConv2D(5, 3)(la.DepthwiseConv2D(3)(x))))


def flattened(la: Any, x: Any) -> Any:
    return la.Dense(3)(la.Flatten()(la.ReLU()(la.Conv1D(4, 2)(x))))


def parallel_edges(la: Any, x: Any) -> Any:
    dense = la.Dense(3)(x)
    return la.Add()([dense, dense])


def bilinear(la: Any, x: Any, y: Any) -> Any:
    return la.Dot(1)([la.Dense(3)(x), la.Dense(3)(y)])


def several_outputs(la: Any, x: Any) -> Any:
    return [la.Dense(2)(x), la.Dense(3)(la.Dense(4)(x))]


Make = Callable[..., Any]
MODELS: dict[str, tuple[Make, list[tuple[int, ...]]]] = {
    "u-net": (u_net, [(8, 8, 3)]),
    "depthwise": (depthwise, [(8, 8, 3)]),
    "flattened": (flattened, [(6, 3)]),
    "groups": (lambda la, x: la.Conv1D(6, 3, groups=2)(x), [(9, 4)]),
    "cross attention": (lambda la, q, v: la.MultiHeadAttention(2, 4)(q, v), [(5, 8), (6, 7)]),
    "grouped attention": (lambda la, q: la.GroupQueryAttention(4, 4, 2)(q, q), [(5, 8)]),
    "einsum": (lambda la, x: la.EinsumDense("abc,cd->abd", output_shape=(None, 6), bias_axes="d")(x), [(5, 4)]),
    "conv lstm": (lambda la, x: la.ConvLSTM1D(3, 2)(x), [(4, 6, 2)]),
    "both ways": (lambda la, x: la.Bidirectional(la.GRU(3), merge_mode="ave")(x), [(4, 2)]),
    "both ways apart": (lambda la, x: la.Bidirectional(la.LSTM(3))(x), [(4, 2)]),
    "a cell": (lambda la, x: la.RNN(la.SimpleRNNCell(3))(x), [(4, 2)]),
    "stacked cells": (lambda la, x: la.RNN([la.LSTMCell(3), la.LSTMCell(2)])(x), [(4, 2)]),
    "parallel edges": (parallel_edges, [(2,)]),
    "a bilinear form": (bilinear, [(2,), (4,)]),
    "time distributed": (lambda la, x: la.TimeDistributed(la.Conv1D(3, 2))(x), [(4, 6, 2)]),
    "normalization alone": (lambda la, x: la.LayerNormalization()(x), [(4,)]),
    "several outputs": (several_outputs, [(5,)]),
}


@pytest.mark.keras
@pytest.mark.parametrize("name", MODELS)
def test_any_model_has_a_weight_graph(name: str) -> None:
    import keras

    make, shapes = MODELS[name]
    inputs = [keras.Input(shape) for shape in shapes]
    model = keras.Model(inputs, make(keras.layers, *inputs))
    scene = place(WeightGraph(max_neurons=4, left_out="mean").build(read(model)))
    assert_all_inside(scene)
    assert bool(scene.bundles) == (name not in ("normalization alone", "stacked cells"))
    assert all(np.isfinite(bundle.values).all() for bundle in scene.bundles)
    drawn = {bundle.name.partition(" (")[0] for bundle in scene.bundles}
    weighted = [layer.name for layer in model.layers if layer.weights]
    told = " ".join(scene.notes)
    assert set(weighted) <= drawn or "not drawn: " in told


@pytest.mark.keras
def test_a_subclassed_model_is_drawn_by_its_layers() -> None:
    import keras

    class Mine(keras.Model):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.first, self.second = keras.layers.Dense(3), keras.layers.Dense(2)

        def call(self, x: Any) -> Any:
            return self.second(self.first(x))

    model = Mine()
    model(np.zeros((1, 4), dtype="float32"))
    scene = place(WeightGraph().build(read(model)))
    assert [len(bundle) for bundle in scene.bundles] == [12, 6]
    assert_all_inside(scene)
