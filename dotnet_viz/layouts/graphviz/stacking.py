"""Places of a graph that is laid out piece by piece, each piece set against the one before at the shape they share."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from dotnet_viz.geometry.lines import straight
from dotnet_viz.geometry.moving import moved_connection, moved_frame, moved_shape
from dotnet_viz.geometry.outlines import centre
from dotnet_viz.layouts.graphviz.engines import check_engine
from dotnet_viz.layouts.graphviz.pieces import Piece, loose_ends, pieces, trunk
from dotnet_viz.layouts.graphviz.place import Hints, node_size, place_with_graphviz, rank_gap
from dotnet_viz.scene import Cluster, Connection, Point, Scene, Shape, changed

_AWAY = {"TB": (0, 1), "BT": (0, -1), "LR": (1, 0), "RL": (-1, 0)}


class _Places(NamedTuple):
    """The parts of a piece, with their places."""

    shapes: Sequence[Shape]
    connections: Sequence[Connection]
    clusters: Sequence[Cluster]


def place_in_pieces(scene: Scene, *, engine: str, timeout: float) -> Scene:
    """Give shapes, connections and clusters their places; those of equal pieces are found once.

    Args:
        scene: without places.
        engine: ``"wasm"`` or ``"dot"``.
        timeout: seconds for all pieces together.

    Raises:
        OptionError: no such engine.
        EngineError: the engine is not installed, failed twice, or took too long.
    """
    check_engine(engine)
    parts = pieces(scene)
    if len(parts) == 1:
        return place_with_graphviz(scene, engine=engine, timeout=timeout)
    end = time.monotonic() + timeout
    answers: dict[str, dict[str, Any]] = {}
    shapes: dict[str, Shape] = {}
    clusters: dict[str, Cluster] = {}
    lines: dict[int, Connection] = {}
    for piece in parts:
        placed = _placed(piece, engine, max(end - time.monotonic(), 0.1), answers)
        if piece.entry is not None:
            placed = _moved(placed, piece.entry, centre(shapes[piece.entry]))
        shapes.update((shape.id, shape) for shape in placed.shapes)
        clusters.update((cluster.id, cluster) for cluster in placed.clusters)
        lines.update(zip(piece.numbers, placed.connections, strict=True))
    return replace(
        scene,
        shapes=tuple(shapes[shape.id] for shape in scene.shapes),
        connections=tuple(lines[number] for number in range(len(scene.connections))),
        clusters=tuple(clusters[cluster.id] for cluster in scene.clusters),
    )


def _placed(piece: Piece, engine: str, timeout: float, answers: dict[str, dict[str, Any]]) -> _Places:
    if piece.is_step:
        return _step(piece.scene)
    hints = Hints(trunk(piece), tuple(loose_ends(piece)))
    placed = place_with_graphviz(piece.scene, engine=engine, timeout=timeout, hints=hints, answers=answers)
    return _Places(placed.shapes, placed.connections, placed.clusters)


def _step(scene: Scene) -> _Places:
    """Return two shapes and the straight line between them."""
    (line,) = scene.connections
    ends = {shape.id: shape for shape in scene.shapes}
    source, target = ends[line.source], ends[line.target]
    away = _AWAY[scene.direction]
    axis = 0 if away[0] else 1
    length = node_size(source)[axis] / 2 + rank_gap(scene) + node_size(target)[axis] / 2
    out, over = (((shape.width, shape.height)[axis]) / 2 for shape in (source, target))
    placed = {source.id: changed(source, x=0.0, y=0.0), target.id: changed(target, x=away[0] * length, y=away[1] * length)}
    route = straight((away[0] * out, away[1] * out), (away[0] * (length - over), away[1] * (length - over)))
    return _Places(tuple(placed[shape.id] for shape in scene.shapes), (changed(line, points=route),), scene.clusters)


def _moved(places: _Places, name: str, position: Point) -> _Places:
    x, y = next(centre(shape) for shape in places.shapes if shape.id == name)
    across, down = position[0] - x, position[1] - y
    return _Places(
        tuple(moved_shape(shape, across, down) for shape in places.shapes),
        tuple(moved_connection(line, across, down) for line in places.connections),
        tuple(moved_frame(cluster, across, down) for cluster in places.clusters),
    )
