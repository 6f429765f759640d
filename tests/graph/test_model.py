from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dotnet_viz.errors import GraphError
from dotnet_viz.graph import Edge, Graph, Layer, Node, Weight
from tests.builders import nested_graph


def test_a_layer_that_is_called_twice_is_one_layer_and_counts_once() -> None:
    layer = Layer("a", "a", "Dense", weights=(Weight.from_array("kernel", np.ones((3, 3))),))
    graph = Graph("m", "Functional", (Node("n0", layer), Node("n1", layer)), (Edge("n0", 0, "n1", 0),))
    assert len(graph.layers) == 1
    assert graph.parameter_count == 9


def test_parallel_edges_survive() -> None:
    assert [edge for edge in nested_graph().edges if edge.target == "n4"] == [Edge("n1", 0, "n4", 0), Edge("n1", 0, "n4", 1)]


def test_leaf_edges_go_through_the_borders_of_nested_models() -> None:
    ends = [(edge.source, edge.target, edge.target_port) for edge in nested_graph().leaf_edges()]
    assert ends == [("n0", "n2", 0), ("n2", "n3", 0), ("n3", "n4", 0), ("n3", "n4", 1)]


def test_a_layer_is_found_by_id_before_name() -> None:
    graph = nested_graph()
    assert graph.layer("enc/dense").name == "dense"
    assert graph.layer("dense").id == "enc/dense"
    with pytest.raises(GraphError, match="no layer 'nope'"):
        graph.layer("nope")


def test_what_a_node_is_inside_starts_with_the_innermost_model() -> None:
    graph = nested_graph()
    deeper = Node("n5", Layer("deep", "deep", "Dense"), parent="n3")
    graph = replace(graph, nodes=(*graph.nodes, deeper))
    assert [node.id for node in graph.around("n5")] == ["n3", "n1"]
    assert not list(graph.around("n4"))
