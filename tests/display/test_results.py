"""What results show in notebooks and in a terminal: tables and texts instead of all their fields."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.graph import Edge, Graph, Layer, Node, Weight
from tests.builders import dense_chain, nested_graph

NASTY = "</td><script>alert(1)</script>&\u202e\x1b[2J"


def named(name: str) -> Graph:
    """Return a small model whose names are all the same."""
    weights = (Weight.from_array("kernel", np.zeros((3, 2))),)
    layers = [Layer(f"{name}{number}", f"{name}{number}", "Dense", weights=weights) for number in range(2)]
    nodes = tuple(Node(f"n{number}", layer) for number, layer in enumerate(layers))
    return Graph(name, "Sequential", nodes, (Edge("n0", 0, "n1", 0),), notes=(name,))


def results(graph: Graph) -> dict[str, Any]:
    other = dense_chain(3, 2)
    return {
        "Summary": dv.summary(graph),
        "CheckResult": dv.check(graph),
        "Comparison": dv.compare(graph, other),
        "Evolution": dv.evolution([graph, other, graph]),
        "Graph": graph,
    }


KINDS = list(results(dense_chain(3, 2)))


def cells(page: str) -> list[list[str]]:
    return [["".join(cell.itertext()) for cell in row] for row in ET.fromstring(page).iter("tr")]


@pytest.mark.parametrize("kind", KINDS)
def test_a_notebook_gets_a_table_and_a_terminal_a_text(kind: str) -> None:
    result = results(dense_chain(3, 4, 2))[kind]
    bundle = result._repr_mimebundle_()
    assert set(bundle) == {"text/html", "text/plain"}
    assert bundle["text/plain"] == (repr(result) if kind == "Graph" else str(result))
    assert ET.fromstring(bundle["text/html"]).tag == "div"
    assert list(result._repr_mimebundle_(include=["text/plain"])) == ["text/plain"]
    assert list(result._repr_mimebundle_(exclude=["text/plain"])) == ["text/html"]
    assert not [name for name in dir(result) if name.startswith("_repr_") and name != "_repr_mimebundle_"]


@pytest.mark.parametrize("kind", KINDS)
def test_its_repr_is_one_short_line(kind: str) -> None:
    text = repr(results(dense_chain(*[3] * 60))[kind])
    assert text.startswith(f"<{kind} ")
    assert text.endswith(">")
    assert len(text) < 120
    assert "\n" not in text


@pytest.mark.parametrize("kind", KINDS)
def test_names_are_never_markup_nor_steer_a_terminal(kind: str) -> None:
    result = results(named(NASTY))[kind]
    page = result._repr_mimebundle_()["text/html"]
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    for text in (page, repr(result)):
        assert not {"\u202e", "\x1b"} & set(text)


def test_a_summary_has_a_row_a_layer() -> None:
    head, *rows = cells(dv.summary(nested_graph())._repr_mimebundle_()["text/html"])
    assert head[:3] == ["Layer", "Class", "Output shape"]
    assert len(rows) == len(nested_graph().layers)
    assert repr(dv.summary(dense_chain(3, 2))) == "<Summary of mlp: Sequential, 1 layer, 8 parameters (32 bytes)>"


def test_a_check_has_a_row_a_finding() -> None:
    result = dv.check([np.zeros((3, 2))])
    head, row = cells(result._repr_mimebundle_()["text/html"])
    assert head == ["Severity", "Check", "Place", "What was seen", "What to do"]
    assert row[:3] == ["error", "all-zero", "dense_1/kernel"]
    assert repr(result) == "<CheckResult of arrays: 1 error (10 checks of 1 layer, 1 weight)>"
    assert "nothing found" in repr(dv.check([np.array([[0.5, -0.25], [0.1, 0.3]])]))


def test_a_comparison_has_a_row_a_difference() -> None:
    found = dv.compare([np.ones((3, 2))], [np.ones((3, 2)), np.ones((2, 1))])
    page = found._repr_mimebundle_()["text/html"]
    assert ["+", "dense_2", "Dense", "added, 2 parameters"] in cells(page)
    assert "1 → 2 (+1) layers" in page
    assert repr(found).startswith("<Comparison of arrays → arrays: 1 layer added")
    same = dv.compare([np.ones((3, 2))], [np.ones((3, 2))])
    assert repr(same) == "<Comparison of arrays → arrays: no differences>"
    assert "<table" not in same._repr_mimebundle_()["text/html"]


def test_an_evolution_has_a_row_a_model_and_a_row_a_layer() -> None:
    found = dv.evolution([[np.full((2, 2), value)] for value in (1.0, 1.5, 3.0)])
    rows = cells(found._repr_mimebundle_()["text/html"])
    assert rows[1][:4] == ["1", "arrays", "1", "4"]
    assert rows[-1] == ["dense_1", "50 %", "200 %"]
    assert repr(found) == "<Evolution of 3 models, arrays to arrays>"


def test_a_graph_has_a_row_a_call() -> None:
    graph = nested_graph()
    head, *rows = cells(graph._repr_mimebundle_()["text/html"])
    assert head == ["Node", "Layer", "Class", "Outputs", "Parameters"]
    assert [row[0] for row in rows] == [node.id for node in graph.nodes]
    assert [row[1].startswith("  ") for row in rows] == [node.parent is not None for node in graph.nodes]
    assert repr(dense_chain(3, 2)) == "<Graph 'mlp': Sequential, 1 layer, 8 parameters>"
