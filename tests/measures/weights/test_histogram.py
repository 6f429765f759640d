from __future__ import annotations

import numpy as np
import pytest

from dotnet_viz.measures.weights import histogram
from dotnet_viz.measures.weights.histogram import BinCounts


@pytest.mark.parametrize("bins", [1, 7, 40, 255, 300])
@pytest.mark.parametrize("size", [1001, (1 << 16) + 1, 1 << 17])
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_counts_are_those_of_numpy(bins: int, size: int, dtype: str) -> None:
    values = np.random.default_rng(size).normal(size=size).astype(dtype)
    counts = BinCounts(float(values.min()), float(values.max()), bins)
    counts.add(values[: size // 3])
    counts.add(values[size // 3 :])
    wanted, edges = np.histogram(values.astype("float64"), np.array(counts.edges))
    assert edges[0] <= values.min()
    assert values.max() <= edges[-1]
    assert np.allclose(np.diff(edges), np.diff(edges)[0])
    assert bins == 1 or 0.0 in counts.edges
    assert np.diff(edges)[0] * max(1, bins - 1) <= np.ptp(values) * (1 + 1e-6)
    assert sum(counts.counts) == size
    near_a_border = np.isclose(values[:, None], edges, rtol=1e-6, atol=1e-6).sum()
    assert np.abs(np.cumsum(wanted) - np.cumsum(counts.counts)).max() <= near_a_border


def test_counting_in_pairs_and_one_by_one_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    values = np.random.default_rng(0).normal(size=1001).astype("float32")

    def counts() -> tuple[int, ...]:
        found = BinCounts(-4.0, 4.0, 50)
        found.add(values)
        return found.counts

    one_by_one = counts()
    monkeypatch.setattr(histogram, "_FEW", 0)
    assert counts() == one_by_one


def test_values_that_are_not_finite_are_left_out() -> None:
    counts = BinCounts(0.0, 1.0, 2, broken=True)
    counts.add(np.array([np.nan, 0.0, np.inf, 1.0, -np.inf], "float32"))
    assert counts.counts == (1, 1)


@pytest.mark.parametrize("value", [0.0, 1e9, -3e38])
def test_equal_float32_values_lie_in_one_bin(value: float) -> None:
    counts = BinCounts(float(np.float32(value)), float(np.float32(value)), 5)
    counts.add(np.full(9, value, "float32"))
    assert sorted(counts.counts) == [0, 0, 0, 0, 9]
    assert counts.edges[0] < value < counts.edges[-1]


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("seed", range(20))
def test_zero_is_counted_in_the_bin_above_it_and_no_bin_has_both_signs(dtype: str, seed: int) -> None:
    source = np.random.default_rng(seed)
    low, high = (
        -float(source.random() * 10.0 ** source.integers(-6, 6)),
        float(source.random() * 10.0 ** source.integers(-6, 6)),
    )
    counts = BinCounts(low, high, 40)
    counts.add(np.array([low, high, *[0.0] * 1000], dtype=dtype))
    at_zero = counts.edges.index(0.0)
    assert counts.counts[at_zero] >= 1000
    assert sum(counts.counts) == 1002
