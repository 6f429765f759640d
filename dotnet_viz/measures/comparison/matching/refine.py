"""Second thoughts: where a layer that is left alone fits as well as its neighbour, the one that explains more lines is taken.

An alignment looks at layers one by one, so that of a removed layer and a changed one beside it either can be taken for the
removed one. The connections of the layers decide.
"""

from __future__ import annotations

from collections.abc import Iterator

from dotnet_viz.measures.comparison.connections import Wiring, connection_changes
from dotnet_viz.measures.comparison.layer_changes import LayerMatch
from dotnet_viz.measures.comparison.matching.pairing import Pairing
from dotnet_viz.measures.comparison.matching.similarity import NEVER, dissimilarity

MOST_STEPS = 200_000
"""Layers looked at while other pairs are tried: a few hundred tries of a model of a thousand layers take too long."""


def refine(pairing: Pairing) -> None:
    """Exchange pairs for others that cost the same and leave fewer layers with other inputs.

    Args:
        pairing: gets other pairs.
    """
    tries = MOST_STEPS // max(1, len(pairing.first) + len(pairing.second))
    least = _count(pairing)
    for first, second, other_first, other_second in _exchanges(pairing):
        if not least or not tries:
            return
        if pairing.partner.get(first) != second or other_first in pairing.partner or other_second in pairing.taken:
            continue  # an exchange before this one took one of the three
        tries -= 1
        least = _try(pairing, (first, second), (other_first or first, other_second or second), least)


def _exchanges(pairing: Pairing) -> Iterator[tuple[str, str, str | None, str | None]]:
    """Yield pairs, each with a layer beside one of the two that is alone and could take its place."""
    for first, second in list(pairing.partner.items()):
        if pairing.reason(first) in ("given", "same name"):
            continue
        mine, yours = pairing.first_traits.get(first), pairing.second_traits.get(second)
        if mine is None or yours is None:
            continue
        cost = _whole(dissimilarity(mine, yours))
        for near in pairing.first_topology.around(first):
            alone = near not in pairing.partner and near in pairing.first_traits
            if alone and _whole(dissimilarity(pairing.first_traits[near], yours)) <= cost:
                yield first, second, near, None
        for near in pairing.second_topology.around(second):
            alone = near not in pairing.taken and near in pairing.second_traits
            if alone and _whole(dissimilarity(mine, pairing.second_traits[near])) <= cost:
                yield first, second, None, near


def _whole(unlike: float) -> float:
    return NEVER if unlike >= NEVER else min(1.0, unlike)


def _try(pairing: Pairing, old: tuple[str, str], new: tuple[str, str], least: int) -> int:
    reason = pairing.reason(old[0])
    pairing.part(old[0])
    pairing.join(*new, reason)
    count = _count(pairing)
    if count < least:
        return count
    pairing.part(new[0])
    pairing.join(*old, reason)
    return least


def _count(pairing: Pairing) -> int:
    layers = {layer.id: layer for layer in pairing.second}
    matches = [
        LayerMatch(layer, layers[pairing.partner[layer.id]], "") for layer in pairing.first if layer.id in pairing.partner
    ]
    return len(connection_changes(Wiring(pairing.first_topology, pairing.second_topology, matches)))
