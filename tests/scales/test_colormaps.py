from __future__ import annotations

import numpy as np
import pytest

from dotnet_viz.colors import rgb
from dotnet_viz.errors import OptionError
from dotnet_viz.scales.colormaps import COLORMAPS, RangeScale


@pytest.mark.parametrize("name", COLORMAPS)
def test_colours_are_those_of_matplotlib(name: str) -> None:
    from matplotlib import colormaps

    values = np.linspace(0, 1, 256)
    expected = np.asarray(colormaps[name](values))[:, :3] * 255
    assert np.abs(RangeScale(0, 1, name).colors(values) - expected).max() < 8
    assert RangeScale(0, 1, f"{name}_r").hex_colors([0.0]) == RangeScale(0, 1, name).hex_colors([1.0])


def test_values_that_cannot_be_placed_have_a_colour_that_the_legend_names() -> None:
    scale = RangeScale.of([np.array([1.0, 3.0, np.nan, np.inf])])
    assert (scale.low, scale.high) == (1.0, 3.0)
    assert scale.hex_colors([np.inf, -np.inf]) == scale.hex_colors([3.0, 1.0])
    assert tuple(scale.colors(np.nan).tolist()) == rgb("#e08214")
    assert scale.legend().notes == ("NaN: orange",)


def test_one_value_has_one_tick_and_nothing_has_a_scale_too() -> None:
    assert RangeScale.of([np.full(3, 2.5)]).legend().ticks == ((0.0, "2.5"),)
    assert RangeScale.of([np.array([np.nan])]).low == 0.0


def test_infinite_values_beside_a_single_one_have_the_ends_of_their_sign() -> None:
    low, value, high = RangeScale.of([np.array([2.0])]).hex_colors([-np.inf, 2.0, np.inf])
    assert low == value == COLORMAPS["viridis"][0]
    assert high == COLORMAPS["viridis"][-1]


@pytest.mark.filterwarnings("error")
def test_the_largest_numbers_have_a_scale() -> None:
    scale = RangeScale.of([np.array([-1e308, 0.0, 1e308])])
    assert scale.hex_colors([-1e308, 1e308]) == [COLORMAPS["viridis"][0], COLORMAPS["viridis"][-1]]
    assert all(0 <= place <= 1 for place, _ in scale.legend().ticks)


def test_a_map_that_is_none_is_an_error_with_a_guess() -> None:
    with pytest.raises(OptionError, match="did you mean 'viridis'"):
        RangeScale(0, 1, "virids")
