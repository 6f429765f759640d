from __future__ import annotations

import math

import pytest

from dotnet_viz.colors import luminance, rgb
from dotnet_viz.diagrams.annotations.colors.scale import LayerScale


def ticks(*values: float) -> list[str]:
    return [text for _, text in LayerScale.of(values, "x").legend().ticks]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((0.0, 1.0), ["0", "0.25", "0.5", "0.75", "1"]),
        ((0.2, 9.3), ["2.5", "5", "7.5"]),
        ((3.0, 3.0), ["3"]),
        ((-4.0, 1.0), ["−4", "−2", "0", "2", "4"]),
        ((1.0, 1_000_000.0), ["1", "100", "10,000", "1e6"]),
        ((0.0, 1.0, 1000.0), ["1", "10", "100", "1,000"]),
    ],
)
def test_ticks_are_round_numbers(values: tuple[float, ...], expected: list[str]) -> None:
    assert ticks(*values) == expected


def test_numbers_of_both_signs_are_pale_at_zero_and_of_two_hues_at_the_ends() -> None:
    scale = LayerScale.of([-1.0, 4.0], "x")
    low, middle, high = map(rgb, scale.colors([-4.0, 0.0, 4.0]))
    assert low[0] > low[2]
    assert high[2] > high[0]
    assert luminance(part / 255 for part in middle) > 0.8


def test_numbers_of_one_sign_grow_lighter() -> None:
    scale = LayerScale.of([1.0, 2.0, 3.0], "x")
    shades = [luminance(part / 255 for part in rgb(color)) for color in scale.colors([1.0, 2.0, 3.0])]
    assert shades == sorted(shades)


def test_a_logarithm_is_taken_of_numbers_above_zero_that_are_far_apart_and_the_legend_says_so() -> None:
    scale = LayerScale.of([0.0, 1.0, 31.6, 1000.0], "x")
    assert scale.is_log
    assert scale.legend().notes == ("colours grow with the logarithm", "0: the colour of the smallest")
    zero, one = scale.colors([0.0, 1.0])
    assert zero == one
    offsets = {text: offset for offset, text in scale.legend().ticks}
    assert offsets["10"] == pytest.approx(1 / 3)
    assert not LayerScale.of([-1.0, 1000.0, 1.0], "x").is_log


def test_numbers_that_are_none_have_colours_of_their_own() -> None:
    scale = LayerScale.of([1.0, 2.0, math.nan, math.inf, -math.inf], "x", unit="ms")
    nan, most, least, *ends = scale.colors([math.nan, math.inf, -math.inf, 2.0, 1.0])
    assert nan == "#e08214"
    assert [most, least] == ends
    legend = scale.legend(is_partial=True)
    assert legend.title == "x (ms)"
    assert legend.notes == ("infinite values: the colour of the end of their sign", "NaN: orange", "grey: no value")
    assert LayerScale.of([math.nan], "x").colors([math.nan]) == ["#e08214"]


def test_ticks_of_magnitudes_are_whole() -> None:
    legend = LayerScale.of([1e3, 1e9], "FLOPs", "magnitude").legend()
    assert [text for _, text in legend.ticks] == ["10 k", "1 M", "100 M"]
