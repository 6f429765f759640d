"""Sizes of tensors along axes, and the pixels they get."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.diagrams.layered.sizing import (
    SIZING_MODES,
    UNKNOWN_SIZE,
    Axes,
    Sizing,
    axes_of,
    is_channels_first,
    space_and_channels,
)
from dotnet_viz.errors import OptionError
from dotnet_viz.graph import Graph, Shape
from tests.diagrams.block_graphs import node


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        ((None, 28, 14, 3), Axes(14, 28, 3)),
        ((None, 5, 28, 14, 3), Axes(14, 28, 15)),
        ((None, 128, 64), Axes(1, 128, 64)),
        ((None, 10), Axes(1, 1, 10)),
        ((None,), Axes(1, 1, 1)),
        ((), Axes(1, 1, 1)),
        (None, Axes(None, None, None)),
        ((None, None, None, 3), Axes(None, None, 3)),
        ((None, None, 4, 4, 3), Axes(4, 4, None)),
    ],
)
def test_axes_of_tensors(shape: Shape | None, expected: Axes) -> None:
    assert axes_of(shape) == expected
    assert axes_of(shape).is_known == (None not in (expected.x, expected.y, expected.z))


def test_channels_first() -> None:
    assert axes_of((None, 3, 28, 14), channels_first=True) == Axes(14, 28, 3)
    assert space_and_channels((None, 3, 28, 14), channels_first=True) == ((28, 14), 3)
    assert axes_of((None, 10), channels_first=True) == Axes(1, 1, 10)
    first = node("c", "Conv2D", (None, 3, 8, 8), data_format="channels_first")
    plain = node("d", "Dense", (None, 3))
    assert is_channels_first(Graph("m", "Sequential", (plain, first)))
    assert not is_channels_first(Graph("m", "Sequential", (plain,)))


@pytest.mark.parametrize("mode", SIZING_MODES)
@given(st.integers(1, 10**9), st.integers(1, 10**9))
def test_larger_tensors_are_never_smaller(mode: str, one: int, other: int) -> None:
    sizing = Sizing(mode, min_z=1.0, max_z=500.0, min_xy=1.0, max_xy=300.0)
    (x0, y0, z0), (x1, y1, z1) = sizing.lengths(
        [Axes(1, min(one, other), min(one, other)), Axes(1, max(one, other), max(one, other))]
    )
    assert 1.0 <= y0 <= y1 <= 300.0
    assert 1.0 <= z0 <= z1 <= 500.0
    assert x0 == x1


def test_balanced_goes_on_where_accurate_ends() -> None:
    lengths = Sizing("balanced", max_z=1e9).lengths([Axes(z=size) for size in (32, 64, 65, 256)])
    assert [round(z, 1) for _, _, z in lengths] == [32.0, 64.0, 64.5, 128.0]


def test_capped_keeps_ratios() -> None:
    sizes = [Axes(100, 400, 64), Axes(50, 200, 1024)]
    lengths = Sizing("capped", max_xy=200.0, max_z=256.0, min_xy=1.0, min_z=1.0).lengths(sizes)
    assert lengths == [(50.0, 200.0, 16.0), (25.0, 100.0, 256.0)]
    assert Sizing("capped", max_xy=500.0, max_z=2000.0).lengths(sizes)[0] == (100.0, 400.0, 64.0)
    assert Sizing("capped").lengths([]) == []


def test_logarithmic_has_the_same_step_for_each_power_of_ten() -> None:
    lengths = [
        z for _, _, z in Sizing("logarithmic", scale_z=2.0, min_z=1.0).lengths([Axes(z=10**power) for power in range(4)])
    ]
    assert lengths == pytest.approx([1.0, 40.0, 80.0, 120.0])


def test_relative_uses_its_base_on_every_axis() -> None:
    assert Sizing("relative", relative_base_size=5.0, scale_xy=9.0).lengths([Axes(4, 8, 16)]) == [(20.0, 40.0, 80.0)]


def test_unknown_sizes_have_a_default() -> None:
    assert Sizing("accurate").lengths([Axes(None, 4, None)]) == Sizing("accurate").lengths(
        [Axes(UNKNOWN_SIZE, 4, UNKNOWN_SIZE)]
    )


@pytest.mark.parametrize("value", [0, -1.0, math.nan, math.inf])
def test_lengths_must_be_possible(value: float) -> None:
    with pytest.raises(OptionError, match="scale_z must be a finite number above 0"):
        Sizing(scale_z=value)


def test_an_unknown_mode_is_told_with_the_known_ones() -> None:
    with pytest.raises(OptionError, match="did you mean 'balanced'"):
        Sizing("balance")
