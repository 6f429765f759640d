"""Which matched layers get their inputs from other layers, besides what added, removed and moved layers explain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from dotnet_viz.graph.layer_kinds import kind_of
from dotnet_viz.measures.comparison.layer_changes import ConnectionChange, LayerMatch
from dotnet_viz.measures.comparison.topology import Tensor, Topology


@dataclass(frozen=True)
class Wiring:
    """Two models whose layers were matched.

    Args:
        before: the connections of the first.
        after: the connections of the second.
        matches: the pairs of layers.
    """

    before: Topology
    after: Topology
    matches: Sequence[LayerMatch]

    @property
    def partners(self) -> dict[str, str]:
        """Ids of layers of the second model by those of the first."""
        return {match.before.id: match.after.id for match in self.matches}


def connection_changes(wiring: Wiring, moved: Set[str] = frozenset()) -> tuple[ConnectionChange, ...]:
    """Return the layers whose inputs come from other layers, in the order of the second model.

    Layers of one side alone, and those that moved, are bridged on both sides: what goes into them goes into what they feed.

    Args:
        wiring: the two models.
        moved: ids, in the second model, of layers that are reported as moved.
    """
    bridge = _Bridge(wiring, moved)
    return tuple(_changes(wiring, bridge))


class _Bridge:
    """Both sides without the layers of one side alone, in ids of the second model."""

    def __init__(self, wiring: Wiring, moved: Set[str]) -> None:
        self._wiring = wiring
        self._partners = wiring.partners
        self.stays = {match.after.id for match in wiring.matches} - moved

    def before(self, tensors: tuple[Tensor, ...]) -> tuple[Tensor, ...]:
        found = self._wiring.before.bridged(tensors, lambda layer: self._partners.get(layer) in self.stays)
        return tuple((self._partners[layer], port) for layer, port in found)

    def after(self, tensors: tuple[Tensor, ...]) -> tuple[Tensor, ...]:
        return self._wiring.after.bridged(tensors, lambda layer: layer in self.stays)

    def direct_before(self, tensors: tuple[Tensor, ...]) -> set[Tensor]:
        return {(self._partners[layer], port) for layer, port in tensors if self._partners.get(layer) in self.stays}

    def direct_after(self, tensors: tuple[Tensor, ...]) -> set[Tensor]:
        return {tensor for tensor in tensors if tensor[0] in self.stays}


def _changes(wiring: Wiring, bridge: _Bridge) -> Iterator[ConnectionChange]:
    for match in wiring.matches:
        calls = wiring.before.inputs.get(match.before.id, ()), wiring.after.inputs.get(match.after.id, ())
        if match.after.id not in bridge.stays or len(calls[0]) != len(calls[1]):
            continue
        any_order = kind_of(match.after).commutative
        for before, after in zip(*calls, strict=True):
            change = _change(bridge, match.after.id, before, after, any_order=any_order)
            if change is not None:
                yield change
                break
    outputs = _change(bridge, None, wiring.before.outputs, wiring.after.outputs, any_order=False)
    if outputs is not None:
        yield outputs


def _change(
    bridge: _Bridge, target: str | None, before: tuple[Tensor, ...], after: tuple[Tensor, ...], *, any_order: bool
) -> ConnectionChange | None:
    left, right = bridge.before(before), bridge.after(after)
    if left == right or (any_order and sorted(left) == sorted(right)):
        return None
    gone = bridge.direct_before(before) - set(right)
    new = bridge.direct_after(after) - set(left)
    turned = len(left) == len(right) and sorted(left) == sorted(right)
    if not gone and not new and not turned and not _repeated(left, right):
        return None
    return ConnectionChange(target, _names(left), _names(right))


def _repeated(left: tuple[Tensor, ...], right: tuple[Tensor, ...]) -> bool:
    """Return whether the same tensors go in, another number of times, as in ``Add()([b, b])``."""
    return set(left) == set(right) and len(left) != len(right) and len(set(left)) == 1


def _names(tensors: tuple[Tensor, ...]) -> tuple[str, ...]:
    return tuple(layer if port == 0 else f"{layer}[{port}]" for layer, port in tensors)


def neighbours_differ(wiring: Wiring, match: LayerMatch, partners: Mapping[str, str]) -> bool:
    """Return whether the neighbours of a layer changed, without layers that only one model has.

    Args:
        wiring: the two models.
        match: the layer on both sides.
        partners: ids of layers of the second model by those of the first.
    """
    stays = set(partners.values())
    sides = []
    for topology, layer, ids in ((wiring.before, match.before, partners), (wiring.after, match.after, {i: i for i in stays})):
        tensors = tuple(tensor for call in topology.inputs.get(layer.id, ()) for tensor in call)
        found = topology.bridged(tensors, lambda name, ids=ids: name in ids)  # type: ignore[misc]
        sides.append({(ids[name], port) for name, port in found})
    return sides[0] != sides[1]
