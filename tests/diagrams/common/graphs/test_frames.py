"""Frames of nested models, and models whose inner flow nobody knows."""

from __future__ import annotations

from dotnet_viz.diagrams.common.graphs.frames import cluster_of, contained, containment, frame_of, has_box, is_tree
from tests.builders import nested_graph
from tests.diagrams.graph_samples import tree


def test_what_is_inside_a_model_stands_in_its_frame() -> None:
    graph = nested_graph()
    assert frame_of(graph.node("n1")).label.text == "enc · Functional"
    assert cluster_of(graph, graph.node("n3")) == frame_of(graph.node("n1")).id
    assert cluster_of(graph, graph.node("n0")) is None


def test_a_model_with_known_flow_has_no_box_of_its_own() -> None:
    graph, known = tree(), nested_graph()
    assert is_tree(graph, graph.node("n0"))
    assert has_box(graph, graph.node("n0"))
    assert not has_box(known, known.node("n1"))


def test_layers_without_known_flow_hang_from_their_model() -> None:
    pairs = list(contained(tree(), tree().nodes[:1]))
    assert pairs == [("n0", "n1"), ("n0", "n2")]
    lines = list(containment(tree(), pairs))
    assert [line.tooltip for line in lines] == ["mine contains inside", "mine contains also"]
    assert all(line.dashed and not line.arrow for line in lines)
