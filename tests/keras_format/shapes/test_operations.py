from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest

from dotnet_viz.keras_format.shapes.layers import operation_shapes, output_specs
from dotnet_viz.keras_format.shapes.operations import operation_rule
from dotnet_viz.readers.keras.live import reader


def test_comparisons_broadcast_as_sums_do() -> None:
    rule = operation_rule("Greater")
    assert rule is not None
    assert rule({}, [(None, 3), (3,)]) == [(None, 3)]


CASES = {
    "largest": lambda ops, x: ops.max(x, axis=-1, keepdims=True),
    "mean of all": lambda ops, x: ops.mean(x),
    "sum of two axes": lambda ops, x: ops.sum(x, axis=(1, 2)),
    "argmax": lambda ops, x: ops.argmax(x, axis=-1),
    "any": lambda ops, x: ops.any(x > 0, axis=1),
    "new axis": lambda ops, x: ops.expand_dims(x, (1, -1)),
    "axis away": lambda ops, x: ops.squeeze(ops.expand_dims(x, 1), 1),
    "reshape": lambda ops, x: ops.reshape(x, (-1, 3, 8)),
    "transpose": lambda ops, x: ops.transpose(x, (0, 2, 1)),
    "swap": lambda ops, x: ops.swapaxes(x, 1, 2),
    "join": lambda ops, x: ops.concatenate([x, x], 1),
    "stack": lambda ops, x: ops.stack([x, x, x], 1),
    "split": lambda ops, x: ops.split(x, 2, axis=1),
    "product": lambda ops, x: ops.matmul(x, ops.transpose(x, (0, 2, 1))),
    "one-hot": lambda ops, x: ops.one_hot(ops.argmax(x, axis=-1), 5),
    "cast": lambda ops, x: ops.cast(x, "int32"),
    "flip": lambda ops, x: ops.flip(ops.cast(x, "int32"), axis=1),
    "where": lambda ops, x: ops.where(x > 0, x, ops.zeros_like(x)),
}


@pytest.mark.keras
@pytest.mark.parametrize("case", CASES)
def test_shapes_and_dtypes_are_those_that_keras_finds(case: str) -> None:
    keras: Any = import_module("keras")
    x = keras.Input((4, 6))
    for node in reader.read(keras.Model(x, CASES[case](keras.ops, x))).nodes[1:]:
        layer = node.layer
        found = output_specs(layer.kind, layer.category, layer.config, node.inputs, node.constants)
        assert found is not None, layer.kind
        assert [spec.shape for spec in found] == [spec.shape for spec in node.outputs]
        known = layer.kind != "Where"  # of which a condition and two values go in
        assert found[0].dtype == (node.outputs[0].dtype if known else None)


@pytest.mark.parametrize(
    ("kind", "config", "shapes"),
    [
        ("ExpandDims", {}, [(None, 3)]),
        ("Matmul", {}, [(3,), (3, 2)]),
        ("Split", {"indices_or_sections": [1], "axis": 0}, [(4, 2)]),
        ("Reshape", {"newshape": ["a"]}, [(None, 3)]),
    ],
)
def test_what_cannot_be_told_stays_unknown(kind: str, config: dict[str, Any], shapes: list[tuple[int | None, ...]]) -> None:
    assert operation_shapes(kind, shapes, [], config) is None
