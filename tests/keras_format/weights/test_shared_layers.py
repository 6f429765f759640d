from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dotnet_viz.graph import InMemory
from dotnet_viz.keras_format.config.records import LayerRecord, ModelRecord
from dotnet_viz.keras_format.variables import EMPTY, Variable, VariableTree
from dotnet_viz.keras_format.weights.shared_layers import with_shared_layers
from dotnet_viz.keras_format.weights.unmatched import layers_of

FILLED = LayerRecord("d", "Dense", variables=VariableTree("d", (Variable((1,), "float32", InMemory(np.zeros(1))),)))
MISSING = replace(FILLED, variables=EMPTY)


def identities(*layers: LayerRecord, names_all: bool = True) -> list[int | None]:
    inner = ModelRecord("in", "Sequential", "sequential", layers[:1])
    outer = (LayerRecord("in", "Sequential", "model", variables=VariableTree("in"), model=inner), *layers[1:])
    model = with_shared_layers(ModelRecord("m", "Sequential", "sequential", outer), names_all=names_all)
    return [layer.identity for layer in layers_of(model)][1:]


def test_a_layer_without_a_place_in_the_file_is_the_one_met_before() -> None:
    assert identities(FILLED, MISSING) == [1, 1]


@pytest.mark.parametrize(
    "other", [FILLED, replace(MISSING, name="e"), replace(MISSING, kind="Embedding"), replace(MISSING, config={"units": 3})]
)
def test_another_place_name_class_or_configuration_is_another_layer(other: LayerRecord) -> None:
    assert identities(FILLED, other) == [1, 2]


def test_files_that_name_only_layers_with_variables_tell_nothing_of_the_others() -> None:
    relu = LayerRecord("r", "ReLU")
    assert identities(replace(relu, variables=VariableTree("r")), relu) == [1, 1]
    assert identities(relu, relu, names_all=False) == [1, 2]


def test_inputs_and_operations_are_never_shared() -> None:
    assert identities(LayerRecord("x", "InputLayer"), LayerRecord("x", "InputLayer")) == [None, None]
    assert identities(LayerRecord("a", "Add", "operation"), LayerRecord("a", "Add", "operation")) == [None, None]
