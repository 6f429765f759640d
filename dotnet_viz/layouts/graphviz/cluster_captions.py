"""The captions of frames, each in its top row where no line passes: to the left, else the right, else in a gap between."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.fonts import LINE_HEIGHT, text_width
from dotnet_viz.geometry.curves import points_along
from dotnet_viz.scene import Cluster, Point, Scene

INSET = 10.0

_CLEARANCE = 4.0
_TOP = 4.0

Span = tuple[float, float]


def place_captions(scene: Scene) -> Scene:
    """Return the scene with the captions of its frames where they are crossed by as little as can be.

    Args:
        scene: whose frames and connections have places.
    """
    return replace(scene, clusters=captioned(scene.clusters, [line.points for line in scene.connections]))


def captioned(clusters: Sequence[Cluster], curves: Iterable[Sequence[Point]]) -> tuple[Cluster, ...]:
    """Return frames with their captions where they are crossed by as little as can be.

    Args:
        clusters: with places.
        curves: of the lines, each a chain of cubic curves.
    """
    shown = [curve for curve in curves if curve]
    if not clusters or not shown:
        return tuple(clusters)
    places = points_along(shown)
    return tuple(_placed(cluster, places) for cluster in clusters)


def _placed(cluster: Cluster, places: NDArray[np.float64]) -> Cluster:
    if cluster.box is None or not cluster.label.text:
        return cluster
    left, top, right, bottom = cluster.box
    label = cluster.label
    height = label.size * LINE_HEIGHT
    width = text_width(label.text, label.size, label.bold)
    row = (places[:, 1] >= top + _TOP - 1) & (places[:, 1] <= top + _TOP + height + 1)
    inside = row & (places[:, 0] >= left) & (places[:, 0] <= right)
    start = _free_start((left + INSET, right - INSET), np.sort(places[inside, 0]), width)
    position = replace(label, x=start - (left + right) / 2, y=top + _TOP + height / 2 - (top + bottom) / 2, anchor="start")
    return replace(cluster, label=position)


def _free_start(room: Span, crossings: NDArray[np.float64], width: float) -> float:
    """Return where a text of this width starts: at the left end if it is free there, else at the right, else between."""
    gaps = [gap for gap in _gaps(room, crossings) if gap[1] - gap[0] >= width]
    if not gaps or gaps[0][0] == room[0]:
        return room[0]
    if gaps[-1][1] == room[1]:
        return room[1] - width
    return (gaps[0][0] + gaps[0][1] - width) / 2


def _gaps(room: Span, crossings: NDArray[np.float64]) -> Iterator[Span]:
    start = room[0]
    for position in crossings.tolist():
        yield start, position - _CLEARANCE
        start = max(start, position + _CLEARANCE)
    yield start, room[1]
