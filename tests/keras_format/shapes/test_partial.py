from __future__ import annotations

import pytest

from dotnet_viz.graph import Shape, TensorSpec
from dotnet_viz.keras_format.config.records import UNKNOWN, LayerRecord
from dotnet_viz.keras_format.shapes.partial import demanded_input, output_of_unknown, refined
from dotnet_viz.keras_format.variables import Variable, VariableTree


def layer(kind: str, *kernel: int, dtype: str = "float32", cell: bool = False, **config: object) -> LayerRecord:
    own = VariableTree(own=(Variable(kernel, dtype, None),)) if kernel else VariableTree()
    return LayerRecord("a", kind, config=config, variables=VariableTree(children={"cell": own}) if cell else own)


@pytest.mark.parametrize(
    ("record", "text"),
    [
        (layer("Dense", 16, 4), "(…, 16)"),
        (layer("Dense", 16, 4, dtype="int8"), "?"),
        (layer("Dense"), "?"),
        (layer("Conv2D", 3, 3, 16, 24), "(None, None, None, 16)"),
        (layer("Conv2D", 3, 3, 16, 24, groups=2), "(None, None, None, 32)"),
        (layer("Conv1D", 3, 16, 24, data_format="channels_first"), "(None, 16, None)"),
        (layer("Conv2DTranspose", 3, 3, 24, 16), "(None, None, None, 16)"),
        (layer("SeparableConv2D", 3, 3, 16, 1), "(None, None, None, 16)"),
        (layer("MaxPooling2D"), "(None, None, None, None)"),
        (layer("GlobalAveragePooling1D"), "(None, None, None)"),
        (layer("LSTM", 8, 12), "(None, None, 8)"),
        (layer("LSTM", 8, 12, cell=True), "(None, None, 8)"),
        (layer("RepeatVector"), "(None, None)"),
        (layer("Conv2DMine", 3, 3, 16, 24), "?"),
    ],
)
def test_kernels_and_classes_tell_what_goes_in(record: LayerRecord, text: str) -> None:
    assert str(demanded_input(record)) == text


@pytest.mark.parametrize(
    ("kind", "config", "given", "text"),
    [
        ("Dense", {"units": 3}, UNKNOWN, "(…, 3)"),
        ("Embedding", {"output_dim": 3}, UNKNOWN, "(…, 3)"),
        ("Flatten", {}, UNKNOWN, "(None, None)"),
        ("Reshape", {"target_shape": [-1, 2]}, UNKNOWN, "(None, None, 2)"),
        ("Reshape", {"target_shape": "odd"}, UNKNOWN, "?"),
        ("Lambda", {"output_shape": [4]}, UNKNOWN, "(None, 4)"),
        ("Lambda", {}, UNKNOWN, "?"),
        ("Dropout", {}, TensorSpec(None, last_size=5), "(…, 5)"),
        ("Mine", {}, TensorSpec(None, last_size=5), "?"),
    ],
)
def test_some_outputs_are_known_whatever_goes_in(kind: str, config: dict[str, object], given: TensorSpec, text: str) -> None:
    assert str(output_of_unknown(kind, config, given)) == text


@pytest.mark.parametrize(
    ("one", "other", "shape"),
    [
        (TensorSpec((None, 4)), TensorSpec((None, 9)), (None, 4)),
        (TensorSpec((None, None)), TensorSpec((None, 9)), (None, 9)),
        (TensorSpec((None, None)), TensorSpec((None, 9, 9)), (None, None)),
        (TensorSpec(None), TensorSpec((None, 9)), (None, 9)),
        (TensorSpec((None, None)), TensorSpec(None, last_size=9), (None, 9)),
        (TensorSpec(None, last_size=9), TensorSpec((None, None)), (None, 9)),
        (TensorSpec(()), TensorSpec(None, last_size=9), ()),
    ],
)
def test_what_is_known_is_never_changed(one: TensorSpec, other: TensorSpec, shape: Shape) -> None:
    assert refined(one, other) == TensorSpec(shape)
