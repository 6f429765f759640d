"""The force picture: what pushes the output of one sample up and down, side by side on one line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dotnet_viz.charts.chart import Chart, draw_chart
from dotnet_viz.charts.data import ChartData
from dotnet_viz.charts.explanations.marks import (
    EDGE,
    TITLE,
    chevron,
    draw_caption,
    draw_title,
    sentence_lines,
    sign_color,
    signed,
)
from dotnet_viz.charts.explanations.shap.waterfall import feature_label, sample_facts
from dotnet_viz.charts.explanations.shap.wording import caption, end_label, output_label
from dotnet_viz.charts.explanations.sheet import LINE, SMALL, TEXT, PixelAxis, Sheet
from dotnet_viz.charts.style import MUTED
from dotnet_viz.explain.libraries.shap.contributions import Contribution, contributions, rest_name
from dotnet_viz.explain.libraries.shap.values import ShapValues
from dotnet_viz.fonts import text_width
from dotnet_viz.formatting import format_number
from dotnet_viz.translation.translate import translate

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDTH = 860.0
_BAR = 30.0
_LABEL = 19.0


@dataclass(frozen=True)
class _Segment:
    """A part of the line: what it is of, and where it begins and ends in numbers of the output."""

    contribution: Contribution
    start: float
    end: float
    label: str


def force_chart(values: ShapValues, sample: int, output: int, max_features: int) -> Chart:
    """Draw what raises an output, left of it, and what lowers it, right of it; the largest are nearest to it.

    Args:
        values: of a table.
        sample: its position.
        output: position of the output.
        max_features: how many features are shown by themselves.
    """
    up, down = _segments(values, sample, output, max_features)
    base, found = float(values.base_values[sample, output]), float(values.sums[sample, output])
    lines = sentence_lines(caption(values, output, sample=sample), WIDTH)
    top = TITLE + 70
    below = top + _BAR + 12
    height = below + _LABEL * max(len(up), len(down)) + 14 + LINE * len(lines) + EDGE
    axis = _axis(up, down, base, found)

    def paint(figure: Figure) -> None:
        sheet = Sheet(figure, WIDTH, height)
        draw_title(
            sheet,
            translate("What pushes the {values}", values=output_label(values, output)),
            translate("sample {number}: arrows to the right raise it, to the left lower it", number=sample),
        )
        _draw_line(sheet, axis, (base, found), end_label(values, sample, output), top)
        for side in (up, down):
            _draw_side(sheet, axis, side, top, below)
        draw_caption(sheet, lines)

    title = translate("SHAP forces of sample {sample}: {values}", sample=sample, values=output_label(values, output))
    return draw_chart(
        title, _alternative(up, down, base, found), (WIDTH, round(height)), paint, _data(values, up, down, sample, output)
    )


def _segments(values: ShapValues, sample: int, output: int, max_features: int) -> tuple[list[_Segment], list[_Segment]]:
    """Return what raises the output and what lowers it, each from the output outwards."""
    shown = [one for one in contributions(values, sample, output, max_features) if one.feature is not None]
    row, rest = values.values[sample, :, output], set(range(len(values.feature_names))) - {one.feature for one in shown}
    sides: list[list[_Segment]] = []
    for sign in (1, -1):
        folded = [index for index in rest if sign * row[index] > 0]
        parts = [one for one in shown if sign * one.value > 0]
        if folded:
            parts.append(Contribution(rest_name(len(folded)), float(row[folded].sum()), None, len(folded)))
        side, at = [], float(values.sums[sample, output])
        for one in parts:
            label = f"{feature_label(values, sample, one)} ({signed(one.value)})"
            side.append(_Segment(one, at - one.value, at, label))
            at -= one.value
        sides.append(side)
    return sides[0], sides[1]


def _axis(up: list[_Segment], down: list[_Segment], base: float, found: float) -> PixelAxis:
    """Return the axis on which the labels of both sides fit beside their parts."""
    low, high = min([base, found, *(one.start for one in up)]), max([base, found, *(one.start for one in down)])
    if high == low:
        low, high = low - 0.5 * (abs(low) or 1), high + 0.5 * (abs(high) or 1)
    left, right = EDGE + 20, WIDTH - EDGE - 20
    for _ in range(40):
        axis = PixelAxis(low, high, left, right)
        over_left = max((text_width(one.label, TEXT) + 8 - (_middle(axis, one) - EDGE) for one in up), default=0.0)
        over_right = max((text_width(one.label, TEXT) + 8 - (WIDTH - EDGE - _middle(axis, one)) for one in down), default=0.0)
        if (over_left <= 0 and over_right <= 0) or right - left < 160:
            return axis
        left, right = left + max(over_left, 0) * 0.7, right - max(over_right, 0) * 0.7
    return axis


def _middle(axis: PixelAxis, one: _Segment) -> float:
    return (axis(one.start) + axis(one.end)) / 2


def _draw_line(sheet: Sheet, axis: PixelAxis, outputs: tuple[float, float], end: str, top: float) -> None:
    """Draw the axis above the bar, and the two outputs above it."""
    base, found = outputs
    texts = (end, f"E[f(x)] = {format_number(base)}")
    halves = [text_width(text, TEXT, bold=index == 0) / 2 for index, text in enumerate(texts)]
    places = [axis(found), axis(base)]
    apart = halves[0] + halves[1] + 14
    if abs(places[0] - places[1]) < apart:  # side by side
        side = 1 if found >= base else -1
        middle = (places[0] + places[1]) / 2
        places = [middle + side * apart / 2, middle - side * apart / 2]
    for x, half, text, value, is_end in zip(places, halves, texts, (found, base), (True, False), strict=True):
        sheet.text(min(max(x, EDGE + half), WIDTH - EDGE - half), top - 44, text, anchor="middle", bold=is_end)
        sheet.line([(axis(value), top - 34), (axis(value), top + _BAR + 4)], MUTED, 1.2, (2, 2))
    sheet.line([(axis.start, top - 8), (axis.end, top - 8)], MUTED, 1.0)
    for tick in axis.ticks(8):
        sheet.line([(axis(tick), top - 12), (axis(tick), top - 8)], MUTED, 1.0)
        if min(abs(axis(tick) - axis(value)) for value in (found, base)) > 18:
            sheet.text(axis(tick), top - 20, format_number(round(tick, 12)), size=SMALL, anchor="middle")


def _draw_side(sheet: Sheet, axis: PixelAxis, side: list[_Segment], top: float, below: float) -> None:
    """Draw the parts of a side, and their labels in steps, so that no line to a label crosses another label."""
    middle = top + _BAR / 2
    for index, one in enumerate(side):
        start, end, color = axis(one.start), axis(one.end), sign_color(one.contribution.value)
        sheet.area(chevron(start, end, middle, _BAR), color, 1.0 if index % 2 == 0 else 0.78)
        level = len(side) - 1 - index
        y, x = below + (level + 0.5) * _LABEL, (start + end) / 2
        sheet.line([(x, top + _BAR), (x, y)], color, 0.8)
        outwards = -1 if one.contribution.value > 0 else 1
        sheet.line([(x, y), (x + 4 * outwards, y)], color, 0.8)
        sheet.text(x + 7 * outwards, y, one.label, anchor="end" if outwards < 0 else "start", color=color)


def _alternative(up: list[_Segment], down: list[_Segment], base: float, found: float) -> str:
    raised, lowered = (
        translate("{parts} parts of {sum} together", parts=len(side), sum=signed(sum(one.contribution.value for one in side)))
        for side in (up, down)
    )
    return translate(
        "From the expected output {base} to {found}: raised by {raised}, lowered by {lowered}.",
        base=format_number(base),
        found=format_number(found),
        raised=raised,
        lowered=lowered,
    )


def _data(values: ShapValues, up: list[_Segment], down: list[_Segment], sample: int, output: int) -> ChartData:
    both = [*up, *down]
    columns = {
        "feature": [one.contribution.name for one in both],
        "shap_value": [one.contribution.value for one in both],
        "start": [one.start for one in both],
        "end": [one.end for one in both],
    }
    return ChartData(columns, sample_facts(values, sample, output))
