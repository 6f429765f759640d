from __future__ import annotations

from dotnet_viz.compat.visualkeras.without import without_layers
from dotnet_viz.graph import Port
from tests.diagrams.block_graphs import sized_chain, skip_graph


def test_what_a_layer_got_goes_to_those_that_it_fed() -> None:
    left = without_layers(skip_graph(), {"a", "b"})
    assert [(edge.source, edge.target, edge.target_port) for edge in left.edges] == [("input", "add", 1), ("input", "add", 0)]
    assert [node.id for node in left.nodes] == ["input", "add"]


def test_ends_of_a_model_may_go() -> None:
    graph = sized_chain(("Dense", (None, 1)), ("ReLU", (None, 1)), ("ReLU", (None, 1)))
    assert without_layers(graph, {"n0", "n2"}).edges == ()
    assert without_layers(graph, set()) is graph
    assert Port("n2") not in without_layers(graph, {"n2"}).outputs
