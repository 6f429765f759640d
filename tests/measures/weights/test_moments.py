from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.measures.weights.moments import Floats, Moments, floats


def moments_of(*pieces: list[float], dtype: str = "float64") -> Moments:
    moments = Moments()
    for piece in pieces:
        moments.add(np.array(piece, dtype))
    return moments


@given(
    st.lists(st.lists(st.floats(-1e6, 1e6, width=32), max_size=9), min_size=1, max_size=6),
    st.sampled_from(["float32", "float64"]),
)
def test_pieces_of_any_size_give_what_numpy_gives(pieces: list[list[float]], dtype: str) -> None:
    values = np.concatenate([np.array(piece, dtype) for piece in pieces]).astype(np.longdouble)
    found = moments_of(*pieces, dtype=dtype)
    assert (found.finite, found.zeros) == (values.size, int((values == 0).sum()))
    if not values.size:
        assert found.mean is found.standard_deviation is found.l2_norm is None
        return
    scale = float(np.abs(values).max())
    assert (found.minimum, found.maximum) == (float(values.min()), float(values.max()))
    assert found.mean == pytest.approx(float(values.mean()), rel=1e-12, abs=1e-13 * scale)
    assert found.standard_deviation == pytest.approx(float(values.std()), rel=1e-9, abs=1e-12 * scale)
    assert found.l2_norm == pytest.approx(float(np.sqrt((values**2).sum())), rel=1e-12, abs=1e-12 * scale)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    "order", [[0.0, 1e-300, 1.0, 1e300], [1e300, 1.0, 1e-300, 0.0], [0.0, 0.0, 1e-300], [1.7e308, -1.7e308]]
)
def test_the_power_of_two_follows_the_largest_value_whatever_the_order(order: list[float]) -> None:
    found = moments_of(*([value] for value in order))
    largest = max(map(abs, order))
    scaled = np.array(order, np.longdouble) / np.longdouble(largest)
    assert found.l2_norm == pytest.approx(float(np.sqrt((scaled**2).sum()) * np.longdouble(largest)), rel=1e-12)
    assert found.standard_deviation == pytest.approx(float(scaled.std() * np.longdouble(largest)), rel=1e-9)


def test_a_norm_beyond_every_number_is_infinite_and_one_just_within_is_not() -> None:
    largest = float(np.finfo("float64").max)
    assert moments_of([largest, largest]).l2_norm == math.inf
    assert moments_of([largest, 0.0], [0.0]).l2_norm == pytest.approx(largest)


@pytest.mark.filterwarnings("error")
def test_what_is_not_finite_is_counted_and_left_out() -> None:
    found = moments_of([math.nan, 1.0, math.inf], [-math.inf, math.nan], [3.0], dtype="float32")
    assert (found.nan, found.infinite, found.finite, found.mean) == (2, 2, 2, 2.0)


def test_equal_values_do_not_spread_at_all() -> None:
    assert moments_of([0.1] * 7, [0.1] * 3, dtype="float32").standard_deviation == 0


@pytest.mark.parametrize(
    ("dtype", "wanted"),
    [("float16", "float32"), ("float32", "float32"), (">f8", "float64"), ("int8", "float64"), ("bool", "float64")],
)
def test_all_kinds_of_values_become_floating_point_numbers(dtype: str, wanted: str) -> None:
    values: Floats = floats(np.array([0, 1], dtype))
    assert (values.dtype.name, values.tolist()) == (wanted, [0, 1])
