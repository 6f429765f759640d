from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from dotnet_viz import architecture, readers
from dotnet_viz.graph import Edge, Graph, Layer, Node, Port, TensorSpec, Weight
from dotnet_viz.keras_format.wrappers.expand import expand_wrappers
from tests.conftest import DATA

RNN = DATA / "models" / "rnn.keras"


def entry(kind: str, name: str, **config: Any) -> dict[str, Any]:
    return {"class_name": kind, "config": {"name": name, "trainable": True, **config}}


def weight(name: str, *shape: int) -> Weight:
    return Weight.from_array(name, np.ones(shape, "float32"))


def one(layer: Layer, *shapes: tuple[int | None, ...], outputs: tuple[tuple[int | None, ...], ...] = ((None, 5, 2),)) -> Graph:
    """Return a graph of an input and one call of a layer."""
    inputs = tuple(TensorSpec(shape, "float32") for shape in shapes)
    given = tuple(TensorSpec(shape, "float32") for shape in outputs)
    sources = [Node(f"n{at}", Layer(f"x{at}", "x", "InputLayer"), (), (spec,)) for at, spec in enumerate(inputs)]
    node = Node(f"n{len(inputs)}", layer, inputs, given)
    edges = tuple(Edge(source.id, 0, node.id, at) for at, source in enumerate(sources))
    return Graph("m", "Functional", (*sources, node), edges, (Port("n0"),), (Port(node.id),))


def inside(graph: Graph) -> dict[str, Node]:
    return {node.layer.id: node for node in graph.nodes if node.parent is not None}


def test_a_layer_that_wraps_none_stays_as_it_is() -> None:
    graph = one(Layer("d", "d", "Dense", weights=(weight("kernel", 3, 2),)), (None, 3), outputs=((None, 2),))
    assert expand_wrappers(graph) == graph


def test_a_box_of_several_layers_is_no_custom_layer() -> None:
    layer = Layer("e … l", "e … l", "2 layers", weights=(weight("embeddings", 9, 3), weight("lstm_cell/kernel", 3, 8)))
    graph = one(layer, (None, 3), outputs=((None, 2),))
    assert expand_wrappers(graph) != graph
    box = replace(graph, nodes=(graph.nodes[0], replace(graph.nodes[1], stands_for=("n1", "n2"))))
    assert expand_wrappers(box) == box


def test_a_bidirectional_layer_opens_to_two_ways_and_their_join() -> None:
    opened = expand_wrappers(readers.read(RNN))
    node = next(node for node in opened.nodes if node.layer.kind == "Bidirectional")
    kinds = [child.layer.kind for child in opened.children(node.id)]
    assert kinds == ["InputLayer", "LSTM", "LSTM", "Concatenate"]
    assert [weight.name for weight in opened.layer("bidirectional/backward_lstm").weights] == [
        f"lstm_cell/{role}" for role in ("kernel", "recurrent_kernel", "bias")
    ]
    assert (node.entries[0].node, node.exits[0].node) == (f"{node.id}_0", f"{node.id}_3")
    assert str(opened.node(f"{node.id}_1").outputs[0]).endswith("16)")
    assert node.layer.weights == ()


def test_totals_stay_and_values_are_those_of_the_wrapper() -> None:
    graph = readers.read(RNN)
    opened = expand_wrappers(graph)
    assert (opened.parameter_count, opened.trainable_count) == (graph.parameter_count, graph.trainable_count)
    before = graph.layer("time_distributed").weights[0].array
    found = next(layer for layer in opened.layers if layer.id.startswith("time_distributed/"))
    np.testing.assert_array_equal(found.weights[0].array, before)


def test_a_graph_from_json_opens_alike() -> None:
    graph = readers.read(RNN)
    assert expand_wrappers(Graph.from_json(graph.to_json())) == expand_wrappers(graph)


