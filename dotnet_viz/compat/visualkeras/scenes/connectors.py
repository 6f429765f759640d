"""Lines in the colour and width of the arguments; in ``functional_view`` one for every connection, and boxes behind outputs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dotnet_viz.compat.pillow_colors import opaque_color
from dotnet_viz.compat.visualkeras.arguments import number_of
from dotnet_viz.diagrams.layered.rows.curves import CurvePen
from dotnet_viz.graph import Port
from dotnet_viz.scene import Connection, Point, Scene, Shape

_OUTPUT = 16.0


@dataclass(frozen=True)
class Connectors:
    """How lines look.

    Args:
        stroke: ``"#rrggbb"``.
        width: in pixels.
        arrow: whether they end in an arrow.
        padding: pixels between a block and the ends of its lines.
    """

    stroke: str = "#808080"
    width: float = 2.0
    arrow: bool = False
    padding: float = 5.0


def line_of(chosen: Mapping[str, Any]) -> dict[str, Any]:
    """Return the colour and the width that the arguments of a view give to lines.

    Args:
        chosen: the arguments, with ``connector_fill`` and ``connector_width``.

    Raises:
        OptionError: they are no colour and no number.
    """
    return {
        "stroke": opaque_color("connector_fill", chosen["connector_fill"]),
        "width": number_of("connector_width", chosen["connector_width"]),
    }


def with_lines(scene: Scene, **appearance: Any) -> Scene:
    """Return a scene whose lines have another appearance.

    Args:
        scene: any.
        appearance: parts of a :class:`Connection`, such as ``stroke`` and ``width``; meshes take what they have of them.
    """
    of_meshes = {name: value for name, value in appearance.items() if name in ("stroke", "width")}
    return replace(
        scene,
        meshes=tuple(
            replace(mesh, **of_meshes, instead=mesh.instead and replace(mesh.instead, **appearance)) for mesh in scene.meshes
        ),
        connections=tuple(replace(line, **appearance) for line in scene.connections),
    )


def outlined_funnels(scene: Scene) -> Scene:
    """Return a scene in which the lines between the corners of two blocks have the colour of the second one's outline.

    Args:
        scene: of blocks.
    """
    lines = (
        replace(line, stroke=scene.shape_by_id[line.target].stroke) if line.strands else line for line in scene.connections
    )
    return replace(scene, connections=tuple(lines))


def connected(scene: Scene, appearance: Connectors) -> Scene:
    """Return a scene of blocks with a line for every connection.

    Args:
        scene: with places; connections between neighbours may have no points.
        appearance: of the lines.
    """
    shapes = {shape.id: shape for shape in scene.shapes}
    lines = tuple(
        replace(
            line,
            points=_apart(line.points, appearance.padding)
            or _between(shapes[line.source], shapes[line.target], appearance.padding),
            stroke=appearance.stroke,
            width=appearance.width,
            arrow=appearance.arrow,
        )
        for line in scene.connections
    )
    return replace(scene, connections=lines)


def _between(source: Shape, target: Shape, padding: float) -> tuple[Point, ...]:
    start, end = _edge(source, right=True), _edge(target, right=False)
    # No line turns back where blocks stand closer than the padding on both sides.
    kept = min(padding, max((end[0] - start[0]) / 2 - 1.0, 0.0))
    return CurvePen((start[0] + kept, start[1])).line((end[0] - kept, end[1])).points


def _apart(points: tuple[Point, ...], padding: float) -> tuple[Point, ...]:
    """Return a curve whose first and last part, which lead rightwards, begin and end as much later and earlier."""
    if not points:
        return points
    begun = (*reversed(_shortened(points[3::-1], padding)), *points[4:])
    return (*begun[:-4], *_shortened(begun[-4:], padding))


def _shortened(part: Sequence[Point], padding: float) -> tuple[Point, ...]:
    """Return a part of a curve whose end is moved back towards its start."""
    start, end = part[0][0], part[-1][0]
    kept = max(1.0 - padding / abs(end - start), 0.1) if abs(end - start) > 1.0 else 1.0
    return tuple((start + (x - start) * kept, y) for x, y in part)


def _edge(shape: Shape, *, right: bool) -> Point:
    """Return where the level line through a shape's middle leaves it."""
    crossing = [
        x0 if y1 == y0 else x0 + (x1 - x0) * -y0 / (y1 - y0)
        for (x0, y0), (x1, y1) in zip(shape.points, (*shape.points[1:], *shape.points[:1]), strict=True)
        if min(y0, y1) <= 0 <= max(y0, y1)
    ]
    reach = (max(crossing) if right else min(crossing)) if crossing else shape.width / (2 if right else -2)
    return (shape.x or 0.0) + reach, shape.y or 0.0


def with_outputs(scene: Scene, outputs: Sequence[Port], appearance: Connectors, gap: float, names: Mapping[str, str]) -> Scene:
    """Return a scene with a small box behind each layer whose output is one of the model's.

    Args:
        scene: with places.
        outputs: of the model.
        appearance: of the lines.
        gap: pixels between a layer and its box.
        names: of the layers, by the ids of their nodes.
    """
    shapes = {shape.id: shape for shape in scene.shapes}
    right = max(((shape.x or 0.0) + shape.width / 2 for shape in scene.shapes), default=0.0)
    boxes = []
    for name in dict.fromkeys(port.node for port in outputs if port.node in shapes):
        half = _OUTPUT / 2
        corners = (-half, -half), (half, -half), (half, half), (-half, half)
        boxes.append(
            Shape(
                f"{name}-output", f"output of {names[name]}", _OUTPUT, _OUTPUT, form="polygon", x=right + gap + half,
                y=shapes[name].y, fill="#ffffff", stroke="#000000", points=corners, kind="output",
            )
        )  # fmt: skip
    lines = [
        Connection(
            box.id.removesuffix("-output"), box.id, _between(shapes[box.id.removesuffix("-output")], box, appearance.padding),
            stroke=appearance.stroke, width=appearance.width, arrow=appearance.arrow,
        )
        for box in boxes
    ]  # fmt: skip
    return replace(scene, shapes=(*scene.shapes, *boxes), connections=(*scene.connections, *lines))
