from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.graph.weight_axes import WeightAxes
from dotnet_viz.measures.weights import dead_units
from dotnet_viz.measures.weights.dead_units import DeadUnits, RowSamples, UnitMaxima, count_dead


@given(st.integers(1, 4), st.integers(1, 5), st.integers(1, 6), st.integers(1, 20), st.booleans())
def test_pieces_of_any_size_give_what_the_whole_gives(field: int, inputs: int, units: int, piece: int, swapped: bool) -> None:
    values = np.random.default_rng(field).normal(size=(field, inputs, units)).astype("float32")
    maxima = UnitMaxima(WeightAxes(field * inputs, units, inputs, swapped=swapped))
    flat = values.ravel()
    for start in range(0, flat.size, piece):
        maxima.add(flat[start : start + piece])
    rows, columns = np.abs(values).max(axis=(0, 2)), np.abs(values).max(axis=(0, 1))
    of_inputs, of_units = maxima.of_inputs(), maxima.of_units()
    assert of_inputs is not None
    assert of_units is not None
    assert np.array_equal(of_inputs, columns if swapped else rows)
    assert np.array_equal(of_units, rows if swapped else columns)


def test_depthwise_kernels_have_no_shared_inputs() -> None:
    maxima = UnitMaxima(WeightAxes(4, 3, 1, separate=True))
    maxima.add(np.arange(12.0))
    assert maxima.of_inputs() is None
    assert np.array_equal(maxima.of_units(), [9, 10, 11])  # type: ignore[arg-type]


def test_of_very_many_rows_none_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dead_units, "MAX_ROWS", 3)
    maxima = UnitMaxima(WeightAxes(4, 2, 4))
    maxima.add(np.ones(8))
    assert maxima.of_inputs() is None
    assert maxima.of_units() is not None


def test_the_values_stay_as_they_are() -> None:
    values = -np.ones(6, "float32")
    UnitMaxima(WeightAxes(3, 2, 3)).add(values)
    assert values.tolist() == [-1] * 6


@given(st.integers(1, 3), st.integers(1, 5), st.integers(1, 6), st.integers(1, 20), st.data())
def test_samples_never_overlook_what_is_dead(field: int, inputs: int, units: int, piece: int, data: st.DataObject) -> None:
    values = np.random.default_rng(field).normal(size=(field, inputs, units)) + 9
    dead_inputs = data.draw(st.sets(st.integers(0, inputs - 1)))
    dead_units = data.draw(st.sets(st.integers(0, units - 1)))
    values[:, sorted(dead_inputs)] = 0
    values[:, :, sorted(dead_units)] = 0
    axes, flat = WeightAxes(field * inputs, units, inputs), values.ravel()
    pieces = [flat[start : start + piece] for start in range(0, flat.size, piece)]
    samples = RowSamples(axes)
    for part in pieces:
        samples.add(part)
    found = count_dead(axes, pieces, 0.0)
    every = len(dead_inputs) == inputs or len(dead_units) == units
    wanted = DeadUnits(units if every else len(dead_units), units, inputs if every else len(dead_inputs), inputs)
    assert found == wanted
    assert samples.are_suspicious(0.0) == bool(dead_inputs or dead_units)


def test_a_single_zero_at_the_end_of_a_row_is_not_suspicious() -> None:
    samples = RowSamples(WeightAxes(40, 30, 40))
    values = np.ones((40, 30))
    values[3, 0] = values[7, -1] = values[0, 5] = 0
    samples.add(values.ravel())
    assert not samples.are_suspicious(0.0)
