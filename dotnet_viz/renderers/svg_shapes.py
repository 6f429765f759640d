"""Shapes, connections and clusters as SVG."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import hypot

from dotnet_viz.renderers.svg_parts import Painter, attributes, backed_text, element, number, text_element, tooltip
from dotnet_viz.scene import Cluster, Connection, Face, Label, Point, Shape

CONNECTION_TEXT_SIZE = 11.0

_DASHES = ' stroke-dasharray="5 3"'
_CORNER = 8.0
_SHARP_CORNER = 2.0
_HEAD_LENGTH = 8.0
_HEAD_WIDTH = 3.2
_STEPS = 24


def shape_element(shape: Shape, painter: Painter) -> str:
    """Return a shape with its dividers, texts and tooltip as one group; nothing where there is nothing to see."""
    if shape.form == "area" and not shape.labels:
        return ""
    outside = attributes({"data-name": shape.name, "data-kind": shape.kind} if shape.kind else {"data-name": shape.name})
    parts = [*tooltip(shape.tooltip or shape.name), *_figure(shape, painter)]
    parts += [_label(shape, label, painter) for label in shape.labels]
    return element("g", painter.paint("dv-shape") + outside, parts)


def cluster_element(cluster: Cluster, painter: Painter) -> str:
    """Return a cluster's frame."""
    left, top, right, bottom = cluster.box or (0.0, 0.0, 0.0, 0.0)
    box = attributes({"x": left, "y": top, "width": right - left, "height": bottom - top, "rx": _CORNER})
    frame = element("rect", painter.paint(fill=cluster.fill, stroke=cluster.stroke) + box + ' stroke-dasharray="2 2"')
    name = attributes({"data-name": cluster.name})
    return element("g", painter.paint("dv-cluster") + name, [*tooltip(cluster.tooltip), frame])


def caption_element(cluster: Cluster, painter: Painter) -> str:
    """Return a cluster's caption, which is drawn over the lines that enter the cluster."""
    left, top, right, bottom = cluster.box or (0.0, 0.0, 0.0, 0.0)
    label = cluster.label
    return backed_text(label, (left + right) / 2 + label.x, (top + bottom) / 2 + label.y, painter, cluster.fill)


def connection_element(line: Connection, painter: Painter) -> str:
    """Return a connection with its arrowhead and text as one group."""
    if not line.points:
        return ""
    points, head = arrow(line.points, _HEAD_LENGTH + line.width) if line.arrow else (line.points, ())
    dashes = _DASHES if line.dashed else ""
    width = attributes({"stroke-width": line.width})
    parts = tooltip(line.tooltip)
    curves = "".join(_curve(curve) for curve in (points, *line.strands))
    parts.append(f'<path{painter.paint(stroke=line.stroke)} fill="none"{width}{dashes} d="{curves}"/>')
    if head:
        corners = " ".join(f"{number(x)},{number(y)}" for x, y in _triangle(head, _HEAD_WIDTH + line.width / 2))
        parts.append(f'<polygon{painter.paint(fill=line.stroke)} points="{corners}"/>')
    if line.label and line.label_at is not None:
        label = Label(line.label, size=CONNECTION_TEXT_SIZE, color="muted")
        parts.append(backed_text(label, *line.label_at, painter, "paper"))
    return element("g", painter.paint("dv-edge"), parts)


def arrow(points: Sequence[Point], length: float) -> tuple[tuple[Point, ...], tuple[Point, Point]]:
    """Return a curve cut where its arrowhead starts, and the head's base and tip.

    Args:
        points: cubic Bézier curves, 3 n + 1 points.
        length: of the head; where the whole line is shorter, the head is.
    """
    tip = points[-1]
    for last in range(len(points) - 4, -1, -3):
        curve = points[last : last + 4]
        if hypot(curve[0][0] - tip[0], curve[0][1] - tip[1]) >= length or last == 0:
            reach = min(length, 0.6 * hypot(points[0][0] - tip[0], points[0][1] - tip[1])) if last == 0 else length
            kept = _cut(curve, _at_distance(curve, tip, reach))
            return (*points[:last], *kept), (kept[-1], tip)
    return tuple(points), (points[0], tip)


def _at_distance(curve: Sequence[Point], tip: Point, distance: float) -> float:
    """Return the parameter of the last point of a curve that is this far from a point, by bisection."""
    low, high = 0.0, 1.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        x, y = _cut(curve, middle)[-1]
        if hypot(x - tip[0], y - tip[1]) > distance:
            low = middle
        else:
            high = middle
    return low


