from __future__ import annotations

import json
import math
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from dotnet_viz.errors import GraphError, OptionError
from dotnet_viz.graph import Array, Graph, Layer, Node, Weight
from dotnet_viz.keras_format.hdf5.file import StoredFile
from dotnet_viz.keras_format.hdf5.listing import list_arrays
from dotnet_viz.measures.weights import statistics as weights_module
from dotnet_viz.measures.weights.statistics import WeightStatistics, weight_statistics


def graph_of(*weights: Weight) -> Graph:
    return Graph("m", "Sequential", (Node("n0", Layer("a", "a", "Dense", weights=weights)),))


def statistics(values: Any, bins: int = 10) -> WeightStatistics:
    [found] = weight_statistics(graph_of(Weight.from_array("cell/kernel", np.asarray(values))), bins=bins)
    return found


class InPieces:
    """Values that come in small pieces, and remember how often they were asked for."""

    def __init__(self, values: Array, size: int) -> None:
        self.values, self.size, self.passes = values.reshape(-1), size, 0

    def read(self) -> Array:
        raise AssertionError("the whole array was asked for")

    def chunks(self, max_values: int) -> Iterator[Array]:
        self.passes += 1
        for start in range(0, self.values.size, self.size):
            yield self.values[start : start + self.size]


def expected(values: Array) -> dict[str, Any]:
    """Compute the same with numpy on the whole array, in extended precision."""
    long = values.astype(np.longdouble).ravel()
    finite = long[np.isfinite(long)]
    return {
        "count": long.size,
        "nan_count": int(np.isnan(long).sum()),
        "infinite_count": int(np.isinf(long).sum()),
        "zero_share": float((long == 0).mean()) if long.size else 0.0,
        "minimum": float(finite.min()) if finite.size else None,
        "maximum": float(finite.max()) if finite.size else None,
        "mean": float(finite.mean()) if finite.size else None,
        "standard_deviation": float(finite.std()) if finite.size else None,
        "l2_norm": float(np.sqrt(np.square(finite).sum())) if finite.size else None,
    }


def check(found: WeightStatistics, values: Array) -> None:
    wanted = expected(values)
    scale = max(abs(wanted["minimum"] or 0.0), abs(wanted["maximum"] or 0.0))
    for name, value in wanted.items():
        mine = getattr(found, name)
        if value is None or isinstance(value, int):
            assert mine == value, name
        else:
            assert math.isclose(mine, value, rel_tol=1e-12, abs_tol=1e-13 * scale), (name, mine, value)


arrays = hnp.arrays(
    st.sampled_from([np.float16, np.float32, np.float64]),
    hnp.array_shapes(max_dims=3, min_side=0, max_side=9),
    elements=st.floats(-1e4, 1e4, width=16) | st.sampled_from([0.0, math.nan, math.inf, -math.inf]),
)


@given(arrays, st.integers(1, 20))
def test_numbers_are_those_of_numpy(values: Array, bins: int) -> None:
    found = statistics(values, bins)
    check(found, values)
    finite = values[np.isfinite(values)].astype(np.float64)
    assert sum(found.histogram.counts) == finite.size
    if finite.size and np.ptp(finite) > 1e-6 * np.abs(finite).max():
        edges = np.array(found.histogram.edges)
        counts, _ = np.histogram(finite, edges)
        assert bins == 1 or not finite.min() < 0 < finite.max() or 0.0 in found.histogram.edges
        near_a_border = np.isclose(finite[:, None], edges, atol=1e-6 * np.abs(finite).max()).sum()
        assert np.abs(np.cumsum(counts) - np.cumsum(found.histogram.counts)).max() <= near_a_border


@given(hnp.arrays(np.float64, st.integers(1, 60), elements=st.floats(allow_nan=True)), st.integers(1, 7))
def test_pieces_give_what_the_whole_gives(values: Array, size: int) -> None:
    source = InPieces(values, size)
    [pieces] = weight_statistics(graph_of(Weight("kernel", "kernel", values.shape, "float64", source=source)))
    whole = statistics(values, weights_module.BINS)
    assert pieces.histogram == whole.histogram
    for name in ("minimum", "maximum", "nan_count", "infinite_count", "zero_share", "count"):
        assert getattr(pieces, name) == getattr(whole, name)
    for name in ("mean", "standard_deviation", "l2_norm"):
        a, b = getattr(pieces, name), getattr(whole, name)
        scale = max(abs(whole.minimum or 0), abs(whole.maximum or 0))
        assert a == b or math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-12 * scale)


@settings(max_examples=30)
@given(st.floats(1e6, 1e12), st.integers(1, 50))
def test_a_small_spread_around_a_large_mean_is_not_lost(mean: float, size: int) -> None:
    noise = np.random.default_rng(0).normal(size=500)
    values = mean + noise
    source = InPieces(values, size)
    [found] = weight_statistics(graph_of(Weight("kernel", "kernel", (500,), "float64", source=source)))
    assert found.standard_deviation == pytest.approx(float(values.astype(np.longdouble).std()), rel=1e-6)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("scale", [1e300, 1.7e308, 1e-300, 5e-324])
