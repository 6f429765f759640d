from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.colors import rgb
from dotnet_viz.errors import OptionError
from dotnet_viz.formatting import format_number
from dotnet_viz.scales import (
    NEGATIVE,
    NOT_A_NUMBER,
    POSITIVE,
    TRANSFORMS,
    ValueRange,
    WeightScale,
)
from dotnet_viz.scales.palettes import PALETTES, palette
from dotnet_viz.scales.round_numbers import round_numbers
from tests.scene_builders import limit_of

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
def test_the_legend_ends_at_the_largest_magnitude_with_the_same_colours_and_round_numbers(values: list[float]) -> None:
    scale = WeightScale.from_values([values])
    legend = scale.legend()
    largest = max(abs(value) for value in values)
    assert [format_number(value) for value in round_numbers(-largest, largest)] == [text for _, text in legend.ticks]
    assert limit_of(legend) == pytest.approx(largest, rel=1e-3)
    assert legend.stops[0] == (0.0, scale.hex_colors([-largest])[0])
    assert legend.stops[-1] == (1.0, scale.hex_colors([largest])[0])
    assert [width for _, width in legend.widths] == pytest.approx(scale.widths(np.linspace(-largest, largest, 5)))


def test_all_zero_weights_are_thin_pale_and_reported() -> None:
    scale = WeightScale.from_values([np.zeros(3)])
    assert scale.hex_colors([0.0]) == [scale.zero]
    assert scale.widths([0.0]).tolist() == [scale.min_width]
    assert scale.legend().ticks == ((0.5, "0"),)
    assert scale.legend().notes == ("all finite values are 0",)


def test_odd_values_have_a_look_of_their_own_and_are_reported() -> None:
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


transforms = st.sampled_from(TRANSFORMS)
names = st.sampled_from(list(PALETTES))


@given(weights, transforms, names)
def test_every_scale_is_monotone_in_magnitude_and_odd_in_sign(values: list[float], transform: str, name: str) -> None:
    scale = WeightScale.from_range(ValueRange.of(values), transform=transform, palette=palette(name))
    ordered = np.sort(np.abs(values))
    fractions = scale.fractions(ordered)
    assert (np.diff(fractions) >= 0).all()
    assert (np.diff(scale.widths(ordered)) >= 0).all()
    assert np.array_equal(scale.fractions(-ordered), -fractions)
    reverse = WeightScale.from_range(ValueRange.of(values), transform=transform, palette=palette(name).reversed())
    assert np.array_equal(scale.colors(-ordered), reverse.colors(ordered))


@given(st.floats(1e-30, 1e30), transforms)
def test_the_legend_tells_the_values_at_its_places(limit: float, transform: str) -> None:
    scale = WeightScale(limit, transform=transform)
    legend = scale.legend()
    values = [float(text.replace("\N{MINUS SIGN}", "-").replace(",", "")) for _, text in legend.ticks]
    assert [offset for offset, _ in legend.ticks] == pytest.approx((scale.fractions(values) + 1) / 2)
    assert values == pytest.approx([-value for value in reversed(values)])
    assert all(len(re.sub("e.*|[−.,]", "", text).strip("0")) <= len("25") for _, text in legend.ticks)
    share = {"linear": 0.5, "sqrt": 0.25, "log": (1000**0.5 - 1) / 999}[transform]
    width = dict(legend.widths)[0.75]
    assert width == pytest.approx((scale.min_width + scale.max_width) / 2)
    assert scale.widths([limit * share])[0] == pytest.approx(width)
    assert bool(legend.notes) == (transform != "linear")


def test_square_roots_and_logarithms_lift_small_values() -> None:
    fractions = [WeightScale(1.0, transform=transform).fractions([0.01])[0] for transform in ("linear", "sqrt", "log")]
    assert fractions == pytest.approx([0.01, 0.1, np.log(10.99) / np.log(1000)])


def test_the_legend_tells_what_lies_beyond_a_limit() -> None:
    assert "the largest |value| is 5" in WeightScale.from_values([[5.0]], limit=1.0).legend().notes[0]
    assert WeightScale.from_values([[5.0]], limit=9.0).legend().notes == ()


def test_an_unknown_transform_is_refused() -> None:
    with pytest.raises(OptionError, match="unknown scale 'cube'"):
        WeightScale(1.0, transform="cube")
