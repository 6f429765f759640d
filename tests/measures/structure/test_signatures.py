from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from dotnet_viz.graph import Edge, Graph, Layer, Node, Port, Weight
from dotnet_viz.measures.structure.signatures import edges_by_parent, signatures, structure
from tests.builders import nested_graph


def same(first: Layer, second: Layer, *, ignore_channels: bool = False) -> bool:
    found = signatures(Graph("m", "Functional", (Node("a", first), Node("b", second))), ignore_channels=ignore_channels)
    return found["a"] == found["b"]


CONV = Layer(
    "a", "a", "Conv2D", activation="relu", config={"name": "a", "filters": 3, "kernel_size": [3, 3], "seed": 1, "rate": 0.1}
)


@pytest.mark.parametrize(
    "change",
    [
        {"name": "other"},
        {"config": {**CONV.config, "name": "other"}},
        {"config": {**CONV.config, "seed": 7}},
        {"config": {**CONV.config, "rate": 0.4}},
        {"config": {**CONV.config, "kernel_initializer": {"class_name": "Zeros"}}},
    ],
)
def test_names_seeds_rates_and_initial_values_do_not_count(change: dict[str, Any]) -> None:
    assert same(CONV, replace(CONV, id="b", **change))


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "Conv1D"},
        {"activation": None},
        {"trainable": False},
        {"category": "operation"},
        {"config": {**CONV.config, "kernel_size": [5, 5]}},
        {"config": {**CONV.config, "filters": 4}},
    ],
)
def test_what_the_author_chose_counts(change: dict[str, Any]) -> None:
    assert not same(CONV, replace(CONV, id="b", **change))


def test_channels_can_be_ignored_also_inside_wrappers() -> None:
    def wrapped(name: str, units: int) -> Layer:
        inner = {"class_name": "LSTM", "config": {"name": name, "units": units}}
        return Layer(name, name, "Bidirectional", config={"layer": inner})

    assert same(wrapped("a", 4), wrapped("b", 4))
    assert not same(wrapped("a", 4), wrapped("b", 5))
    assert same(wrapped("a", 4), wrapped("b", 5), ignore_channels=True)


def test_layers_of_unknown_choices_are_distinguished_by_their_weights() -> None:
    def unknown(name: str, *shape: int) -> Layer:
        return Layer(name, name, "Layer", weights=(Weight("kernel", "kernel", shape, "float32"),))

    assert same(unknown("a", 2, 3), unknown("b", 2, 3))
    assert not same(unknown("a", 2, 3), unknown("b", 2, 4))


def test_lists_are_looked_into() -> None:
    assert structure([{"name": "a", "units": 2}], ignore_channels=True) == [{}]


def nested_pair(second_kind: str, *, crossed: bool = False) -> Graph:
    nodes: list[Node] = []
    edges: list[Edge] = []
    for name, kind in (("a", "Dense"), ("b", second_kind)):
        inner = [Node(f"{name}{i}", Layer(f"{name}/{i}", str(i), k), parent=name) for i, k in enumerate(("Dense", kind, "Add"))]
        model = Layer(name, name, "Functional", "model")
        nodes += [Node(name, model, entries=(Port(f"{name}0"),), exits=(Port(f"{name}2"),)), *inner]
        ports = (1, 0) if crossed and name == "b" else (0, 1)
        edges += [
            Edge(f"{name}0", 0, f"{name}1", 0),
            Edge(f"{name}0", 0, f"{name}2", ports[0]),
            Edge(f"{name}1", 0, f"{name}2", ports[1]),
        ]
    return Graph("pair", "Functional", tuple(nodes), tuple(edges))


def test_nested_models_are_alike_when_all_inside_them_is() -> None:
    found = signatures(nested_pair("Dense"))
    assert found["a"] == found["b"]


@pytest.mark.parametrize("graph", [nested_pair("ReLU"), nested_pair("Dense", crossed=True)])
def test_nested_models_differ_by_a_layer_or_a_wire_inside(graph: Graph) -> None:
    found = signatures(graph)
    assert found["a"] != found["b"]


def test_edges_are_grouped_by_the_model_around_them() -> None:
    found = edges_by_parent(nested_graph())
    assert [(edge.source, edge.target) for edge in found["n1"]] == [("n2", "n3")]
    assert len(found[None]) == 3
