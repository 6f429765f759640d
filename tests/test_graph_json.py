from __future__ import annotations

import json

import pytest

from dotnet_viz.errors import GraphError
from dotnet_viz.graph import Graph
from tests.builders import nested_graph


def test_everything_but_values_comes_back() -> None:
    graph = nested_graph()
    again = Graph.from_json(graph.to_json())
    assert again == graph
    assert again.node("n4").constants == (("args[1]", 2.0),)
    assert again.node("n1").exits == graph.node("n1").exits


def test_layers_stand_once() -> None:
    names = [layer["id"] for layer in nested_graph().to_dict()["layers"]]
    assert names == ["outer", "enc", "enc/inner", "enc/dense", "add"]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"version": 99}', "[" * 100_000, '{"version": 1}', "null"])
def test_other_text_is_refused(text: str) -> None:
    with pytest.raises(GraphError):
        Graph.from_json(text)


def test_a_missing_key_is_named() -> None:
    data = nested_graph().to_dict()
    del data["edges"]
    with pytest.raises(GraphError, match="edges"):
        Graph.from_json(json.dumps(data))
