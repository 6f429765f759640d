"""Which matched layers were moved: to another nested model, or to another position in the order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dotnet_viz.graph import Graph
from dotnet_viz.measures.comparison.connections import Wiring, connection_changes, neighbours_differ
from dotnet_viz.measures.comparison.layer_changes import ConnectionChange, LayerMatch, LayerMove
from dotnet_viz.measures.comparison.matching.alignment import longest_rising
from dotnet_viz.measures.comparison.topology import Topology


def places_and_connections(
    before: Graph, after: Graph, wiring: Wiring
) -> tuple[tuple[LayerMove, ...], tuple[ConnectionChange, ...]]:
    """Return which layers moved, and which connections differ beside; of two descriptions, the shorter one.

    A layer that stands in another order moved only if its inputs come from other layers too: branches can be listed in any
    order. The fewest layers that explain the new order are taken to have moved.

    Args:
        before: the first model.
        after: the second model.
        wiring: how they are joined, and the pairs of layers.
    """
    other_model = [match for match in wiring.matches if _other_model(match, wiring)]
    plain = connection_changes(wiring)
    if not plain:
        return _layer_moves(before, after, wiring, other_model), ()
    turned = _turned(before, wiring)
    with_moves = connection_changes(wiring, {match.after.id for match in turned})
    if len(turned) + len(with_moves) > len(plain):
        turned, with_moves = [], plain
    moved = {match.after.id for match in (*other_model, *turned)}
    return _layer_moves(before, after, wiring, [match for match in wiring.matches if match.after.id in moved]), with_moves


def _other_model(match: LayerMatch, wiring: Wiring) -> bool:
    old, new = wiring.before.parents.get(match.before.id), wiring.after.parents.get(match.after.id)
    return (None if old is None else wiring.partners.get(old, "")) != new


def _turned(before: Graph, wiring: Wiring) -> list[LayerMatch]:
    indices = {layer.id: index for index, layer in enumerate(before.layers)}
    matches: Sequence[LayerMatch] = [match for match in wiring.matches if match.after.category != "model"]
    kept = longest_rising([indices[match.before.id] for match in matches])
    partners = wiring.partners
    candidates = [match for number, match in enumerate(matches) if number not in kept]
    return [match for match in candidates if neighbours_differ(wiring, match, partners)]


def _layer_moves(before: Graph, after: Graph, wiring: Wiring, moved: Sequence[LayerMatch]) -> tuple[LayerMove, ...]:
    return tuple(
        LayerMove(match, _place(before, wiring.before, match.before.id), _place(after, wiring.after, match.after.id))
        for match in moved
    )


def _place(graph: Graph, topology: Topology, layer_id: str) -> str:
    names: Mapping[str, str] = {layer.id: layer.name for layer in graph.layers}
    parent = topology.parents.get(layer_id)
    sources = [names[source] for call in topology.inputs.get(layer_id, ()) for source, _ in call]
    inside = "" if parent is None else f"in {names[parent]}"
    after = f"after {', '.join(dict.fromkeys(sources))}" if sources else ""
    return ", ".join(part for part in (inside, after) if part) or "at the start"
