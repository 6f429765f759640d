from __future__ import annotations

import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dotnet_viz.renderers.svg.png_image import MAX_SIDE, png_at_size, png_of_colors, times_for


def decoded(data: bytes) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    from PIL import Image

    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 9), st.integers(1, 9), st.integers(1, 5), st.integers(0, 99))
def test_every_cell_is_a_square_of_its_colour(rows: int, columns: int, times: int, seed: int) -> None:
    colors = np.random.default_rng(seed).integers(0, 256, (rows, columns, 3)).astype(np.uint8)
    expected = colors.repeat(times, axis=0).repeat(times, axis=1)
    assert (decoded(png_of_colors(colors, times=times)) == expected).all()


@pytest.mark.parametrize("colors_used", [256, 257])
def test_a_table_of_colours_holds_at_most_256(colors_used: int) -> None:
    colors = np.zeros((1, colors_used, 3), np.uint8)
    colors[0, :, 0], colors[0, :, 1] = np.arange(colors_used) % 256, np.arange(colors_used) // 256
    data = png_of_colors(colors)
    assert (b"PLTE" in data) == (colors_used <= 256)
    assert (decoded(data) == colors).all()


def test_more_pixels_a_cell_hardly_cost() -> None:
    colors = np.random.default_rng(0).integers(0, 2, (64, 64, 3)).astype(np.uint8) * 255
    assert len(png_of_colors(colors, times=8)) < 4 * len(png_of_colors(colors))


@given(st.integers(1, 5000), st.floats(1, 5000))
def test_files_stay_small(cells: int, length: float) -> None:
    assert times_for(cells, length) * cells <= max(MAX_SIDE, cells)


def test_cells_are_as_many_pixels_as_their_size_has() -> None:
    colors = np.zeros((2, 3, 3), np.uint8)
    assert png_at_size(colors, 48.0, 32.0) == png_of_colors(colors, times=min(times_for(3, 48.0), times_for(2, 32.0)))
