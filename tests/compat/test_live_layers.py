from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from dotnet_viz.compat.live_layers import LiveLayers, structure
from dotnet_viz.readers import read
from dotnet_viz.readers.keras.live.objects import activation_name
from tests.builders import nested_graph
from tests.compat import keras_models


def named(value: Any) -> Any:
    return SimpleNamespace(activation=value)


def test_activations_are_named_by_their_own_name() -> None:
    def relu() -> None: ...

    assert activation_name(named(relu)) == "relu"
    assert activation_name(named(SimpleNamespace(name="mish"))) == "mish"
    assert activation_name(named(lambda value: value)) == "<lambda>"
    assert activation_name(named(None)) is None
    assert activation_name(SimpleNamespace()) is None
    assert activation_name(named(3)) == "3"


def test_structures_keep_their_form() -> None:
    assert structure({"a": [1, (2,)]}, str) == {"a": ["1", ["2"]]}


def test_nothing_stands_behind_a_graph() -> None:
    graph = nested_graph()
    live = LiveLayers(graph)
    assert all(live.of(node, graph) is None for node in (None, *graph.nodes))
    assert not live.is_sequential(graph.nodes[1], graph)


@pytest.mark.keras
@pytest.mark.parametrize("name", keras_models.MODELS)
def test_every_node_finds_its_object(name: str) -> None:
    model = keras_models.MODELS[name]()
    graph = read(model)
    live = LiveLayers(model)
    assert live.of(None, graph) is model
    for node in graph.nodes:
        found = live.of(node, graph)
        assert (found.name, type(found).__name__) == (node.layer.name, node.layer.kind)
