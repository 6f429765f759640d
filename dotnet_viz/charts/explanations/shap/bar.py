"""The bars of mean magnitudes: how much each feature matters over all samples."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.charts.chart import Chart, draw_chart
from dotnet_viz.charts.data import ChartData
from dotnet_viz.charts.explanations.marks import EDGE, TITLE, draw_caption, draw_title, sentence_lines
from dotnet_viz.charts.explanations.shap.wording import caption, output_label, sum_of_rest
from dotnet_viz.charts.explanations.sheet import LINE, SMALL, TEXT, PixelAxis, Sheet, widest
from dotnet_viz.charts.style import GRID, INK, MUTED, NEUTRAL, SERIES_COLORS
from dotnet_viz.explain.libraries.shap.contributions import Numbers, kept_and_rest, rest_name
from dotnet_viz.explain.libraries.shap.values import ShapValues
from dotnet_viz.fonts import one_line, shorten, shorten_all, text_width
from dotnet_viz.formatting import format_count, format_items, format_number
from dotnet_viz.translation.translate import mark, translate

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDTH = 760.0
_ROW = 28.0
_BAR = 17.0
_NAMES = 240.0


def bar_chart(values: ShapValues, outputs: Sequence[int], max_features: int) -> Chart:
    """Draw the mean magnitude of the SHAP values of each feature; of several outputs side by side in one bar.

    Args:
        values: of a table.
        outputs: positions of the outputs.
        max_features: how many features have a bar of their own; the others share one, their sum.
    """
    means = np.abs(values.values[..., list(outputs)]).mean(axis=0)
    kept, rest = kept_and_rest(np.argsort(-means.sum(axis=1), kind="stable"), max_features)
    names, parts = [values.feature_names[index] for index in kept], means[kept]
    if len(rest):
        names, parts = [*names, sum_of_rest(len(rest))], np.vstack([parts, means[rest].sum(axis=0)])
    is_one = len(outputs) == 1
    shown = output_label(values, outputs[0]) if is_one else translate(values.space)
    folded = translate("The last bar is the sum of {features}", features=rest_name(len(rest))) if len(rest) else ""
    lines = sentence_lines(caption(values, outputs[0] if is_one else None, folded), WIDTH)
    keys = [] if is_one else _key_rows([values.output_names[output] for output in outputs])
    top = TITLE + 18 + 20 * len(keys)
    bottom = top + _ROW * len(names)
    height = bottom + 52 + LINE * len(lines) + EDGE

    def paint(figure: Figure) -> None:
        sheet = Sheet(figure, WIDTH, height)
        title = translate("Mean magnitude of SHAP values: {values}", values=shown)
        draw_title(sheet, title, format_count(len(values), "sample"))
        for row, key in enumerate(keys):
            _draw_keys(sheet, key, TITLE + 14 + 20 * row)
        _draw_bars(sheet, names, parts, top, bottom, has_rest=bool(len(rest)))
        draw_caption(sheet, lines)

    most = format_items(f"{name} {format_number(float(part.sum()), 3)}" for name, part in zip(names[:3], parts, strict=False))
    return draw_chart(
        translate("SHAP importances: {values}", values=shown),
        translate("Mean magnitudes, largest first: {most}.", most=most),
        (WIDTH, round(height)),
        paint,
        _data(values, outputs, names, parts),
    )


def _data(values: ShapValues, outputs: Sequence[int], names: list[str], parts: Numbers) -> ChartData:
    facts = {"samples": len(values), "space": values.space, "explainer": values.explainer}
    if len(outputs) == 1:
        return ChartData({"feature": names, "mean_magnitude": parts[:, 0]}, facts)
    means = {f"mean_{values.output_names[output]}": parts[:, index] for index, output in enumerate(outputs)}
    return ChartData({"feature": names, **means}, facts)


def _draw_bars(sheet: Sheet, names: list[str], parts: Numbers, top: float, bottom: float, *, has_rest: bool) -> None:
    labels = shorten_all(names, TEXT, _NAMES)
    totals = parts.sum(axis=1)
    texts = [format_number(float(total), 3) for total in totals]
    right = WIDTH - EDGE - widest(texts) - 10
    axis = PixelAxis(0.0, float(totals.max()) or 1.0, EDGE + widest(labels) + 12, right)
    for tick in axis.ticks():
        sheet.line([(axis(tick), top), (axis(tick), bottom)], GRID, 0.8)
    for row, (label, text, part) in enumerate(zip(labels, texts, parts, strict=True)):
        middle, is_rest = top + (row + 0.5) * _ROW, has_rest and row == len(names) - 1
        sheet.text(axis.start - 12, middle, label, anchor="end", color=MUTED if is_rest else INK)
        ends = np.concatenate([[0.0], np.cumsum(part)])
        for index in range(len(part)):
            color = NEUTRAL if is_rest and len(part) == 1 else SERIES_COLORS[index % len(SERIES_COLORS)]
            _draw_bar(sheet, axis(float(ends[index])), axis(float(ends[index + 1])), middle, color)
        sheet.text(axis(float(ends[-1])) + 6, middle, text)
    title = mark("mean |SHAP value|") if parts.shape[1] == 1 else mark("mean |SHAP value|, summed over classes")
    sheet.x_axis(axis, bottom, translate(title))


def _draw_bar(sheet: Sheet, left: float, right: float, middle: float, color: str) -> None:
    top, bottom = middle - _BAR / 2, middle + _BAR / 2
    sheet.area([(left, top), (right, top), (right, bottom), (left, bottom)], color)


def _key_rows(names: Sequence[str]) -> list[list[tuple[str, str, float]]]:
    """Return the names of outputs with colours and left edges, in rows."""
    rows: list[list[tuple[str, str, float]]] = [[]]
    x = EDGE
    for index, name in enumerate(names):
        text = shorten(one_line(name), SMALL, 160)
        width = text_width(text, SMALL) + 34
        if rows[-1] and x + width > WIDTH - EDGE:
            rows, x = [*rows, []], EDGE
        rows[-1].append((text, SERIES_COLORS[index % len(SERIES_COLORS)], x))
        x += width
    return rows


def _draw_keys(sheet: Sheet, key: list[tuple[str, str, float]], y: float) -> None:
    for text, color, x in key:
        sheet.area([(x, y - 5), (x + 12, y - 5), (x + 12, y + 5), (x, y + 5)], color)
        sheet.text(x + 17, y, text, size=SMALL)


def largest_outputs(values: ShapValues, most: int = len(SERIES_COLORS)) -> NDArray[np.intp]:
    """Return the outputs whose values are largest together, in their own order.

    Args:
        values: the numbers.
        most: how many, since each needs a colour.
    """
    totals = np.abs(values.values).reshape(-1, len(values.output_names)).sum(axis=0)
    return np.sort(np.argsort(-totals, kind="stable")[:most])
