from __future__ import annotations

import numpy as np

from dotnet_viz.graph import InMemory
from dotnet_viz.keras_format.config.records import LayerRecord, ModelRecord
from dotnet_viz.keras_format.variables import Variable
from dotnet_viz.keras_format.weights.layer import weights_of
from dotnet_viz.keras_format.weights.legacy_h5 import with_variables
from dotnet_viz.keras_format.weights.unmatched import layers_of


def group(*names: str) -> dict[str, Variable]:
    return {name: Variable((1,), "float32", InMemory(np.zeros(1))) for name in names}


def model(name: str, *layers: LayerRecord) -> LayerRecord:
    return LayerRecord(name, "Sequential", "model", model=ModelRecord(name, "Sequential", "sequential", layers))


def found(layers: tuple[LayerRecord, ...], groups: dict[str, dict[str, Variable]]) -> dict[str, list[str]]:
    record = with_variables(ModelRecord("m", "Sequential", "sequential", layers), groups)
    return {
        layer.name: [weight.name for weight in weights_of(layer.variables, layer.kind, {})]
        for layer in layers_of(record)
        if not layer.variables.is_empty
    }


def test_the_layer_s_own_name_ends_the_way_to_a_variable() -> None:
    assert found((LayerRecord("d", "Dense"),), {"d": group("m/d/kernel", "m/d/bias")}) == {"d": ["kernel", "bias"]}


def test_names_with_slashes_are_whole() -> None:
    assert found((LayerRecord("block/d", "Dense"),), {"block/d": group("block/d/kernel")}) == {"block/d": ["kernel"]}


def test_a_layer_in_a_wrapper_does_not_take_its_neighbour_s_variables() -> None:
    inside = (LayerRecord("d", "Dense"), LayerRecord("t", "TimeDistributed"))
    assert found((model("in", *inside),), {"in": group("in/t/d/kernel", "in/d/kernel")}) == {"d": ["kernel"], "t": ["d/kernel"]}


def test_layers_built_outside_of_their_model_are_found_without_it() -> None:
    assert found((model("in", LayerRecord("d", "Dense")),), {"in": group("d/kernel")}) == {"d": ["kernel"]}


def test_layers_without_a_group_have_nothing() -> None:
    assert found((LayerRecord("d", "Dense"), model("in", LayerRecord("e", "Dense"))), {}) == {}


def test_a_subclassed_model_lists_what_its_variables_tell() -> None:
    inside = LayerRecord("in", "Mine", "model", model=ModelRecord("in", "Mine", "subclassed"))
    assert found((inside,), {"in": group("in/d/kernel")}) == {"d": ["kernel"]}
