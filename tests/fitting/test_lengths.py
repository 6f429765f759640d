from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.errors import OptionError
from dotnet_viz.fitting.lengths import UNITS, is_in_pixels, pixels


@given(st.floats(0.01, 1e3), st.sampled_from(sorted(UNITS)))
def test_a_length_is_its_number_times_its_unit(number: float, unit: str) -> None:
    assert pixels(f"{number:.4f}{unit}") == pytest.approx(round(number, 4) * UNITS[unit])
    assert is_in_pixels(f"{number:.4f}{unit}") == (unit == "px")


@pytest.mark.parametrize("length", [300, 300.0, np.float32(300), "300", " 300 px ", "300PX"])
def test_what_counts_pixels(length: Any) -> None:
    assert pixels(length) == 300
    assert not isinstance(length, str) or is_in_pixels(length.lower())


@pytest.mark.parametrize(
    "length", [0, -1, "", "cm", "3 yards", "1,5cm", "-3cm", None, True, float("inf"), float("nan"), 10**400]
)
def test_what_is_no_length_is_refused(length: Any) -> None:
    with pytest.raises(OptionError, match="the width must be a length above 0 in px, cm, mm, in, pt"):
        pixels(length, "the width")


@pytest.mark.parametrize("length", [8.5, 49, "8.5", " 12 "])
def test_centimetres_without_their_unit_are_refused(length: Any) -> None:
    """A width of 8.5 was a picture of 8.5 pixels, without a word."""
    with pytest.raises(OptionError, match=r"width has no unit and would be .* pixels.*; write '[\d.]+cm'"):
        pixels(length, "width")


def test_few_pixels_are_taken_with_their_unit() -> None:
    assert pixels("8.5px") == 8.5
    assert pixels(50) == 50
