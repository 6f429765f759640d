from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.errors import OptionError
from dotnet_viz.scales import NEGATIVE, NOT_A_NUMBER, POSITIVE, WeightScale, format_number, hex_color, rgb

weights = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=40)


@given(weights)
def test_widths_grow_with_magnitude_and_do_not_see_the_sign(values: list[float]) -> None:
    scale = WeightScale.from_values([values])
    ordered = np.sort(np.abs(values))
    assert (np.diff(scale.widths(ordered)) >= 0).all()
    assert np.array_equal(scale.widths(values), scale.widths(-np.asarray(values)))


@given(weights)
def test_colours_leave_the_middle_as_magnitude_grows(values: list[float]) -> None:
    scale = WeightScale.from_values([values])
    middle = np.array(rgb(scale.zero), dtype=int)
    distance = np.abs(scale.colors(np.sort(np.abs(values))).astype(int) - middle).sum(axis=1)
    assert (np.diff(distance) >= 0).all()


def test_the_ends_have_the_full_colours_and_sign_decides_between_them() -> None:
    scale = WeightScale.from_values([[-0.5, 0.25]])
    assert scale.hex_colors([0.5, -0.5]) == [POSITIVE, NEGATIVE]
    red, blue = rgb(scale.hex_colors([-0.1])[0]), rgb(scale.hex_colors([0.1])[0])
    assert red[0] > red[2]
    assert blue[2] > blue[0]


@given(st.lists(st.floats(-1e6, 1e6).filter(lambda x: abs(x) > 1e-6), min_size=1, max_size=40))
def test_the_legend_ends_at_the_largest_magnitude_and_uses_the_same_colours(values: list[float]) -> None:
    scale = WeightScale.from_values([values])
    legend = scale.legend()
    largest = max(abs(value) for value in values)
    assert legend.ticks[-1] == (1.0, format_number(largest))
    assert legend.stops[0] == (0.0, scale.hex_colors([-largest])[0])
    assert legend.stops[-1] == (1.0, scale.hex_colors([largest])[0])
    assert [width for _, width in legend.widths] == pytest.approx(scale.widths(np.linspace(-largest, largest, 5)))


def test_all_zero_weights_are_thin_pale_and_told() -> None:
    scale = WeightScale.from_values([np.zeros(3)])
    assert scale.hex_colors([0.0]) == [scale.zero]
    assert scale.widths([0.0]).tolist() == [scale.min_width]
    assert scale.legend().ticks == ((0.5, "0"),)
    assert scale.legend().notes == ("all finite values are 0",)


def test_odd_values_have_a_look_of_their_own_and_are_told() -> None:
    scale = WeightScale.from_values([[np.nan, np.inf, -np.inf, 1.0]])
    assert scale.limit == 1.0
    assert scale.hex_colors([np.nan, np.inf, -np.inf]) == [NOT_A_NUMBER, POSITIVE, NEGATIVE]
    assert scale.widths([np.nan, np.inf]).tolist() == [scale.max_width] * 2
    assert len(scale.legend().notes) == 2


def test_only_odd_values_still_give_a_picture() -> None:
    scale = WeightScale.from_values([[np.nan, -np.inf]])
    assert scale.limit == 0
    assert scale.hex_colors([np.nan, -np.inf]) == [NOT_A_NUMBER, NEGATIVE]


def test_values_beyond_a_given_limit_look_like_it() -> None:
    scale = WeightScale.from_values([[5.0]], limit=1.0)
    assert scale.hex_colors([5.0]) == scale.hex_colors([1.0])
    assert scale.widths([5.0]).tolist() == [scale.max_width]


@pytest.mark.parametrize("arguments", [{"limit": -1.0}, {"limit": np.inf}, {"limit": 1.0, "min_width": 9.0}])
def test_a_scale_that_makes_no_sense_is_refused(arguments: dict[str, float]) -> None:
    with pytest.raises(OptionError):
        WeightScale(**arguments)  # type: ignore[arg-type]


@given(st.tuples(st.integers(0, 255), st.integers(0, 255), st.integers(0, 255)))
def test_hex_and_rgb_are_each_others_inverse(color: tuple[int, int, int]) -> None:
    assert rgb(hex_color(color)) == color
