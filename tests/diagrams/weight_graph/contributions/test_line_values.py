"""What lines carry adds up to what units get, and what decides an output adds up to its value."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.diagrams.units.build import unit_graph
from dotnet_viz.diagrams.units.kernels import KernelPart, UnitKernel
from dotnet_viz.diagrams.units.model import KernelLink, PassLink, Stage, UnitGraph
from dotnet_viz.diagrams.weight_graph.contributions.line_values import NodeValues, activations_of, contributions_of, relevances
from dotnet_viz.errors import OptionError, UnsupportedInputError
from dotnet_viz.formatting import format_number
from dotnet_viz.graph import Layer, Node, Weight
from dotnet_viz.scene import Legend

RANDOM = np.random.default_rng(12)
FIRST, BIAS, SECOND = RANDOM.standard_normal((5, 4)), RANDOM.standard_normal(4), RANDOM.standard_normal((4, 3))
LAYERS = [(FIRST, BIAS, "relu"), (SECOND, None, "softmax")]
X, OTHER = RANDOM.standard_normal(5), RANDOM.standard_normal(5)


def matrix(drawing: Any, number: int, shape: tuple[int, int]) -> np.ndarray[Any, Any]:
    bundle = drawing.scene.bundles[number]
    found = np.zeros(shape)
    found[bundle.source_index, bundle.target_index] = bundle.values
    return found


def test_a_line_is_the_weight_times_the_activation_and_a_fill_the_activation() -> None:
    drawing = dv.contribution_graph(LAYERS, X)
    hidden = np.maximum(X @ FIRST + BIAS, 0)
    np.testing.assert_allclose(matrix(drawing, 0, (5, 4)), X[:, None] * FIRST)
    np.testing.assert_allclose(matrix(drawing, 1, (4, 3)), hidden[:, None] * SECOND)
    neurons = {shape.name: shape for shape in drawing.scene.shapes if shape.kind == "neuron"}
    assert neurons["dense_1 [2]"].tooltip.endswith(f"activation {format_number(float(hidden[2]))}")
    lit, dark = int(hidden.argmax()), int(hidden.argmin())
    assert neurons[f"dense_1 [{lit}]"].fill != neurons[f"dense_1 [{dark}]"].fill
    assert [legend.title for legend in drawing.scene.legends] == ["weight × activation (line)", "activation (fill)"]


def test_what_decides_an_output_is_gradient_times_input_and_adds_up_to_its_value() -> None:
    drawing = dv.contribution_graph([(FIRST, None, "relu"), (SECOND, None, "softmax")], X, target=1)
    before = X @ FIRST
    gradient = (before > 0) * SECOND[:, 1]
    np.testing.assert_allclose(matrix(drawing, 0, (5, 4)), X[:, None] * FIRST * gradient, atol=1e-6)
    logit = float(np.maximum(before, 0) @ SECOND[:, 1])
    assert matrix(drawing, 0, (5, 4)).sum() == pytest.approx(logit, abs=1e-6)
    last = matrix(drawing, 1, (4, 3))
    assert last[:, 1].sum() == pytest.approx(logit)
    assert not last[:, [0, 2]].any()


def test_the_difference_of_two_inputs_is_that_of_their_lines_and_activations() -> None:
    drawing = dv.contribution_graph(LAYERS, X, other=OTHER)
    np.testing.assert_allclose(matrix(drawing, 0, (5, 4)), (X - OTHER)[:, None] * FIRST)
    assert drawing.scene.title.endswith("difference of two inputs")
    fills = drawing.scene.legends[1]
    assert isinstance(fills, Legend)
    assert (0.5, "0") in fills.ticks
    decided = dv.contribution_graph(LAYERS, X, other=OTHER, target=0)
    single = [matrix(dv.contribution_graph(LAYERS, one, target=0), 1, (4, 3)) for one in (X, OTHER)]
    np.testing.assert_allclose(matrix(decided, 1, (4, 3)), single[0] - single[1], atol=1e-9)


def test_weights_can_stay_the_lines() -> None:
    drawing = dv.contribution_graph(LAYERS, X, lines="weight")
    np.testing.assert_allclose(matrix(drawing, 0, (5, 4)), FIRST)
    assert drawing.scene.bundles[0].measure == "weight"


def test_the_units_that_carry_most_are_kept() -> None:
    x = np.zeros(5)
    x[[1, 3]] = 1.0
    shapes = dv.contribution_graph(LAYERS, x, max_neurons=2).scene.shapes
    assert [shape.name for shape in shapes if shape.name.startswith("input [")] == ["input [1]", "input [3]"]


def test_targets_have_numbers_or_names() -> None:
    names = ["cat", "dog", "bird"]
    named = dv.contribution_graph(LAYERS, X, target="dog", class_names=names)
    np.testing.assert_array_equal(
        named.scene.bundles[1].values, dv.contribution_graph(LAYERS, X, target=1).scene.bundles[1].values
    )
    assert named.scene.title == "What decides dog in arrays"
    with pytest.raises(OptionError, match="did you mean 'bird'"):
        dv.contribution_graph(LAYERS, X, target="brid", class_names=names)
    with pytest.raises(OptionError, match="none of the 3 outputs"):
        dv.contribution_graph(LAYERS, X, target=3)
    with pytest.raises(OptionError, match="unknown lines"):
        dv.contribution_graph(LAYERS, X, lines="weights")


@pytest.mark.keras
def test_convolutions_flattening_sums_and_embeddings_carry_what_the_next_layer_gets() -> None:
    keras = pytest.importorskip("keras")
    layers = keras.layers
    inputs = keras.Input((6, 6, 2))
    x = layers.Conv2D(4, 1, name="one", use_bias=False)(inputs)
    y = layers.Activation("relu", name="relu")(x)
    y = layers.DepthwiseConv2D(1, name="depthwise", use_bias=False)(y)
    y = layers.Add(name="add")([x, y])
    model = keras.Model(inputs, layers.Dense(3, name="out", use_bias=False)(layers.Flatten(name="flat")(y)))
    image = RANDOM.standard_normal((6, 6, 2)).astype(np.float32)
    found = dv.activations(model, image)
    drawing = dv.contribution_graph(model, image, max_neurons=None)
    by_name = {bundle.name: bundle for bundle in drawing.scene.bundles}
    for name, expected in {
        "one": found["one"][0].mean(axis=(0, 1)),
        "depthwise": found["depthwise"][0].mean(axis=(0, 1)),
        "out": found["out"][0],
    }.items():
        got = np.bincount(by_name[name].target_index, by_name[name].values, minlength=len(expected))
        np.testing.assert_allclose(got, expected, atol=1e-4, err_msg=name)
    words = keras.Sequential([keras.Input((7,), dtype="int32"), layers.Embedding(9, 3, name="words"), layers.Dense(2)])
    tokens = np.array([1, 1, 4, 5, 5, 5, 8])
    bundle = dv.contribution_graph(words, tokens).scene.bundles[0]
    got = np.bincount(bundle.target_index, bundle.values, minlength=3)
    np.testing.assert_allclose(got, dv.activations(words, tokens)["words"][0].mean(axis=0), atol=1e-5)
    recurrent = keras.Sequential([keras.Input((4, 2)), layers.LSTM(3, name="lstm"), layers.Dense(2, name="out")])
    notes = dv.contribution_graph(recurrent, np.ones((4, 2))).scene.notes
    assert any("no meaning there: lstm" in note for note in notes)
    with pytest.raises(UnsupportedInputError, match="no layer of the model has lines"):
        dv.contribution_graph(keras.Sequential([keras.Input((4, 2)), layers.LSTM(3)]), np.ones((4, 2)))


def test_a_sum_hands_back_to_its_parts_what_they_gave() -> None:
    node = Node("n", Layer("d", "d", "Dense"))
    kernel = UnitKernel(2, 1, (KernelPart(Weight.from_array("kernel", np.ones((2, 1))), (2, 1), "io"),))
    names = {"x": 1, "a": 2, "b": 2, "sum": 2, "out": 1}
    stages = tuple(Stage(name, node, name, "layer", count) for name, count in names.items())
    into = UnitKernel(1, 2, (KernelPart(Weight.from_array("kernel", np.ones((1, 2))), (1, 2), "io"),))
    links = (
        KernelLink("a", node, "x", "a", into),
        KernelLink("b", node, "x", "b", into),
        KernelLink("d", node, "sum", "out", kernel),
    )
    units = UnitGraph(stages, links, (PassLink("a", "sum", 0, True), PassLink("b", "sum", 0, True)))
    values = {"a": np.array([1.0, 0.0]), "b": np.array([3.0, 2.0])}
    carried = {0: np.array([[1.0, 0.0]]), 1: np.array([[3.0, 2.0]]), 2: np.array([[4.0], [2.0]])}
    found = relevances(units, carried, values, ("out", 0))
    np.testing.assert_allclose(found[0], [[1.0, 0.0]])
    np.testing.assert_allclose(found[1], [[3.0, 2.0]])


def test_values_are_read_by_node() -> None:
    graph = dv.read(LAYERS)
    units = unit_graph(graph)
    values = NodeValues({"n1": X, "n2": np.ones(4)}, {"n1": np.ones(4), "n2": np.ones(3)})
    assert sorted(contributions_of(units, values)) == [0, 1]
    np.testing.assert_array_equal(activations_of(units, values)["n0"], X)
