"""What one pass over two weights finds."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from dotnet_viz.measures.comparison.weights.difference import WeightDifference

FINITE = st.floats(-1e6, 1e6, width=32)


@given(
    arrays(np.float32, 12, elements=FINITE), arrays(np.float32, 12, elements=FINITE), st.lists(st.integers(0, 12), max_size=3)
)
def test_pieces_give_what_whole_arrays_give(before: np.ndarray, after: np.ndarray, cuts: list[int]) -> None:
    difference = WeightDifference()
    borders = [0, *sorted(cuts), 12]
    for start, end in itertools.pairwise(borders):
        difference.add(before[start:end], after[start:end])
    one, other = before.astype(float), after.astype(float)
    assert difference.changed == int(np.count_nonzero(one != other))
    assert difference.flips == int(np.count_nonzero(np.sign(one) * np.sign(other) < 0))
    assert difference.largest_change == float(np.abs(other - one).max())
    if np.linalg.norm(one) > 0:
        expected = np.linalg.norm(other - one) / np.linalg.norm(one)
        assert difference.relative_change == pytest.approx(expected, rel=1e-9, abs=1e-12)


@given(arrays(np.float32, 6, elements=FINITE), arrays(np.float32, 6, elements=FINITE))
def test_swapped_sides_keep_cosine_share_and_flips(before: np.ndarray, after: np.ndarray) -> None:
    there, back = WeightDifference(), WeightDifference()
    there.add(before, after)
    back.add(after, before)
    assert (there.cosine, there.changed, there.flips, there.largest_change) == (
        pytest.approx(back.cosine) if back.cosine is not None else None,
        back.changed,
        back.flips,
        back.largest_change,
    )


def test_the_same_values_are_the_same_even_where_they_are_no_numbers() -> None:
    difference = WeightDifference()
    values = np.array([np.nan, np.inf, 3.0])
    difference.add(values, values.copy())
    assert (difference.changed, difference.relative_change, difference.cosine, difference.before_squares) == (0, 0.0, 1.0, 9.0)


def test_values_that_are_no_numbers_count_as_changed_and_stay_out_of_the_sums() -> None:
    difference = WeightDifference()
    difference.add(np.array([np.nan, 1.0, np.nan, 2.0]), np.array([5.0, np.inf, np.nan, 3.0]))
    assert difference.changed == 3
    assert difference.before_squares == 4.0
    assert difference.relative_change == 0.5


def test_what_was_all_zero_has_no_relative_change() -> None:
    difference = WeightDifference()
    difference.add(np.zeros(3), np.ones(3))
    assert difference.relative_change is None
    assert difference.cosine is None
    assert difference.largest_change == 1.0


def test_numbers_beyond_what_squares_hold_give_no_wrong_number() -> None:
    difference = WeightDifference()
    difference.add(np.array([1e200]), np.array([-1e200]))
    assert difference.relative_change is None
    assert difference.cosine is None
    assert math.isfinite(difference.largest_change)


@pytest.mark.parametrize("dtype", ["int8", "bool", "float16", "float64"])
def test_every_dtype_is_compared(dtype: str) -> None:
    difference = WeightDifference()
    difference.add(np.array([0, 1, 1], dtype), np.array([0, 1, 0], dtype))
    assert difference.changed == 1


def test_dtypes_may_differ() -> None:
    difference = WeightDifference()
    difference.add(np.array([0.5, 1.0], "float16"), np.array([0.5, 2.0], "float32"))
    assert difference.changed == 1