def test_a_wrapper_called_twice_has_the_same_layers_inside() -> None:
    layer = Layer("w", "w", "Mine", weights=(weight("d/kernel", 3, 3),), config={"layer": entry("Dense", "d", units=3)})
    spec = (TensorSpec((None, 3)),)
    graph = Graph("m", "Functional", (Node("n0", layer, spec, spec), Node("n1", layer, spec, spec)), (Edge("n0", 0, "n1", 0),))
    opened = expand_wrappers(graph)
    assert [node.id for node in opened.nodes] == ["n0", "n0_1", "n1", "n1_1"]
    assert opened.calls("w/d")[0].layer is opened.calls("w/d")[1].layer
    assert opened.parameter_count == 9
    assert [(edge.source, edge.target) for edge in opened.leaf_edges()] == [("n0_1", "n1_1")]


def test_wrappers_in_wrappers_open_to_the_innermost() -> None:
    inner = entry("Bidirectional", "b", layer=entry("GRU", "forward_g", units=2), merge_mode="sum")
    layer = Layer("t", "t", "TimeDistributed", weights=(weight("b/forward_g/gru_cell/kernel", 3, 6),), config={"layer": inner})
    opened = expand_wrappers(one(layer, (None, 5, 4, 3), outputs=((None, 5, 2),)))
    assert list(inside(opened)) == ["t/b", "t/b/input#1", "t/b/forward_g", "t/b/backward_g", "t/b/sum"]
    assert opened.layer("t/b/forward_g").weights[0].name == "gru_cell/kernel"
    assert str(inside(opened)["t/b/forward_g"].inputs[0]) == "(None, 4, 3)"
    assert inside(opened)["t/b/sum"].layer.kind == "Add"


def test_cells_stand_in_a_row_and_see_one_step() -> None:
    cells = [entry("LSTMCell", "a", units=3), entry("GRUCell", "b", units=2)]
    layer = Layer("r", "r", "RNN", config={"cell": entry("StackedRNNCells", "stack", cells=cells), "return_sequences": True})
    opened = expand_wrappers(one(layer, (None, 5, 4)))
    found = inside(opened)
    assert [str(found[name].inputs[0]) for name in ("r/stack", "r/stack/a", "r/stack/b")] == [
        "(None, 4)",
        "(None, 4)",
        "(None, 3)",
    ]
    assert str(found["r/stack/b"].outputs[0]) == "(None, 2)"


def test_a_mask_goes_to_the_layers_inside_or_nowhere() -> None:
    layer = Layer("b", "b", "Bidirectional", config={"layer": entry("LSTM", "forward_l", units=2), "merge_mode": "concat"})
    graph = one(layer, (None, 5, 3), (None, 5), outputs=((None, 4),))
    masked = Graph(
        graph.name,
        graph.kind,
        tuple(
            Node(node.id, node.layer, (node.inputs[0], TensorSpec((None, 5), "bool")), node.outputs) if node.inputs else node
            for node in graph.nodes
        ),
        graph.edges,
    )
    opened = expand_wrappers(masked)
    assert [len(inside(opened)[f"b/{way}_l"].inputs) for way in ("forward", "backward")] == [2, 2]
    each = Layer("t", "t", "TimeDistributed", config={"layer": entry("Sequential", "s", layers=[entry("Dense", "d", units=2)])})
    assert len(expand_wrappers(one(each, (None, 5, 3), (None, 5))).leaf_edges()) == 1


@pytest.mark.parametrize(
    "config",
    [
        {"layer": "relu"},
        {"layer": {"class_name": "Dense"}},
        {"layer": {"class_name": "Functional", "config": {"layers": [], "input_layers": ["a", 0, 0], "output_layers": [[0]]}}},
        {"cell": {"class_name": "StackedRNNCells", "config": {"cells": 3}}},
    ],
)
def test_a_configuration_that_says_something_else_is_left_alone(config: dict[str, Any]) -> None:
    graph = one(Layer("w", "w", "Bidirectional", config=config), (None, 5, 3))
    assert expand_wrappers(graph).nodes == graph.nodes


@pytest.mark.parametrize("style", ["plot-model", "blocks"])
def test_pictures_open_wrappers_when_asked(style: str) -> None:
    closed, opened = (architecture(RNN, style=style, expand_wrappers=value).scene for value in (False, True))
    before, after = ({cluster.name.split(" ·")[0] for cluster in scene.clusters} for scene in (closed, opened))
    added = after - before
    assert added == {"bidirectional", "time_distributed"}
    assert len(opened.shapes) > len(closed.shapes)
