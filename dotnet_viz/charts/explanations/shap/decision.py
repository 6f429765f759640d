"""The decision picture: a line for each sample from the expected output to its own, feature by feature."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.charts.chart import Chart, draw_chart
from dotnet_viz.charts.data import ChartData
from dotnet_viz.charts.explanations.marks import EDGE, TITLE, draw_caption, draw_title, sentence_lines
from dotnet_viz.charts.explanations.points import thinned, thinned_note
from dotnet_viz.charts.explanations.shap.wording import caption, end_label, output_label, shown_value
from dotnet_viz.charts.explanations.sheet import LINE, SMALL, TEXT, PixelAxis, Sheet, widest
from dotnet_viz.charts.style import GRID, INK, MUTED
from dotnet_viz.explain.libraries.shap.contributions import Numbers, feature_order, kept_and_rest, rest_name
from dotnet_viz.explain.libraries.shap.values import ShapValues
from dotnet_viz.fonts import shorten_all, text_width
from dotnet_viz.formatting import format_count, format_number
from dotnet_viz.scales import NEGATIVE, POSITIVE
from dotnet_viz.translation.translate import mark, translate

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDTH = 760.0
_ROW = 30.0
_NAMES = 220.0
_MOST = 150
_DASH = (5.0, 2.0)


def decision_chart(values: ShapValues, samples: Sequence[int], output: int, max_features: int) -> Chart:
    """Draw lines that start at the expected output at the bottom and end at each sample's own output at the top.

    Args:
        values: of a table.
        samples: positions of the samples.
        output: position of the output.
        max_features: how many features have a row of their own; the others share the lowest one.
    """
    chosen = np.asarray(samples, np.intp)
    drawn = chosen[thinned(len(chosen), _MOST)]
    kept, rest = kept_and_rest(feature_order(values, output, chosen), max_features)
    names = [values.feature_names[index] for index in kept] + ([rest_name(len(rest))] if len(rest) else [])
    labels = _labels(values, names, kept.tolist(), drawn.tolist())
    row_of_rest = len(kept) if len(rest) else None
    paths = _paths(values, (kept, rest), drawn, output)
    base = float(values.base_values[chosen, output].mean())
    lines = sentence_lines(caption(values, output, thinned_note(len(drawn), len(chosen))), WIDTH)
    top = TITLE + 50
    bottom = top + _ROW * len(names)
    height = bottom + 60 + LINE * len(lines) + EDGE

    def paint(figure: Figure) -> None:
        sheet = Sheet(figure, WIDTH, height)
        which = translate("sample {number}", number=int(drawn[0])) if len(drawn) == 1 else format_count(len(chosen), "sample")
        shown = translate("From E[f(x)] to f(x): {values}", values=output_label(values, output))
        draw_title(sheet, shown, translate("{samples}, read from the bottom", samples=which))
        _draw_paths(sheet, labels, paths, (base, end_label(values, int(drawn[0]), output)), (top, bottom), rest=row_of_rest)
        sheet.text((EDGE + WIDTH) / 2, bottom + 50, output_label(values, output), size=SMALL, anchor="middle", color=MUTED)
        draw_caption(sheet, lines)

    title = translate("SHAP decisions: {values}", values=output_label(values, output))
    alternative = translate(
        "Lines of {samples} from the expected output {base} to their own.",
        samples=format_count(len(drawn), "sample"),
        base=format_number(base),
    )
    columns = {
        "sample": np.repeat(drawn, paths.shape[1]),
        "feature": np.tile(["E[f(x)]", *names[::-1]], len(drawn)),
        "output": paths.ravel(),
    }
    data = ChartData(columns, {"explained_output": values.output_names[output], "space": values.space})
    return draw_chart(title, alternative, (WIDTH, round(height)), paint, data)


def _paths(
    values: ShapValues, features: tuple[NDArray[np.intp], NDArray[np.intp]], drawn: NDArray[np.intp], output: int
) -> Numbers:
    """Return the outputs along each line from the bottom to the top: the expected one, then that at each row's end."""
    kept, rest = features
    steps = values.values[drawn][:, kept, output]
    if len(rest):
        steps = np.column_stack([steps, values.values[drawn][:, rest, output].sum(axis=1)])
    return np.column_stack([values.base_values[drawn, output], steps[:, ::-1]]).cumsum(axis=1)


def _labels(values: ShapValues, names: list[str], kept: list[int], drawn: list[int]) -> list[str]:
    """Return the names of the rows; of one sample alone with its values."""
    if len(drawn) > 1:
        return shorten_all(names, TEXT, _NAMES)
    shown = [f"{values.feature_names[index]} = {shown_value(values.shown(drawn[0], index))}" for index in kept]
    return shorten_all((*shown, *names[len(kept) :]), TEXT, _NAMES)


def _draw_paths(
    sheet: Sheet, labels: list[str], paths: Numbers, ends: tuple[float, str], box: tuple[float, float], *, rest: int | None
) -> None:  # fmt: skip
    (base, end), (top, bottom) = ends, box
    axis = PixelAxis.around(np.append(paths, base), EDGE + widest(labels) + 12, WIDTH - EDGE - 10)
    for row, label in enumerate(labels):
        middle = top + (row + 0.5) * _ROW
        sheet.text(axis.start - 12, middle, label, anchor="end", color=MUTED if row == rest else INK)
        sheet.line([(axis.start, top + row * _ROW), (axis.end, top + row * _ROW)], GRID, 0.8)
    sheet.line([(axis(base), top - 6), (axis(base), bottom)], MUTED, 1.2, (2, 2))
    heights = np.linspace(bottom, top, paths.shape[1]).tolist()
    width = 2.2 if len(paths) == 1 else 1.2 if len(paths) < 40 else 0.7
    for path in paths:
        rises = float(path[-1]) >= base
        points = list(zip(axis.pixels(path).tolist(), heights, strict=True))
        sheet.line(points, POSITIVE if rises else NEGATIVE, width, None if rises else _DASH)
    sheet.x_axis(axis, bottom, "")
    _write_within(sheet, axis(base), bottom + 31, f"E[f(x)] = {format_number(base)}")
    if len(paths) == 1:
        _write_within(sheet, axis(float(paths[0, -1])), top - 16, end)
        return
    _draw_key(sheet, axis.start, top - 16)


def _write_within(sheet: Sheet, x: float, y: float, text: str) -> None:
    """Write a bold text at a place, or as near to it as it is whole."""
    half = text_width(text, TEXT, bold=True) / 2
    sheet.text(min(max(x, EDGE + half), sheet.width - EDGE - half), y, text, anchor="middle", bold=True)


def _draw_key(sheet: Sheet, left: float, y: float) -> None:
    step = max(170.0, text_width(translate("ends above E[f(x)]"), SMALL) + 54)
    for index, (text, color, dash) in enumerate(
        ((mark("ends above E[f(x)]"), POSITIVE, None), (mark("ends below it"), NEGATIVE, _DASH))
    ):
        x = left + index * step
        sheet.line([(x, y), (x + 28, y)], color, 1.6, dash)
        sheet.text(x + 34, y, translate(text), size=SMALL)
