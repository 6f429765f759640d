"""Placed pictures made wider: gaps before some of the shapes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from dotnet_viz.geometry.boxes import Box
from dotnet_viz.scene import Connection, Point, Scene


def with_gap(scene: Scene, behind: Collection[str], pixels: float) -> Scene:
    """Return a scene with places in which some shapes, and the lines between them, stand further to the right.

    Args:
        scene: with places.
        behind: ids of the shapes behind the gap.
        pixels: how wide the gap is.
    """
    moved = [shape.x for shape in scene.shapes if shape.id in behind and shape.x is not None]
    if not moved or len(moved) == len(scene.shapes):
        return scene
    border = min(moved)
    clusters = (
        cluster if cluster.box is None else replace(cluster, box=_wider(Box(*cluster.box), border, pixels))
        for cluster in scene.clusters
    )
    return replace(
        scene,
        shapes=tuple(
            replace(shape, x=shape.x + pixels) if shape.id in behind and shape.x is not None else shape
            for shape in scene.shapes
        ),
        connections=tuple(_line(line, behind, border, pixels) for line in scene.connections),
        clusters=tuple(clusters),
    )


def _wider(box: Box, border: float, pixels: float) -> Box:
    left, top, right, bottom = box
    return Box(left + pixels * (left >= border), top, right + pixels * (right >= border), bottom)


def _line(line: Connection, behind: Collection[str], border: float, pixels: float) -> Connection:
    starts, ends = line.source in behind, line.target in behind
    if not starts and not ends:
        return line
    curves = tuple(
        _moved(curve, starts=starts, ends=ends, border=border, pixels=pixels) for curve in (line.points, *line.strands)
    )
    return replace(line, points=curves[0], strands=curves[1:])


def _moved(points: tuple[Point, ...], *, starts: bool, ends: bool, border: float, pixels: float) -> tuple[Point, ...]:
    if starts and ends:
        return tuple((x + pixels, y) for x, y in points)
    if len(points) <= 4:
        # One straight line: it becomes longer.
        last = max(len(points) - 1, 1)
        shares = [index / last if ends else 1 - index / last for index in range(len(points))]
        return tuple((x + pixels * share, y) for (x, y), share in zip(points, shares, strict=True))
    return tuple((x + pixels * (x >= border), y) for x, y in points)