def test_extreme_values_neither_overflow_nor_vanish(scale: float) -> None:
    found = statistics([scale, -scale, 0.0, scale])
    assert (found.minimum, found.maximum) == (-scale, scale)
    assert found.mean == pytest.approx(scale / 4, rel=1e-9, abs=5e-324)
    assert found.standard_deviation is not None
    assert 0 < found.standard_deviation <= scale
    assert sum(found.histogram.counts) == 4
    assert list(found.histogram.edges) == sorted(found.histogram.edges)


@pytest.mark.parametrize("value", [0.0, 1.0, -3.5, 1e300, 1e-300, 123456789.0])
def test_equal_values_lie_in_one_bin(value: float) -> None:
    found = statistics(np.full((3, 4), value), bins=5)
    assert sorted(found.histogram.counts) == [0, 0, 0, 0, 12]
    assert found.histogram.edges[0] < value < found.histogram.edges[-1]
    assert found.standard_deviation == 0
    assert found.mean == pytest.approx(value)
    assert found.l2_norm == pytest.approx(abs(value) * math.sqrt(12))


@pytest.mark.parametrize("values", [[math.nan, math.inf, -math.inf], np.zeros((0, 3))])
def test_without_finite_values_there_are_no_numbers(values: Any) -> None:
    found = statistics(values)
    for name in ("minimum", "maximum", "mean", "standard_deviation", "l2_norm"):
        assert getattr(found, name) is None
    assert not found.histogram.edges + found.histogram.counts
    assert (found.nan_count, found.infinite_count) == ((1, 2) if found.count else (0, 0))


def test_the_histogram_counts_every_bin() -> None:
    found = statistics([0.0, 0.5, 1.0, 1.5, 2.0, 4.0], bins=4)
    assert list(found.histogram.edges) == [0, 1, 2, 3, 4]
    assert list(found.histogram.counts) == [2, 2, 1, 1]


@pytest.mark.parametrize(
    "values", [np.array([True, False, False, True]), np.array([1, 0, 0, 1], "int8"), np.array([1, 0, 0, 1], "uint32")]
)
def test_whole_numbers_and_flags_are_numbers(values: Array) -> None:
    found = statistics(values)
    assert (found.mean, found.zero_share, found.dtype) == (0.5, 0.5, values.dtype.name)


def test_each_weight_of_each_layer_once_and_named() -> None:
    kernel, mean = Weight.from_array("cell/kernel", np.ones((2, 2))), Weight.from_array("mean", np.ones(2), trainable=False)
    shared, other = Layer("enc/a", "a", "LSTM", weights=(kernel, mean)), Layer("b", "b", "Dense", weights=(kernel,))
    graph = Graph("m", "F", (Node("n0", shared), Node("n1", other), Node("n2", shared)))
    found = [(item.layer, item.name, item.role, item.shape, item.trainable) for item in weight_statistics(graph)]
    assert found == [
        ("enc/a", "cell/kernel", "kernel", (2, 2), True),
        ("enc/a", "mean", "mean", (2,), False),
        ("b", "cell/kernel", "kernel", (2, 2), True),
    ]


def test_small_weights_are_read_once_and_large_ones_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    small, large = InPieces(np.ones(10), 4), InPieces(np.ones(101), 4)
    monkeypatch.setattr(weights_module, "KEPT_VALUES", 100)
    sources = [Weight("w", "w", item.values.shape, "float64", source=item) for item in (small, large)]
    assert [item.mean for item in weight_statistics(graph_of(*sources))] == [1, 1]
    assert (small.passes, large.passes) == (1, 2)


def test_a_large_weight_of_a_file_is_never_held_whole(tmp_path: Path) -> None:
    values = np.random.default_rng(0).normal(size=(1 << 13, 1 << 11)).astype("float32")
    with h5py.File(tmp_path / "a.h5", "w") as file:
        file["w"] = values
    stored = list_arrays(StoredFile(tmp_path / "a.h5"))[0]["w"]
    graph = graph_of(Weight("kernel", "kernel", stored.shape, stored.dtype, source=stored))
    tracemalloc.start()
    [found] = weight_statistics(graph)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < values.nbytes
    assert found.mean == pytest.approx(float(values.mean(dtype="float64")), rel=1e-9)
    assert found.standard_deviation == pytest.approx(float(values.std(dtype="float64")), rel=1e-9)


def test_a_graph_without_values_says_so() -> None:
    with pytest.raises(GraphError, match="has no values"):
        weight_statistics(graph_of(Weight("kernel", "kernel", (2,), "float32")))


def test_bins_are_checked() -> None:
    with pytest.raises(OptionError, match="at least 1 bin, not 0"):
        statistics([1.0], bins=0)


def test_to_dict_is_json() -> None:
    data = json.loads(json.dumps(statistics([1.0, 2.0], bins=1).to_dict(), allow_nan=False))
    assert data["histogram"] == {"edges": [1.0, 2.0], "counts": [2]}
    assert data["layer"] == "a"
