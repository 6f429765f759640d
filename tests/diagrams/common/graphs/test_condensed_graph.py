from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from dotnet_viz.diagrams.annotations.groups.nested_groups import GroupRequest, grouped
from dotnet_viz.diagrams.common.graphs.condensed_graph import closed, condensed, condensed_graphs
from dotnet_viz.diagrams.common.texts.model_text import model_text
from dotnet_viz.graph import Edge, Graph, Layer, Node, Port, TensorSpec, Weight
from dotnet_viz.graph.counts import count_parameters
from dotnet_viz.traversal import topological_order
from tests.applications import kept
from tests.builders import dense_chain, nested_graph


def assert_flows(graph: Graph) -> None:
    """Check that data flows through a graph without a circle."""
    names = [node.id for node in graph.nodes]
    order = topological_order(names, [(edge.source, edge.target) for edge in graph.edges])
    assert sorted(order) == sorted(names)


@pytest.mark.parametrize("family", ["ResNet50", "InceptionV3", "EfficientNetB0", "NASNetMobile"])
def test_each_graph_is_smaller_and_all_parameters_stay(family: str) -> None:
    whole = kept(family)
    sizes = [len(whole.nodes)]
    for part in condensed_graphs(whole):
        sizes.append(len(part.nodes))
        assert_flows(part)
        assert count_parameters(part.layers) == count_parameters(whole.layers)
        assert len(part.outputs) == len(whole.outputs)
        assert part.node(part.outputs[0].node).output(part.outputs[0].index) == whole.node(whole.outputs[0].node).output()
    assert sizes == sorted(set(sizes), reverse=True)
    assert sizes[-1] == 1


def test_repeated_layers_are_one_node_beside_the_first() -> None:
    part = next(iter(condensed_graphs(dense_chain(*[3] * 12))))
    assert [(node.layer.name, node.layer.kind) for node in part.nodes] == [
        ("input", "InputLayer"),
        ("dense_0", "Dense"),
        ("dense_1 … dense_10", "10 layers"),
    ]
    assert part.notes == ("So that it fits, one of the boxes stands for 10 layers.",)


def test_the_text_of_a_shortened_graph_says_boxes_and_the_layers_they_stand_for() -> None:
    whole = dense_chain(*[3] * 12)
    part = next(iter(condensed_graphs(whole)))
    assert model_text(part) == model_text(whole).replace("11 layers", "3 boxes for 11 layers")


def branches() -> Graph:
    """Return a model with two inputs, each with layers of its own before they are joined, and two outputs."""
    names = ["left", "l0", "l1", "l2", "right", "r0", "r1", "join", "hidden", "class", "score"]
    kinds = {"left": "InputLayer", "right": "InputLayer", "join": "Concatenate"}
    sizes = iter(range(3, 20))  # no two layers are repetitions
    nodes = tuple(
        Node(name, Layer(name, name, kinds.get(name, "Dense")), outputs=(TensorSpec((None, next(sizes))),)) for name in names
    )
    lines = [
        "left l0",
        "l0 l1",
        "l1 l2",
        "l2 join",
        "right r0",
        "r0 r1",
        "r1 join",
        "join hidden",
        "hidden class",
        "hidden score",
    ]
    edges = tuple(Edge(line.split()[0], 0, line.split()[1], int(line == "r1 join")) for line in lines)
    return Graph("m", "Functional", nodes, edges, (Port("left"), Port("right")), (Port("class"), Port("score")))


def test_branches_are_boxes_of_their_own_before_the_middle_is_one() -> None:
    parts = [{frozenset(node.stands_for or (node.id,)) for node in part.nodes} for part in condensed_graphs(branches())]
    ends = {frozenset({name}) for name in ("left", "right", "class", "score")}
    by_branch = ends | {frozenset(names.split()) for names in ("l0 l1 l2", "r0 r1", "join hidden")}
    assert by_branch in parts
    middle = ends | {frozenset(["l0", "l1", "l2", "r0", "r1", "join", "hidden"])}
    assert parts.index(by_branch) < parts.index(middle)
    assert all(ends <= part for part in parts[: parts.index(middle) + 1])


def test_no_input_or_output_of_several_is_in_a_box_of_layers() -> None:
    ends = {"left", "right", "class", "score"}
    for part in condensed_graphs(branches()):
        boxes = [node for node in part.nodes if len(node.stands_for) > 1]
        assert all(ends.isdisjoint(node.stands_for) for node in boxes if node.layer.kind.endswith("layers"))
    assert [(node.layer.name, node.layer.kind) for node in part.nodes] == [
        ("left, right", "2 inputs"),
        ("l0 … hidden", "7 layers, partly side by side"),
        ("class, score", "2 outputs"),
    ]
    assert [(edge.source, edge.target) for edge in part.edges] == [("left", "l0"), ("l0", "class")]
    assert part.notes == ("So that it fits, 2 of the boxes stand for 9 layers.",)


