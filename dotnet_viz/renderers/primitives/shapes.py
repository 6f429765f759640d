"""Shapes and frames as figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dotnet_viz.geometry.moving import moved_points
from dotnet_viz.geometry.parts import caption_place, frame_box
from dotnet_viz.renderers.common.corners import CORNER, DOTS_OPACITY, QUARTER, RULE_WIDTH, corner_of
from dotnet_viz.renderers.common.texts import background_of
from dotnet_viz.renderers.primitives.figures import (
    DASHES,
    FRAME_DASHES,
    Bezier,
    Ellipse,
    Figure,
    Line,
    Paint,
    Polygon,
    Rectangle,
)
from dotnet_viz.renderers.primitives.pictures import picture_tables
from dotnet_viz.renderers.primitives.texts import backed_text, text_figure
from dotnet_viz.renderers.themes.theme_colors import ThemeColors
from dotnet_viz.scene import Cluster, Point, Shape


def shape_figures(shape: Shape, colors: ThemeColors) -> tuple[Figure, ...]:
    """Return a shape with its dividers and texts; nothing where there is nothing to see.

    Args:
        shape: with its place.
        colors: of the theme.
    """
    return (*outline_figures(shape, colors), *_texts(shape, colors))


def outline_figures(shape: Shape, colors: ThemeColors) -> tuple[Figure, ...]:
    """Return a shape without its texts.

    Args:
        shape: with its place.
        colors: of the theme.
    """
    if shape.form == "area":
        return ()
    if shape.form == "ellipsis":
        return tuple(_ellipsis(shape, colors))
    if shape.form == "dots":
        return tuple(_round_dots(shape, colors))
    return (*_outline(shape, colors), *_dividers(shape, colors))


def frame_figures(cluster: Cluster, colors: ThemeColors, *, is_open: bool = False) -> tuple[Rectangle, ...]:
    """Return the frame of a cluster, without its caption.

    Args:
        cluster: with its box.
        colors: of the theme.
        is_open: whether what is behind it is seen through it.
    """
    box = frame_box(cluster)
    fill = None if is_open else colors.color(cluster.fill)
    paint = Paint(fill, colors.outline(cluster.stroke), dashes=FRAME_DASHES)
    return (Rectangle(box.left, box.top, box.width, box.height, paint, CORNER),)


def caption_figures(cluster: Cluster, colors: ThemeColors) -> tuple[Figure, ...]:
    """Return a cluster's caption, which is drawn over the lines that enter the cluster.

    Args:
        cluster: with its box.
        colors: of the theme.
    """
    return backed_text(cluster.label, *caption_place(cluster), colors, cluster.fill)


def shape_paint(shape: Shape, colors: ThemeColors, fill: str | None = None) -> Paint:
    """Return the colours of a shape's outline and inside.

    Args:
        shape: whose.
        colors: of the theme.
        fill: colour or role of one of its faces, in place of its own.
    """
    dashes = DASHES if shape.dashed else ()
    inside = colors.color(fill) if fill else colors.shape_fill(shape)
    return Paint(inside, colors.outline(colors.border_of(shape)), shape.stroke_width, dashes)


def _outline(shape: Shape, colors: ThemeColors) -> Iterator[Figure]:
    x, y = shape.x or 0.0, shape.y or 0.0
    paint = shape_paint(shape, colors)
    if shape.faces:
        for face in shape.faces:
            points = moved_points(face.points, x, y)
            around = shape_paint(shape, colors, face.fill)
            yield Polygon(points, around)
            if face.picture is not None:
                yield from picture_tables(face.picture, points)
                yield Polygon(points, replace(around, fill=None))
    elif shape.corners:
        yield Polygon(moved_points(shape.corners, x, y), paint)
    elif shape.form == "circle":
        yield Ellipse(x, y, shape.width / 2, shape.height / 2, paint)
    else:
        left, top = x - shape.width / 2, y - shape.height / 2
        yield Rectangle(left, top, shape.width, shape.height, paint, corner_of(shape))
        if shape.head > 0 and shape.head_fill != shape.fill:
            yield _head(shape, left, top, colors)


def _head(shape: Shape, left: float, top: float, colors: ThemeColors) -> Bezier:
    """Return the upper part of a box, within its outline."""
    inset = shape.stroke_width / 2
    left, top, right, bottom = left + inset, top + inset, left + shape.width - inset, top + shape.head
    radius = max(corner_of(shape) - inset, 0.0)
    bend = radius * QUARTER
    start, up = (left, bottom), (left, top + radius)
    across, over = (left + radius, top), (right - radius, top)
    down, end = (right, top + radius), (right, bottom)
    points = (
        start, *_straight(start, up),
        (left, top + bend), (left + bend, top), across, *_straight(across, over),
        (right - bend, top), (right, top + bend), down, *_straight(down, end), *_straight(end, start),
    )  # fmt: skip
    return Bezier(points, Paint(colors.color(shape.head_fill)), closed=True)


def _straight(start: Point, end: Point) -> tuple[Point, Point, Point]:
    """Return what a straight line adds to a chain of curves."""
    return start, end, end


def _dividers(shape: Shape, colors: ThemeColors) -> Iterator[Figure]:
    x, y, half = shape.x or 0.0, shape.y or 0.0, shape.width / 2
    paint = Paint(stroke=colors.outline(shape.stroke), width=RULE_WIDTH)
    yield from (Line((x - half, y + offset), (x + half, y + offset), paint) for offset in shape.dividers)


def _round_dots(shape: Shape, colors: ThemeColors) -> Iterator[Figure]:
    radius = shape.stroke_width / 2
    paint = Paint(colors.outline(shape.stroke), opacity=DOTS_OPACITY)
    for x, y in shape.points:
        yield Ellipse((shape.x or 0.0) + x, (shape.y or 0.0) + y, radius, radius, paint)


def _ellipsis(shape: Shape, colors: ThemeColors) -> Iterator[Figure]:
    """Yield three dots along the longer side."""
    step = max(shape.width, shape.height) / 3.4
    radius = max(1.4, min(2.4, step / 4))
    down, across = (step, 0.0) if shape.height >= shape.width else (0.0, step)
    for index in (-1, 0, 1):
        x, y = (shape.x or 0.0) + index * across, (shape.y or 0.0) + index * down
        yield Ellipse(x, y, radius, radius, Paint(colors.color("muted")))


def _texts(shape: Shape, colors: ThemeColors) -> Iterator[Figure]:
    x, y = shape.x or 0.0, shape.y or 0.0
    for label in shape.labels:
        if shape.form == "area":
            yield from backed_text(label, x + label.x, y + label.y, colors, "paper")
        elif label.text:
            yield text_figure(label, x + label.x, y + label.y, colors, background_of(shape, label), shape)
