"""What a column holds."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as numpy_strategies

from dotnet_viz.measures.data.columns import summarise_column


@pytest.mark.parametrize(
    ("values", "kind", "missing", "distinct"),
    [
        (np.array([1.5, np.nan, 2.5]), "number", 1, 2),
        (np.array([1, 2, 2]), "whole number", 0, 2),
        (np.array([1.0, 2.0, np.nan]), "whole number", 1, 2),
        (np.array([True, False]), "yes or no", 0, 2),
        (np.array(["a", None, "b", "a"], dtype=object), "category", 1, 2),
        (np.array([1, None, 2.5], dtype=object), "number", 1, 2),
        (np.array([f"a long sentence, which is number {i} of the text" for i in range(50)]), "text", 0, 50),
        (np.array(["2020-01-01", "NaT"], dtype="datetime64[D]"), "date", 1, 1),
        (np.array([], dtype=float), "number", 0, 0),
        (np.full(4, np.nan), "number", 4, 0),
    ],
)
def test_kinds(values: np.ndarray[Any, Any], kind: str, missing: int, distinct: int) -> None:
    found = summarise_column("x", values)
    assert (found.kind, found.missing, found.distinct) == (kind, missing, distinct)


def test_images_are_measured_as_a_whole() -> None:
    found = summarise_column("x", np.arange(32.0).reshape(2, 4, 4))
    assert (found.kind, found.shape, found.minimum, found.maximum, found.distinct) == ("array", (4, 4), 0.0, 31.0, None)


def test_infinite_values_are_counted_and_left_out_of_the_mean() -> None:
    found = summarise_column("x", np.array([1.0, np.inf, 3.0, -np.inf]))
    assert (found.infinite, found.mean, found.maximum) == (2, 2.0, 3.0)


def test_one_value_in_all_samples_is_constant() -> None:
    assert summarise_column("x", np.ones(5)).is_constant
    assert summarise_column("x", np.array(["a", "a", None], dtype=object)).is_constant
    assert not summarise_column("x", np.array([1.0, 2.0])).is_constant


@given(numpy_strategies.arrays(np.float64, st.integers(1, 50), elements=st.floats(-1e6, 1e6)))
def test_numbers_are_those_of_numpy(values: np.ndarray[Any, Any]) -> None:
    found = summarise_column("x", values)
    assert found.mean == pytest.approx(values.mean())
    assert found.deviation == pytest.approx(values.std())
    assert found.median == pytest.approx(np.median(values))
    assert sum(found.counts) == len(values)
    assert found.distinct == len(np.unique(values))
