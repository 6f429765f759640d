"""The pairs found so far, and what is left on either side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dotnet_viz.graph import Layer
from dotnet_viz.measures.comparison.matching.similarity import NEVER, Traits, dissimilarity
from dotnet_viz.measures.comparison.topology import Topology


@dataclass(frozen=True)
class Pair:
    """Two layers, why they are one, and how alike they are."""

    first: Layer
    second: Layer
    reason: str
    score: float


class Pairing:
    """Layers of two models that find one another step by step.

    Args:
        first: layers of the first model, in order.
        second: layers of the second model.
        first_traits: what distinguishes the first ones, by id.
        second_traits: what distinguishes the second ones.
        first_topology: how the first ones are joined.
        second_topology: how the second ones are joined.
    """

    def __init__(
        self,
        first: Sequence[Layer],
        second: Sequence[Layer],
        first_traits: Mapping[str, Traits],
        second_traits: Mapping[str, Traits],
        first_topology: Topology,
        second_topology: Topology,
    ) -> None:
        self.first, self.second = tuple(first), tuple(second)
        self.first_traits, self.second_traits = first_traits, second_traits
        self.first_topology, self.second_topology = first_topology, second_topology
        self.partner: dict[str, str] = {}
        self.taken: set[str] = set()
        self._reasons: dict[str, str] = {}

    def join(self, first: str, second: str, reason: str) -> None:
        """Make a pair of two layers.

        Args:
            first: id of the layer in the first model.
            second: id of the layer in the second model.
            reason: why they are a pair, as the result of the comparison gives it.
        """
        self.partner[first] = second
        self.taken.add(second)
        self._reasons[first] = reason

    def part(self, first: str) -> None:
        """Take a pair apart again, by the id of its first layer."""
        self.taken.discard(self.partner.pop(first))
        del self._reasons[first]

    def reason(self, first: str) -> str:
        """Return why a layer of the first model has its partner."""
        return self._reasons[first]

    @property
    def first_left(self) -> list[Layer]:
        """Layers of the first model that have no partner yet."""
        return [layer for layer in self.first if layer.id not in self.partner]

    @property
    def second_left(self) -> list[Layer]:
        """Layers of the second model that have no partner yet."""
        return [layer for layer in self.second if layer.id not in self.taken]

    def shared_neighbours(self, first: str, second: str) -> int:
        """Return how many direct neighbours of two layers are paired with each other.

        Args:
            first: id of the layer in the first model.
            second: id of the layer in the second model.
        """
        mine = self.first_topology.neighbours.get(first, ((), ()))
        yours = self.second_topology.neighbours.get(second, ((), ()))
        return sum(
            self.partner.get(neighbour) in set(there)
            for here, there in zip(mine, yours, strict=True)
            for neighbour in sorted(set(here))
        )

    @property
    def pairs(self) -> list[Pair]:
        """Every pair, in the order of the first model."""
        layers = {layer.id: layer for layer in self.second}
        return [
            Pair(layer, layers[self.partner[layer.id]], self._reasons[layer.id], self._score(layer.id))
            for layer in self.first
            if layer.id in self.partner
        ]

    def _score(self, first: str) -> float:
        if self._reasons[first] == "given":
            return 1.0
        one, other = self.first_traits[first], self.second_traits[self.partner[first]]
        settings = max(0.0, 1.0 - min(dissimilarity(one, other), NEVER) / 2)
        around = sum(a == b for a, b in zip(one.surroundings, other.surroundings, strict=True)) / len(one.surroundings)
        return round(0.7 * settings + 0.2 * around + 0.1 * (one.shapes == other.shapes), 3)
