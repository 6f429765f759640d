from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.keras_format.shapes.spatial import RULES, sizes, window_size


@given(st.integers(1, 30), st.integers(1, 5), st.integers(1, 4), st.integers(1, 3))
def test_windows_are_counted_as_they_are_placed(size: int, width: int, stride: int, dilation: int) -> None:
    reach = (width - 1) * dilation + 1
    placed = len(np.arange(0, size - reach + 1, stride)) if size >= reach else None
    if placed is not None:
        assert window_size(size, width, stride, "valid", dilation) == placed
    assert window_size(size, width, stride, "same", dilation) == len(np.arange(0, size, stride))


def test_channels_may_come_first() -> None:
    config = {"filters": 8, "kernel_size": [3, 3], "strides": [1, 1], "padding": "valid", "data_format": "channels_first"}
    assert RULES["Conv2D"](config, [(None, 3, 10, 12)]) == [(None, 8, 8, 10)]
    assert RULES["GlobalMaxPooling2D"]({"data_format": "channels_first"}, [(None, 3, 10, 12)]) == [(None, 3)]
    assert RULES["Resizing"]({"height": 5, "width": 6, "data_format": "channels_first"}, [(None, 3, 10, 12)]) == [
        (None, 3, 5, 6)
    ]


def test_sizes_that_vary_stay_open() -> None:
    config = {"filters": 8, "kernel_size": 3, "strides": 2, "padding": "same"}
    assert RULES["Conv2DTranspose"](config, [(None, None, 12, 3)]) == [(None, None, 24, 8)]
    assert RULES["UpSampling1D"]({"size": 2}, [(None, None, 3)]) == [(None, None, 3)]


def test_images_without_a_batch_are_resized_too() -> None:
    assert RULES["CenterCrop"]({"height": 5, "width": 6}, [(10, 12, 3)]) == [(5, 6, 3)]


def test_one_number_stands_for_all_axes() -> None:
    assert sizes(3, 2) == (3, 3)
    assert sizes([3, 4], 2) == (3, 4)


def test_a_list_of_the_wrong_length_is_an_error_for_the_caller_to_catch() -> None:
    with pytest.raises(ValueError, match="zip"):
        RULES["MaxPooling2D"]({"pool_size": [2, 2, 2]}, [(None, 4, 4, 1)])
