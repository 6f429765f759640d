"""The picture of LIME: the weights of a linear model near one sample, and how well it agrees with the model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

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
from dotnet_viz.charts.explanations.pixels import (
    BAR,
    GAP,
    PANEL,
    color_limit,
    draw_signed_bar,
    image_pixels,
    overlay,
    panel_height,
    shrunk,
)
from dotnet_viz.charts.explanations.sheet import LINE, TEXT, PixelAxis, Sheet, widest
from dotnet_viz.charts.explanations.words import ROW, draw_words, placed_words
from dotnet_viz.charts.style import GRID, MUTED
from dotnet_viz.explain.libraries.lime.values import LimeValues
from dotnet_viz.fonts import shorten_all, text_width
from dotnet_viz.formatting import format_count, format_items, format_number
from dotnet_viz.translation.translate import mark, translate

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDTH = 720.0
_FACTS = 34.0
_BAR_ROW = 27.0
_BAR = 17.0
_NAMES = 270.0


def lime_chart(values: LimeValues) -> Chart:
    """Draw the weights of a linear model near one sample: bars, and above them the words of a text or the parts of an image.

    Args:
        values: the linear model.
    """
    names = shorten_all(values.names, TEXT, _NAMES) if values.kind != "image" else []
    words = placed_words(_words(values), WIDTH - 2 * EDGE) if values.kind == "text" else []
    width = 2 * EDGE + 2 * PANEL + GAP + BAR if values.kind == "image" else WIDTH
    width = max(width, 520.0)
    lines = sentence_lines(_caption(values), width)
    facts = TITLE + 12
    top = facts + _FACTS + (ROW * (words[-1].row + 1) + 8 if words else 0.0)
    tall = panel_height(values.image.shape) if values.image is not None else _BAR_ROW * len(names) + 46
    height = top + tall + 12 + LINE * len(lines) + EDGE

    def paint(figure: Figure) -> None:
        sheet = Sheet(figure, width, height)
        shown = translate("LIME: what the {values} depends on here", values=_what(values))
        draw_title(sheet, shown, translate(_KINDS[values.kind]))
        _draw_facts(sheet, values, facts + 10)
        if values.image is not None:
            _draw_image(sheet, values, top, tall)
        else:
            draw_words(sheet, words, facts + _FACTS, float(np.abs(values.weights).max(initial=0.0)))
            _draw_bars(sheet, names, values.weights.tolist(), top)
        draw_caption(sheet, lines)

    title = translate("LIME: {values}", values=_what(values))
    most = format_items(f"{name} {signed(weight)}" for name, weight in zip(values.names[:3], values.weights, strict=False))
    data = ChartData({"feature": list(values.names), "weight": values.weights}, lime_facts(values))
    alternative = translate("Weights near the sample, largest first: {most}.", most=most)
    return draw_chart(title, alternative, (round(width), round(height)), paint, data)


_KINDS = {
    "table": mark("a linear model near this sample"),
    "text": mark("a linear model near this text"),
    "image": mark("a linear model near this image"),
}
_MEANINGS = {
    "table": mark("A weight is what the condition adds where it holds: blue raises the output, red lowers it"),
    "text": mark("A weight is what the word adds where it is there: blue raises the output, red lowers it"),
    "image": mark("A weight is what a part of the image adds where it is not hidden: blue raises the output, red lowers it"),
}


def lime_facts(values: LimeValues) -> dict[str, object]:
    """Return what is of the linear model as a whole.

    Args:
        values: the linear model.
    """
    return {
        "output": values.output_name,
        "space": values.space,
        "prediction": values.prediction,
        "local_prediction": values.local_prediction,
        "intercept": values.intercept,
        "score": values.score,
        "samples": values.samples,
    }


def _what(values: LimeValues) -> str:
    space = translate(values.space)
    return space if values.output_name == "output" else translate("{space} of {name}", space=space, name=values.output_name)


def _caption(values: LimeValues) -> tuple[str, ...]:
    samples = format_count(values.samples, "sample")
    fitted = translate("Fitted to {samples} near it; R² is weighted by how near they are", samples=samples)
    notes = tuple(f"{note[:1].upper()}{note[1:]}" for note in values.notes)
    return (translate(_MEANINGS[values.kind]), fitted, *notes)


def _draw_facts(sheet: Sheet, values: LimeValues, y: float) -> None:
    """Write how the linear model and the model agree."""
    x = EDGE
    facts = (
        (translate("model {value}", value=format_number(values.prediction, 3)), True),
        (translate("linear model {value}", value=format_number(values.local_prediction, 3)), False),
        (translate("intercept {value}", value=format_number(values.intercept, 3)), False),
        (f"R² {format_number(values.score, 3)}", False),
    )
    for text, is_bold in facts:
        sheet.text(x, y, text, bold=is_bold)
        x += text_width(text, TEXT, bold=is_bold) + 24


def _draw_bars(sheet: Sheet, names: list[str], weights: list[float], top: float) -> None:
    bottom = top + _BAR_ROW * len(names)
    left, right = EDGE + widest(names) + 12, sheet.width - EDGE
    room = widest([signed(weight) for weight in weights]) + 10
    low, high = min([0.0, *weights]), max([0.0, *weights])
    span = (high - low) or 1.0
    start = left + (room if low < 0 else 6)
    end = right - (room if high > 0 else 6)
    axis = PixelAxis(low, low + span, start, end)
    for tick in axis.ticks():
        sheet.line([(axis(tick), top), (axis(tick), bottom)], GRID, 0.8)
    for row, (name, weight) in enumerate(zip(names, weights, strict=True)):
        middle = top + (row + 0.5) * _BAR_ROW
        sheet.text(left - 12, middle, name, anchor="end")
        sheet.area(arrow(axis(0.0), axis(weight), middle, _BAR), sign_color(weight))
        beside = (axis(weight) + 5, "start") if weight >= 0 else (axis(weight) - 5, "end")
        sheet.text(beside[0], middle, signed(weight), anchor=beside[1], color=sign_color(weight))
    sheet.line([(axis(0.0), top), (axis(0.0), bottom)], MUTED, 1.0)
    sheet.x_axis(axis, bottom, translate("weight"))


def _words(values: LimeValues) -> list[tuple[str, float | None]]:
    weight = dict(zip(values.indices.tolist(), values.weights.tolist(), strict=True))
    return [(part, weight.get(index)) for part, index in zip(values.parts, values.part_indices, strict=True)]


def _draw_image(sheet: Sheet, values: LimeValues, top: float, tall: float) -> None:
    if values.image is None or values.segments is None:
        return
    pixels = image_pixels(values.image)
    weights = np.zeros(int(values.segments.max()) + 1)
    weights[values.indices] = values.weights
    limit = color_limit(weights)
    sheet.image(pixels, EDGE, top, PANEL, tall)
    sheet.image(overlay(pixels, shrunk(weights[values.segments]), limit), EDGE + PANEL + GAP, top, PANEL, tall)
    draw_signed_bar(sheet, limit, top, tall)
