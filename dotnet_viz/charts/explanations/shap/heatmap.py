"""The heat map: the SHAP values of all samples as colours, a column for each sample."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.charts.chart import Chart, draw_chart
from dotnet_viz.charts.data import ChartData
from dotnet_viz.charts.explanations.marks import (
    EDGE,
    TITLE,
    diverging,
    draw_caption,
    draw_color_bar,
    draw_title,
    sentence_lines,
)
from dotnet_viz.charts.explanations.points import thinned, thinned_note
from dotnet_viz.charts.explanations.shap.wording import caption, output_label, sum_of_rest
from dotnet_viz.charts.explanations.sheet import LINE, SMALL, TEXT, PixelAxis, Sheet, widest
from dotnet_viz.charts.style import GRID, INK, MUTED
from dotnet_viz.errors import unknown_choice
from dotnet_viz.explain.libraries.shap.contributions import Numbers, feature_order, kept_and_rest
from dotnet_viz.explain.libraries.shap.values import ShapValues
from dotnet_viz.fonts import shorten_all
from dotnet_viz.formatting import format_count, format_number
from dotnet_viz.translation.translate import mark, translate

if TYPE_CHECKING:
    from matplotlib.figure import Figure

ORDERS = ("similarity", "output", "given")
WIDTH = 760.0
_ROW = 24.0
_CURVE = 54.0
_NAMES = 200.0
_BARS = 60.0
_MOST = 1000


def heatmap_chart(values: ShapValues, output: int, max_features: int, order: str) -> Chart:
    """Draw a row for each feature and a column for each sample, with the output above and mean magnitudes at the right.

    Args:
        values: of a table.
        output: position of the output.
        max_features: how many features have a row of their own; the sum of the others is the last row.
        order: of the samples: ``"similarity"`` of their SHAP values, ``"output"`` or ``"given"``.

    Raises:
        OptionError: an unknown order.
    """
    if order not in ORDERS:
        raise unknown_choice("order", order, ORDERS)
    kept, rest = kept_and_rest(feature_order(values, output), max_features)
    names, rows = [values.feature_names[index] for index in kept], values.values[:, kept, output].T
    if len(rest):
        names, rows = [*names, sum_of_rest(len(rest))], np.vstack([rows, values.values[:, rest, output].sum(axis=1)])
    drawn = thinned(len(values), _MOST)
    columns = drawn[_ordered(values, output, order, drawn)]
    lines = sentence_lines(caption(values, output, thinned_note(len(drawn), len(values))), WIDTH)
    top = TITLE + 26 + _CURVE
    bottom = top + _ROW * len(names)
    height = bottom + 52 + LINE * len(lines) + EDGE

    def paint(figure: Figure) -> None:
        sheet = Sheet(figure, WIDTH, height)
        draw_title(
            sheet,
            translate("SHAP values: {values}", values=output_label(values, output)),
            translate(_ORDERED[order], samples=format_count(len(values), "sample")),
        )
        _draw_map(sheet, values, names, rows, columns, output, (top, bottom))
        draw_caption(sheet, lines)

    title = translate("SHAP heat map: {values}", values=output_label(values, output))
    alternative = translate(
        "SHAP values of {samples} and {rows} of features as colours.",
        samples=format_count(len(values), "sample"),
        rows=format_count(len(names), "row"),
    )
    return draw_chart(title, alternative, (WIDTH, round(height)), paint, _data(values, names, rows, columns, output))


_ORDERED = {
    "similarity": mark("{samples}, in the order of similar SHAP values"),
    "output": mark("{samples}, in the order of their output"),
    "given": mark("{samples}, in the order of the data"),
}


def _ordered(values: ShapValues, output: int, order: str, drawn: NDArray[np.intp]) -> NDArray[np.intp]:
    if order == "given" or len(drawn) < 3:
        return np.arange(len(drawn))
    if order == "output":
        return np.argsort(values.sums[drawn, output], kind="stable")
    from scipy.cluster.hierarchy import leaves_list, linkage

    return np.asarray(leaves_list(linkage(values.values[drawn][..., output], method="ward")), np.intp)


def _draw_map(
    sheet: Sheet,
    values: ShapValues,
    names: list[str],
    rows: Numbers,
    columns: NDArray[np.intp],
    output: int,
    box: tuple[float, float],
) -> None:
    top, bottom = box
    labels = shorten_all(names, TEXT, _NAMES)
    rest = sum_of_rest(len(values.feature_names) - len(names) + 1)
    left, right = EDGE + max(widest(labels), 90.0) + 12, WIDTH - EDGE - 84 - _BARS
    shown = rows[:, columns]
    limit = float(np.percentile(np.abs(shown), 99)) or float(np.abs(shown).max()) or 1.0
    sheet.image(diverging(shown, limit), left, top, right - left, bottom - top)
    means = np.abs(rows).mean(axis=1)
    for row, label in enumerate(labels):
        middle = top + (row + 0.5) * _ROW
        sheet.text(left - 12, middle, label, anchor="end", color=MUTED if label == rest else INK)
        end = right + 6 + _BARS * float(means[row] / (means.max() or 1.0))
        sheet.area([(right + 6, middle - 7), (end, middle - 7), (end, middle + 7), (right + 6, middle + 7)], MUTED, 0.7)
    sheet.text(right + 6, bottom + 30, translate("mean |value|"), size=SMALL, color=MUTED)
    _draw_output(sheet, values, columns, output, (left, right, top))
    sheet.x_axis(PixelAxis(0, len(columns), left, right), bottom, translate("samples"))
    text = format_number(limit, 3)
    colors = diverging(np.linspace(-1, 1, 65), 1.0)
    draw_color_bar(sheet, colors, (WIDTH - EDGE - 34, top + 14, 12.0, bottom - top - 28), (f"−{text}", f"+{text}"))


def _draw_output(
    sheet: Sheet, values: ShapValues, columns: NDArray[np.intp], output: int, box: tuple[float, float, float]
) -> None:
    left, right, top = box
    sums, base = values.sums[columns, output], float(values.base_values[:, output].mean())
    upwards = PixelAxis.around(np.append(sums, base), top - 8, top - _CURVE)
    across = left + (np.arange(len(columns)) + 0.5) / len(columns) * (right - left)
    sheet.line([(left, upwards(base)), (right, upwards(base))], MUTED, 1.0, (2, 2))
    sheet.line([(left, top - 2), (right, top - 2)], GRID, 0.8)
    if len(columns) > 1:
        sheet.line(list(zip(across.tolist(), upwards.pixels(sums).tolist(), strict=True)), INK, 1.1)
    sheet.text(left - 12, top - _CURVE + 6, "f(x)", anchor="end", bold=True)
    sheet.text(right + 6, upwards(base), f"E[f(x)] = {format_number(base, 3)}", size=SMALL, color=MUTED)


def _data(values: ShapValues, names: list[str], rows: Numbers, columns: NDArray[np.intp], output: int) -> ChartData:
    count = len(values)
    table = {
        "feature": np.repeat(names, count),
        "sample": np.tile(np.arange(count), len(names)),
        "shap_value": rows.ravel(),
    }
    return ChartData(table, {"order": columns, "output": values.output_names[output], "space": values.space})
