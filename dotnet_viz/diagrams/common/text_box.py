"""Boxes with rows of text, as wide as their text and no wider than a limit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dotnet_viz.fonts import LINE_HEIGHT, one_line, shorten, text_width
from dotnet_viz.fonts.wrapping import wrap
from dotnet_viz.scene import Label, Shape, changed

MAX_TEXT_WIDTH = 300.0
PADDING_X = 12.0
PADDING_Y = 6.0


@dataclass(frozen=True)
class TextRow:
    """One line of text in a box.

    Args:
        text: what stands there; shortened where it is too wide.
        bold: whether it is set in bold.
        size: font size in pixels.
        color: colour or role.
    """

    text: str
    bold: bool = False
    size: float = 12.0
    color: str = "ink"

    @property
    def height(self) -> float:
        """Height of the line in pixels."""
        return self.size * LINE_HEIGHT


def text_box(
    shape_id: str,
    name: str,
    groups: Sequence[Sequence[TextRow]],
    head_fill: str | None = None,
    wrapped_at: float | None = None,
) -> Shape:
    """Return a box around groups of rows, with a line between two groups.

    Args:
        shape_id: id of the shape.
        name: what the box stands for.
        groups: rows by group; empty groups are left out.
        head_fill: colour of the first group, which then is the head of the box.
        wrapped_at: width in pixels at which a row goes on in the next line; ``None`` shortens rows that are very wide.

    Example:
        >>> box = text_box("a", "dense", [[TextRow("dense", bold=True)], [TextRow("Dense"), TextRow("10 parameters")]])
        >>> len(box.labels), len(box.dividers)
        (3, 1)
    """
    filled = [[line for row in group for line in _lines(row, wrapped_at)] for group in groups if group]
    height = sum(_group_height(group) for group in filled)
    widest = max((text_width(row.text, row.size, row.bold) for group in filled for row in group), default=0.0)
    labels: list[Label] = []
    dividers: list[float] = []
    top = -height / 2
    for number, group in enumerate(filled):
        if number > (head_fill is not None):
            dividers.append(round(top, 2))
        labels += stacked_labels(group, top + PADDING_Y)
        top += _group_height(group)
    box = Shape(
        shape_id,
        name,
        width=round(widest + 2 * PADDING_X, 2),
        height=round(height, 2),
        form="rounded",
        labels=tuple(labels),
        dividers=tuple(dividers),
    )
    return box if head_fill is None or not filled else _with_head(box, head_fill, _group_height(filled[0]), len(filled))


def _with_head(box: Shape, fill: str, height: float, groups: int) -> Shape:
    return changed(box, head=round(height, 2), head_fill=fill) if groups > 1 else changed(box, fill=fill)


def _lines(row: TextRow, width: float | None) -> list[TextRow]:
    if width is not None:
        return [replace(row, text=text) for text in wrap(row.text, row.size, width, bold=row.bold)]
    text = shorten(one_line(row.text), row.size, MAX_TEXT_WIDTH, row.bold)
    return [row if text == row.text else replace(row, text=text)]


def _group_height(group: Sequence[TextRow]) -> float:
    return sum(row.height for row in group) + 2 * PADDING_Y


def stacked_labels(rows: Sequence[TextRow], top: float) -> list[Label]:
    """Return lines of text below each other, the first one from an edge.

    Args:
        rows: lines of text, from the top.
        top: upper edge of the first line in CSS pixels, relative to the centre of the shape.
    """
    labels = []
    for row in rows:
        labels.append(Label(row.text, 0.0, round(top + row.height / 2, 2), row.size, row.bold, color=row.color))
        top += row.height
    return labels
