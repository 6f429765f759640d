from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from dotnet_viz.diagrams.passage.images import Images, images_of, input_images
from dotnet_viz.diagrams.passage.options import PassageOptions
from dotnet_viz.explain.activations.places import Place
from dotnet_viz.thinning import pooled

RANDOM = np.random.default_rng(2)


def images(values: Any, kind: str = "Conv2D", *, name: str = "a", has_time: bool = False, **options: Any) -> Images:
    place = Place(name, "a", kind, channels_first=bool(options.pop("channels_first", False)))
    (found,) = images_of(place, [np.asarray(values)], PassageOptions(**options), has_time=has_time)
    return found


def test_a_grid_shows_the_strongest_channels_in_their_order_and_says_how_many_there_are() -> None:
    values = RANDOM.random((5, 4, 12))
    values[..., [2, 7, 9]] += 10
    found = images(values, grid_size=(1, 3))
    assert found.numbers == ("2", "7", "9")
    assert found.notes == ("3 of 12 channels, the strongest",)
    np.testing.assert_array_equal(found.values[1], values[..., 7])
    assert images(values, grid_size=(1, 3), rank="first").numbers == ("0", "1", "2")
    assert images(values, grid_size=(4, 4)).notes == ("12 channels",)


def test_channels_first_are_the_same_images() -> None:
    values = RANDOM.random((5, 4, 3))
    first = images(np.moveaxis(values, -1, 0), channels_first=True)
    for one, other in zip(images(values).values, first.values, strict=True):
        np.testing.assert_array_equal(one, other)


def test_scores_of_attention_are_one_matrix_a_head() -> None:
    found = images(RANDOM.random((2, 6, 5)), "MultiHeadAttention", name="a/attention_scores")
    assert [values.shape for values in found.values] == [(6, 5), (6, 5)]
    assert found.notes == ("2 heads", "rows: queries, columns: keys")


def test_a_sequence_is_a_band_over_time_and_a_matrix_without_time_is_as_it_is() -> None:
    values = RANDOM.random((20, 3))
    assert images(values, "LSTM", has_time=True).values[0].shape == (3, 20)
    np.testing.assert_array_equal(images(values, "Dense").values[0], values)


def test_a_long_vector_goes_on_in_the_next_line_and_keeps_every_value() -> None:
    values = RANDOM.random(200)
    found = images(values, "Dense")
    assert found.notes == ("29 units a line",)
    np.testing.assert_array_equal(np.concatenate([line[0] for line in found.values]), values)
    assert images(3.0, "Dense").values[0].tolist() == [[3.0]]


def test_of_more_axes_a_slice_or_the_last_step_is_drawn_and_named() -> None:
    values = RANDOM.random((6, 4, 4, 2))
    np.testing.assert_array_equal(images(values, "Conv3D").values[0], values[3, ..., 0])
    assert images(values, "Conv3D").notes[-1] == "slice 4 of 6"
    assert images(values, "ConvLSTM2D").notes[-1] == "step 6 of 6"


@pytest.mark.parametrize(("pooling", "expected"), [("mean", [[2.5, 0.5]]), ("extreme", [[4.0, 1.0]])])
def test_large_images_are_drawn_in_blocks(pooling: str, expected: list[list[float]]) -> None:
    values, block = pooled(np.array([[1.0, 2, 1, 0], [3, 4, 0, 1]]), (1, 2), pooling)
    assert (values.tolist(), block) == (expected, (2, 2))
    assert images(np.ones((300, 100)), "Dense").notes == ("cell: mean of 4×2",)


def test_an_input_with_three_channels_is_in_colour_with_what_black_and_white_are() -> None:
    bytes_ = RANDOM.integers(0, 255, (8, 8, 3)).astype(np.uint8)
    found = input_images("image", bytes_, has_time=False)
    assert found.is_color
    assert found.notes == ("black 0, white 255",)
    np.testing.assert_allclose(found.values[0], bytes_ / 255)
    assert input_images("image", RANDOM.random((8, 8, 3)), has_time=False).notes == ("black 0, white 1",)
    assert input_images("image", RANDOM.random((8, 8, 1)), has_time=True).values[0].shape == (8, 8)
