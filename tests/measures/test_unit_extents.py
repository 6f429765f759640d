from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.measures import unit_extents
from dotnet_viz.measures.unit_extents import UnitExtents
from dotnet_viz.measures.weight_axes import Axes


@given(st.integers(1, 4), st.integers(1, 5), st.integers(1, 6), st.integers(1, 20), st.booleans())
def test_pieces_of_any_size_give_what_the_whole_gives(field: int, inputs: int, units: int, piece: int, swapped: bool) -> None:
    values = np.random.default_rng(field).normal(size=(field, inputs, units)).astype("float32")
    extents = UnitExtents(Axes(field * inputs, units, inputs, swapped=swapped))
    flat = values.ravel()
    for start in range(0, flat.size, piece):
        extents.add(flat[start : start + piece])
    rows, columns = np.abs(values).max(axis=(0, 2)), np.abs(values).max(axis=(0, 1))
    of_inputs, of_units = extents.of_inputs(), extents.of_units()
    assert of_inputs is not None
    assert of_units is not None
    assert np.array_equal(of_inputs, columns if swapped else rows)
    assert np.array_equal(of_units, rows if swapped else columns)


def test_depthwise_kernels_have_no_shared_inputs() -> None:
    extents = UnitExtents(Axes(4, 3, 1, separate=True))
    extents.add(np.arange(12.0))
    assert extents.of_inputs() is None
    assert np.array_equal(extents.of_units(), [9, 10, 11])  # type: ignore[arg-type]


def test_of_very_many_rows_none_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unit_extents, "MAX_ROWS", 3)
    extents = UnitExtents(Axes(4, 2, 4))
    extents.add(np.ones(8))
    assert extents.of_inputs() is None
    assert extents.of_units() is not None


def test_the_values_stay_as_they_are() -> None:
    values = -np.ones(6, "float32")
    UnitExtents(Axes(3, 2, 3)).add(values)
    assert values.tolist() == [-1] * 6
