"""Pairs of layers that keep their order: stretches between sure pairs, aligned at the least cost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.graph import Layer
from dotnet_viz.measures.comparison.matching.alignment import MOST_CELLS, Costs, align, longest_rising
from dotnet_viz.measures.comparison.matching.pairing import Pairing
from dotnet_viz.measures.comparison.matching.similarity import NEVER, Traits, dissimilarity, samples
from dotnet_viz.translation.translate import mark

# How much each likeness weighs where costs are equal; together less than 1, see _Ties.
_AROUND, _SHAPES, _VALUES, _NAME, _PARENT = 0.3, 0.1, 0.3, 0.2, 0.05
_ROUNDS = 3


def match_in_order(pairing: Pairing) -> None:
    """Join what is left between pairs that keep their order.

    Args:
        pairing: gets the new pairs.
    """
    for first, second in _stretches(pairing):
        for one, other in _aligned(pairing, first, second):
            pairing.join(one.id, other.id, _reason(pairing, one, other))


def _stretches(pairing: Pairing) -> Iterator[tuple[list[Layer], list[Layer]]]:
    indices = {layer.id: index for index, layer in enumerate(pairing.second)}
    joined = [(index, indices[pairing.partner[la.id]]) for index, la in enumerate(pairing.first) if la.id in pairing.partner]
    kept = longest_rising([other for _, other in joined])
    borders = [pair for number, pair in enumerate(joined) if number in kept]
    start = (-1, -1)
    for end in [*borders, (len(pairing.first), len(pairing.second))]:
        first = [la for la in pairing.first[start[0] + 1 : end[0]] if la.id not in pairing.partner]
        second = [la for la in pairing.second[start[1] + 1 : end[1]] if la.id not in pairing.taken]
        start = end
        if first and second:
            yield from _bounded(pairing, first, second)


def _bounded(pairing: Pairing, first: list[Layer], second: list[Layer]) -> Iterator[tuple[list[Layer], list[Layer]]]:
    """Cut a stretch that is too long at layers that occur once on both sides, and leave what is still too long in pieces."""
    if len(first) * len(second) <= MOST_CELLS:
        yield first, second
        return
    cuts = _unique_pairs(pairing, first, second)
    side = int(MOST_CELLS**0.5)
    cuts += [(len(first), len(second))]
    start = (0, 0)
    for end in cuts:
        here, there = first[start[0] : end[0]], second[start[1] : end[1]]
        start = end
        for piece in range(0, max(len(here), len(there)), side):
            yield here[piece : piece + side], there[piece : piece + side]


def _unique_pairs(pairing: Pairing, first: list[Layer], second: list[Layer]) -> list[tuple[int, int]]:
    def once(layers: list[Layer], traits: dict[int, int]) -> dict[int, int]:
        for index, layer in enumerate(layers):
            number = known[layer.id].surroundings[-1]
            traits[number] = -1 if number in traits else index
        return traits

    known = pairing.first_traits
    here = once(first, {})
    known = pairing.second_traits
    there = once(second, {})
    pairs = [(index, there[number]) for number, index in here.items() if index >= 0 and there.get(number, -1) >= 0]
    kept = longest_rising([other for _, other in pairs])
    return [pair for number, pair in enumerate(pairs) if number in kept]


def _aligned(pairing: Pairing, first: list[Layer], second: list[Layer]) -> list[tuple[Layer, Layer]]:
    costs = _Costs(pairing, first, second)
    return [
        (first[row], second[column])
        for row, column in align(len(first), len(second), costs.row)
        if costs.row(row)[column] < NEVER
    ]


class _Costs:
    """What pairing two layers of a stretch costs, by classes of layers, so that nothing is compared twice."""

    def __init__(self, pairing: Pairing, first: Sequence[Layer], second: Sequence[Layer]) -> None:
        mine = [pairing.first_traits[layer.id] for layer in first]
        yours = [pairing.second_traits[layer.id] for layer in second]
        classes: dict[object, Traits] = {traits.label: traits for traits in yours}
        numbers = {label: number for number, label in enumerate(classes)}
        self._column_class = np.array([numbers[traits.label] for traits in yours])
        self._between: dict[object, Costs] = {}
        self._classes, self._mine = list(classes.values()), mine
        self._unit = 1.0 / (2.0 * (len(first) + len(second)))
        self._likeness = _Likeness(pairing, first, second, mine, yours)

    def row(self, number: int) -> Costs:
        traits = self._mine[number]
        if traits.label not in self._between:
            self._between[traits.label] = np.array([dissimilarity(traits, other) for other in self._classes])
        unlike = self._between[traits.label][self._column_class]
        # Every change costs 1, however large, so that no pair is given up to make another one smaller.
        whole = np.where(unlike >= NEVER, NEVER, np.minimum(np.ceil(unlike), 1.0))
        finer = np.clip(unlike - 1.0, 0.0, 0.95) + 1.0 - self._likeness.row(number)
        return np.asarray(whole + self._unit * finer / 2.0)


class _Likeness:
    """How much a layer has in common with each of the other side, beside class and settings, from 0 to 1."""

    def __init__(
        self,
        pairing: Pairing,
        first: Sequence[Layer],
        second: Sequence[Layer],
        mine: Sequence[Traits],
        yours: Sequence[Traits],
    ) -> None:
        self._pairing, self._first, self._mine = pairing, first, mine
        self._rings = np.array([traits.surroundings for traits in yours], np.int64).reshape(len(yours), _ROUNDS)
        self._shapes, self._shape_numbers = _numbered([traits.shapes for traits in yours])
        self._names, self._name_numbers = _numbered([layer.id for layer in second])
        self._parents, self._parent_numbers = _numbered([pairing.second_topology.parents.get(layer.id) for layer in second])
        self._values = _Values(mine, yours)

    def row(self, number: int) -> Costs:
        layer, traits = self._first[number], self._mine[number]
        around = (self._rings == np.array(traits.surroundings, np.int64)).mean(axis=1)
        parent = self._pairing.first_topology.parents.get(layer.id)
        return np.asarray(
            _AROUND * around
            + _SHAPES * (self._shapes == self._shape_numbers.get(traits.shapes, -1))
            + _NAME * (self._names == self._name_numbers.get(layer.id, -1))
            + _PARENT * (self._parents == self._parent_numbers.get(self._pairing.partner.get(parent or "", parent), -1))
            + _VALUES * self._values.row(number)
        )


def _numbered(values: Sequence[object]) -> tuple[NDArray[np.int64], dict[object, int]]:
    numbers: dict[object, int] = {}
    return np.array([numbers.setdefault(value, len(numbers)) for value in values], np.int64), numbers


class _Values:
    """Whether sampled values are equal, asked only of layers that occur a different number of times on the two sides."""

    def __init__(self, mine: Sequence[Traits], yours: Sequence[Traits]) -> None:
        counts = _counts(mine), _counts(yours)
        self._unclear = {label for label in counts[0] if label in counts[1] and counts[0][label] != counts[1][label]}
        self._mine = mine
        found = [self._digest(traits) for traits in yours]
        self._columns, self._numbers = _numbered([value if value is not None else ("none", i) for i, value in enumerate(found)])

    def _digest(self, traits: Traits) -> bytes | None:
        if traits.label not in self._unclear:
            return None
        values = samples(traits.layer)
        # Values that are all equal, such as a bias of zeros, distinguish nothing.
        return None if values is None or not values.any() else values.tobytes()

    def row(self, number: int) -> NDArray[np.bool_]:
        digest = self._digest(self._mine[number])
        return np.asarray(self._columns == (-1 if digest is None else self._numbers.get(digest, -1)))


def _counts(traits: Sequence[Traits]) -> dict[object, int]:
    found: dict[object, int] = {}
    for item in traits:
        found[item.label] = found.get(item.label, 0) + 1
    return found


def _reason(pairing: Pairing, one: Layer, other: Layer) -> str:
    mine, yours = pairing.first_traits[one.id], pairing.second_traits[other.id]
    if mine.label != yours.label:
        return mark("same place, another class") if one.kind != other.kind else mark("same class and place")
    if mine.surroundings[0] == yours.surroundings[0]:
        return mark("same settings and neighbours")
    return mark("same settings and place")
