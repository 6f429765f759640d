from __future__ import annotations

import contextlib
import copy
from typing import Any

import numpy as np
import pytest

from dotnet_viz.errors import UnreadableFileError
from dotnet_viz.graph import Array, InMemory, Origin
from dotnet_viz.keras_format.config.records import Call, LayerRecord, ModelRecord
from dotnet_viz.keras_format.to_graph import graph_of
from dotnet_viz.keras_format.to_record import chained, read_model
from dotnet_viz.keras_format.variables import Variable, tree_of_paths

INPUT = {"class_name": "InputLayer", "config": {"name": "x", "batch_shape": [None, 2]}}


def variable(value: float) -> Variable:
    return Variable((1,), "float32", InMemory(np.full(1, value)))


def values_of(variable: Variable) -> Array:
    assert variable.source is not None
    return variable.source.read()


def dense(name: str) -> dict[str, Any]:
    return {"module": "keras.layers", "class_name": "Dense", "config": {"name": name, "units": 2}}


def sequential(*layers: dict[str, Any]) -> dict[str, Any]:
    return {"class_name": "Sequential", "config": {"name": "m", "layers": list(layers)}}


def firsts(model: ModelRecord) -> list[float]:
    return [float(values_of(layer.variables.own[0])[0]) for layer in model.layers if layer.variables.own]


STORED = {"layers/dense/vars/0": variable(1), "layers/dense_1/vars/0": variable(2)}


def test_variables_go_by_the_layer_s_name_where_the_file_has_names() -> None:
    tree = tree_of_paths(STORED, {"layers/dense/vars": "b", "layers/dense_1/vars": "a"})
    assert firsts(read_model(sequential(dense("a"), dense("b")), tree)) == [2.0, 1.0]


def test_variables_go_by_class_and_number_in_older_files() -> None:
    assert firsts(read_model(sequential(INPUT, dense("a"), dense("b")), tree_of_paths(STORED, {}))) == [1.0, 2.0]
    older = {path.replace("layers", "_layer_checkpoint_dependencies"): value for path, value in STORED.items()}
    assert firsts(read_model(sequential(dense("a"), dense("b")), tree_of_paths(older, {}))) == [1.0, 2.0]


def test_the_oldest_sequential_models_are_bare_lists() -> None:
    model = read_model({"class_name": "Sequential", "config": [dense("a"), dense("b")]})
    assert [layer.name for layer in model.layers] == ["a", "b"]


def test_a_chain_of_nothing_is_nothing() -> None:
    assert chained(ModelRecord("m", "Sequential", "sequential")).inputs == ()
    model = chained(ModelRecord("m", "Sequential", "sequential", tuple(LayerRecord(n, "ReLU", calls=(Call(),)) for n in "ab")))
    assert [[tensor.layer for tensor in layer.calls[0].tensors] for layer in model.layers] == [[], ["a"]]


JUNK: list[Any] = [None, True, -1, 0.5, "x", [], {}, [1], ["x", 0, 0], {"class_name": 5}, {"args": 3}, [[]], 10**30]


def replacements(value: Any) -> list[tuple[Any, Any]]:
    """Return every place in a JSON value, as its container and key."""
    found: list[tuple[Any, Any]] = []
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        found += [(value, key), *replacements(item)]
    return found


def example() -> dict[str, Any]:
    tensor = {
        "class_name": "__keras_tensor__",
        "config": {"shape": [None, 2], "dtype": "float32", "keras_history": ["x", 0, 0]},
    }
    layers = [
        INPUT | {"name": "x", "inbound_nodes": []},
        dense("d")
        | {"name": "d", "build_config": {"input_shape": [None, 2]}, "inbound_nodes": [{"args": [tensor], "kwargs": {}}]},
        sequential(INPUT, dense("e")) | {"name": "m", "inbound_nodes": [[["d", 0, 0, {}]]]},
    ]
    body = {"name": "top", "layers": layers, "input_layers": ["x", 0, 0], "output_layers": [["m", 0, 0]]}
    return {"class_name": "Functional", "config": body}


def test_any_damage_ends_in_a_graph_or_in_one_clear_error() -> None:
    places = len(replacements(example()))
    assert places > 50
    for place in range(places):
        for junk in JUNK:
            entry = copy.deepcopy(example())
            container, key = replacements(entry)[place]
            container[key] = copy.deepcopy(junk)
            with contextlib.suppress(UnreadableFileError):
                graph_of(read_model(entry), Origin("test")).to_json()


@pytest.mark.parametrize(
    "entry", [{}, {"class_name": "Dense"}, {"class_name": 1, "config": {}}, {"class_name": "A", "config": 3}]
)
def test_what_is_no_model_is_refused(entry: dict[str, Any]) -> None:
    with pytest.raises(UnreadableFileError, match="no model"):
        read_model(entry)
