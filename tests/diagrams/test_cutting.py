from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.diagrams.cutting import importances, magnitudes, most_important


@given(st.lists(st.floats(0, 1), min_size=1, max_size=50), st.integers(1, 60))
def test_the_most_important_stay_in_their_own_order(importance: list[float], limit: int) -> None:
    kept = most_important(np.array(importance), limit)
    assert len(kept) == min(limit, len(importance))
    assert (np.diff(kept) > 0).all()
    left_out = [value for position, value in enumerate(importance) if position not in kept]
    assert not left_out or max(left_out) <= min(importance[position] for position in kept)


def test_no_limit_keeps_all() -> None:
    assert most_important(np.zeros(3), None).tolist() == [0, 1, 2]


def test_each_column_shares_its_layers_totals() -> None:
    columns = importances([np.array([[1.0, -3.0]]), np.array([[2.0], [-2.0]])])
    assert columns[0].tolist() == [1.0]
    assert columns[1].tolist() == [0.25 + 0.5, 0.75 + 0.5]
    assert columns[2].tolist() == [1.0]


def test_odd_values_have_a_finite_magnitude() -> None:
    assert magnitudes(np.array([[np.nan, -np.inf, 3.0]])).tolist() == [[0.0, 3.0, 3.0]]
    assert magnitudes(np.array([[np.inf]])).tolist() == [[1.0]]


def test_all_zero_layers_keep_the_first_neurons() -> None:
    columns = importances([np.zeros((5, 4))])
    assert most_important(columns[0], 2).tolist() == [0, 1]
