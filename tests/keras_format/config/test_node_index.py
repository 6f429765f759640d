from __future__ import annotations

import pytest

from dotnet_viz.keras_format.config.node_index import with_calls_from_zero
from dotnet_viz.keras_format.config.records import Call, LayerRecord, ModelRecord, TensorReference


def model_layer(kind: str) -> LayerRecord:
    return LayerRecord("m", kind, "model", model=ModelRecord("m", kind, "functional"))


@pytest.mark.parametrize(
    ("kind", "legacy", "count", "inner", "outer", "expected"),
    [
        ("Functional", False, 1, [], [1], ([], [0])),
        ("Functional", False, 1, [0], [1], ([0], [0])),
        ("Functional", False, 2, [0], [2], ([0], [1])),
        ("Functional", False, 2, [0, 1], [1], ([0, 1], [0])),
        ("Functional", True, 2, [1], [2], ([0], [1])),
        ("Functional", True, 1, [1], [], ([0], [])),
        ("Sequential", False, 2, [0], [1], ([0], [1])),
        ("Sequential", False, 1, [], [0], ([], [0])),
    ],
)
def test_indices_of_nested_models_count_from_zero(
    kind: str, legacy: bool, count: int, inner: list[int], outer: list[int], expected: tuple[list[int], list[int]]
) -> None:
    layers = [model_layer(kind), LayerRecord("d", "Dense")]
    user = tuple(Call((TensorReference("m", index, 0),)) for index in inner)
    ends = tuple(TensorReference("m", index, 0) for index in outer)
    calls, _, outputs = with_calls_from_zero(layers, [(Call(),) * count, user], (), ends, legacy)
    assert ([call.tensors[0].call for call in calls[1]], [end.call for end in outputs]) == expected


def test_indices_that_make_no_sense_stay_as_they_are() -> None:
    ends = (TensorReference("m", 7, 0),)
    assert with_calls_from_zero([model_layer("Functional")], [(Call(),)], (), ends, False)[2] == ends