def test_branches_of_different_inputs_are_in_one_box_only_where_it_says_so() -> None:
    separate = (frozenset(["l0", "l1", "l2"]), frozenset(["r0", "r1"]))
    for part in condensed_graphs(branches()):
        for node in part.nodes:
            inside = set(node.stands_for)
            if all(inside & branch for branch in separate):
                assert node.layer.kind.endswith("side by side")
            else:
                assert "side by side" not in node.layer.kind
    graph = branches()
    groups = ["left", "right", "l0 l1 l2 r0 r1", "join hidden", "class", "score"]
    part = condensed(graph, [tuple(map(graph.node, names.split())) for names in groups])
    assert [(node.layer.name, node.layer.kind) for node in part.nodes][2] == ("l0 … l2 and r0 … r1", "5 layers, side by side")


def test_boxes_and_notes_count_neither_operations_nor_inputs_of_nested_models_as_layers() -> None:
    inner = ["inner_input", "not_equal", "lstm"]
    kinds = {"left": "InputLayer", "right": "InputLayer", "inner_input": "InputLayer", "not_equal": "NotEqual", "lstm": "LSTM"}
    categories = {"one": "model", "two": "model", "not_equal": "operation"}

    def node(name: str, call: str, parent: str | None = None) -> Node:
        layer = Layer(
            name, name, kinds.get(name, "Functional" if call in categories else "Dense"), categories.get(call, "layer")
        )
        return Node(call, replace(layer, category=categories.get(name, layer.category)), parent=parent)

    models = [node("encoder", call) for call in ("one", "two")]
    inside = tuple(node(name, f"{call} {name}", call) for call in ("one", "two") for name in inner)
    models = [replace(one, entries=(Port(f"{one.id} inner_input"),), exits=(Port(f"{one.id} lstm"),)) for one in models]
    top = (node("left", "left"), node("right", "right"), *models, node("join", "join"))
    lines = [("left", "one"), ("right", "two"), ("one", "join"), ("two", "join")]
    lines += [(f"{call} {a}", f"{call} {b}") for call in ("one", "two") for a, b in pairwise(inner)]
    edges = tuple(Edge(source, 0, target, int((source, target) == ("two", "join"))) for source, target in lines)
    graph = Graph("m", "Functional", (*top, *inside), edges, (Port("left"), Port("right")), (Port("join"),))
    assert closed(graph).notes == ()
    part = condensed(graph, [(one,) for one in graph.children(None)])
    assert part.notes == ("So that it fits, 2 of the boxes stand for 1 layer.",)
    both = condensed(graph, [(top[0],), (top[1],), (top[2], top[3]), (top[4],)])
    assert [one.layer.kind for one in both.nodes][2] == "1 layer, side by side"


def test_outputs_that_layers_go_on_with_are_named_where_a_box_has_them() -> None:
    graph = branches()
    graph = replace(graph, outputs=(Port("l1"), Port("join"), *graph.outputs))
    *_, last = condensed_graphs(graph)
    assert last.notes[-1] == "Outputs among them: l1, join."


def test_weights_of_a_layer_that_two_boxes_call_are_counted_once() -> None:
    graph = branches()
    kernel = Weight("kernel", "kernel", (2, 3), "float32")
    shared = Layer("l1", "l1", "Dense", weights=(kernel,))
    nodes = tuple(replace(node, layer=shared) if node.id in ("l1", "r0") else node for node in graph.nodes)
    for part in condensed_graphs(replace(graph, nodes=nodes)):
        assert count_parameters(part.layers) == 6


def test_names_are_the_beginnings_that_layers_share() -> None:
    graph = kept("ResNet50")
    groups = [(node,) for node in graph.nodes[:7]]
    names = [node.layer.name for node in condensed(graph, [*groups, graph.nodes[7:39], graph.nodes[39:]]).nodes]
    assert names[7].startswith("conv2_block1 … ")
    assert "_bn" not in names[7]


def test_ends_of_a_model_inside_groups_are_those_of_the_groups() -> None:
    chain = dense_chain(*[3] * 6)
    ends = Port(chain.nodes[0].id, 0), Port(chain.nodes[-1].id, 0)
    graph = replace(chain, inputs=ends[:1], outputs=ends[1:])
    requests = [GroupRequest(name, (end.node,), False) for name, end in zip(("first", "last"), ends, strict=True)]
    part = next(iter(condensed_graphs(grouped(graph, requests))))
    names = {node.id: node.layer.name for node in part.nodes}
    assert [names[port.node] for port in (*part.inputs, *part.outputs)] == ["first", "last"]


def test_nested_models_are_closed() -> None:
    part = next(iter(condensed_graphs(nested_graph())))
    assert [node.layer.name for node in part.nodes] == ["outer", "enc", "add"]
    found = [(edge.source, edge.target, edge.target_port) for edge in part.edges]
    assert found == [("n0", "n1", 0), ("n1", "n4", 0), ("n1", "n4", 1)]
    assert part.node("n1").layer.parameter_count == 6
