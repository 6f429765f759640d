"""One statistic of every tensor over the epochs: a row for each tensor, a column for each epoch, the last value beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from dotnet_viz.charts.chart import Chart, draw_chart
from dotnet_viz.charts.style import MUTED, PIXELS_PER_POINT, TEXT_SIZE, name_for, tick_text
from dotnet_viz.fonts import one_line, text_width
from dotnet_viz.formatting import format_count, format_number
from dotnet_viz.measures.training.run import Doubles
from dotnet_viz.measures.training.tensor_tables import TensorTable
from dotnet_viz.thinning import evenly
from dotnet_viz.translation.translate import translate

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

COLORS = ("#deebf7", "#6baed6", "#08306b")
"""From the lowest to the highest value; of ColorBrewer's Blues."""

_WIDTH, _ROW, _KEY_HEIGHT = 820.0, 17.0, 8.0
_NAME_ROOM = 230.0
_KEY_COLORS = 96


def tensors_over_epochs(table: TensorTable) -> Chart:
    """Draw a table of tensors: the darker a cell, the higher the value.

    Args:
        table: of one statistic.

    Example:
        >>> from dotnet_viz.measures.training.tensor_tables import tensor_tables
        >>> from dotnet_viz.measures.training.run import TensorStatistics
        >>> norms = TensorStatistics("dense/kernel", "gradients", np.array([1, 2]), {"l2_norm": np.array([0.5, 0.25])})
        >>> tensors_over_epochs(tensor_tables([norms])[0]).alternative
        'Norm of the gradients of 1 tensor over epochs 1 to 2; in the last one from 0.25 (dense/kernel) to 0.25 (dense/kernel).'
    """
    shades = _shades(table)
    rows = len(table.tensors)

    def paint(figure: Figure) -> None:
        grid = figure.add_gridspec(2, 3, height_ratios=(rows * _ROW, _KEY_HEIGHT), width_ratios=(8, 4, 1))
        axes, key = figure.add_subplot(grid[0, :]), figure.add_subplot(grid[1, 1])
        limits = _limits(table, shades)
        axes.imshow(shades, cmap=_colors(), vmin=limits[0], vmax=limits[1], aspect="auto", interpolation="nearest")
        _name_rows(axes, table)
        _number_epochs(axes, table)
        axes.set_title(translate(table.title))
        _paint_key(key, limits, logarithmic=table.logarithmic)

    title = translate("{title}, by tensor and epoch", title=translate(table.title))
    data = {"tensor": table.tensors} | {f"epoch {epoch}": table.values[:, index] for index, epoch in enumerate(table.epochs)}
    return draw_chart(title, _described(table), (_WIDTH, rows * _ROW + 100), paint, data)


def _shades(table: TensorTable) -> Doubles:
    """Return the number that a cell's colour stands for, NaN where there is none."""
    values: Doubles = np.where(np.isfinite(table.values), table.values, np.nan)
    if not table.logarithmic:
        return values
    positive: Doubles = np.where(values > 0, values, np.nan)
    logarithms: Doubles = np.log10(positive)
    return logarithms if np.isfinite(logarithms).any() else values


def _limits(table: TensorTable, shades: Doubles) -> tuple[float, float]:
    """Return what the ends of the colours stand for; shares are always from 0 to 1, so that charts can be compared."""
    if table.is_share:
        return 0.0, 1.0
    low, high = float(np.nanmin(shades)), float(np.nanmax(shades))
    return (low, high) if high > low else (low - 0.5, high + 0.5)


def _colors() -> Any:
    from matplotlib.colors import LinearSegmentedColormap

    return LinearSegmentedColormap.from_list("depth", COLORS)


def _name_rows(axes: Axes, table: TensorTable) -> None:
    places = range(len(table.tensors))
    axes.set_yticks(places, [name_for(name, _NAME_ROOM, TEXT_SIZE - 1) for name in table.tensors], fontsize=TEXT_SIZE - 1)
    axes.tick_params(length=0)
    small: dict[str, Any] = {"textcoords": "offset points", "fontsize": TEXT_SIZE - 1}
    for row in places:
        text = format_number(float(table.values[row, -1]))
        axes.annotate(text, (1, row), (5, 0), xycoords=("axes fraction", "data"), va="center", **small)
    axes.annotate(translate("last"), (1, 1), (5, 4), xycoords="axes fraction", color=MUTED, **small)
    for spine in axes.spines.values():
        spine.set_visible(False)


def _number_epochs(axes: Axes, table: TensorTable) -> None:
    """Number the columns, whose epochs may be only some of all."""
    room = text_width(format_count(int(table.epochs[-1])), TEXT_SIZE * PIXELS_PER_POINT) + 14
    places = evenly(table.epochs.size, max(2, int(480 / room)))
    axes.set_xticks(places, [format_count(int(epoch)) for epoch in table.epochs[places]])
    axes.set_xlabel(translate("epoch"))


def _paint_key(axes: Axes, limits: tuple[float, float], *, logarithmic: bool) -> None:
    """Draw which number a colour stands for."""
    from matplotlib.ticker import MaxNLocator

    low, high = limits
    axes.imshow(np.linspace(0, 1, _KEY_COLORS)[np.newaxis], cmap=_colors(), aspect="auto", interpolation="nearest")
    axes.set_yticks([])
    values = [value for value in MaxNLocator(4, steps=[1, 2, 5, 10]).tick_values(low, high) if low <= value <= high]
    texts = [format_number(10.0**value, 2) if logarithmic else tick_text(float(value)) for value in values]
    axes.set_xticks([(value - low) / (high - low) * _KEY_COLORS - 0.5 for value in values], texts)
    axes.tick_params(labelsize=TEXT_SIZE - 1.5, length=2)
    for spine in axes.spines.values():
        spine.set_visible(False)


def _described(table: TensorTable) -> str:
    last = table.values[:, -1]
    first = table.epochs[0]
    span = translate("epoch {first}", first=first)
    if table.epochs.size > 1:
        span = translate("epochs {first} to {last}", first=first, last=table.epochs[-1])
    text = translate(
        "{title} of {tensors} over {span}",
        title=translate(table.title),
        tensors=format_count(len(table.tensors) + table.left_out, "tensor"),
        span=span,
    )
    if not np.isfinite(last).any():
        return translate("{text}; none is finite in the last one.", text=text)
    low, high = int(np.nanargmin(last)), int(np.nanargmax(last))
    ends = [f"{format_number(float(last[row]))} ({one_line(table.tensors[row])})" for row in (low, high)]
    return translate("{text}; in the last one from {low} to {high}.", text=text, low=ends[0], high=ends[1])
