"""Connections as SVG: a path each, whose arrowhead is a marker that all lines of one appearance share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from math import hypot

from dotnet_viz.renderers.escape import xml_attribute
from dotnet_viz.renderers.svg.elements import DASHES, Painter, attributes, element, tooltip
from dotnet_viz.renderers.svg.paths import closed_path, curve_path
from dotnet_viz.renderers.svg.text import backed_text
from dotnet_viz.scene import Connection, Label, Point

CONNECTION_TEXT_SIZE = 11.0

_HEAD_LENGTH = 8.0
_HEAD_WIDTH = 3.2
# A head takes no more than this part of a short line.
_HEAD_SHARE = 0.6
# A line ends this far below its head's tip, where the head is wider than the line.
_OVERLAP = 0.3
_STEPS = 16


@dataclass(frozen=True)
class _Appearance:
    """What lines share that stand in one group."""

    stroke: str
    width: float
    head: float

    @property
    def reach(self) -> float:
        """How far from the tip the line itself ends."""
        return _OVERLAP * self.head


def connection_elements(lines: Iterable[Connection], painter: Painter) -> Iterator[str]:
    """Yield the markers of arrowheads and the connections; those of one appearance that follow each other share a group.

    Args:
        lines: connections with their points; those without any are not drawn.
        painter: writes colours and ids.
    """
    drawn = [(_appearance(line), line) for line in lines if line.points]
    markers = {
        appearance: f"head{number}"
        for number, appearance in enumerate(dict.fromkeys(appearance for appearance, _ in drawn))
        if appearance.head
    }
    yield from (_marker(appearance, name, painter) for appearance, name in markers.items())
    for appearance, run in groupby(drawn, key=lambda item: item[0]):
        around = painter.paint(stroke=appearance.stroke) + attributes({"stroke-width": appearance.width})
        yield element(
            "g", f' fill="none"{around}{_reference(appearance, markers, painter)}', (_line(*item, painter) for item in run)
        )


def _appearance(line: Connection) -> _Appearance:
    return _Appearance(line.stroke, line.width, _head_length(line) if line.arrow else 0.0)


def _head_length(line: Connection) -> float:
    (x0, y0), (x1, y1) = line.points[0], line.points[-1]
    return min(_HEAD_LENGTH + line.width, round(_HEAD_SHARE * hypot(x1 - x0, y1 - y0)))


def _reference(appearance: _Appearance, markers: Mapping[_Appearance, str], painter: Painter) -> str:
    return f' marker-end="url(#{painter.prefix}_{markers[appearance]})"' if appearance.head else ""


def _marker(appearance: _Appearance, name: str, painter: Painter) -> str:
    half = _HEAD_WIDTH + appearance.width / 2
    size = attributes(
        {"markerWidth": appearance.head, "markerHeight": 2 * half, "refX": appearance.head - appearance.reach, "refY": half}
    )
    head = f'<path{painter.paint(fill=appearance.stroke)} d="{closed_path([(0, 0), (appearance.head, half), (0, 2 * half)])}"/>'
    return element("marker", f'{painter.id(name)} orient="auto" markerUnits="userSpaceOnUse"{size}', [head])


def _line(appearance: _Appearance, line: Connection, painter: Painter) -> str:
    points = shortened(line.points, appearance.reach) if appearance.head else line.points
    # The head stands at the end of the last curve.
    path = "".join(curve_path(curve) for curve in (*line.strands, points))
    dashes = DASHES if line.dashed else ""
    facts = f"{painter.paint('dv-edge')} data-edge={xml_attribute(f'{line.source} {line.target}')}"
    if not line.label or line.label_at is None:
        return element("path", f'{facts}{dashes} d="{path}"', tooltip(line.tooltip))
    label = Label(line.label, size=CONNECTION_TEXT_SIZE, color="muted")
    text = element("g", f' stroke="none"{painter.paint(fill="muted")}', [backed_text(label, *line.label_at, painter, "paper")])
    return element("g", facts, [*tooltip(line.tooltip), f'<path{dashes} d="{path}"/>', text])


def shortened(points: Sequence[Point], reach: float) -> tuple[Point, ...]:
    """Return a curve that ends a distance before its last point.

    Args:
        points: cubic Bézier curves, 3 n + 1 points.
        reach: how far from the last point the new end is; a curve that is nowhere so far from it comes back whole.

    Example:
        >>> round(shortened([(0, 0), (3, 0), (6, 0), (9, 0)], 3.0)[-1][0], 2)
        6.0
    """
    tip = points[-1]
    for last in range(len(points) - 4, -1, -3):
        curve = points[last : last + 4]
        if hypot(curve[0][0] - tip[0], curve[0][1] - tip[1]) >= reach:
            return (*points[:last], *_cut(curve, _at_distance(curve, tip, reach)))
    return tuple(points)


def _at_distance(curve: Sequence[Point], tip: Point, distance: float) -> float:
    """Return the parameter of the last point of a curve that is this far from a point, by bisection."""
    low, high = 0.0, 1.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        x, y = _place(curve, middle)
        if hypot(x - tip[0], y - tip[1]) > distance:
            low = middle
        else:
            high = middle
    return low


def _place(curve: Sequence[Point], part: float) -> Point:
    """Return the point of a cubic curve at a parameter."""
    left = 1.0 - part
    first, second, third, last = left * left * left, 3 * left * left * part, 3 * left * part * part, part * part * part
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = curve
    return first * x0 + second * x1 + third * x2 + last * x3, first * y0 + second * y1 + third * y2 + last * y3


def _cut(curve: Sequence[Point], part: float) -> tuple[Point, ...]:
    """Return the first part of a cubic curve, by de Casteljau's construction."""
    kept, row = [curve[0]], list(curve)
    while len(row) > 1:
        row = [(x0 + (x1 - x0) * part, y0 + (y1 - y0) * part) for (x0, y0), (x1, y1) in pairwise(row)]
        kept.append(row[0])
    return tuple(kept)
