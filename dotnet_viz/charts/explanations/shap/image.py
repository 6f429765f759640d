"""An image beside the SHAP values of its pixels, for one output or several."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from dotnet_viz.charts.chart import Chart, draw_chart
from dotnet_viz.charts.data import ChartData
from dotnet_viz.charts.explanations.marks import EDGE, TITLE, draw_caption, draw_title, sentence_lines
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
from dotnet_viz.charts.explanations.shap.wording import caption
from dotnet_viz.charts.explanations.sheet import LINE, SMALL, TEXT, Sheet
from dotnet_viz.charts.style import MUTED
from dotnet_viz.explain.libraries.shap.contributions import Numbers
from dotnet_viz.explain.libraries.shap.values import ShapValues
from dotnet_viz.fonts import one_line, shorten
from dotnet_viz.formatting import format_list, format_number
from dotnet_viz.translation.translate import translate

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_COLUMNS = 4
_HEAD = 44.0


def image_chart(values: ShapValues, sample: int, outputs: Sequence[int]) -> Chart:
    """Draw an image, and for each output which pixels raise it (blue) and lower it (red).

    Args:
        values: of images; those of several channels are added up.
        sample: its position.
        outputs: positions of the outputs.
    """
    image = values.data[sample]
    maps = [_map(values, sample, output) for output in outputs]
    limit = color_limit(np.stack([shrunk(one) for one in maps]))
    panels = len(outputs) + 1
    columns = min(panels, _COLUMNS)
    rows = -(-panels // columns)
    tall = panel_height(image.shape)
    width = 2 * EDGE + columns * PANEL + (columns - 1) * GAP + BAR
    lines = sentence_lines(
        caption(
            values, outputs[0] if len(outputs) == 1 else None, translate("Blue raises the output, red lowers it"), sample=sample
        ),
        width,
    )
    height = TITLE + 8 + rows * (_HEAD + tall) + 14 + LINE * len(lines) + EDGE

    def paint(figure: Figure) -> None:
        sheet = Sheet(figure, width, height)
        title = translate("SHAP values of the pixels: {values}", values=translate(values.space))
        draw_title(sheet, title, translate("sample {number}", number=sample))
        pixels = image_pixels(image)
        for panel in range(panels):
            left, top = EDGE + panel % columns * (PANEL + GAP), TITLE + 8 + panel // columns * (_HEAD + tall) + _HEAD
            shown = pixels if panel == 0 else overlay(pixels, shrunk(maps[panel - 1]), limit)
            sheet.image(shown, left, top, PANEL, tall)
            _draw_head(sheet, values, sample, None if panel == 0 else outputs[panel - 1], (left, top))
        draw_signed_bar(sheet, limit, TITLE + 8 + _HEAD, tall)
        draw_caption(sheet, lines)

    names = format_list([values.output_names[output] for output in outputs])
    alternative = translate(
        "Pixels of sample {sample} that raise and lower the {space} of {names}.",
        sample=sample,
        space=translate(values.space),
        names=names,
    )
    data = _data(values, sample, outputs, maps)
    title = translate("SHAP values of image {sample}: {names}", sample=sample, names=names)
    return draw_chart(title, alternative, (round(width), round(height)), paint, data)


def _map(values: ShapValues, sample: int, output: int) -> Numbers:
    found = values.values[sample, ..., output]
    return found if found.ndim == 2 else found.sum(axis=-1)


def _draw_head(sheet: Sheet, values: ShapValues, sample: int, output: int | None, place: tuple[float, float]) -> None:
    left, top = place
    if output is None:
        sheet.text(left, top - 12, translate("input"), color=MUTED)
        return
    found, base = float(values.predictions[sample, output]), float(values.base_values[sample, output])
    sheet.text(left, top - 30, shorten(one_line(values.output_names[output]), TEXT, PANEL, bold=True), bold=True)
    text = f"f(x) = {format_number(found, 3)}, E[f(x)] = {format_number(base, 3)}"
    sheet.text(left, top - 12, shorten(text, SMALL, PANEL + GAP - 4), size=SMALL, color=MUTED)


def _data(values: ShapValues, sample: int, outputs: Sequence[int], maps: Sequence[Numbers]) -> ChartData:
    rows, columns = np.indices(maps[0].shape)
    table: dict[str, object] = {"row": rows.ravel(), "column": columns.ravel()}
    for output, one in zip(outputs, maps, strict=True):
        table[f"shap_value_{values.output_names[output]}"] = one.ravel()
    return ChartData(table, {"sample": sample, "space": values.space, "explainer": values.explainer})
