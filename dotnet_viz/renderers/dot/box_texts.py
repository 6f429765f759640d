"""The texts and the colours of a box in DOT: plain lines of one font, or a table where names are bold and heads have a colour.

A table keeps its box one node, which Graphviz may place anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from dotnet_viz.fonts import one_line, text_width
from dotnet_viz.renderers.common.escape import dot_string, dot_table_text
from dotnet_viz.renderers.common.texts import background_of
from dotnet_viz.renderers.themes.theme_colors import ThemeColors
from dotnet_viz.scene import Label, Shape

_ALIGN: Mapping[str, str] = {"start": "left", "middle": "center", "end": "right"}
# From the middle of a line of text to its upper edge, as part of the font's size.
_HALF_LINE = 0.6


def is_plain(labels: Sequence[Label]) -> bool:
    """Whether some texts are lines of one font and colour below each other, which any Graphviz draws.

    Args:
        labels: of a shape, without empty ones.
    """
    return len({(label.size, label.bold, label.color, label.anchor, label.x) for label in labels}) <= 1


def box_fill(shape: Shape, colors: ThemeColors) -> dict[str, str]:
    """Return the attributes with the colours of a box's head and of what is below it.

    Args:
        shape: the box.
        colors: of the theme.
    """
    body = colors.shape_fill(shape)
    if not 0 < shape.head < shape.height or shape.head_fill == shape.fill:
        return {"fillcolor": f'"{body}"'}
    # Two colours with a share have a sharp edge between them.
    fill = f'"{colors.color(shape.head_fill)};{shape.head / shape.height:.3f}:{body}"'
    return {"fillcolor": fill, "gradientangle": "270"}


def box_table(shape: Shape, colors: ThemeColors) -> str:
    """Return a box's texts at their places, as the table that Graphviz takes for a label.

    Args:
        shape: the box.
        colors: of the theme.

    Example:
        >>> from dotnet_viz.renderers.themes.theme_colors import LIGHT_COLORS
        >>> "<b>conv</b>" in box_table(Shape("a", "a", 60, 30, labels=(Label("conv", bold=True),)), LIGHT_COLORS)
        True
    """
    labels = sorted((label for label in shape.labels if label.text.strip()), key=lambda label: label.y)
    rows = [_Row(list(row), y, y - _HALF_LINE * max(label.size for label in row)) for y, row in _by_height(labels)]
    sides = [shape.width / 2 - abs(label.x) for label in labels if label.anchor != "middle"]
    side = max(0.0, min(sides, default=0.0))
    ends = [*(row.top for row in rows[1:]), shape.height / 2]
    columns = max((len(row.labels) for row in rows), default=1)
    # The first cell is as wide as the box, and all others with it.
    cells = [_spacer(-shape.height / 2, rows[0].top, columns, shape.width - 2 * side)] if rows else []
    for row, end in zip(rows, ends, strict=True):
        cells += _row(shape, row, end, side, columns, colors)
    attributes = f'border="0" cellborder="0" cellspacing="0" cellpadding="0" color="{colors.outline(shape.stroke)}"'
    return f"<<table {attributes}>{''.join(cells)}</table>>"


@dataclass(frozen=True)
class _Row:
    """Texts next to each other: from left to right, their middle and their upper edge, from the middle of the box."""

    labels: Sequence[Label]
    y: float
    top: float


def _by_height(labels: Sequence[Label]) -> Iterator[tuple[float, list[Label]]]:
    for y, row in groupby(labels, key=lambda label: label.y):
        yield y, sorted(row, key=lambda label: label.x)


def _row(shape: Shape, row: _Row, end: float, side: float, columns: int, colors: ThemeColors) -> Iterator[str]:
    rules = [y for y in shape.dividers if row.y < y < end]
    stops = [row.top, *rules, end]
    for number, (start, stop) in enumerate(pairwise(stops)):
        if number:
            yield "<hr/>"
            yield _spacer(start, stop, columns)
        else:
            yield f"<tr>{''.join(_cells(shape, row.labels, stop - start, side, columns, colors))}</tr>"


def _cells(
    shape: Shape, labels: Sequence[Label], height: float, side: float, columns: int, colors: ThemeColors
) -> Iterator[str]:
    for index, label in enumerate(labels):
        span = columns - len(labels) + 1 if index == 0 else 1
        color = colors.text_color(label.color, background_of(shape, label), shape)
        text = dot_table_text(_indent(shape, label, side) + one_line(label.text))
        text = f"<b>{text}</b>" if label.bold else text
        yield (
            f'<td colspan="{span}" align="{_ALIGN[label.anchor]}" valign="top" height="{max(height, 0):.0f}">'
            f'<font point-size="{label.size:g}" color="{color}">{text}</font></td>'
        )


def _indent(shape: Shape, label: Label, side: float) -> str:
    """Return the spaces before a line that goes on further right."""
    beyond = shape.width / 2 + label.x - side if label.anchor == "start" else 0.0
    return "\xa0" * round(beyond / text_width("\xa0", label.size))


def _spacer(start: float, end: float, columns: int, width: float = 0.0) -> str:
    wide = f' width="{width:.0f}"' if width else ""
    return f'<tr><td colspan="{columns}" height="{max(end - start, 0):.0f}"{wide}></td></tr>'


def plain_label(labels: Sequence[Label]) -> str:
    """Return texts as the lines of a plain label.

    Args:
        labels: from the top.
    """
    return dot_string("\n".join(one_line(label.text) for label in labels if label.text))
