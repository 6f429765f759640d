"""Rows that occur more than once."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.measures.data.duplicates import find_duplicates
from dotnet_viz.measures.data.table import table_of

ROWS = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=30)


@given(ROWS, ROWS)
def test_counts_are_those_of_sets(rows: list[tuple[int, int]], training: list[tuple[int, int]]) -> None:
    found = find_duplicates(table_of(np.array(rows)), table_of(np.array(training, dtype=float)))
    assert found.repeated == len(rows) - len(set(rows))
    assert found.in_training == sum(row in set(training) for row in rows)


def test_missing_values_and_both_zeros_are_equal() -> None:
    assert find_duplicates(table_of(np.array([[np.nan, 0.0], [np.nan, -0.0]]))).repeated == 1


def test_columns_do_not_change_places() -> None:
    assert find_duplicates(table_of(np.array([[1.0, 2.0], [2.0, 1.0]]))).repeated == 0


def test_images_and_texts() -> None:
    images = np.random.default_rng(0).normal(size=(6, 12, 12)).astype("float32")
    assert find_duplicates(table_of(images), table_of(images[:2])).in_training == 2
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({"a": ["x", "y", "x", None, None], "b": [1, 2, 1, 3, 3]})
    assert find_duplicates(table_of(frame)).repeated == 2


def test_other_columns_than_those_of_the_training_are_not_compared() -> None:
    assert find_duplicates(table_of(np.ones((2, 2))), table_of(np.ones((2, 3)))).in_training is None
