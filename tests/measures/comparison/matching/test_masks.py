"""Operations on masks, which each version of Keras joins in its own way."""

from __future__ import annotations

from dataclasses import replace

from dotnet_viz.graph import Edge, Graph, Layer, Node, Origin, TensorSpec
from dotnet_viz.measures.comparison import compare_graphs
from dotnet_viz.measures.comparison.matching.masks import mask_operations


def graph(version: str, *, joined: bool, dtype: str = "bool") -> Graph:
    nodes = (
        Node("n0", Layer("in", "in", "InputLayer"), outputs=(TensorSpec((None, 3), "int32"),)),
        Node("n1", Layer("not_equal", "not_equal", "NotEqual", category="operation"), outputs=(TensorSpec((None, 3), dtype),)),
        Node("n2", Layer("heads", "heads", "MultiHeadAttention"), outputs=(TensorSpec((None, 3), "float32"),)),
    )
    edges = (Edge("n0", 0, "n1", 0), Edge("n0", 0, "n2", 0), *((Edge("n1", 0, "n2", 1),) if joined else ()))
    return Graph("m", "Functional", nodes, edges, origin=Origin("keras", framework_version=version))


def test_masks_count_between_models_of_one_version_only() -> None:
    assert compare_graphs(graph("3.15.1", joined=True), graph("3.15.1", joined=False)).connections
    assert not compare_graphs(graph("3.6.0", joined=True), graph("3.15.1", joined=False))


def test_a_mask_that_only_one_version_draws_is_not_added() -> None:
    without = graph("3.3.3", joined=False)
    without = replace(without, nodes=(without.nodes[0], without.nodes[2]), edges=(Edge("n0", 0, "n2", 0),))
    assert not compare_graphs(without, graph("3.6.0", joined=True))


def test_only_truth_values_that_nobody_named_are_masks() -> None:
    assert mask_operations(graph("3.6.0", joined=True), graph("3.15.1", joined=True)) == {"not_equal"}
    assert not mask_operations(graph("3.6.0", joined=True, dtype="float32"), graph("3.15.1", joined=True, dtype="float32"))
