"""Repeated structure: stretches of a model's order that follow one another and are made alike.

Each node becomes a word: what kind of step it is, how large its tensor is in space, and for each argument
where the tensor comes from: so many nodes back, or, in a second text, so many of the tensors alive at that
point back. A repeat is then a tandem repeat: a stretch of period p in which every word equals the one p places
before it, in one text or the other. With the second text blocks are found whose input comes from the block
before the last one, whatever its length (NASNet's cells).

All maximal stretches of each period up to :data:`MAX_PERIOD` come from one comparison of the text with itself
shifted: O(V · min(V, MAX_PERIOD)) elementary steps inside NumPy. The tandem repeats of a text are those of
Main and Lorentz (1984, https://doi.org/10.1016/0196-6774(84)90021-X); their O(V log V) is not needed for the
sizes that models have.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.measures.structure.tensor_size import TensorSize
from dotnet_viz.measures.structure.topological_order import LiveOrder

MAX_PERIOD = 2_000


@dataclass(frozen=True)
class Stretch:
    """A maximal stretch of a period: words ``start`` to ``end`` (not included) repeat after ``period`` words."""

    start: int
    end: int
    period: int

    @property
    def count(self) -> int:
        """How many whole copies it holds."""
        return (self.end - self.start) // self.period

    @property
    def covered(self) -> int:
        """Number of words in whole copies."""
        return self.count * self.period


def texts(order: LiveOrder, kinds: Sequence[str], tensor_sizes: Sequence[TensorSize]) -> NDArray[np.int64]:
    """Return two numbers for each node of an order; equal numbers are equal steps, wired alike.

    Args:
        order: the nodes.
        kinds: the signature of each.
        tensor_sizes: the tensor size of each.

    Returns:
        Words by distance and words by age among the tensors alive; shape (2, nodes).
    """
    known: dict[object, int] = {}
    alive: list[int] = []
    ends = _ends(order)
    found: list[tuple[int, int]] = []
    for position, edges in enumerate(order.inputs):
        step = (kinds[position], tensor_sizes[position].stage)
        distances = tuple((position - edge.source, edge.source_port, edge.target_port) for edge in edges)
        ages = tuple((len(alive) - bisect_left(alive, edge.source), edge.source_port, edge.target_port) for edge in edges)
        found.append((known.setdefault((step, distances), len(known)), known.setdefault((step, ages), len(known))))
        for source in ends[position]:
            del alive[bisect_left(alive, source)]
        if order.last_use[position] > position:
            insort(alive, position)
    return np.array(found, dtype=np.int64).reshape(-1, 2).T


def _ends(order: LiveOrder) -> list[list[int]]:
    """Return for each position the nodes whose last consumer stands there."""
    ends: list[list[int]] = [[] for _ in order.nodes]
    for source, last in enumerate(order.last_use.tolist()):
        if last > source:
            ends[last].append(source)
    return ends


def stretches(words: NDArray[np.int64], max_period: int = MAX_PERIOD) -> Iterator[Stretch]:
    """Yield all maximal stretches that hold at least two copies, short periods first.

    Args:
        words: one text or several; shape (texts, nodes).
        max_period: the longest period to look for.

    Example:
        >>> list(stretches(np.array([[9, 1, 2, 1, 2, 1, 7]])))
        [Stretch(start=1, end=6, period=2)]
    """
    count = words.shape[1]
    for period in range(1, min(count // 2, max_period) + 1):
        differs = np.flatnonzero(_all_differ(words, period))
        borders = np.concatenate(([-1], differs, [count - period]))
        for number in np.flatnonzero(np.diff(borders) > period).tolist():
            yield Stretch(int(borders[number]) + 1, int(borders[number + 1]) + period, period)


def _all_differ(words: NDArray[np.int64], period: int) -> NDArray[np.bool_]:
    """Return where no text has the word that it has a period later."""
    differs: NDArray[np.bool_] = words[0, period:] != words[0, :-period]
    for text in words[1:]:
        differs &= text[period:] != text[:-period]
    return differs


def alike(order: LiveOrder, start: int, period: int, count: int) -> list[tuple[int, int]]:
    """Return the groups of neighbouring copies that are joined alike inside and give out the same tensors.

    Args:
        order: the nodes.
        start: of the first copy.
        period: nodes of a copy.
        count: how many copies there are, equal word by word.

    Returns:
        Start and count of each group of two or more.
    """
    joints = [_joints(order, start + number * period, period) for number in range(count)]
    groups: list[tuple[int, int]] = []
    first = 0
    for number in range(1, count + 1):
        if number == count or joints[number] != joints[first]:
            if number - first > 1:
                groups.append((start + first * period, number - first))
            first = number
    return groups


def _joints(order: LiveOrder, start: int, period: int) -> tuple[object, ...]:
    end = start + period
    inner = tuple(
        (position - start, edge.source - start, edge.source_port, edge.target_port)
        for position in range(start, end)
        for edge in order.inputs[position]
        if edge.source >= start
    )
    given = tuple(
        position - start for position in range(start, end) if position in order.kept or order.last_use[position] >= end
    )
    return inner, given
