from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.fitting.drawn_size import DrawnSize, drawn_size

SIDES = st.floats(20, 3000)


@given(SIDES, SIDES, SIDES, SIDES)
def test_a_picture_is_within_both_sides_and_as_large_as_one(width: float, height: float, across: float, down: float) -> None:
    zoom = DrawnSize(width, height).zoom_of((across, down))
    assert across * zoom <= width * 1.000001
    assert down * zoom <= height * 1.000001
    assert across * zoom == pytest.approx(width) or down * zoom == pytest.approx(height)


@given(st.integers(8, 4000), SIDES, SIDES)
def test_pixels_are_exact(width: int, across: float, down: float) -> None:
    size = drawn_size(width=width)
    scale = size.pixels_of((across, down), size.zoom_of((across, down)))
    assert round(math.floor(across + 0.5) * scale) == width


def test_what_is_not_given_stays() -> None:
    assert drawn_size() == DrawnSize()
    assert DrawnSize(zoom=0.5).zoom_of((300, 200)) == 0.5
    assert drawn_size(width="8.5cm").dpi is None
