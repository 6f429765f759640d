"""Custom layers without Keras: what their weights' names show, and what a graph has of their calls."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.errors import GraphError, UnsafeFileError
from dotnet_viz.graph import Edge, Graph, Layer, Node, Port, Subgraph, TensorSpec, Weight
from dotnet_viz.keras_format.wrappers.custom_layers import named_inside
from dotnet_viz.keras_format.wrappers.expand import expand_custom_layers, expand_wrappers

SPEC = TensorSpec((None, 4), "float32")
OPENING = ("plot-model", "blocks", "ann", "layered", "lenet", "neurons")


def weight(name: str, *shape: int, shared_with: str | None = None, value: float = 1.0) -> Weight:
    made = Weight.from_array(name, np.full(shape, value, "float32"))
    return replace(made, shared_with=shared_with)


def block(*weights: Weight, name: str = "block") -> Layer:
    return Layer(name, name, "Block", weights=weights)


def around(*nodes: Node) -> Graph:
    """Return a model of an input, some nodes in a row and a dense layer."""
    first = Node("n0", Layer("x", "x", "InputLayer"), outputs=(SPEC,))
    last = Node(f"n{len(nodes) + 1}", Layer("d", "d", "Dense", weights=(weight("kernel", 4, 2),)), (SPEC,), (SPEC,))
    row = (first, *nodes, last)
    edges = tuple(Edge(one.id, 0, other.id, 0) for one, other in pairwise(row))
    return Graph("m", "Functional", row, edges, (Port("n0"),), (Port(last.id),))


def called(layer: Layer, number: int = 1, inside: Subgraph | None = None) -> Node:
    return Node(f"n{number}", layer, (SPEC,), (SPEC,), inside=inside)


def skip(place: str = "block/a/kernel") -> Subgraph:
    """Return ``x + a(x)``, where ``a`` has the weight that stands at a place outside."""
    x = Node("n0", Layer("x", "x", "InputLayer"), outputs=(SPEC,))
    dense = Layer("a", "a", "Dense", weights=(weight("kernel", 4, 4, shared_with=place),))
    nodes = (x, Node("n1", dense, (SPEC,), (SPEC,)), Node("n2", Layer("add", "add", "Add", "operation"), (SPEC, SPEC), (SPEC,)))
    edges = (Edge("n0", 0, "n1", 0), Edge("n0", 0, "n2", 0), Edge("n1", 0, "n2", 1))
    return Subgraph(nodes, edges, (Port("n0"),), (Port("n2"),))


def parents(graph: Graph) -> dict[str, str | None]:
    return {node.layer.id: None if node.parent is None else graph.node(node.parent).layer.id for node in graph.nodes}


def test_names_of_weights_show_a_tree_of_layers() -> None:
    layer = block(weight("ffn/dense/kernel", 4, 4), weight("ffn/dense_1/kernel", 4, 4), weight("norm/gamma", 4), weight("w", 4))
    opened = expand_wrappers(around(called(layer)))
    assert parents(opened) == {
        "x": None,
        "block": None,
        "block/ffn": "block",
        "block/ffn/dense": "block/ffn",
        "block/ffn/dense_1": "block/ffn",
        "block/norm": "block",
        "d": None,
    }
    assert [found.name for found in opened.layer("block").weights] == ["w"]
    assert {layer.kind for layer in opened.layers} == {"InputLayer", "Block", "Layer", "Dense"}
    assert opened.parameter_count == around(called(layer)).parameter_count
    assert "block: what a custom layer calls is in its code, which a file does not have" in opened.notes[-1]


def test_the_class_of_an_attention_is_proved_by_names_and_shapes() -> None:
    shapes = {"query": (8, 2, 4), "key": (8, 2, 4), "value": (8, 2, 4), "attention_output": (2, 4, 8)}
    proved = named_inside(block(*(weight(f"att/{name}/kernel", *shape) for name, shape in shapes.items())))
    other = named_inside(block(*(weight(f"att/{name}/kernel", 8, 8) for name in shapes)))
    assert proved is not None
    assert other is not None
    assert [(node.layer.kind, len(node.layer.weights)) for node in proved.nodes] == [("MultiHeadAttention", 4)]
    assert [node.layer.kind for node in other.nodes] == ["Layer", *["EinsumDense"] * 4]


def test_layers_of_keras_and_names_without_end_stay_closed() -> None:
    attention = Layer("a", "a", "MultiHeadAttention", weights=(weight("query/kernel", 4, 2, 2),))
    endless = block(weight("a/" * 500 + "kernel", 2))
    assert named_inside(attention) is None
    assert named_inside(endless) is None


def test_calls_that_are_known_are_opened_with_the_weights_of_the_layer() -> None:
    graph = around(called(block(weight("a/kernel", 4, 4)), inside=skip()))
    opened = expand_wrappers(graph)
    assert parents(opened) == {
        "x": None,
        "block": None,
        "block/x": "block",
        "block/a": "block",
        "block/add": "block",
        "d": None,
    }
    assert opened.layer("block").weights == ()
    assert opened.layer("block/a").weights[0].shared_with is None
    assert (opened.parameter_count, opened.notes) == (graph.parameter_count, ())
    names = {node.id: node.layer.id for node in opened.nodes}
    flow = [(names[edge.source], names[edge.target]) for edge in opened.leaf_edges()]
    assert ("x", "block/x") in flow
    assert ("block/add", "d") in flow


def test_other_values_of_a_layer_are_those_of_the_layers_inside() -> None:
    changed = block(weight("a/kernel", 4, 4, value=7.0))
    opened = expand_wrappers(around(called(changed, inside=skip())))
    assert float(opened.layer("block/a").weights[0].array.max()) == 7.0


def test_a_layer_called_twice_has_its_weights_once() -> None:
    layer = block(weight("a/kernel", 4, 4))
    graph = around(called(layer, 1, skip()), called(layer, 2, skip()))
    opened = expand_wrappers(graph)
    assert opened.parameter_count == graph.parameter_count
    assert len(opened.calls("block/a")) == 2


def test_a_weight_that_two_custom_layers_have_is_counted_once() -> None:
    first, second = block(weight("a/kernel", 4, 4)), block(weight("a/kernel", 4, 4, shared_with="block/a/kernel"), name="other")
    graph = around(called(first, 1, skip()), called(second, 2, skip()))
    opened = expand_wrappers(graph)
    assert opened.layer("other/a").weights[0].shared_with == "block/a/kernel"
    assert opened.parameter_count == graph.parameter_count


def test_calls_that_use_one_name_for_two_operations_keep_both() -> None:
    other = skip()
    times = Node("n2", Layer("add", "add", "Multiply", "operation"), (SPEC, SPEC), (SPEC,))
    other = replace(other, nodes=(*other.nodes[:2], times))
    layer = block(weight("a/kernel", 4, 4))
    opened = expand_wrappers(around(called(layer, 1, skip()), called(layer, 2, other)))
    assert [found.kind for found in opened.layers if found.name == "add"] == ["Add", "Multiply"]


def test_calls_that_could_not_be_followed_give_their_reason_once() -> None:
    first, second = block(), block(name="other")
    closed = Subgraph((Node("n0", Layer("a", "a", "Dense")),), reason="it decides by the values of tensors")
    opened = expand_wrappers(around(called(first, 1, closed), called(second, 2, closed)))
    assert len(opened.notes) == 1
    assert opened.notes[0].startswith(
        "block, other: the code of a custom layer could not be followed (it decides by the values"
    )


def test_a_weight_graph_opens_calls_that_are_known_only() -> None:
    known = around(called(block(weight("a/kernel", 4, 4)), inside=skip()))
    named = around(called(block(weight("a/kernel", 4, 4))))
    assert "block/a" in [layer.id for layer in expand_custom_layers(known).layers]
    assert expand_custom_layers(named) == named
    bundles = [len(dv.draw(graph, style="weight-graph").scene.bundles) for graph in (known, named)]
    assert bundles == [2, 1]


@pytest.mark.parametrize("style", OPENING)
@pytest.mark.parametrize("inside", [skip(), None], ids=["calls", "names"])
def test_every_style_opens_on_request(style: str, inside: Subgraph | None) -> None:
    graph = around(called(block(weight("a/kernel", 4, 4)), inside=inside))
    closed, opened = (dv.draw(graph, style=style, expand_wrappers=on).scene for on in (False, True))
    assert not any("Block" in cluster.label.text for cluster in closed.clusters)
    assert len(opened.shapes) > len(closed.shapes)
    assert "2 layers, 24 parameters" in closed.description
    assert "2 layers, 24 parameters" in opened.description


def test_block_diagrams_keep_the_flow_through_a_layer_of_unknown_calls() -> None:
    graph = around(called(block(weight("a/kernel", 4, 4), weight("b/kernel", 4, 4))))
    scene = dv.draw(graph, style="blocks", expand_wrappers=True).scene
    assert ("n1", "n2") in {(line.source, line.target) for line in scene.connections}


def test_layers_inside_layers_without_end_are_refused() -> None:
    inside = Subgraph((Node("n0", block()),))
    for _ in range(100):
        inside = Subgraph((Node("n0", block(), inside=inside),))
    with pytest.raises(UnsafeFileError, match="64 deep"):
        expand_wrappers(around(called(block(), inside=inside)))


def test_json_keeps_what_is_inside() -> None:
    graph = around(called(block(weight("a/kernel", 4, 4)), inside=skip()))
    again = Graph.from_json(graph.to_json())
    assert expand_wrappers(again) == expand_wrappers(graph)


def test_json_with_endless_insides_is_an_error() -> None:
    text = around(called(block(), inside=Subgraph(()))).to_json()
    empty = '{"layers": [], "nodes": [], "edges": [], "inputs": [], "outputs": [], "reason": null, "notes": []}'
    assert empty in text
    node = '{"id": "n", "layer": "l", "inputs": [], "outputs": [], "parent": null, "constants": [], "entries": [], "exits": []'
    start, end = (
        empty.replace('"nodes": []', '"nodes": [@]')
        .replace('"layers": []', '"layers": [{"id": "l", "weights": []}]')
        .split("@")
    )
    deep = (start + node + ', "inside": ') * 400 + empty + ("}" + end) * 400
    with pytest.raises(GraphError):
        Graph.from_json(text.replace(empty, deep))


def test_a_picture_says_what_a_file_lacks() -> None:
    scene = dv.draw(around(called(block(weight("a/kernel", 4, 4)))), expand_wrappers=True).scene
    assert any("which a file does not have" in note for note in scene.notes)
