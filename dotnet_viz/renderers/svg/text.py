"""Text as SVG. What most texts of a picture have in common stands once, in the group around all of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from dotnet_viz.fonts import one_line
from dotnet_viz.renderers.common.escape import xml_text
from dotnet_viz.renderers.common.texts import BASELINE, patch_box
from dotnet_viz.renderers.svg.elements import Painter, attributes, element, tenths
from dotnet_viz.renderers.svg.stylesheet import SMALL_CLASS, SMALL_SIZE
from dotnet_viz.scene import Label, Shape, changed

# What a text has by default; svg.py writes it on the group around the whole picture.
COMMON = Label("", size=12.0, anchor="middle", color="ink")


def common_attributes(painter: Painter) -> str:
    """Return the attributes of the group around a picture, which all its texts inherit."""
    return painter.paint(fill=COMMON.color) + attributes({"font-size": COMMON.size, "text-anchor": COMMON.anchor})


def text_element(label: Label, x: float, y: float, painter: Painter, background: str | None = None) -> str:
    """Return a line of text within a picture's group.

    Args:
        label: text, size, weight, anchor and colour.
        x: where the anchor stands.
        y: vertical middle of the text.
        painter: the colours.
        background: colour of the shape it stands on; ``None`` for the paper.
    """
    return text_elements([changed(label, x=x, y=y)], painter, background)


def text_elements(labels: Iterable[Label], painter: Painter, background: str | None = None, shape: Shape | None = None) -> str:
    """Return lines of text at their places; those of one appearance that follow each other share a group.

    Args:
        labels: with places; those without text are left out.
        painter: the colours.
        background: colour of the shape they stand on; ``None`` for the paper.
        shape: whose inside that may be.
    """
    behind = background, None if shape is None else (shape.fill, shape.stroke, shape.stroke_width, shape.negative)

    def appearance_of(label: Label) -> str:
        key = label.color, label.size, label.anchor, behind
        if key not in painter.written:
            painter.written[key] = _appearance(label, painter, background, shape)
        return painter.written[key]

    appearances = groupby((label for label in labels if label.text), appearance_of)
    return "".join(_run(appearance, list(run)) for appearance, run in appearances)


def _run(appearance: str, labels: Sequence[Label]) -> str:
    if not appearance or len(labels) == 1:
        return "".join(_text(label, appearance) for label in labels)
    return element("g", appearance, (_text(label, "") for label in labels))


def _appearance(label: Label, painter: Painter, background: str | None, shape: Shape | None) -> str:
    """Return the attributes in which a text differs from what is common; bold is written at each text."""
    color = painter.text_color(label.color, background, shape)
    if (color, label.size, label.anchor) == ("muted", SMALL_SIZE, COMMON.anchor):
        return painter.paint(SMALL_CLASS)
    return (
        (painter.paint_text(color=label.color, background=background, shape=shape) if color != COMMON.color else "")
        + (attributes({"font-size": label.size}) if label.size != COMMON.size else "")
        + (attributes({"text-anchor": label.anchor}) if label.anchor != COMMON.anchor else "")
    )


def _text(label: Label, appearance: str) -> str:
    text = one_line(label.text)
    x, y = tenths(label.x), tenths(label.y + BASELINE * label.size)
    place = (f' x="{x}"' if x != "0" else "") + (f' y="{y}"' if y != "0" else "")
    bold = ' font-weight="bold"' if label.bold else ""
    space = ' xml:space="preserve"' if "  " in text or text != text.strip() else ""
    return f"<text{place}{bold}{space}{appearance}>{xml_text(text)}</text>"


def backed_text(label: Label, x: float, y: float, painter: Painter, background: str) -> str:
    """Return a line of text on a patch of the colour around it, so that no line runs through it.

    Args:
        label: the text; its own position is not used.
        x: where the text is anchored, in CSS pixels.
        y: middle of the line, in CSS pixels.
        painter: writes colours and ids.
        background: colour or role of the patch.
    """
    if not label.text:
        return ""
    position = attributes(dict(zip(("x", "y", "width", "height"), patch_box(label, x, y), strict=True)))
    return f"<rect{painter.paint(fill=background)}{position}/>" + text_element(label, x, y, painter, background)
