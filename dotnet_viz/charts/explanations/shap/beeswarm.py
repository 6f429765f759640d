"""The beeswarm: the SHAP values of all samples, a row for each feature."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dotnet_viz.charts.chart import Chart, draw_chart
from dotnet_viz.charts.data import ChartData
from dotnet_viz.charts.explanations.marks import EDGE, TITLE, draw_caption, draw_color_bar, draw_title, sentence_lines
from dotnet_viz.charts.explanations.points import MOST_DOTS, draw_dots, low_to_high, swarm, thinned, thinned_note
from dotnet_viz.charts.explanations.shap.wording import caption, output_label, sum_of_rest
from dotnet_viz.charts.explanations.sheet import LINE, TEXT, PixelAxis, Sheet, widest
from dotnet_viz.charts.style import GRID, INK, MUTED
from dotnet_viz.explain.libraries.shap.contributions import Numbers, feature_order, kept_and_rest
from dotnet_viz.explain.libraries.shap.values import ShapValues
from dotnet_viz.fonts import shorten_all
from dotnet_viz.formatting import format_count, format_items
from dotnet_viz.translation.translate import translate

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDTH = 760.0
_ROW = 34.0
_NAMES = 220.0
_DOT = 4.2


def beeswarm_chart(values: ShapValues, output: int, max_features: int) -> Chart:
    """Draw a dot for each sample and feature: where it stands is the SHAP value, its colour the feature's own value.

    Args:
        values: of a table.
        output: position of the output.
        max_features: how many features have a row of their own; the sum of the others is the last row.
    """
    kept, rest = kept_and_rest(feature_order(values, output), max_features)
    rows: list[tuple[str, Numbers, Numbers | None]] = [
        (values.feature_names[index], values.values[:, index, output], values.data[:, index]) for index in kept
    ]
    if len(rest):
        rows.append((sum_of_rest(len(rest)), values.values[:, rest, output].sum(axis=1), None))
    drawn = thinned(len(values), max(MOST_DOTS // len(rows), 100))
    lines = sentence_lines(caption(values, output, thinned_note(len(drawn), len(values))), WIDTH)
    top = TITLE + 22
    bottom = top + _ROW * len(rows)
    height = bottom + 52 + LINE * len(lines) + EDGE

    def paint(figure: Figure) -> None:
        sheet = Sheet(figure, WIDTH, height)
        draw_title(
            sheet,
            translate("SHAP values: {values}", values=output_label(values, output)),
            translate("{samples}, features by mean magnitude", samples=format_count(len(values), "sample")),
        )
        _draw_rows(sheet, rows, drawn, top, bottom)
        bar = (WIDTH - EDGE - 48, top + 24, 12.0, bottom - top - 48)
        draw_color_bar(sheet, low_to_high(), bar, (translate("low"), translate("high")))
        draw_caption(sheet, lines)
        sheet.upright(WIDTH - EDGE - 16, (top + bottom) / 2, translate("value of the feature"))

    title = translate("SHAP beeswarm: {values}", values=output_label(values, output))
    most = format_items(name for name, _, _ in rows[:3])
    alternative = translate(
        "SHAP values of {samples} by feature; those of the largest mean magnitude: {most}.",
        samples=format_count(len(values), "sample"),
        most=most,
    )
    return draw_chart(title, alternative, (WIDTH, round(height)), paint, _data(values, rows, output))


def _draw_rows(
    sheet: Sheet,
    rows: list[tuple[str, Numbers, Numbers | None]],
    drawn: np.ndarray[tuple[int], np.dtype[np.intp]],
    top: float,
    bottom: float,
) -> None:
    names = shorten_all((name for name, _, _ in rows), TEXT, _NAMES)
    axis = PixelAxis.around(
        np.concatenate([[0.0], *(numbers for _, numbers, _ in rows)]), EDGE + widest(names) + 14, WIDTH - EDGE - 84
    )
    for row in range(len(rows)):
        middle = top + (row + 0.5) * _ROW
        sheet.line([(axis.start, middle), (axis.end, middle)], GRID, 0.8, (1, 3))
    sheet.line([(axis(0.0), top), (axis(0.0), bottom)], MUTED, 1.0)
    for row, (name, (_, numbers, feature)) in enumerate(zip(names, rows, strict=True)):
        middle = top + (row + 0.5) * _ROW
        sheet.text(axis.start - 12, middle, name, anchor="end", color=MUTED if feature is None else INK)
        x = axis.pixels(numbers[drawn])
        draw_dots(sheet, x, middle + swarm(x, _DOT * 0.8, _ROW / 2 - 2), None if feature is None else feature[drawn], _DOT)
    sheet.x_axis(axis, bottom, translate("SHAP value (left lowers the output, right raises it)"))


def _data(values: ShapValues, rows: list[tuple[str, Numbers, Numbers | None]], output: int) -> ChartData:
    count = len(values)
    columns = {
        "feature": np.repeat([name for name, _, _ in rows], count),
        "sample": np.tile(np.arange(count), len(rows)),
        "shap_value": np.concatenate([numbers for _, numbers, _ in rows]),
        "value": np.concatenate([np.full(count, np.nan) if feature is None else feature for _, _, feature in rows]),
    }
    return ChartData(columns, {"output": values.output_names[output], "space": values.space, "explainer": values.explainer})
