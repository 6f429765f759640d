"""Pairs of layers that the order did not bring together: moved ones, and branches whose layers are listed in another order."""

from __future__ import annotations

from collections.abc import Iterator

from dotnet_viz.measures.comparison.matching.pairing import Pairing
from dotnet_viz.measures.comparison.matching.similarity import NEVER, Traits, dissimilarity
from dotnet_viz.translation.translate import mark

MOST_PAIRS = 250_000
"""Of layers that are compared one by one; beyond, only layers of equal settings are joined, in their order."""


def match_leftovers(pairing: Pairing) -> None:
    """Join layers that are still alone, the most alike first; each pair can bring its neighbours together.

    Args:
        pairing: gets the new pairs.
    """
    while True:
        found = sorted(_candidates(pairing))
        if not found:
            return
        for _, _, _, first, second, reason in found:
            if first not in pairing.partner and second not in pairing.taken:
                pairing.join(first, second, reason)


def _candidates(pairing: Pairing) -> Iterator[tuple[float, float, int, str, str, str]]:
    lefts, rights = pairing.first_left, pairing.second_left
    by_label: dict[object, list[Traits]] = {}
    for layer in rights:
        traits = pairing.second_traits[layer.id]
        by_label.setdefault(_key(traits, len(lefts) * len(rights)), []).append(traits)
    indices = {layer.id: index for index, layer in enumerate(pairing.second)}
    for index, layer in enumerate(lefts):
        one = pairing.first_traits[layer.id]
        for other in by_label.get(_key(one, len(lefts) * len(rights)), ()):
            rank = _rank(pairing, one, other)
            if rank is not None:
                unlike, reason = rank
                shared = pairing.shared_neighbours(layer.id, other.layer.id)
                yield unlike, -shared, index + indices[other.layer.id], layer.id, other.layer.id, reason


def _key(traits: Traits, pairs: int) -> object:
    return traits.layer.category if pairs <= MOST_PAIRS else traits.label


def _rank(pairing: Pairing, one: Traits, other: Traits) -> tuple[float, str] | None:
    unlike = dissimilarity(one, other)
    if unlike == 0.0:
        return unlike, mark("same settings at another place")
    if unlike >= NEVER:
        return None
    if one.layer.id == other.layer.id and one.layer.kind == other.layer.kind:
        return unlike, mark("same name and class")
    shared = pairing.shared_neighbours(one.layer.id, other.layer.id)
    return (unlike, mark("same class and neighbours")) if shared and one.layer.kind == other.layer.kind else None
