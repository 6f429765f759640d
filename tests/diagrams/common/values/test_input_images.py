from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from dotnet_viz.diagrams.common.values.input_images import InputImage, given_image, image_of_input
from dotnet_viz.errors import OptionError
from dotnet_viz.graph import Layer, Node, TensorSpec


def start(*shape: int | None, kind: str = "InputLayer") -> Node:
    return Node("n0", Layer("in", "in", kind), outputs=(TensorSpec((None, *shape)),))


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        ((28, 28), InputImage(28, 28)),
        ((8, 6, 3), InputImage(8, 6, 3)),
        ((8, 6, 1), InputImage(8, 6, 1)),
        ((3, 8, 6), InputImage(8, 6, 3, channels_first=True)),
        ((784,), None),
        ((8, 6, 5), None),
        ((2, 30), None),
        ((None, 8), None),
    ],
)
def test_an_input_with_two_sides_is_a_picture(shape: tuple[int | None, ...], expected: InputImage | None) -> None:
    values = int(np.prod([size or 1 for size in shape]))
    assert image_of_input(start(*shape), values) == expected
    assert image_of_input(start(*shape), values + 1) is None
    assert image_of_input(start(*shape, kind="Dense"), values) is None


def test_a_row_of_numbers_becomes_the_pixels_that_flatten_took_it_from() -> None:
    pixels = np.random.default_rng(0).normal(size=(2, 4, 5, 3))
    last = InputImage(4, 5, 3).pictures(pixels.reshape(2, -1).T)
    np.testing.assert_allclose(last, pixels.mean(axis=3))
    first = InputImage(4, 5, 3, channels_first=True).pictures(np.moveaxis(pixels, 3, 1).reshape(2, -1).T)
    np.testing.assert_allclose(first, pixels.mean(axis=3))


@pytest.mark.parametrize("shape", [(3,), (1, 2, 3, 4), (0, 4), (2.5, 4), "ab"])
def test_a_size_that_is_none_is_refused(shape: Any) -> None:
    with pytest.raises(OptionError, match="height, width"):
        given_image(shape)
