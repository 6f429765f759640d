"""Rows of a chart that each stand for a class or a slice: names on the left, notes on the right, and the value of all data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dotnet_viz.charts.style import MUTED, PIXELS_PER_POINT, TEXT_SIZE, VALIDATION, name_for
from dotnet_viz.fonts import one_line, text_width

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_NAME_ROOM = 170.0
_MEASURED = 120
"""Of a longer name the start is measured: so many of the narrowest characters are wider than any room."""


def name_rows(axes: Axes, names: Sequence[str], notes: Sequence[str], room: float) -> None:
    """Name rows from the top on the left, and write a note on each on the right.

    Args:
        axes: to draw on.
        names: of the rows.
        notes: one for each row.
        room: for a name, in CSS pixels.
    """
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.set_yticks(range(len(names)), [name_for(name, room) for name in names])
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    axes.grid(axis="both")
    twin = axes.secondary_yaxis("right")
    twin.set_yticks(range(len(names)), list(notes))
    twin.tick_params(axis="y", length=0, labelcolor=MUTED, labelsize=TEXT_SIZE - 1)
    twin.spines["right"].set_visible(False)


def name_room(names: Sequence[str], most: float = _NAME_ROOM) -> float:
    """Return how wide the names of rows are, in CSS pixels.

    Args:
        names: of the rows.
        most: widest that one may be; longer ones are shortened.
    """
    widths = (text_width(one_line(name)[:_MEASURED], TEXT_SIZE * PIXELS_PER_POINT) for name in names)
    return min(max(widths, default=0.0) + 4, most)


def value_of_all(axes: Axes, value: float, label: str, *, along: str = "x") -> None:
    """Draw a dotted line at the value that all data have, or the middle of them.

    Args:
        axes: to draw on.
        value: where the line is.
        label: for the legend.
        along: the axis that the value is on, ``"x"`` or ``"y"``.
    """
    draw = axes.axvline if along == "x" else axes.axhline
    draw(value, color=MUTED, linestyle=(0, (2, 3)), linewidth=1.2, label=label)


def draw_intervals(axes: Axes, ends: Sequence[tuple[float, float]]) -> None:
    """Draw an interval in each row, from the top.

    Args:
        axes: to draw on.
        ends: low and high end for each row.
    """
    for row, interval in enumerate(ends):
        axes.plot(interval, (row, row), color=VALIDATION, linewidth=1.6)
