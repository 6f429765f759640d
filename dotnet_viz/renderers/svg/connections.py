"""Connections as SVG: a path each, whose arrowhead is a marker that all lines of one appearance share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from dotnet_viz.renderers.common.arrows import HEAD_OVERLAP, half_head, head_length, shortened
from dotnet_viz.renderers.common.escape import xml_attribute
from dotnet_viz.renderers.svg.elements import DASHES, Painter, attributes, element, tooltip
from dotnet_viz.renderers.svg.paths import closed_path, curve_path
from dotnet_viz.renderers.svg.text import backed_text
from dotnet_viz.scene import CONNECTION_TEXT_SIZE, Connection, Label


class _Appearance(NamedTuple):
    """What lines share that stand in one group."""

    stroke: str
    width: float
    head: float

    @property
    def reach(self) -> float:
        """How far from the tip the line itself ends."""
        return HEAD_OVERLAP * self.head


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
    return _Appearance(line.stroke, line.width, head_length(line.points, line.width) if line.arrow else 0.0)


def _reference(appearance: _Appearance, markers: Mapping[_Appearance, str], painter: Painter) -> str:
    return f' marker-end="url(#{painter.prefix}_{markers[appearance]})"' if appearance.head else ""


def _marker(appearance: _Appearance, name: str, painter: Painter) -> str:
    half = half_head(appearance.width)
    size = attributes(
        {"markerWidth": appearance.head, "markerHeight": 2 * half, "refX": appearance.head - appearance.reach, "refY": half}
    )
    corners = closed_path([(0, 0), (appearance.head, half), (0, 2 * half)])
    head = f'<path{painter.paint_line(color=appearance.stroke)} d="{corners}"/>'
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
    text = element(
        "g",
        f' stroke="none" marker-end="none"{painter.paint(fill="muted")}',
        [backed_text(label, *line.label_at, painter, "paper")],
    )
    return element("g", facts, [*tooltip(line.tooltip), f'<path{dashes} d="{path}"/>', text])
