"""Arithmetic of colours."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.colors import (
    WHITE,
    contrast,
    darken,
    hex_color,
    hex_colors,
    is_hex_color,
    luminance,
    mix,
    most_readable,
    parse_color,
    rgb,
)
from dotnet_viz.errors import OptionError

parts = st.integers(0, 255)
triples = st.tuples(parts, parts, parts)


@given(triples)
def test_hex_and_rgb_are_each_others_inverse(color: tuple[int, int, int]) -> None:
    assert rgb(hex_color(color)) == color
    assert hex_colors(np.array([color], dtype=np.uint8)) == [hex_color(color)]
    assert is_hex_color(hex_color(color))


def test_many_colors_become_text_in_their_order() -> None:
    assert hex_colors(np.array([[255, 0, 16], [0, 0, 0], [255, 0, 16]], dtype=np.uint8)) == ["#ff0010", "#000000", "#ff0010"]


@pytest.mark.parametrize("text", ["#12345", "#1234567", "#12345g", "red", "#123456\n", None, 3])
def test_what_is_no_hex_color_is_reported(text: object) -> None:
    assert not is_hex_color(text)


@given(triples, triples, st.floats(0, 1))
def test_a_mixture_lies_between_both_colors(one: tuple[int, int, int], other: tuple[int, int, int], share: float) -> None:
    first, second = hex_color(one), hex_color(other)
    assert mix(first, second, 0.0) == first
    assert mix(first, second, 1.0) == second
    for low, high, part in zip(one, other, rgb(mix(first, second, share)), strict=True):
        assert min(low, high) <= part <= max(low, high)


def test_dark_colors_stay_colors() -> None:
    assert darken("#102030", 0x18) == "#000818"
    assert darken("#000000", 300) == "#000000"


def test_contrast_is_what_wcag_says() -> None:
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert contrast("#123456", "#123456") == 1.0
    assert luminance((1.0, 0.0, 0.0)) == pytest.approx(0.2126)


@given(triples)
def test_black_or_white_can_be_read_on_any_color(color: tuple[int, int, int]) -> None:
    fill = hex_color(color)
    assert contrast(most_readable(fill, "#000000", WHITE), fill) >= 4.5


@pytest.mark.parametrize("color", ["no colour", "#12345", ""])
def test_a_word_that_is_no_color_is_refused(color: str) -> None:
    with pytest.raises(OptionError, match=r"positive .* is not a colour"):
        parse_color(color, "positive")


def test_a_slip_in_the_name_of_a_color_is_guessed() -> None:
    with pytest.raises(OptionError, match=r"did you mean 'tomato'\?"):
        parse_color("tomatoe", "highlight")
