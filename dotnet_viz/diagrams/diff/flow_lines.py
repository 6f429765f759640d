"""Arrows of one model whose boxes stand below one another: straight between neighbours, around the others beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dotnet_viz.graph import Graph
from dotnet_viz.measures.comparison.topology import topology_of
from dotnet_viz.scene import Connection, Point, Shape

_TRACK_STEP, _FIRST, _STUB = 9.0, 16.0, 10.0


def flow_lines(graph: Graph, owners: Mapping[str, str], shapes: Mapping[str, Shape], outside: int) -> Iterator[Connection]:
    """Yield an arrow for each pair of boxes between which tensors flow.

    Args:
        graph: one of the models.
        owners: for each of its layers' ids the box that it is drawn as, or in.
        shapes: the boxes, with places.
        outside: on which side of the column lines run around boxes: -1 left, 1 right.
    """
    order = {name: position for position, name in enumerate(dict.fromkeys(owners.values()))}
    pairs = _pairs(graph, owners)
    around = [pair for pair in pairs if order[pair[1]] != order[pair[0]] + 1]
    tracks = _tracks(sorted(around, key=lambda pair: (abs(order[pair[1]] - order[pair[0]]), order[pair[0]])), order)
    edge = _edge(owners, shapes, outside)
    for source, target in pairs:
        if (source, target) in tracks:
            x = edge + outside * (_FIRST + _TRACK_STEP * tracks[source, target])
            yield Connection(source, target, points=_detour(shapes[source], shapes[target], x, outside))
        else:
            yield Connection(source, target, points=_straight(shapes[source], shapes[target]))


def _pairs(graph: Graph, owners: Mapping[str, str]) -> list[tuple[str, str]]:
    found: dict[tuple[str, str], None] = {}
    for layer, calls in topology_of(graph).inputs.items():
        for source in (source for call in calls for source, _ in call):
            ends = owners.get(source), owners.get(layer)
            if ends[0] is not None and ends[1] is not None and ends[0] != ends[1]:
                found[ends[0], ends[1]] = None
    return list(found)


def _tracks(pairs: list[tuple[str, str]], order: Mapping[str, int]) -> dict[tuple[str, str], int]:
    """Return a track for each line so that no two in a track overlap; short lines run closest to the boxes."""
    taken: list[list[tuple[int, int]]] = []
    found: dict[tuple[str, str], int] = {}
    for pair in pairs:
        low, high = sorted((order[pair[0]], order[pair[1]]))
        track = next(
            (n for n, spans in enumerate(taken) if all(high <= one or other <= low for one, other in spans)), len(taken)
        )
        if track == len(taken):
            taken.append([])
        taken[track].append((low, high))
        found[pair] = track
    return found


def _edge(owners: Mapping[str, str], shapes: Mapping[str, Shape], outside: int) -> float:
    sides = [(shapes[name].x or 0.0) + outside * shapes[name].width / 2 for name in owners.values()]
    return outside * max((outside * side for side in sides), default=0.0)


def _straight(source: Shape, target: Shape) -> tuple[Point, ...]:
    start = (source.x or 0.0, (source.y or 0.0) + source.height / 2)
    end = (target.x or 0.0, (target.y or 0.0) - target.height / 2)
    step = (end[1] - start[1]) / 3
    return (start, (start[0], start[1] + step), (end[0], end[1] - step), end)


def _detour(source: Shape, target: Shape, x: float, outside: int) -> tuple[Point, ...]:
    start = ((source.x or 0.0) + outside * source.width / 2, (source.y or 0.0) + source.height / 4)
    end = ((target.x or 0.0) + outside * target.width / 2, (target.y or 0.0) - target.height / 4)
    bend = min(_STUB, abs(end[1] - start[1]) / 2)
    down = 1 if end[1] > start[1] else -1
    top, bottom = (x, start[1] + down * bend), (x, end[1] - down * bend)
    return (start, (x, start[1]), (x, start[1]), top, top, bottom, bottom, (x, end[1]), (x, end[1]), end)
