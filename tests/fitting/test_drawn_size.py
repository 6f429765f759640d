from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.errors import OptionError
from dotnet_viz.fitting.drawn_size import DrawnSize, drawn_size
from dotnet_viz.fitting.lengths import LEAST_WITHOUT_UNIT

SIDES = st.floats(20, 3000)


@given(SIDES, SIDES, SIDES, SIDES)
def test_a_picture_is_within_both_sides_and_as_large_as_one(width: float, height: float, across: float, down: float) -> None:
    zoom = DrawnSize(width, height).zoom_of((across, down), 11.0)
    assert across * zoom <= width * 1.000001
    assert down * zoom <= height * 1.000001
    assert across * zoom == pytest.approx(width) or down * zoom == pytest.approx(height)


@given(st.integers(LEAST_WITHOUT_UNIT, 4000), SIDES, SIDES)
def test_pixels_are_exact(width: int, across: float, down: float) -> None:
    size = drawn_size(width=width)
    scale = size.pixels_of((across, down), size.zoom_of((across, down), 11.0))
    assert round(math.floor(across + 0.5) * scale) == width


def test_what_is_not_given_stays() -> None:
    assert drawn_size() == DrawnSize()
    assert DrawnSize(zoom=0.5).zoom_of((300, 200), 11.0) == 0.5
    assert drawn_size(width="8.5cm").dpi is None


def test_a_size_of_texts_counts_where_no_side_is_given() -> None:
    assert drawn_size(text_size=12).zoom_of((300, 200), 8.0) == pytest.approx(2.0)
    assert drawn_size(width=600, text_size=12).zoom_of((300, 200), 8.0) == 2.0
    assert drawn_size(width=600, dpi=300, text_size=12).zoomed(1.5) == DrawnSize(dpi=300.0, zoom=1.5)


@pytest.mark.parametrize("text_size", [0, -1, math.nan, 2000, "large", True])
def test_what_is_no_size_of_texts_is_refused(text_size: object) -> None:
    with pytest.raises(OptionError, match="text_size must be a finite number above 0 and up to 1000, or None"):
        drawn_size(text_size=text_size)
