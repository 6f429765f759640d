"""The boxes of a scene's parts: lines of text, shapes with theirs, captions of frames, texts of connections."""

from __future__ import annotations

from dotnet_viz.fonts import LINE_HEIGHT, text_width
from dotnet_viz.geometry.boxes import Box, union
from dotnet_viz.geometry.outlines import centre
from dotnet_viz.scene import ANCHORS, CONNECTION_TEXT_SIZE, Cluster, Connection, Label, Point, Shape

# Where a shape keeps the box that it was found to take.
_KNOWN = "_box"


def label_box(label: Label) -> Box:
    """Return the box of a line of text, around the place that its ``x`` and ``y`` are measured from."""
    width = text_width(label.text, label.size, label.bold)
    left, half = label.x - ANCHORS[label.anchor] * width, label.size * LINE_HEIGHT / 2
    return Box(left, label.y - half, left + width, label.y + half)


def frame_box(frame: Cluster) -> Box:
    """Return the box of a frame; one without size at the origin where it has no place yet."""
    return Box(*frame.box) if frame.box is not None else Box(0.0, 0.0, 0.0, 0.0)


def caption_place(frame: Cluster) -> Point:
    """Return where a frame's caption is, where the frame has a place."""
    x, y = frame_box(frame).middle
    return x + frame.label.x, y + frame.label.y


def caption_box(frame: Cluster) -> Box:
    """Return the box of a frame's caption, where the frame has a place."""
    return label_box(frame.label).moved(*frame_box(frame).middle)


def connection_text_box(line: Connection) -> Box | None:
    """Return the box of a connection's text; ``None`` where it has none, or no place yet."""
    if not line.label or line.label_at is None:
        return None
    return label_box(Label(line.label, *line.label_at, size=CONNECTION_TEXT_SIZE))


def shape_box(shape: Shape) -> Box:
    """Return the box that a shape takes with its texts and its stroke, around its centre."""
    measured = shape.width, shape.height, shape.stroke_width, shape.labels
    known: tuple[object, Box] | None = vars(shape).get(_KNOWN)
    if known is not None and known[0] == measured:
        return known[1]
    right, bottom = (shape.width + shape.stroke_width) / 2, (shape.height + shape.stroke_width) / 2
    left, top = -right, -bottom
    for label in shape.labels:
        # This is asked thousands of times for a big picture: no box is made for a label that is inside.
        width, half = text_width(label.text, label.size, label.bold), label.size * LINE_HEIGHT / 2
        start = label.x - ANCHORS[label.anchor] * width
        left, right = min(left, start), max(right, start + width)
        top, bottom = min(top, label.y - half), max(bottom, label.y + half)
    box = Box(left, top, right, bottom)
    # Layouts ask for it again and again; copies that are moved take it along, and what is measured says if it holds.
    vars(shape)[_KNOWN] = measured, box
    return box


def placed_box(shape: Shape) -> Box:
    """Return the box that a shape takes with its texts and its stroke, in its place.

    Raises:
        GraphError: it has no place yet.
    """
    return shape_box(shape).moved(*centre(shape))


def outline_box(shape: Shape) -> Box:
    """Return the box of a shape's outline in its place, without the half of the stroke that is beyond it, and without texts.

    Raises:
        GraphError: it has no place yet.
    """
    return Box.around_middle(centre(shape), shape.width, shape.height)


def outline_and_texts_box(shape: Shape) -> Box:
    """Return the box of a shape's outline and its texts in its place: what other figures keep a distance from.

    The half of the stroke that is beyond the outline does not count, so that a bold stroke changes no distance;
    :func:`placed_box` has all that ink reaches.

    Raises:
        GraphError: it has no place yet.
    """
    x, y = centre(shape)
    return union([outline_box(shape), *(label_box(label).moved(x, y) for label in shape.labels)])


def is_inside(label: Label, shape: Shape) -> bool:
    """Return whether the place of a text is inside of the box of a shape's outline.

    Args:
        label: a text of the shape.
        shape: whose.
    """
    return abs(label.x) <= shape.width / 2 and abs(label.y) <= shape.height / 2
