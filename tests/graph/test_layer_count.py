from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest

import dotnet_viz as dv
from dotnet_viz.graph import Layer
from dotnet_viz.graph.layer_count import count_layers, layers_in_words
from tests.builders import dense_chain, nested_graph

DENSE, INPUT = Layer("d", "d", "Dense"), Layer("x", "x", "InputLayer")
SUM, MODEL = Layer("s", "s", "Add", category="operation"), Layer("m", "m", "Sequential", category="model")
VARIABLE = Layer("v", "v", "Variable", trainable=None)


@pytest.mark.parametrize(
    ("layers", "count", "words"),
    [
        ([], 0, "0 layers"),
        ([DENSE], 1, "1 layer"),
        ([INPUT, INPUT], 0, "2 inputs"),
        ([INPUT, DENSE, DENSE, SUM, MODEL], 2, "2 layers, 1 operation, 1 input and 1 nested model"),
        ([VARIABLE, Layer("a", "a", "Add")], 1, "1 layer and 1 variable"),
    ],
)
def test_what_is_a_layer(layers: list[Layer], count: int, words: str) -> None:
    assert (count_layers(layers), layers_in_words(layers)) == (count, words)


def test_a_graph_counts_each_layer_once_and_those_of_nested_models() -> None:
    assert (dense_chain(4, 3, 2).layer_count, nested_graph().layer_count) == (2, 1)


@pytest.mark.keras
def test_the_count_is_that_of_kerass_own_lists_with_nested_models_opened() -> None:
    keras = import_module("keras")
    inputs = keras.Input((4,))
    shared = keras.layers.Dense(4)
    nested = keras.Sequential([keras.layers.Dense(4), keras.Sequential([keras.layers.Dropout(0.5)])])
    model = keras.Model(inputs, keras.layers.Dense(1)(shared(nested(shared(inputs))) + 1.0))

    def layers(outer: Any) -> set[int]:
        inner = [layers(layer) if hasattr(layer, "layers") else {id(layer)} for layer in outer.layers]
        inputs = {id(layer) for layer in outer.layers if isinstance(layer, keras.layers.InputLayer)}
        return set().union(*inner) - inputs

    assert dv.read(model).layer_count == len(layers(model)) == 4
