"""Tables of numbers as colours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.charts.chart import Chart, draw_chart
from dotnet_viz.charts.style import MUTED, PIXELS_PER_POINT, TEXT_SIZE, name_for
from dotnet_viz.colors import WHITE, hex_color, most_readable, rgb
from dotnet_viz.fonts import one_line, text_width
from dotnet_viz.formatting import format_count, format_percent
from dotnet_viz.measures.evaluation.classification import Classification
from dotnet_viz.scales import NEGATIVE, POSITIVE

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

NUMBERED_CLASSES = 30
SHARED_CLASSES = 12

_NAME_ROOM = 130.0
_NAMED_CLASSES = 60

Shares = NDArray[np.float64]


def confusion_chart(result: Classification) -> Chart:
    """Draw a confusion matrix: a row for each true class, a column for each predicted one.

    A cell's depth is its share of the row: blue where the prediction is right, red where it is wrong. Up to 12
    classes a cell has its count and its share of the row, up to 30 its count; beyond that it has no number, and the
    chart says so.

    Args:
        result: one that has a confusion matrix.

    Example:
        >>> from dotnet_viz.measures.evaluation.classification import classify
        >>> result = classify("", np.array([[0.9, 0.1], [0.2, 0.8]]), np.array([0, 1]))
        >>> confusion_chart(result).alternative
        'Confusion matrix of 2 classes: 2 of 2 samples lie on the diagonal.'
    """
    counts = _counts(result)
    size = len(counts)
    side, room = _side(counts), _name_room(result.class_names)
    extra = 0.0 if size <= NUMBERED_CLASSES else 18.0

    def paint(figure: Figure) -> None:
        axes = figure.add_subplot()
        _paint_cells(axes, counts)
        _name_axes(axes, result.class_names, room)
        if size > NUMBERED_CLASSES:
            axes.set_title(
                f"{size} classes: cells are too small for numbers", fontweight="normal", color=MUTED, fontsize=TEXT_SIZE
            )

    description = (
        f"Confusion matrix of {size} classes: {int(np.trace(counts)):,} of {int(counts.sum()):,} samples lie on the diagonal."
    )
    return draw_chart("Confusion matrix", description, (side + room + 50, side + min(room, 110) + 50 + extra), paint)


def _counts(result: Classification) -> NDArray[np.int64]:
    return np.zeros((0, 0), dtype=np.int64) if result.confusion is None else result.confusion


def _side(counts: NDArray[np.int64]) -> float:
    """Return the width of all cells, so that their numbers fit."""
    size = len(counts)
    if size > NUMBERED_CLASSES:
        return min(max(size * 8.0, 420.0), 720.0)
    lines = {line for text in _texts(counts).values() for line in text.splitlines()}
    widest = max((text_width(line, TEXT_SIZE * PIXELS_PER_POINT) for line in lines), default=0.0)
    return size * max(widest + 10, 46.0 if size <= SHARED_CLASSES else 26.0) + (60 if size < 4 else 0)


def _texts(counts: NDArray[np.int64]) -> dict[tuple[int, int], str]:
    """Return what stands in each cell that is not empty: its count and, in few classes, its share of the row."""
    sums = counts.sum(axis=1).tolist()
    texts = {(row, column): format_count(int(counts[row, column])) for row, column in np.argwhere(counts > 0).tolist()}
    if len(counts) > SHARED_CLASSES:
        return texts
    return {
        (row, column): f"{text}\n{format_percent(counts[row, column] / sums[row])}" for (row, column), text in texts.items()
    }


def _name_room(names: tuple[str, ...]) -> float:
    widths = (text_width(one_line(name)[:40], TEXT_SIZE * PIXELS_PER_POINT) for name in names)
    return min(max(widths, default=0.0) + 4, _NAME_ROOM)


def _paint_cells(axes: Axes, counts: NDArray[np.int64]) -> None:
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    colors = confusion_colors(shares)
    size = len(counts)
    if size > NUMBERED_CLASSES:
        axes.imshow(colors, interpolation="nearest", aspect="equal")
    else:
        edges = np.arange(size + 1) - 0.5
        axes.pcolormesh(edges, edges, colors, edgecolors="white", linewidth=0.6)
        axes.set_aspect("equal")
        axes.invert_yaxis()
        _number_cells(axes, counts, colors)


def confusion_colors(shares: Shares) -> NDArray[np.float64]:
    """Return red, green and blue (0 to 1) of each cell, by its share of its row; shape (classes, classes, 3)."""
    right, wrong = (np.array(rgb(color)) / 255 for color in (POSITIVE, NEGATIVE))
    ends = np.where(np.eye(len(shares), dtype=bool)[..., np.newaxis], right, wrong)
    # The root lets a few per cent be seen beside almost all.
    depth = np.sqrt(shares)[..., np.newaxis]
    colors: NDArray[np.float64] = 1 + (ends - 1) * depth
    return colors


def _number_cells(axes: Axes, counts: NDArray[np.int64], colors: NDArray[np.float64]) -> None:
    size = TEXT_SIZE - (1.5 if len(counts) > SHARED_CLASSES else 0.5)
    properties: dict[str, Any] = {"ha": "center", "va": "center", "fontsize": size, "linespacing": 1.15}
    for (row, column), text in _texts(counts).items():
        ink = most_readable(hex_color(colors[row, column] * 255), "#000000", WHITE)
        axes.text(column, row, text, color=ink, **properties)


def _name_axes(axes: Axes, names: tuple[str, ...], room: float) -> None:
    step = -(-len(names) // _NAMED_CLASSES)
    positions = list(range(0, len(names), step))
    shown = [name_for(names[position], room) for position in positions]
    upright = max((len(name) for name in shown), default=0) <= 3 and len(names) <= NUMBERED_CLASSES
    axes.set_xticks(positions, shown, rotation=0 if upright else 90)
    axes.set_yticks(positions, shown)
    axes.tick_params(length=0, labelsize=TEXT_SIZE if len(names) <= NUMBERED_CLASSES else TEXT_SIZE - 3)
    axes.set_xlabel("predicted")
    axes.set_ylabel("true")
    for spine in axes.spines.values():
        spine.set_visible(True)
        spine.set_linewidth(0.6)
