"""The waterfall: from the expected output to that of one sample, one feature after the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dotnet_viz.charts.chart import Chart, draw_chart
from dotnet_viz.charts.data import ChartData
from dotnet_viz.charts.explanations.marks import (
    EDGE,
    TITLE,
    arrow,
    draw_caption,
    draw_title,
    sentence_lines,
    sign_color,
    signed,
)
from dotnet_viz.charts.explanations.shap.wording import caption, end_label, output_label, shown_value
from dotnet_viz.charts.explanations.sheet import LINE, SMALL, TEXT, PixelAxis, Sheet, widest
from dotnet_viz.charts.style import GRID, INK, MUTED
from dotnet_viz.explain.libraries.shap.contributions import Contribution, contributions
from dotnet_viz.explain.libraries.shap.values import ShapValues
from dotnet_viz.fonts import kept_distinct, one_line, shorten, text_width
from dotnet_viz.formatting import format_items, format_number
from dotnet_viz.translation.translate import translate

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDTH = 760.0
_ROW = 28.0
_BAR = 18.0
_NAMES = 260.0


@dataclass(frozen=True)
class _Step:
    """A row: a contribution, and the outputs before and after it."""

    contribution: Contribution
    before: float
    after: float
    label: str


def waterfall_chart(values: ShapValues, sample: int, output: int, max_features: int) -> Chart:
    """Draw how the features of one sample lead from the expected output to its own.

    The largest stands at the top, as in SHAP's own picture; the path is read from the bottom.

    Args:
        values: of a table.
        sample: its position.
        output: position of the output.
        max_features: how many features are shown by themselves.
    """
    steps = _steps(values, sample, output, max_features)
    base, found = float(values.base_values[sample, output]), float(values.sums[sample, output])
    lines = sentence_lines(caption(values, output, sample=sample), WIDTH)
    top = TITLE + 44
    bottom = top + _ROW * len(steps)
    height = bottom + 66 + LINE * len(lines) + EDGE

    def paint(figure: Figure) -> None:
        sheet = Sheet(figure, WIDTH, height)
        what = output_label(values, output)
        draw_title(
            sheet,
            translate("What leads to the {values}", values=what),
            translate("sample {number}, read from the bottom: each feature moves the output", number=sample),
        )
        left = EDGE + min(widest([step.label for step in steps]), _NAMES) + 12
        axis = _axis(steps, base, found, left)
        for tick in axis.ticks():
            sheet.line([(axis(tick), top), (axis(tick), bottom)], GRID, 0.8)
        _draw_steps(sheet, steps, axis, top)
        sheet.line([(axis(base), bottom), (axis(base), bottom - _ROW)], MUTED, 1.2, (2, 2))
        sheet.line([(axis(found), top - 12), (axis(found), top)], MUTED, 1.2, (2, 2))
        _label_end(sheet, axis, found, end_label(values, sample, output), top - 22)
        sheet.x_axis(axis, bottom, "")
        _label_end(sheet, axis, base, f"E[f(x)] = {format_number(base)}", bottom + 31)
        sheet.text((axis.start + axis.end) / 2, bottom + 50, what, size=SMALL, anchor="middle", color=MUTED)
        draw_caption(sheet, lines)

    title = translate("SHAP waterfall of sample {sample}: {values}", sample=sample, values=output_label(values, output))
    return draw_chart(
        title, _alternative(values, steps, base, found), (WIDTH, round(height)), paint, _data(values, steps, sample, output)
    )


def feature_label(values: ShapValues, sample: int, one: Contribution) -> str:
    """Return a feature with its value in a sample, such as ``"age = 61"``.

    Args:
        values: of a table.
        sample: its position.
        one: the feature.
    """
    if one.feature is None:
        return one.name
    text = shown_value(values.shown(sample, one.feature))
    name = shorten(one_line(one.name), TEXT, _NAMES - min(text_width(f" = {text}", TEXT), 120))
    return shorten(one_line(f"{name} = {text}"), TEXT, _NAMES)


def _steps(values: ShapValues, sample: int, output: int, max_features: int) -> list[_Step]:
    found, after = [], float(values.sums[sample, output])
    shown = contributions(values, sample, output, max_features)
    with kept_distinct(one_line(one.name) for one in shown):
        for one in shown:
            found.append(_Step(one, after - one.value, after, feature_label(values, sample, one)))
            after -= one.value
    return found


def _axis(steps: list[_Step], base: float, found: float, left: float) -> PixelAxis:
    """Return the axis that has every bar and the text beside it."""
    numbers = [base, found, *(step.before for step in steps), *(step.after for step in steps)]
    low, high = min(numbers), max(numbers)
    if high == low:
        low, high = low - 0.5 * (abs(low) or 1), high + 0.5 * (abs(high) or 1)
    right = WIDTH - EDGE
    room = widest([signed(step.contribution.value) for step in steps]) + 12
    pixels = right - left - 2 * room
    margin = room / pixels * (high - low)
    return PixelAxis(low - margin, high + margin, left, right)


def _draw_steps(sheet: Sheet, steps: list[_Step], axis: PixelAxis, top: float) -> None:
    for row, step in enumerate(steps):
        middle = top + (row + 0.5) * _ROW
        start, end = axis(step.before), axis(step.after)
        sheet.text(axis.start - 12, middle, step.label, anchor="end", color=MUTED if step.contribution.feature is None else INK)
        if row + 1 < len(steps):
            sheet.line([(start, middle + _BAR / 2), (start, middle + _ROW - _BAR / 2)], MUTED, 0.8)
        sheet.area(arrow(start, end, middle, _BAR), sign_color(step.contribution.value))
        beside = (max(start, end) + 5, "start") if step.contribution.value >= 0 else (min(start, end) - 5, "end")
        text = signed(step.contribution.value)
        sheet.text(beside[0], middle, text, anchor=beside[1], color=sign_color(step.contribution.value))


def _label_end(sheet: Sheet, axis: PixelAxis, value: float, text: str, y: float) -> None:
    half = text_width(text, TEXT, bold=True) / 2
    x = min(max(axis(value), EDGE + half), WIDTH - EDGE - half)
    sheet.text(x, y, text, anchor="middle", bold=True)


def _alternative(values: ShapValues, steps: list[_Step], base: float, found: float) -> str:
    most = format_items(f"{one.contribution.name} {signed(one.contribution.value)}" for one in steps[:3])
    return translate(
        "From the expected output {base} to {found}; most by: {most}.",
        base=format_number(base),
        found=format_number(found),
        most=most,
    )


def _data(values: ShapValues, steps: list[_Step], sample: int, output: int) -> ChartData:
    columns = {
        "feature": [step.contribution.name for step in steps],
        "value": [
            "" if one.feature is None else shown_value(values.shown(sample, one.feature))
            for one in (s.contribution for s in steps)
        ],
        "shap_value": [step.contribution.value for step in steps],
        "before": [step.before for step in steps],
        "after": [step.after for step in steps],
    }
    return ChartData(columns, sample_facts(values, sample, output))


def sample_facts(values: ShapValues, sample: int, output: int) -> dict[str, object]:
    """Return what is of one sample as a whole.

    Args:
        values: the numbers.
        sample: its position.
        output: position of the output.
    """
    return {
        "sample": sample,
        "output": values.output_names[output],
        "space": values.space,
        "base_value": float(values.base_values[sample, output]),
        "sum": float(values.sums[sample, output]),
        "prediction": float(values.predictions[sample, output]),
        "explainer": values.explainer,
    }
