"""Shapes and clusters as SVG."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from dotnet_viz.geometry.parts import caption_place, frame_box
from dotnet_viz.renderers.common.corners import CORNER, DOTS_OPACITY, corner_of
from dotnet_viz.renderers.common.escape import xml_attribute
from dotnet_viz.renderers.common.texts import background_of
from dotnet_viz.renderers.svg.elements import DASHES, Painter, attributes, element, number, tenths, tooltip
from dotnet_viz.renderers.svg.paths import line_path
from dotnet_viz.renderers.svg.text import backed_text, text_elements
from dotnet_viz.scene import Cluster, Face, Point, Shape

# A quadratic curve that starts this much farther from a corner than a circle's arc passes the corner as it does.
_BEND = 1.17


def shape_element(shape: Shape, painter: Painter) -> str:
    """Return a shape with its dividers, texts and tooltip as one group; nothing where there is nothing to see.

    Args:
        shape: with its position.
        painter: writes colours and ids.
    """
    if shape.form == "area" and not shape.labels:
        return ""
    if shape.group and not shape.name and not shape.tooltip:
        decoration = [*_figure(shape, painter), *_texts(shape, painter)]
        return element("g", f' pointer-events="none"{_place(shape)}', decoration)
    parts = [*tooltip(shape.tooltip or shape.name), *_figure(shape, painter), *_texts(shape, painter)]
    return element("g", painter.paint("dv-shape") + "".join(_facts(shape, painter)), parts)


def _facts(shape: Shape, painter: Painter) -> Iterator[str]:
    """Yield what scripts and style sheets find a shape by, and its place: all inside is measured from its centre."""
    yield painter.id(shape.id)
    yield f" data-name={xml_attribute(shape.name)}"
    if shape.kind:
        yield f" data-kind={xml_attribute(shape.kind)}"
    if shape.mark:
        yield f" data-mark={xml_attribute(shape.mark)}"
    if shape.cluster is not None:
        yield f" data-cluster={xml_attribute(shape.cluster)}"
    yield _place(shape)


def _place(shape: Shape) -> str:
    return f' transform="translate({tenths(shape.x or 0.0)} {tenths(shape.y or 0.0)})"'


def cluster_element(cluster: Cluster, painter: Painter, *, is_open: bool = False) -> str:
    """Return a cluster's frame.

    Args:
        cluster: with its box.
        painter: writes colours and ids.
        is_open: whether what is behind it is seen through it; it is clicked all the same.
    """
    box = frame_box(cluster)
    place = attributes({"x": box.left, "y": box.top, "width": box.width, "height": box.height, "rx": CORNER})
    appearance = ' fill-opacity="0"' * is_open + ' stroke-dasharray="2 2"'
    frame = element("rect", painter.paint(fill=cluster.fill, stroke=cluster.stroke) + place + appearance)
    facts = {"data-name": cluster.name, "data-cluster": cluster.parent, "data-layers": cluster.layer_count}
    around = (
        painter.paint("dv-cluster")
        + painter.id(cluster.id)
        + attributes({name: fact for name, fact in facts.items() if fact is not None})
    )
    return element("g", around, [*tooltip(cluster.tooltip), frame])


def caption_element(cluster: Cluster, painter: Painter) -> str:
    """Return a cluster's caption, which is drawn over the lines that enter the cluster.

    Args:
        cluster: with its box.
        painter: writes colours and ids.

    Returns:
        An empty text where the caption is empty.
    """
    text = backed_text(cluster.label, *caption_place(cluster), painter, cluster.fill)
    return element("g", painter.paint("dv-caption") + attributes({"data-cluster": cluster.id}), [text]) if text else ""


def _figure(shape: Shape, painter: Painter) -> Iterator[str]:
    if shape.form == "ellipsis":
        yield from _dots(shape, painter)
    if shape.form in ("ellipsis", "area"):
        return
    if shape.form == "dots":
        yield _round_dots(shape, painter)
        return
    paint = painter.figure(shape)
    if shape.faces:
        yield from (_face(shape, face, painter) for face in shape.faces)
    elif shape.corners:
        yield element("polygon", paint + f' stroke-linejoin="round" points="{_corners(shape.corners)}"')
    elif shape.form == "circle":
        yield element("ellipse", paint + attributes({"rx": shape.width / 2, "ry": shape.height / 2}))
    else:
        corner = corner_of(shape)
        place = f' x="{tenths(-shape.width / 2)}" y="{tenths(-shape.height / 2)}"'
        size = f' width="{tenths(shape.width)}" height="{tenths(shape.height)}"'
        yield element("rect", paint + place + size + (f' rx="{number(corner)}"' if corner else ""))
        yield from _head(shape, corner, painter)
    if shape.dividers:
        half = shape.width / 2
        lines = "".join(line_path([(-half, offset), (half, offset)]) for offset in shape.dividers)
        yield f'<path{painter.rule(shape)} d="{lines}"/>'


def _round_dots(shape: Shape, painter: Painter) -> str:
    """Return all dots of a shape as one path, of lines without length whose ends are round."""
    path = "".join(f"M{tenths(x)} {tenths(y)}h0" for x, y in shape.points)
    around = attributes({"stroke-width": shape.stroke_width, "stroke-opacity": DOTS_OPACITY})
    return f'<path{painter.paint(stroke=shape.stroke)}{around} stroke-linecap="round" fill="none" d="{path}"/>'


def _head(shape: Shape, corner: float, painter: Painter) -> Iterator[str]:
    """Yield the upper part of a box, within its outline."""
    if shape.head <= 0 or shape.head_fill == shape.fill:
        return
    inset, across = shape.stroke_width / 2, shape.width - shape.stroke_width
    bend = (corner - inset) * _BEND
    left, bottom = tenths(-across / 2), tenths(shape.head - shape.height / 2)
    side, curve, top = (tenths(part) for part in (shape.head - inset - bend, bend, across - 2 * bend))
    path = f"M{left} {bottom}v-{side}q0-{curve} {curve}-{curve}h{top}q{curve} 0 {curve} {curve}v{side}z"
    yield f'<path{painter.paint(fill=shape.head_fill)} d="{path}"/>'


def _face(shape: Shape, face: Face, painter: Painter) -> str:
    paint = painter.paint(fill=face.fill, stroke=shape.stroke) + attributes({"stroke-width": shape.stroke_width})
    dashes = DASHES if shape.dashed else ""
    around = f'{dashes} stroke-linejoin="round" points="{_corners(face.points)}"'
    if face.picture is None:
        return element("polygon", paint + around)
    from dotnet_viz.renderers.svg.rasters import picture_element

    outline = painter.paint(stroke=shape.stroke) + attributes({"fill": "none", "stroke-width": shape.stroke_width})
    return picture_element(face.picture, face.points) + element("polygon", outline + around)


def _corners(points: Sequence[Point]) -> str:
    return " ".join(f"{number(x)},{number(y)}" for x, y in points)


def _dots(shape: Shape, painter: Painter) -> Iterator[str]:
    """Yield three dots along the longer side."""
    axis = "cy" if shape.height >= shape.width else "cx"
    step = max(shape.width, shape.height) / 3.4
    radius = max(1.4, min(2.4, step / 4))
    for index in (-1, 0, 1):
        yield element("circle", painter.paint(fill="muted") + attributes({axis: index * step, "r": radius}))


def _texts(shape: Shape, painter: Painter) -> Iterator[str]:
    if shape.form == "area":
        yield from (backed_text(label, label.x, label.y, painter, "paper") for label in shape.labels)
        return
    for background, labels in groupby(shape.labels, key=lambda label: background_of(shape, label)):
        yield text_elements(labels, painter, background, shape)
