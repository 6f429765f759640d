from __future__ import annotations

import inspect
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from dotnet_viz.diagrams import STYLES
from dotnet_viz.errors import VizError
from dotnet_viz.graph import Graph, TensorSpec
from dotnet_viz.keras_format.shapes.operations import operation_specs
from dotnet_viz.readers import read
from tests.keras_format.shapes.operations.cases import INPUTS, Call, cases

CASES = list(cases())
# Operations that run code of the model's author, and those that take no tensor in a functional model.
OF_CODE = {"Cond", "ForiLoop", "Function", "JVP", "Map", "Scan", "Switch", "VectorizedMap", "WhileLoop"}
NOT_FUNCTIONAL = {"Arange", "Full", "Rearrange", "Scatter", "SegmentReduction"}
OTHER_NAMES = {"Abs", "Conj"}  # of Absolute and Conjugate


@pytest.fixture(scope="module")
def keras() -> Any:
    return import_module("keras")


def made(keras: Any, word: str, call: Call, folder: Path) -> tuple[Any, Graph]:
    """Return a model whose last operation is that of the call, and its graph as its file tells it."""
    shape, dtype = INPUTS[word]
    tensor = keras.Input(shape, dtype=dtype)
    model = keras.Model(tensor, call(keras.ops, tensor))
    model.save(folder / "model.keras")
    return model, read(folder / "model.keras")


def outputs(graph: Graph) -> list[TensorSpec]:
    return [graph.node(port.node).outputs[port.index] for port in graph.outputs]


@pytest.mark.keras
@pytest.mark.parametrize(("word", "call"), [pytest.param(word, call, id=name) for name, word, call in CASES])
def test_the_last_operation_of_a_file_has_the_shapes_and_dtypes_that_keras_finds(
    keras: Any, tmp_path: Path, word: str, call: Call
) -> None:
    model, graph = made(keras, word, call, tmp_path)
    expected = [(tuple(tensor.shape), str(tensor.dtype)) for tensor in model.outputs]
    assert [(spec.shape, spec.dtype) for spec in outputs(graph)] == expected
    model.save(tmp_path / "model.h5")
    legacy = read(tmp_path / "model.h5")
    assert [node.layer.category for node in legacy.nodes] == [node.layer.category for node in graph.nodes]
    assert outputs(legacy) == outputs(graph)
    for style in STYLES.values():
        try:
            scene = style().build(graph)
        except VizError:
            continue  # a style of weights where there are none
        assert scene.shapes or scene.labels  # bars of what nobody knows have no length


@pytest.mark.keras
def test_there_is_a_case_of_every_operation(keras: Any) -> None:
    used: set[str] = set()
    for _, word, call in CASES:
        shape, dtype = INPUTS[word]
        tensor = keras.Input(shape, dtype=dtype)
        used |= {type(operation).__name__ for operation in keras.Model(tensor, call(keras.ops, tensor)).operations}
    modules = [module for name, module in sys.modules.items() if name.startswith("keras.src.ops.")]
    classes = {value for module in modules for value in vars(module).values() if inspect.isclass(value)}
    names = {
        each.__name__ for each in classes if issubclass(each, keras.Operation) and each.__module__.startswith("keras.src.ops")
    }
    assert names - used - {"Operation"} <= OF_CODE | NOT_FUNCTIONAL | OTHER_NAMES


def test_comparisons_broadcast_as_sums_do() -> None:
    inputs = TensorSpec((None, 3), "float32"), TensorSpec((3,), "float32")
    assert operation_specs("Greater", {}, inputs) == (TensorSpec((None, 3), "bool"),)


@pytest.mark.parametrize(
    ("kind", "config", "shapes"),
    [
        ("ExpandDims", {}, [(None, 3)]),
        ("Matmul", {}, [(3,)]),
        ("Split", {"indices_or_sections": 10**9, "axis": 0}, [(4, 2)]),
        ("Unstack", {"num": 10**9, "axis": 0}, [(4, 2)]),
        ("Reshape", {"newshape": ["a"]}, [(None, 3)]),
        ("Relu", {}, [None]),
        ("Tile", {"repeats": [-1]}, [(3,)]),
        ("NobodyKnowsIt", {}, [(None, 3)]),
        ("Map", {}, [(None, 3)]),
    ],
)
def test_what_cannot_be_reported_stays_unknown(kind: str, config: dict[str, Any], shapes: list[tuple[int | None, ...]]) -> None:
    assert operation_specs(kind, config, [TensorSpec(shape, "float32") for shape in shapes]) is None


def test_a_dtype_that_is_not_known_stays_so() -> None:
    assert operation_specs("Add", {}, [TensorSpec((2,)), TensorSpec((2,), "int8")]) == (TensorSpec((2,), None),)
    assert operation_specs("Exp", {}, [TensorSpec((2,))]) == (TensorSpec((2,), None),)