def _cut(curve: Sequence[Point], part: float) -> tuple[Point, ...]:
    """Return the first part of a cubic curve, by de Casteljau's construction."""
    kept, row = [curve[0]], list(curve)
    while len(row) > 1:
        row = [(x0 + (x1 - x0) * part, y0 + (y1 - y0) * part) for (x0, y0), (x1, y1) in pairwise(row)]
        kept.append(row[0])
    return tuple(kept)


def _triangle(head: tuple[Point, Point], half_width: float) -> Iterator[Point]:
    (x0, y0), (x1, y1) = head
    length = hypot(x1 - x0, y1 - y0) or 1.0
    aside_x, aside_y = -(y1 - y0) / length * half_width, (x1 - x0) / length * half_width
    yield from ((x0 + aside_x, y0 + aside_y), (x1, y1), (x0 - aside_x, y0 - aside_y))


def _curve(points: Sequence[Point]) -> str:
    places = [f"{number(x)} {number(y)}" for x, y in points]
    return f"M{places[0]}C{' '.join(places[1:])}"


def _figure(shape: Shape, painter: Painter) -> Iterator[str]:
    x, y = shape.x or 0.0, shape.y or 0.0
    if shape.form == "ellipsis":
        yield from _dots(shape, x, y, painter)
    if shape.form in ("ellipsis", "area"):
        return
    paint = painter.paint(fill=shape.fill, stroke=shape.stroke) + attributes({"stroke-width": shape.stroke_width})
    paint += _DASHES if shape.dashed else ""
    if shape.faces:
        yield from (_face(shape, face, painter) for face in shape.faces)
    elif shape.corners:
        yield element("polygon", paint + f' stroke-linejoin="round" points="{_corners(shape, shape.corners)}"')
    elif shape.form == "circle":
        yield element("ellipse", paint + attributes({"cx": x, "cy": y, "rx": shape.width / 2, "ry": shape.height / 2}))
    else:
        corner = _CORNER if shape.form == "rounded" else _SHARP_CORNER
        place = {
            "x": x - shape.width / 2,
            "y": y - shape.height / 2,
            "width": shape.width,
            "height": shape.height,
            "rx": corner,
        }
        yield element("rect", paint + attributes(place))
        yield from _head(shape, x, y, corner, painter)
    for offset in shape.dividers:
        path = f"M{number(x - shape.width / 2)} {number(y + offset)}h{number(shape.width)}"
        yield f'<path{painter.paint(stroke=shape.stroke)} stroke-width="0.6" d="{path}"/>'


def _head(shape: Shape, x: float, y: float, corner: float, painter: Painter) -> Iterator[str]:
    """Yield the upper part of a box, within its outline."""
    if shape.head <= 0:
        return
    inset = shape.stroke_width / 2
    left, top, bottom = x - shape.width / 2 + inset, y - shape.height / 2 + inset, y - shape.height / 2 + shape.head
    radius = number(corner - inset)
    across = number(shape.width - 2 * corner)
    path = (
        f"M{number(left)} {number(bottom)}V{number(top + corner - inset)}a{radius} {radius} 0 0 1 {radius}-{radius}"
        f"h{across}a{radius} {radius} 0 0 1 {radius} {radius}V{number(bottom)}z"
    )
    yield f'<path{painter.paint(fill=shape.head_fill)} d="{path}"/>'


def _face(shape: Shape, face: Face, painter: Painter) -> str:
    paint = painter.paint(fill=face.fill, stroke=shape.stroke) + attributes({"stroke-width": shape.stroke_width})
    dashes = _DASHES if shape.dashed else ""
    return element("polygon", f'{paint}{dashes} stroke-linejoin="round" points="{_corners(shape, face.points)}"')


def _corners(shape: Shape, points: Sequence[Point]) -> str:
    return " ".join(f"{number((shape.x or 0.0) + x)},{number((shape.y or 0.0) + y)}" for x, y in points)


def _dots(shape: Shape, x: float, y: float, painter: Painter) -> Iterator[str]:
    """Yield three dots along the longer side."""
    upright = shape.height >= shape.width
    step = max(shape.width, shape.height) / 3.4
    radius = max(1.4, min(2.4, step / 4))
    for turn in (-1, 0, 1):
        place = {"cx": x if upright else x + turn * step, "cy": y + turn * step if upright else y, "r": radius}
        yield element("circle", painter.paint(fill="muted") + attributes(place))


def _label(shape: Shape, label: Label, painter: Painter) -> str:
    inside = abs(label.x) <= shape.width / 2 and abs(label.y) <= shape.height / 2 and shape.form not in ("ellipsis", "area")
    x, y = (shape.x or 0.0) + label.x, (shape.y or 0.0) + label.y
    if shape.form == "area":
        return backed_text(label, x, y, painter, "paper")
    background = shape.head_fill if label.y < shape.head - shape.height / 2 else shape.fill
    return text_element(label, x, y, painter, background if inside else None)
