from __future__ import annotations

from dataclasses import replace

import pytest

from dotnet_viz.compat.layer_texts import LayerTexts
from dotnet_viz.compat.live_layers import LiveLayers
from dotnet_viz.graph import Graph, Layer, Node, TensorSpec
from dotnet_viz.readers import read
from tests.builders import dense_chain, nested_graph
from tests.compat import keras_models

SPEC = TensorSpec((None, 2), "float32")


def texts(graph: Graph) -> LayerTexts:
    return LayerTexts(graph, LiveLayers(graph))


@pytest.mark.parametrize(
    ("specs", "shape", "dtype"),
    [
        ((), "?", "?"),
        ((SPEC,), "(None, 2)", "float32"),
        ((SPEC, SPEC), "[(None, 2), (None, 2)]", "['float32', 'float32']"),
        ((SPEC, TensorSpec(None)), "?", "['float32', '?']"),
    ],
)
def test_one_tensor_several_and_unknown_ones(specs: tuple[TensorSpec, ...], shape: str, dtype: str) -> None:
    node = Node("n0", Layer("a", "a", "Dense"), inputs=specs, outputs=specs)
    found = texts(Graph("m", "Functional", (node,))).of(node)
    assert (found.inputs, found.outputs, found.dtype) == (shape, shape, dtype)


def test_trainable_is_reported_of_what_has_weights_itself_or_inside() -> None:
    graph = nested_graph()
    assert [texts(graph).of(node).trainable for node in graph.nodes] == [None, True, None, True, None]
    frozen = dense_chain(2, 3).nodes[1]
    frozen = replace(frozen, layer=replace(frozen.layer, trainable=False))
    assert texts(Graph("m", "Sequential", (frozen,))).of(frozen).trainable is False


def test_the_call_is_reported_where_there_are_several() -> None:
    graph = dense_chain(2, 3)
    assert texts(graph).of(graph.nodes[0], (2, 3)).call == "2 of 3"
    assert texts(graph).of(graph.nodes[0]).call is None


@pytest.mark.keras
def test_a_model_called_by_names_tells_its_inputs_by_name() -> None:
    model = keras_models.nested()
    graph = read(model)
    node = next(node for node in graph.nodes if node.layer.name == "named")
    found = LayerTexts(graph, LiveLayers(model)).of(node)
    assert found.inputs == "r: (None, 4), s: (None, 4)"
    assert found.outputs == "m: (None, 4), n: (None, 3)"
