"""Confusion matrices as coloured cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.charts.chart import Chart, draw_chart
from dotnet_viz.charts.data import ChartData
from dotnet_viz.charts.style import BLANK, MUTED, NEUTRAL, ON_PALE, PIXELS_PER_POINT, TEXT_SIZE, name_for
from dotnet_viz.charts.themes import PAPER
from dotnet_viz.colors import BLACK, WHITE, hex_color, most_readable, rgb
from dotnet_viz.errors import OptionError
from dotnet_viz.fonts import one_line, text_width
from dotnet_viz.formatting import format_count, format_percent
from dotnet_viz.measures.evaluation.classifiers.classification import Classification
from dotnet_viz.measures.evaluation.classifiers.confusion import ConfusionTable, confusion_table, most_confused, shares
from dotnet_viz.measures.evaluation.segmentation import Segmentation
from dotnet_viz.runtime.cached import cached_property
from dotnet_viz.scales import NEGATIVE, POSITIVE
from dotnet_viz.translation.translate import mark, translate

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

NUMBERED_CLASSES = 30
SHARED_CLASSES = 12

_NAME_ROOM = 130.0
_NAMED_CLASSES = 60

_TITLES = {
    None: mark("Confusion matrix"),
    "true": mark("Confusion matrix, shares of the true class"),
    "pred": mark("Confusion matrix, shares of the predicted class"),
    "all": mark("Confusion matrix, shares of all samples"),
}

_ALL_PIXELS = mark("Confusion matrix, shares of all pixels")
_SAMPLES_RIGHT = mark("Confusion matrix of {classes} classes: {right} of {total} samples lie on the diagonal.")
_PIXELS_RIGHT = mark("Confusion matrix of {classes} classes: {right} of {total} pixels lie on the diagonal.")

Shares = NDArray[np.float64]


def confusion_chart(
    result: Classification | Segmentation,
    *,
    normalize: str | None = None,
    sort: str = "classes",
    max_classes: int | None = NUMBERED_CLASSES,
) -> Chart:
    """Draw a confusion matrix: a row for each true class, a column for each predicted one.

    A cell's depth is its share: blue where the prediction is right, red where it is wrong. Up to 12 classes a cell has its
    count and its share of the row, up to 30 its count; beyond that it has no number, and the chart says so.

    Args:
        result: one that has a confusion matrix, of samples or of pixels.
        normalize: ``"true"`` shows shares of the row, ``"pred"`` of the column, ``"all"`` of all samples; ``None`` counts.
        sort: ``"classes"``, ``"errors"`` or ``"confusion"``, see
            :func:`~dotnet_viz.measures.evaluation.classifiers.confusion.confusion_table`.
        max_classes: most classes with a row of their own, those that are confused most; ``None`` for all.

    Raises:
        OptionError: an unknown option, or a result of several labels a sample, which has no such matrix.

    Example:
        >>> from dotnet_viz.measures.evaluation.classifiers.classification import classify
        >>> result = classify("", np.array([[0.9, 0.1], [0.2, 0.8]]), np.array([0, 1]))
        >>> confusion_chart(result).alternative
        'Confusion matrix of 2 classes: 2 of 2 samples lie on the diagonal.'
    """
    if result.confusion is None:
        raise OptionError("a sample may have several labels here, so there is no confusion matrix; per_class() has each label")
    table = confusion_table(result.confusion, result.class_names, sort=sort, max_classes=max_classes)
    cells = _Cells(table, shares(table.counts, normalize), normalize)
    side, room = _side(cells), _name_room(table.names)
    above = _remark(table)

    def paint(figure: Figure) -> None:
        axes = figure.add_subplot()
        _paint_cells(axes, cells)
        _name_axes(axes, table.names, room)
        if above:
            axes.set_title(above, fontweight="normal", color=MUTED, fontsize=TEXT_SIZE)

    right, total = int(np.trace(result.confusion)), int(result.confusion.sum())
    of_pixels = isinstance(result, Segmentation)
    description = translate(
        _PIXELS_RIGHT if of_pixels else _SAMPLES_RIGHT,
        classes=len(result.class_names),
        right=format_count(right),
        total=format_count(total),
    )
    width, height = side + room + 50, side + min(room, 110) + 50 + (18.0 if above else 0.0)
    data = _data(result.confusion, result.class_names, cells)
    title = translate(_ALL_PIXELS if of_pixels and normalize == "all" else _TITLES[normalize])
    return draw_chart(title, description, (max(width, _title_width(above) + room), height), paint, data)


@dataclass(frozen=True, eq=False)
class _Cells:
    """The matrix as it is drawn, and the shares that its colours stand for."""

    table: ConfusionTable
    shares: Shares
    normalize: str | None

    @property
    def size(self) -> int:
        return len(self.table.counts)

    @cached_property
    def texts(self) -> dict[tuple[int, int], str]:
        """What stands in each cell that is not empty: its count, its share, or in few classes both."""
        counts = self.table.counts
        filled: list[tuple[int, int]] = [(row, column) for row, column in np.argwhere(counts > 0).tolist()]
        percents = {cell: format_percent(float(self.shares[cell])) for cell in filled}
        if self.normalize is not None:
            return percents
        numbers = {cell: format_count(int(counts[cell])) for cell in filled}
        if self.size > SHARED_CLASSES:
            return numbers
        return {cell: f"{text}\n{percents[cell]}" for cell, text in numbers.items()}


def _remark(table: ConfusionTable) -> str:
    """Return what is written above: what is folded, or that there are no numbers."""
    if table.folded:
        return translate(
            "the {shown} classes of {classes} that are confused most",
            shown=len(table.names) - 1,
            classes=format_count(len(table.names) - 1 + table.folded),
        )
    return (
        translate("{names} classes: cells are too small for numbers", names=len(table.names))
        if len(table.names) > NUMBERED_CLASSES + 1
        else ""
    )


def _title_width(text: str) -> float:
    return text_width(text, TEXT_SIZE * PIXELS_PER_POINT) + 40 if text else 0.0


def _data(counts: NDArray[np.int64], names: tuple[str, ...], cells: _Cells) -> ChartData:
    table = cells.table
    shown = np.array(table.names, dtype=object)
    columns = {
        "true": np.repeat(shown, len(shown)),
        "predicted": np.tile(shown, len(shown)),
        "count": table.counts.ravel(),
        "share": cells.shares.ravel(),
    }
    confused = [
        {"true": true, "predicted": predicted, "count": count, "share": share}
        for true, predicted, count, share in most_confused(counts, names)
    ]
    facts = {"matrix": table.counts, "classes": table.names, "normalize": cells.normalize, "most_confused": confused}
    return ChartData(columns, facts)


def _side(cells: _Cells) -> float:
    """Return the width of all cells, so that their numbers fit."""
    size = cells.size
    if size > NUMBERED_CLASSES + 1:
        return min(max(size * 8.0, 420.0), 720.0)
    # What is folded is far more than any other cell; its number is set smaller instead.
    folded = (size - 1, size - 1) if cells.table.folded else None
    lines = {line for cell, text in cells.texts.items() if cell != folded for line in text.splitlines()}
    widest = max((text_width(line, TEXT_SIZE * PIXELS_PER_POINT) for line in lines), default=0.0)
    return size * max(widest + 10, 46.0 if size <= SHARED_CLASSES else 26.0) + (60 if size < 4 else 0)


def _name_room(names: tuple[str, ...]) -> float:
    widths = (text_width(one_line(name)[:40], TEXT_SIZE * PIXELS_PER_POINT) for name in names)
    return min(max(widths, default=0.0) + 4, _NAME_ROOM)


def _paint_cells(axes: Axes, cells: _Cells) -> None:
    ends, depth = _ends(cells.size), _depth(cells.shares)
    if cells.table.folded:
        # Right and wrong predictions within the other classes are one cell, which is neither blue nor red.
        ends[-1, -1] = np.array(rgb(NEUTRAL)) / 255
    # Pale cells let the paper of the theme through; and the deepest blue is a little lighter than that of lines, which a
    # theme replaces.
    shown = np.dstack([1 + (ends - 1) * 0.995, depth])
    size = cells.size
    if size > NUMBERED_CLASSES + 1:
        axes.imshow(shown, interpolation="nearest", aspect="equal")
    else:
        edges = np.arange(size + 1) - 0.5
        if size > SHARED_CLASSES:
            axes.imshow(shown, interpolation="nearest", aspect="equal")
            axes.hlines(edges, -0.5, size - 0.5, color=BLANK, linewidth=0.6)
            axes.vlines(edges, -0.5, size - 0.5, color=BLANK, linewidth=0.6)
        else:
            axes.pcolormesh(edges, edges, shown, edgecolors=BLANK, linewidth=0.6)
            axes.set_aspect("equal")
            axes.invert_yaxis()
        _number_cells(axes, cells, shown)


def confusion_colors(shares: Shares) -> NDArray[np.float64]:
    """Return red, green and blue (0 to 1) of each cell, by its share of its row; shape (classes, classes, 3)."""
    colors: NDArray[np.float64] = 1 + (_ends(len(shares)) - 1) * _depth(shares)
    return colors


def _ends(size: int) -> NDArray[np.float64]:
    """Return the colour of each cell that would have all of its row."""
    right, wrong = (np.array(rgb(color)) / 255 for color in (POSITIVE, NEGATIVE))
    return np.where(np.eye(size, dtype=bool)[..., np.newaxis], right, wrong)


def _depth(shares: Shares) -> NDArray[np.float64]:
    # The root lets a few per cent be seen beside almost all.
    depth: NDArray[np.float64] = np.sqrt(shares)[..., np.newaxis]
    return depth


def _number_cells(axes: Axes, cells: _Cells, shown: NDArray[np.float64]) -> None:
    size = TEXT_SIZE - (1.5 if cells.size > SHARED_CLASSES else 0.5)
    properties: dict[str, Any] = {"ha": "center", "va": "center", "fontsize": size, "linespacing": 1.15}
    room = _side(cells) / cells.size - 4
    for (row, column), text in cells.texts.items():
        widest = max(text_width(line, size * PIXELS_PER_POINT) for line in text.splitlines())
        fitting = properties if widest <= room else {**properties, "fontsize": size * room / widest}
        axes.text(column, row, text, color=_ink(shown[row, column]), **fitting)


def _ink(cell: NDArray[np.float64]) -> str:
    """Return the colour of a cell's number, which can be read over light and over dark paper."""
    light, dark = (hex_color(paper + (cell[:3] * 255 - paper) * cell[3]) for paper in (255, np.array(rgb(PAPER))))
    if most_readable(light, ON_PALE, WHITE) == WHITE:
        return WHITE
    return ON_PALE if most_readable(dark, BLACK, WHITE) == WHITE else BLACK


def _name_axes(axes: Axes, names: tuple[str, ...], room: float) -> None:
    step = -(-len(names) // _NAMED_CLASSES)
    positions = list(range(0, len(names), step))
    shown = [name_for(names[position], room) for position in positions]
    upright = max((len(name) for name in shown), default=0) <= 3 and len(names) <= NUMBERED_CLASSES + 1
    axes.set_xticks(positions, shown, rotation=0 if upright else 90)
    axes.set_yticks(positions, shown)
    axes.tick_params(length=0, labelsize=TEXT_SIZE if len(names) <= NUMBERED_CLASSES + 1 else TEXT_SIZE - 3)
    axes.set_xlabel(translate("predicted"))
    axes.set_ylabel(translate("true"))
    for spine in axes.spines.values():
        spine.set_visible(True)
        spine.set_linewidth(0.6)
