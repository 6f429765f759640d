"""Statistics of a data set: the same over batches as over all at once, and what they say of units."""

from __future__ import annotations

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.explain.activations.places import Place
from dotnet_viz.explain.activations.statistics import Collected, LayerStatistics

RANDOM = np.random.default_rng(1)
VALUES = RANDOM.standard_normal((50, 4, 4, 6)).astype(np.float32) * 3 + 1000


def statistics(values: np.ndarray, size: int, *, activation: str | None = None, top: int = 3) -> LayerStatistics:
    collected = Collected(Place("layer", "layer", "Conv2D", activation), top)
    for start in range(0, len(values), size):
        collected.add(values[start : start + size])
    return collected.result()


@pytest.mark.parametrize("size", [7, 50])
def test_batches_give_what_all_values_at_once_give(size: int) -> None:
    found = statistics(VALUES, size)
    assert (found.samples, found.values, found.shape, found.units) == (50, VALUES.size, (4, 4, 6), 6)
    exact = VALUES.astype(np.float64)
    assert found.mean == pytest.approx(exact.mean(), rel=1e-5)
    assert found.standard_deviation == pytest.approx(exact.std(), rel=1e-3)
    assert (found.smallest, found.largest) == (VALUES.min(), VALUES.max())
    np.testing.assert_allclose(found.unit_means, exact.mean(axis=(0, 1, 2)), rtol=1e-5)
    assert found.histogram_counts.sum() == VALUES.size


def test_the_histogram_has_the_values_in_its_bins() -> None:
    values = RANDOM.standard_normal((40, 100)).astype(np.float32)
    values[20:] *= 10  # the range grows with the second batch
    found = statistics(values, 20)
    expected = np.histogram(values, found.histogram_edges)[0]
    np.testing.assert_array_equal(found.histogram_counts, expected)


def test_the_samples_that_excite_a_unit_most_are_those_of_its_largest_values() -> None:
    found = statistics(VALUES, 8)
    strongest = np.argsort(-VALUES.max(axis=(1, 2)), axis=0, kind="stable")[:3].T
    np.testing.assert_array_equal(found.top_inputs, strongest)
    np.testing.assert_allclose(found.top_values, np.take_along_axis(VALUES.max(axis=(1, 2)).T, strongest, 1))


def test_dead_and_saturated_units_are_found() -> None:
    relu = np.maximum(RANDOM.standard_normal((100, 5)), 0)
    relu[:, 2] = 0
    relu[:3, 2] = 5  # 3 % of the values
    assert statistics(relu, 30, activation="relu").dead_units == (2,)
    assert statistics(relu, 30).dead_units == ()
    tanh = np.tanh(RANDOM.standard_normal((100, 4)))
    tanh[:60, 1] = 1.0
    assert statistics(tanh, 30, activation="tanh").saturated_units == (1,)


def test_values_that_are_not_finite_are_counted_and_spoil_no_mean() -> None:
    values = np.ones((4, 3))
    values[0, 0], values[1, 1] = np.nan, np.inf
    found = statistics(values, 2)
    assert found.not_finite == 2
    assert np.isfinite([found.mean, found.standard_deviation, *found.unit_means]).all()
    assert np.isnan(found.unit_means).sum() == 0


def test_what_is_no_number_is_no_end_of_the_range_and_no_zero() -> None:
    values = np.array([[np.nan, 2.0], [0.0, -3.0], [5.0, np.nan], [np.nan, np.nan]])
    found = statistics(values, 2)
    assert (found.smallest, found.largest, found.zero_share) == (-3.0, 5.0, 1 / 8)
    assert found.unit_largest.tolist() == [5.0, 2.0]
    infinite = statistics(np.array([[np.nan, -np.inf], [np.inf, 1.0]]), 2)
    assert (infinite.smallest, infinite.largest, infinite.zero_share) == (-np.inf, np.inf, 0.0)
    nothing = statistics(np.full((3, 2), np.nan), 2)
    assert np.isnan([nothing.smallest, nothing.largest]).all()
    assert nothing.zero_share == 0


def test_batches_of_a_generator_are_read_one_by_one() -> None:
    kernel = RANDOM.standard_normal((3, 4))
    whole = RANDOM.standard_normal((20, 3))
    made = dv.activation_statistics([kernel], ((whole[start : start + 5], np.zeros(5)) for start in range(0, 20, 5)))
    given = dv.activation_statistics([kernel], whole, batch_size=5)
    assert made.samples == given.samples == 20
    np.testing.assert_array_equal(made["dense_1"].top_inputs, given["dense_1"].top_inputs)
    assert made["dense_1"].mean == given["dense_1"].mean
    assert "mean" in str(made)
