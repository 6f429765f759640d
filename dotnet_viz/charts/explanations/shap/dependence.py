"""The dependence picture: the SHAP values of one feature over the feature itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.charts.chart import Chart, draw_chart
from dotnet_viz.charts.data import ChartData
from dotnet_viz.charts.explanations.marks import EDGE, TITLE, draw_caption, draw_color_bar, draw_title, sentence_lines
from dotnet_viz.charts.explanations.points import MOST_DOTS, draw_dots, low_to_high, thinned, thinned_note
from dotnet_viz.charts.explanations.shap.wording import caption, output_label, shown_value
from dotnet_viz.charts.explanations.sheet import LINE, SMALL, PixelAxis, Sheet
from dotnet_viz.charts.style import GRID, MUTED
from dotnet_viz.explain.libraries.shap.contributions import Numbers
from dotnet_viz.explain.libraries.shap.values import ShapValues
from dotnet_viz.fonts import one_line, shorten
from dotnet_viz.formatting import format_count, format_number
from dotnet_viz.translation.translate import translate

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDTH = 640.0
_PLOT = 300.0
_LEFT = EDGE + 62
_DOT = 5.0
_BINS = 40
_NAMED = 12


def dependence_chart(values: ShapValues, feature: int, other: int | None, output: int) -> Chart:
    """Draw a dot for each sample: the value of a feature, what it adds, and another feature as the colour.

    Args:
        values: of a table.
        feature: position of the feature.
        other: position of the feature that gives the colour; ``None`` for none.
        output: position of the output.
    """
    name = values.feature_names[feature]
    drawn = thinned(len(values), MOST_DOTS)
    lines = sentence_lines(
        caption(values, output, thinned_note(len(drawn), len(values)), _missing_note(values, feature)), WIDTH
    )
    top = TITLE + 40
    bottom = top + _PLOT
    height = bottom + 52 + LINE * len(lines) + EDGE

    def paint(figure: Figure) -> None:
        sheet = Sheet(figure, WIDTH, height)
        shown = translate("SHAP values of {name}: {values}", name=name, values=output_label(values, output))
        draw_title(sheet, shown, format_count(len(values), "sample"))
        right = WIDTH - EDGE - (96 if other is not None else 0)
        _draw_points(sheet, values, (feature, other, output), drawn, (right, top, bottom))
        if other is not None:
            _draw_colors(sheet, values, other, (top, bottom))
        draw_caption(sheet, lines)

    colored = "" if other is None else translate(", coloured by {feature}", feature=values.feature_names[other])
    title = translate("SHAP dependence of {name}: {values}", name=name, values=output_label(values, output))
    columns = {"value": values.data[:, feature], "shap_value": values.values[:, feature, output]}
    if other is not None:
        columns["interaction"] = values.data[:, other]
    facts = {"feature": name, "interaction_feature": None if other is None else values.feature_names[other]}
    data = ChartData(columns, {**facts, "output": values.output_names[output], "space": values.space})
    alternative = translate("What {name} adds, by its value{colored}.", name=name, colored=colored)
    return draw_chart(title, alternative, (WIDTH, round(height)), paint, data)


def _missing_note(values: ShapValues, feature: int) -> str:
    missing = int(np.isnan(values.data[:, feature]).sum())
    if not missing:
        return ""
    return translate(
        "{count} sample without a value of the feature is not drawn",
        "{count} samples without a value of the feature are not drawn",
        count=missing,
    )


def _draw_points(
    sheet: Sheet,
    values: ShapValues,
    chosen: tuple[int, int | None, int],
    drawn: NDArray[np.intp],
    box: tuple[float, float, float],
) -> None:
    feature, other, output = chosen
    right, top, bottom = box
    numbers, added = values.data[:, feature], values.values[:, feature, output]
    across = PixelAxis.around(numbers, _LEFT, right)
    upwards = PixelAxis.around(np.append(added, 0.0), bottom, top)
    _draw_histogram(sheet, across, numbers, bottom)
    words = _words(values, feature)
    sheet.y_axis(upwards, across.start, translate("SHAP value"), right=across.end)
    sheet.line([(across.start, upwards(0.0)), (across.end, upwards(0.0))], MUTED, 1.0)
    x = across.pixels(numbers[drawn])
    known = np.isfinite(x)
    if words:
        x = x + np.random.default_rng(0).uniform(-0.18, 0.18, len(x)) * (across(1.0) - across(0.0))
    colored_by = None if other is None else values.data[drawn, other][known]
    draw_dots(sheet, x[known], upwards.pixels(added[drawn])[known], colored_by, _DOT)
    label = shorten(one_line(values.feature_names[feature]), 12, across.end - across.start)
    if not words:
        sheet.x_axis(across, bottom, label)
        return
    sheet.line([(across.start, bottom), (across.end, bottom)], MUTED, 1.0)
    room = (across.end - across.start) / len(words) - 6
    for code, word in words.items():
        sheet.text(across(code), bottom + 13, shorten(one_line(word), SMALL, room), size=SMALL, anchor="middle")
    sheet.text((across.start + across.end) / 2, bottom + 30, label, anchor="middle")


def _words(values: ShapValues, feature: int) -> dict[float, str]:
    """Return the word of each number of a feature of few categories; empty for numbers."""
    if values.displayed is None:
        return {}
    found = {
        float(code): shown_value(word) for code, word in zip(values.data[:, feature], values.displayed[:, feature], strict=True)
    }
    is_number = all(isinstance(word, int | float | np.number) for word in values.displayed[:, feature])
    return {} if is_number or len(found) > _NAMED else dict(sorted(found.items()))


def _draw_histogram(sheet: Sheet, axis: PixelAxis, numbers: Numbers, bottom: float) -> None:
    """Draw where there are how many samples, as a faint hill behind the dots."""
    finite = numbers[np.isfinite(numbers)]
    if len(finite) < 5 or finite.min() == finite.max():
        return
    counts, edges = np.histogram(finite, bins=_BINS)
    for count, left, right in zip(counts, edges[:-1], edges[1:], strict=True):
        if count:
            rise = 0.2 * _PLOT * count / counts.max()
            start, end = axis(float(left)), axis(float(right))
            sheet.area([(start, bottom), (end, bottom), (end, bottom - rise), (start, bottom - rise)], GRID, 0.8)


def _draw_colors(sheet: Sheet, values: ShapValues, other: int, box: tuple[float, float]) -> None:
    top, bottom = box
    numbers = values.data[:, other]
    finite = numbers[np.isfinite(numbers)]
    low, high = np.percentile(finite, [5, 95]) if finite.size else (0.0, 0.0)
    if values.displayed is None:
        ends = (f"≤ {format_number(float(low), 3)}", f"≥ {format_number(float(high), 3)}")
    else:
        ends = ("low", "high")
    draw_color_bar(sheet, low_to_high(), (WIDTH - EDGE - 62, top + 14, 12.0, bottom - top - 28), ends)
    name = shorten(one_line(values.feature_names[other]), SMALL, bottom - top)
    sheet.upright(WIDTH - EDGE - 22, (top + bottom) / 2, name)
