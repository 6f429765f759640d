from __future__ import annotations

from typing import Any

import pytest

from dotnet_viz.diagrams.ann import parts
from dotnet_viz.diagrams.ann.figures import figure
from dotnet_viz.diagrams.ann.options import AnnOptions
from dotnet_viz.diagrams.ann.parts import Drawn, LayerFigure
from dotnet_viz.graph import Node, Shape, TensorSpec
from tests.diagrams.graph_samples import layer


def drawn(
    kind: str, shape: Shape | None = (None, 8, 8, 4), *, first: bool = False, is_output: bool = False, **config: Any
) -> LayerFigure:
    node = Node("n1", layer(kind, **config), outputs=(TensorSpec(shape),))
    return figure(Drawn(node, frame=None, is_output=is_output, options=AnnOptions(rankdir="LR"), channels_first=first))


def texts(item: LayerFigure) -> list[str]:
    return [label.text for shape in item.shapes for label in shape.labels] + [label.text for label in item.caption]


@pytest.mark.parametrize(
    ("kind", "form", "fill"),
    [
        ("Flatten", "triangle", parts.FLATTEN),
        ("Activation", "octagon", parts.ACTIVATION),
        ("MaxPooling2D", "circle", parts.POOLING),
        ("Dropout", "circle", parts.DROPOUT),
        ("BatchNormalization", "hexagon", parts.NORMALIZATION),
        ("MultiHeadAttention", "rounded", parts.ATTENTION),
        ("Embedding", "rounded", parts.EMBEDDING),
        ("Conv2D", "rounded", parts.CONVOLUTION),
    ],
)
def test_each_kind_has_its_form_and_colour(kind: str, form: str, fill: str) -> None:
    whole = drawn(kind).shapes[0]
    assert (whole.form, whole.fill) == (form, fill)


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("Dropout", "rate 0.25"),
        ("MaxPooling2D", "2×2"),
        ("Activation", "function tanh"),
        ("Embedding", "1,000 → 16"),
        ("MultiHeadAttention", "2 heads × 8"),
        ("Reshape", "to 4×4"),
        ("UpSampling2D", "by 2×2"),
        ("MyOwnLayer", "to 8×8×4"),
    ],
)
def test_what_tells_a_layer_from_others_stands_in_it(kind: str, line: str) -> None:
    assert line in texts(drawn(kind))


def test_a_convolution_is_a_box_with_two_squares() -> None:
    box, kernel, maps = drawn("Conv2D").shapes
    assert [label.text for label in kernel.labels] == ["Kernel", "3×5", "stride 2×2"]
    assert [label.text for label in maps.labels] == ["32", "feature maps"]
    assert box.labels[0].text == "Convolution"
    for square in (kernel, maps):
        assert abs(square.x or 0) + square.width / 2 <= box.width / 2
        assert abs(square.y or 0) + square.height / 2 <= box.height / 2


@pytest.mark.parametrize("kind", ["Conv1D", "Conv2D", "Conv3D", "Conv2DTranspose"])
def test_a_convolution_of_any_dimension_tells_its_maps(kind: str) -> None:
    assert "feature maps" in texts(drawn(kind))


def test_maps_come_from_the_shape_where_the_configuration_is_silent() -> None:
    assert "4" in texts(drawn("DepthwiseConv2D", kernel_size=3))
    assert "8" in texts(drawn("DepthwiseConv2D", first=True, kernel_size=3))
    assert "?" in texts(drawn("DepthwiseConv2D", None, kernel_size=3))


@pytest.mark.parametrize(
    ("shape", "first", "words", "squares"),
    [
        ((None, 28, 28, 1), False, ["Image", "28×28 pixels", "Grayscale"], 1),
        ((None, 28, 32, 3), False, ["Image", "28×32 pixels", "RGB"], 3),
        ((None, 3, 28, 32), True, ["Image", "28×32 pixels", "RGB"], 3),
        ((None, 64, 64, 12), False, ["Image", "64×64 pixels", "12 channels"], 4),
        ((None, None, None, 4), False, ["Image", "?×? pixels", "4 channels"], 4),
        ((None, 8, 8, None), False, ["Image", "8×8 pixels", "channels ?"], 1),
    ],
)
def test_images_tell_size_and_kind(shape: Shape, first: bool, words: list[str], squares: int) -> None:
    item = drawn("InputLayer", shape, first=first)
    assert texts(item) == words
    assert len([part for part in item.shapes if part.kind == "channel"]) == squares


@pytest.mark.parametrize(
    ("shape", "words"),
    [
        (None, ["Input", "size not known"]),
        ((None, None), ["Input", "?"]),
        ((None, 100, 64), ["Sequence", "100×64"]),
        ((None, 4, 8, 8, 2), ["Volume", "4×8×8×2"]),
        ((None, 1, 2, 3, 4, 5), ["Input", "1×2×3×4×5"]),
        ((None,), ["Input layer", "1 value"]),
    ],
)
def test_other_inputs_tell_what_is_known(shape: Shape | None, words: list[str]) -> None:
    assert texts(drawn("InputLayer", shape)) == words


def test_recurrent_units_carry_a_sign() -> None:
    item = drawn("LSTM", (None, 3))
    assert [label.text for shape in item.shapes for label in shape.labels] == ["↻"] * 3
    assert [label.text for label in item.caption] == ["LSTM", "3 units"]


def test_wrappers_draw_what_they_wrap() -> None:
    assert [label.text for label in drawn("TimeDistributed", (None, 5, 3)).caption] == [
        "Time distributed",
        "dense · relu",
        "3 neurons",
    ]
    assert len(drawn("Bidirectional", (None, 12)).units) == 10


def test_sums_are_signs() -> None:
    assert texts(drawn("Add")) == ["+"]
    assert texts(drawn("Multiply")) == ["×"]


def test_units_without_a_known_number_are_a_box() -> None:
    assert not drawn("Dense", None, units=None).is_column


@pytest.mark.parametrize("kind", ["Flatten", "Activation", "Dropout", "BatchNormalization", "MyOwnLayer"])
def test_text_stays_inside_its_figure(kind: str) -> None:
    from dotnet_viz.geometry.parts import label_box

    whole = drawn(kind).shapes[0]
    for label in whole.labels:
        box = label_box(label)
        assert box.left >= -whole.width / 2
        assert box.right <= whole.width / 2
        assert box.top >= -whole.height / 2
        assert box.bottom <= whole.height / 2


def test_the_text_of_a_triangle_stands_where_it_is_wide() -> None:
    from dotnet_viz.geometry.parts import label_box

    whole = drawn("Flatten").shapes[0]
    box = label_box(whole.labels[0])
    width_there = whole.width * (0.5 - box.bottom / whole.height)
    assert box.width <= width_there
