from __future__ import annotations

import numpy as np
import pytest

from dotnet_viz.diagrams.units.build import unit_graph
from dotnet_viz.diagrams.units.gates import gates_of, with_gates
from dotnet_viz.diagrams.units.matrix import read_matrix
from dotnet_viz.diagrams.units.model import UnitGraph
from dotnet_viz.diagrams.weight_graph.style import WeightGraph
from dotnet_viz.graph import Graph, Layer, Weight
from tests.builders import chain, dense_layer, input_layer

RANDOM = np.random.default_rng(4)


def recurrent(kind: str, gates: int, *, biases: int = 1, inputs: int = 3, units: int = 2) -> Layer:
    shapes = {
        "cell/kernel": (inputs, gates * units),
        "cell/recurrent_kernel": (units, gates * units),
        "cell/bias": (gates * units,) if biases == 1 else (biases, gates * units),
    }
    weights = tuple(Weight.from_array(name, RANDOM.normal(size=shape)) for name, shape in shapes.items())
    return Layer("r", "r", kind, weights=weights)


def both_ways() -> Layer:
    forwards, backwards = recurrent("LSTM", 4), recurrent("LSTM", 4)
    config = {"merge_mode": "concat", "layer": {"class_name": "LSTM", "config": {"units": 2}}}
    return Layer("r", "r", "Bidirectional", weights=(*forwards.weights, *backwards.weights), config=config)


def model(layer: Layer, width: int = 2) -> Graph:
    return chain([input_layer(), layer, dense_layer("out", np.ones((width, 1)))])


def columns(units: UnitGraph) -> list[tuple[str, tuple[str, ...]]]:
    return [(stage.role, tuple(word for word in stage.part if word)) for stage in units.stages]


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("LSTM", ["input gate", "forget gate", "cell candidate", "output gate"]),
        ("GRU", ["update gate", "reset gate", "candidate"]),
    ],
)
def test_each_gate_has_its_own_part_of_the_kernels(kind: str, names: list[str]) -> None:
    layer = recurrent(kind, len(names))
    units = with_gates(unit_graph(model(layer)))
    found = {link.target: link for link in units.kernels if link.source == "n0"}
    states = {link.target: link for link in units.kernels if link.source == "n1-state"}
    kernel, state, bias = (np.asarray(weight.array) for weight in layer.weights)
    for number, name in enumerate(names):
        own = slice(2 * number, 2 * number + 2)
        column = next(stage for stage in units.stages if stage.part[:1] == (name,))
        assert (column.role, column.units) == ("gate", 2)
        assert np.array_equal(np.asarray(read_matrix(found[column.id].kernel).array), kernel[:, own])
        assert np.array_equal(np.asarray(read_matrix(states[column.id].kernel).array), state[:, own])
        assert column.bias is not None
        assert np.array_equal(column.bias.array, bias[own])
    assert [(link.target, link.is_unit_wise) for link in units.passes] == [("n1", True)] * len(names)


def test_two_biases_of_a_gru_are_added() -> None:
    layer = recurrent("GRU", 3, biases=2)
    units = with_gates(unit_graph(model(layer)))
    candidate = next(stage for stage in units.stages if stage.part[:1] == ("candidate",))
    assert candidate.bias is not None
    assert candidate.bias.array == pytest.approx(np.asarray(layer.weights[2].array).sum(axis=0)[4:])


def test_both_directions_have_gates_and_states_of_their_own() -> None:
    layer = both_ways()
    units = with_gates(unit_graph(model(layer, 4)))
    assert [part for role, part in columns(units) if role == "state"] == [("forwards",), ("backwards",)]
    assert sum(role == "gate" for role, _ in columns(units)) == 8
    backwards = next(stage for stage in units.stages if stage.part == ("output gate", "backwards"))
    link = next(link for link in units.kernels if link.target == backwards.id and link.source == "n1-state1")
    assert np.array_equal(np.asarray(read_matrix(link.kernel).array), np.asarray(layer.weights[4].array)[:, 6:])
    assert {link.offset for link in units.passes if link.source == backwards.id} == {2}


@pytest.mark.parametrize("kind", ["SimpleRNN", "ConvLSTM1D", "Mine"])
def test_other_layers_stay_as_they_are(kind: str) -> None:
    layer = recurrent(kind, 1)
    units = unit_graph(model(layer))
    assert gates_of(layer) == ()
    assert with_gates(units) == units


def test_the_picture_says_gate_by_gate_what_is_drawn() -> None:
    scene = WeightGraph().build(model(recurrent("LSTM", 4, units=20), 20))
    captions = [shape.labels[0].text for shape in scene.shapes if shape.kind == "caption"]
    assert [text for text in captions if "gate" in text or "cell" in text] == [
        "input gate", "forget gate", "cell candidate", "output gate",
    ]  # fmt: skip
    assert {bundle.measure for bundle in scene.bundles} == {"weight"}
    assert [(item.name, item.drawn, item.total) for item in scene.omissions[1:]] == [
        ("r", 4 * 3 * 8, 3 * 80),
        ("r (recurrent)", 4 * 8 * 8, 20 * 80),
    ]
    folded = WeightGraph(gates=False).build(model(recurrent("LSTM", 4), 2))
    assert [bundle.name for bundle in folded.bundles] == ["r", "r (recurrent)", "out"]
    assert folded.bundles[0].measure == "kernel norm"


def test_gates_of_a_unit_and_the_unit_are_drawn_together() -> None:
    layer = both_ways()
    scene = WeightGraph(max_neurons=1).build(model(layer, 4))
    forwards = {shape.id.split("-")[1] for shape in scene.shapes if shape.kind == "neuron" and shape.name.startswith("r [")}
    assert forwards
    units = [shape.id for shape in scene.shapes if shape.kind == "neuron"]
    passing = [(line.source, line.target) for line in scene.connections if not line.arrow]
    assert len(passing) == 8
    assert {end for pair in passing for end in pair} <= set(units)
