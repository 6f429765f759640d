"""Two sequences side by side at the least cost, in order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Costs = NDArray[np.float64]

PAIR, DROP, INSERT = 0, 1, 2
MOST_CELLS = 40_000_000
"""Two stretches of 6,300 layers: 40 MB and about a second."""


def align(rows: int, columns: int, cost_of_row: Callable[[int], Costs]) -> list[tuple[int, int]]:
    """Return the pairs of the alignment of two sequences with the least cost.

    Leaving an item of either side alone costs 1. The method is the global alignment of Needleman and Wunsch (1970); a row
    is computed at once, since dropping items of the second sequence one after the other is a running minimum. Time and
    memory grow with ``rows * columns``; one byte is kept for each cell.

    Args:
        rows: length of the first sequence.
        columns: length of the second sequence.
        cost_of_row: returns, for an item of the first sequence, what pairing it with each item of the second costs.

    Returns:
        Pairs of numbers from 0 on, in order.

    Example:
        >>> costs = np.array([[0.0, 9.0, 9.0], [9.0, 9.0, 0.0]])
        >>> align(2, 3, lambda row: costs[row])
        [(0, 0), (1, 2)]
    """
    steps = np.empty((rows + 1, columns + 1), np.int8)
    steps[0], steps[:, 0] = INSERT, DROP
    indices = np.arange(columns + 1, dtype=np.float64)
    least = indices.copy()
    for row in range(rows):
        least, steps[row + 1, 1:] = _next_row(least, cost_of_row(row), indices)
    return _pairs(steps)


def _next_row(above: Costs, costs: Costs, indices: Costs) -> tuple[Costs, NDArray[np.int8]]:
    paired, dropped = above[:-1] + costs, above[1:] + 1.0
    best = np.minimum(paired, dropped)
    # least[j] = min over i <= j of best[i] + (j - i): a running minimum once the places are taken off.
    shifted = np.concatenate(([above[0] + 1.0], best)) - indices
    least = np.minimum.accumulate(shifted) + indices
    tolerance = 1e-9
    steps = np.full(len(costs), INSERT, np.int8)
    steps[dropped <= least[1:] + tolerance] = DROP
    steps[paired <= least[1:] + tolerance] = PAIR
    return least, steps


def _pairs(steps: NDArray[np.int8]) -> list[tuple[int, int]]:
    row, column = steps.shape[0] - 1, steps.shape[1] - 1
    found: list[tuple[int, int]] = []
    while row and column:
        step = int(steps[row, column])
        if step == PAIR:
            found.append((row - 1, column - 1))
        row -= step != INSERT
        column -= step != DROP
    return found[::-1]


def longest_rising(values: list[int]) -> set[int]:
    """Return which places of a sequence make up a longest rising part of it.

    By the method of Schensted (1961), in ``n log n`` steps.

    Example:
        >>> sorted(longest_rising([0, 3, 1, 2]))
        [0, 2, 3]
    """
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for index, value in enumerate(values):
        length = bisect_left(ends, value)
        before.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [value]
        last[length : length + 1] = [index]
    kept: set[int] = set()
    index = last[-1] if last else -1
    while index >= 0:
        kept.add(index)
        index = before[index]
    return kept
