from __future__ import annotations

from dataclasses import replace

import numpy as np

from dotnet_viz.graph import InMemory
from dotnet_viz.keras_format.config.records import LayerRecord, ModelRecord
from dotnet_viz.keras_format.variables import AMBIGUOUS, Variable, VariableTree
from dotnet_viz.keras_format.weights.unmatched import (
    file_notes,
    is_unbuilt,
    lacks_weights,
    layers_of,
    unmatched,
    unweighted,
    variables_of,
)


def variable() -> Variable:
    return Variable((1,), "float32", InMemory(np.zeros(1)))


HELD, LEFT = variable(), variable()
DENSE = LayerRecord("d", "Dense", variables=VariableTree("d", children={"part": VariableTree(None, (HELD,))}))
INNER = ModelRecord("in", "Sequential", "sequential", (DENSE,))
MODEL = ModelRecord(
    "m", "Sequential", "sequential", (LayerRecord("in", "Sequential", "model", model=INNER), LayerRecord("r", "ReLU"))
)


def test_layers_and_variables_are_found_at_any_depth() -> None:
    assert [layer.name for layer in layers_of(MODEL)] == ["in", "d", "r"]
    assert list(variables_of(DENSE.variables)) == [HELD]


def test_what_is_left_over_is_reported_in_order() -> None:
    assert unmatched(MODEL, {"b": LEFT, "a": variable(), "c": HELD}) == ["a", "b"]
    assert file_notes(MODEL, {"c": HELD, "b": LEFT}) == ["1 stored variable belongs to no layer of the configuration: b."]


def test_layers_that_must_have_weights_are_missed() -> None:
    layers = (LayerRecord("x", "InputLayer"), replace(DENSE, variables=VariableTree()), LayerRecord("r", "ReLU"))
    empty = ModelRecord("m", "Sequential", "sequential", layers)
    assert [layer.name for layer in unweighted(empty)] == ["d"]
    assert file_notes(empty, {}) == ["The file has no weights."]
    assert file_notes(empty, {"b": LEFT})[1] == "The file has no weights for d."


def test_layers_that_may_own_what_is_left_are_distinguished() -> None:
    layers = (replace(DENSE, variables=AMBIGUOUS), LayerRecord("p", "Mine", variables=AMBIGUOUS), LayerRecord("q", "Mine"))
    model = ModelRecord("m", "Functional", "functional", layers)
    assert [lacks_weights(layer) for layer in layers] == [True, True, False]
    assert file_notes(model, {"b": LEFT})[1:] == [
        "Which weights of the file are those of d, p is not known: it does not name their layers."
    ]


def test_a_layer_that_is_known_to_be_built_lacks_nothing() -> None:
    assert not lacks_weights(replace(DENSE, variables=VariableTree("d"), is_built=True))
    assert lacks_weights(replace(DENSE, variables=VariableTree("d")))


def test_nothing_to_say_is_nothing_said() -> None:
    assert file_notes(MODEL, {"c": HELD}) == []
    assert file_notes(ModelRecord("m", "Sequential", "sequential", (LayerRecord("r", "ReLU"),)), {}) == []


def test_a_model_that_does_not_know_its_input_is_not_built() -> None:
    empty = replace(DENSE, variables=VariableTree())
    assert is_unbuilt(ModelRecord("m", "Sequential", "sequential", (empty,)))
    assert list(unweighted(ModelRecord("m", "Sequential", "sequential", (empty,)))) == []
    assert not is_unbuilt(ModelRecord("m", "Sequential", "sequential", (DENSE,)))
    assert not is_unbuilt(ModelRecord("m", "Sequential", "sequential", (replace(empty, input_shape=(None, 3)),)))
    assert not is_unbuilt(ModelRecord("m", "Functional", "functional", (empty,)))
