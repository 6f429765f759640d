"""Shapes in other colours: their faces in the same light, their texts readable, their outlines as strong as asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dotnet_viz.colors import (
    BLACK,
    LEAST_TEXT_CONTRAST,
    WHITE,
    contrast,
    darken,
    is_hex_color,
    mix,
    most_readable,
    rgb,
)
from dotnet_viz.geometry.parts import is_inside
from dotnet_viz.scene import Face, Shape, changed

_INKS = ("#111111", WHITE)
_OUTLINE = 0x60
# How much white windows on dark planes have.
_LIGHTER = 0.35


def filled(shape: Shape, fill: str) -> Shape:
    """Return a shape in another colour, with texts inside it that can be read.

    Args:
        shape: of a layer.
        fill: ``"#rrggbb"``.

    Example:
        >>> from dotnet_viz.scene import Label
        >>> box = filled(Shape("a", "a", 40, 20, labels=(Label("a"),), head=9, head_fill="#0b4f80"), "#440154")
        >>> box.fill, box.head, box.labels[0].color
        ('#440154', 0.0, '#ffffff')
    """
    ink = most_readable(fill, *_INKS)
    if contrast(ink, fill) < LEAST_TEXT_CONTRAST:  # of some colours black alone is far enough
        ink = most_readable(fill, BLACK, WHITE)
    return changed(
        shape,
        fill=fill,
        head=0.0,
        stroke=darken(fill, _OUTLINE) if shape.faces and is_hex_color(shape.fill) else shape.stroke,
        faces=tuple(Face(face.points, _relit(face.fill, shape.fill, fill)) for face in shape.faces),
        labels=tuple(changed(label, color=ink) if is_inside(label, shape) else label for label in shape.labels),
    )


def recolored(shapes: Iterable[Shape], colors: Mapping[str, str]) -> tuple[Shape, ...]:
    """Return shapes of which some have other colours, and windows that stand out from their planes as before.

    Args:
        shapes: of a picture.
        colors: ``"#rrggbb"`` by the id of a shape.
    """
    known = list(shapes)
    planes = {shape.id: shape.fill for shape in known if shape.id in colors}

    def window(shape: Shape) -> Shape:
        if shape.kind != "window" or shape.group not in planes:
            return shape
        fill = colors[shape.group]
        is_dark = most_readable(fill, *_INKS) == WHITE
        return changed(shape, fill=mix(fill, WHITE, _LIGHTER) if is_dark else _relit(shape.fill, planes[shape.group], fill))

    return tuple(filled(shape, colors[shape.id]) if shape.id in colors else window(shape) for shape in known)


def outlined(shape: Shape, stroke: str, width: float) -> Shape:
    """Return a shape with another outline.

    Args:
        shape: of a layer.
        stroke: colour or role.
        width: in pixels.
    """
    return changed(shape, stroke=stroke, stroke_width=width)


def _relit(face: str, front: str, fill: str) -> str:
    """Return the colour of a face that is as much darker than the new front as it was than the old one."""
    if not (is_hex_color(face) and is_hex_color(front)):
        return fill
    return darken(fill, max(before - after for before, after in zip(rgb(front), rgb(face), strict=True)))
