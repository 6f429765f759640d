"""A graph level by level."""

from __future__ import annotations

from dotnet_viz.diagrams.layered.nesting import Link, nesting_levels
from dotnet_viz.graph import Edge, Graph, Layer, Node, Port
from tests.builders import nested_graph


def test_inner_levels_have_entries_and_exits() -> None:
    levels = nesting_levels(nested_graph())
    assert list(levels) == [None, "n1"]
    assert levels[None].members == ("n0", "n1", "n4")
    assert levels[None].links == (Link("n0", "n1"), Link("n1", "n4"), Link("n1", "n4", 0, 1))
    inner = levels["n1"]
    assert (inner.entries, inner.exits) == (("in:0",), ("out:0",))
    assert inner.links == (Link("in:0", "n2"), Link("n2", "n3"), Link("n3", "out:0"))


def test_closed_models_have_no_level() -> None:
    assert list(nesting_levels(nested_graph(), expand=False)) == [None]


def test_links_lead_past_what_is_ignored() -> None:
    levels = nesting_levels(nested_graph(), ignored=["n2"])
    assert levels["n1"].members == ("n3",)
    assert levels["n1"].links == (Link("n3", "out:0"), Link("in:0", "n3"))


def test_a_model_without_content_is_ignored() -> None:
    levels = nesting_levels(nested_graph(), ignored=["n2", "n3"])
    assert list(levels) == [None]
    assert levels[None].links == (Link("n0", "n4"), Link("n0", "n4", 0, 1))


def test_a_model_of_unknown_flow_is_a_chain_behind_its_own_block() -> None:
    nodes = (
        Node("a", Layer("a", "a", "InputLayer")),
        Node("m", Layer("m", "m", "MyModel", category="model")),
        Node("x", Layer("m/x", "x", "Dense"), parent="m"),
        Node("y", Layer("m/y", "y", "Dense"), parent="m"),
        Node("b", Layer("b", "b", "Dense")),
    )
    levels = nesting_levels(Graph("g", "Functional", nodes, (Edge("a", 0, "m", 1), Edge("m", 0, "b", 0))))
    assert levels["m"].members == ("m", "x", "y")
    assert levels["m"].entries == ("in:0", "in:1")
    assert [(link.source, link.target) for link in levels["m"].links if link.hidden] == [("m", "x"), ("x", "y")]


def test_a_top_level_without_edges_keeps_its_order() -> None:
    nodes = tuple(Node(name, Layer(name, name, "Dense")) for name in "abc")
    assert nesting_levels(Graph("g", "MyModel", nodes))[None].links == (
        Link("a", "b", hidden=True),
        Link("b", "c", hidden=True),
    )


def test_a_port_of_a_model_in_a_model_has_an_entry() -> None:
    nodes = (
        Node("o", Layer("o", "o", "Functional", category="model"), entries=(Port("m", 1),), exits=(Port("m"),)),
        Node("m", Layer("o/m", "m", "MyModel", category="model"), parent="o"),
        Node("x", Layer("o/m/x", "x", "Dense"), parent="m"),
    )
    levels = nesting_levels(Graph("g", "Functional", nodes))
    assert levels["m"].entries == ("in:0", "in:1")
    assert levels["o"].links[0] == Link("in:0", "m", 0, 1)
