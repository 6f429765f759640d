from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.errors import GraphError
from dotnet_viz.graph import Graph, Layer, Node, Origin
from dotnet_viz.measures.summary.summary import summarise
from tests.builders import chain, dense_chain, input_layer, nested_graph


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


@given(st.lists(st.integers(1, 5), min_size=2, max_size=6), st.booleans())
def test_json_gives_back_the_same_graph(sizes: list[int], bias: bool) -> None:
    graph = dense_chain(*sizes, bias=bias)
    again = Graph.from_json(graph.to_json())
    assert again == graph
    assert again.to_json() == graph.to_json()
    assert not any(weight.has_values for layer in again.layers for weight in layer.weights)


def test_any_name_survives_json() -> None:
    graph = chain([input_layer('a&b"\\N<b>{|}\n漢字🎉')])
    assert Graph.from_json(graph.to_json()).layers[0].name == graph.layers[0].name


def test_layers_that_lack_weights_stay_known() -> None:
    lacking = Layer("a", "a", "Dense", lacks_weights=True)
    graph = Graph("m", "Sequential", (Node("n0", lacking), Node("n1", Layer("b", "b", "Dense"))))
    assert Graph.from_json(graph.to_json()) == graph
    assert "lacks_weights" not in graph.to_dict()["layers"][1]


def test_the_framework_is_kept_and_a_text_from_before_it_was_reported_is_read() -> None:
    graph = replace(dense_chain(3, 2), origin=Origin("keras", framework="Keras", framework_version="3.15.1"))
    data = graph.to_dict()
    assert Graph.from_json(json.dumps(data)).origin.made_with == "Keras 3.15.1"
    del data["origin"]["framework"]
    old = Graph.from_json(json.dumps(data)).origin
    assert (old.framework, old.made_with) == (None, "version 3.15.1")


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the paths to all values inside."""
    yield path
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from places(inner, (*path, key))


def changed_at(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    """Return a copy with another value at a path."""
    if not path:
        return new
    copied = copy.copy(value)
    copied[path[0]] = changed_at(value[path[0]], path[1:], new)
    return copied


WRONG = [None, True, 0, -1, 2.5, 1 << 70, "x", "", [], {}, [1], ["x"], [None], {"a": 1}]
JSON = nested_graph().to_dict()


@given(st.sampled_from(list(places(JSON))), st.sampled_from(WRONG))
def test_a_value_of_another_type_is_an_error_or_changes_no_type(path: tuple[Any, ...], value: Any) -> None:
    try:
        graph = Graph.from_json(json.dumps(changed_at(JSON, path, value)))
    except GraphError:
        return
    for node in graph.nodes:
        assert all(size is None or type(size) is int for spec in (*node.inputs, *node.outputs) for size in spec.shape or ())
        assert all(type(text) is str for text in (node.id, node.layer.id, node.layer.name, node.layer.kind))
        assert type(node.layer.config) is dict
    assert str(summarise(graph))
    assert Graph.from_json(graph.to_json()) == graph


def test_plain_values_are_read_as_their_text_is() -> None:
    graph = nested_graph()
    assert Graph.from_dict(json.loads(graph.to_json())) == graph
    with pytest.raises(GraphError, match="version"):
        Graph.from_dict([])
