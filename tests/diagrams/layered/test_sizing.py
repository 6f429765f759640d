"""Sizes of tensors along axes, and the pixels they get."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.diagrams.layered.options import SIZING_MODES, LayeredOptions
from dotnet_viz.diagrams.layered.sizing import (
    UNKNOWN_SIZE,
    TensorSizes,
    axes_of,
    lengths_of,
    space_and_channels,
)
from dotnet_viz.graph import Shape


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        ((None, 28, 14, 3), TensorSizes(14, 28, 3)),
        ((None, 5, 28, 14, 3), TensorSizes(14, 28, 15)),
        ((None, 128, 64), TensorSizes(1, 128, 64)),
        ((None, 10), TensorSizes(1, 1, 10)),
        ((None,), TensorSizes(1, 1, 1)),
        ((), TensorSizes(1, 1, 1)),
        (None, TensorSizes(None, None, None)),
        ((None, None, None, 3), TensorSizes(None, None, 3)),
        ((None, None, 4, 4, 3), TensorSizes(4, 4, None)),
    ],
)
def test_axes_of_tensors(shape: Shape | None, expected: TensorSizes) -> None:
    assert axes_of(shape) == expected
    assert axes_of(shape).is_known == (None not in (expected.x, expected.y, expected.z))


def test_channels_first() -> None:
    assert axes_of((None, 3, 28, 14), channels_first=True) == TensorSizes(14, 28, 3)
    assert space_and_channels((None, 3, 28, 14), channels_first=True) == ((28, 14), 3)
    assert axes_of((None, 10), channels_first=True) == TensorSizes(1, 1, 10)


def options(mode: str, **changed: float) -> LayeredOptions:
    """Make options that neither shrink nor stretch what tests look at."""
    limits: dict[str, Any] = {"scale_z": 1.0, "min_xy": 1.0, "max_xy": 1e9, "min_z": 1.0, "max_z": 1e9}
    return LayeredOptions(sizing_mode=mode, **{**limits, **changed})


@pytest.mark.parametrize("mode", SIZING_MODES)
@given(st.integers(1, 10**9), st.integers(1, 10**9))
def test_larger_tensors_are_never_smaller(mode: str, one: int, other: int) -> None:
    low, high = sorted((one, other))
    (x0, y0, z0), (x1, y1, z1) = lengths_of(
        [TensorSizes(1, low, low), TensorSizes(1, high, high)], options(mode, max_z=500, max_xy=300)
    )
    assert 1.0 <= y0 <= y1 <= 300.0
    assert 1.0 <= z0 <= z1 <= 500.0
    assert x0 == x1


def test_balanced_goes_on_where_accurate_ends() -> None:
    lengths = lengths_of([TensorSizes(z=size) for size in (32, 64, 65, 256)], options("balanced"))
    assert [round(z, 1) for _, _, z in lengths] == [32.0, 64.0, 64.5, 128.0]


def test_capped_keeps_ratios() -> None:
    sizes = [TensorSizes(100, 400, 64), TensorSizes(50, 200, 1024)]
    lengths = lengths_of(sizes, options("capped", max_xy=200.0, max_z=256.0))
    assert lengths == [(50.0, 200.0, 16.0), (25.0, 100.0, 256.0)]
    assert lengths_of(sizes, options("capped", max_xy=500.0, max_z=2000.0))[0] == (100.0, 400.0, 64.0)
    assert lengths_of([], options("capped")) == []


def test_logarithmic_has_the_same_step_for_each_power_of_ten() -> None:
    lengths = lengths_of([TensorSizes(z=10**power) for power in range(4)], options("logarithmic", scale_z=2.0))
    assert [z for _, _, z in lengths] == pytest.approx([1.0, 40.0, 80.0, 120.0])


def test_relative_uses_its_base_on_every_axis() -> None:
    lengths = lengths_of([TensorSizes(4, 8, 16)], options("relative", relative_base_size=5.0, scale_xy=9.0))
    assert lengths == [(20.0, 40.0, 80.0)]


def test_unknown_sizes_have_a_default() -> None:
    unknown, known = TensorSizes(None, 4, None), TensorSizes(UNKNOWN_SIZE, 4, UNKNOWN_SIZE)
    assert lengths_of([unknown], options("accurate")) == lengths_of([known], options("accurate"))
