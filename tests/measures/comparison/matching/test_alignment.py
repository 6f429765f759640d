"""Sequences side by side at the least cost."""

from __future__ import annotations

import itertools
from functools import cache

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from dotnet_viz.measures.comparison.matching.alignment import align, longest_rising

MATRICES = st.integers(0, 6).flatmap(
    lambda rows: st.integers(1, 6).flatmap(
        lambda columns: st.lists(
            st.lists(st.sampled_from([0.0, 0.5, 1.0, 9.0]), min_size=columns, max_size=columns), min_size=rows, max_size=rows
        )
    )
)


def least_cost(costs: list[list[float]], columns: int) -> float:
    """Return the least cost, found the slow way."""

    @cache
    def best(row: int, column: int) -> float:
        if row == 0 or column == 0:
            return float(row + column)
        pair = best(row - 1, column - 1) + costs[row - 1][column - 1]
        return min(pair, best(row - 1, column) + 1, best(row, column - 1) + 1)

    return best(len(costs), columns)


@given(MATRICES)
@settings(deadline=None)
def test_pairs_cost_as_little_as_any_others_and_keep_their_order(costs: list[list[float]]) -> None:
    columns = len(costs[0]) if costs else 3
    pairs = align(len(costs), columns, lambda row: np.array(costs[row]))
    paid = sum(costs[row][column] for row, column in pairs) + len(costs) + columns - 2 * len(pairs)
    assert paid == least_cost(costs, columns)
    assert pairs == sorted(pairs)
    assert len({row for row, _ in pairs}) == len({column for _, column in pairs}) == len(pairs)


@given(st.lists(st.integers(0, 8), max_size=9))
def test_the_longest_rising_part_is_longest(values: list[int]) -> None:
    kept = sorted(longest_rising(values))
    chosen = [values[place] for place in kept]
    assert all(one < other for one, other in itertools.pairwise(chosen))
    longest = [1] * len(values)
    for place, value in enumerate(values):
        longest[place] = 1 + max((longest[old] for old in range(place) if values[old] < value), default=0)
    assert len(chosen) == max(longest, default=0)
