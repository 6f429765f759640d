from __future__ import annotations

import inspect
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from dotnet_viz.diagrams import STYLES
from dotnet_viz.errors import VizError
from dotnet_viz.graph import Graph
from dotnet_viz.graph.layer_kinds import family_of
from dotnet_viz.readers import read
from tests.readers.keras.layer_cases import INPUTS, Case, cases

CASES = list(cases())
# What wraps code of other libraries or of the model's author, or is no layer.
OF_CODE = {"FlaxLayer", "JaxLayer", "Lambda", "Layer", "TFSMLayer", "TorchModuleWrapper", "Wrapper", "InputSpec"}
UNBUILDABLE = {"Equalization"}  # Keras makes a cycle of it in a functional model

pytestmark = pytest.mark.keras


@pytest.fixture(scope="module")
def keras() -> Any:
    return import_module("keras")


def built(keras: Any, case: Case) -> tuple[Any, list[Any], list[Any]]:
    """Return the layer of a case, what goes in and what comes out."""
    inputs = [keras.Input(shape, dtype=dtype) for shape, dtype in (INPUTS[word] for word in case.inputs)]
    layer = case.make(keras.layers)
    called = case.call(layer, *inputs) if case.call else layer(inputs[0] if len(inputs) == 1 else inputs)
    return layer, inputs, keras.tree.flatten(called)


def saved(model: Any, folder: Path) -> Graph:
    model.save(folder / "model.keras")
    return read(folder / "model.keras")


def counted(graph: Graph) -> tuple[int | None, int]:
    weights = [weight for layer in graph.layers for weight in layer.weights]
    return graph.parameter_count, sum(weight.size for weight in weights if weight.trainable)


def last_parts(names: list[str]) -> list[str]:
    return sorted(name.rsplit("/", 1)[-1] for name in names)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_file_tells_of_its_last_layer_what_keras_tells(keras: Any, tmp_path: Path, case: Case) -> None:
    layer, inputs, outputs = built(keras, case)
    model = keras.Model(inputs, outputs)
    graph = saved(model, tmp_path)
    found = [graph.node(port.node).outputs[port.index] for port in graph.outputs]
    assert [(spec.shape, spec.dtype) for spec in found] == [(tuple(each.shape), str(each.dtype)) for each in outputs]
    assert counted(graph)[0] == model.count_params()
    assert counted(graph)[1] == sum(int(keras.ops.size(variable)) for variable in model.trainable_weights)
    names = [weight.name for each in graph.layers for weight in each.weights]
    assert last_parts(names) == last_parts([variable.path for variable in layer.weights])
    assert all(family_of(each) != "other" for each in graph.layers)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_style_draws_it_with_another_layer_behind(keras: Any, tmp_path: Path, case: Case) -> None:
    _, inputs, outputs = built(keras, case)
    behind = keras.layers.Flatten()(keras.ops.cast(outputs[0], "float32")) if len(outputs[0].shape) > 1 else outputs[0]
    graph = saved(keras.Model(inputs, behind), tmp_path)
    assert all(spec.shape is not None for node in graph.nodes for spec in node.outputs)
    for style in STYLES.values():
        try:
            scene = style().build(graph)
        except VizError:
            continue  # a style of weights where there are none
        assert scene.shapes or scene.rasters


def test_there_is_a_case_of_every_class(keras: Any) -> None:
    names = {case.name.split()[0] for case in CASES} | {"InputLayer"} | OF_CODE | UNBUILDABLE
    covered = {getattr(keras.layers, name) for name in names}
    assert not {value for value in vars(keras.layers).values() if inspect.isclass(value)} - covered
