"""A text whose words have the colours of their SHAP values."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dotnet_viz.charts.chart import Chart, draw_chart
from dotnet_viz.charts.data import ChartData
from dotnet_viz.charts.explanations.marks import EDGE, TITLE, draw_caption, draw_title, sentence_lines
from dotnet_viz.charts.explanations.shap.waterfall import sample_facts
from dotnet_viz.charts.explanations.shap.wording import caption, output_label
from dotnet_viz.charts.explanations.sheet import LINE, Sheet
from dotnet_viz.charts.explanations.words import ROW, draw_words, placed_words
from dotnet_viz.explain.libraries.shap.values import ShapValues
from dotnet_viz.formatting import format_number
from dotnet_viz.translation.translate import translate

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDTH = 720.0


def text_chart(values: ShapValues, sample: int, output: int) -> Chart:
    """Draw a text: blue words raise the output, red ones lower it, by the number below each.

    Args:
        values: of texts.
        sample: its position.
        output: position of the output.
    """
    words = values.words[sample]
    added = values.values[sample, : len(words), output]
    placed = placed_words(list(zip(words, added.tolist(), strict=True)), WIDTH - 2 * EDGE)
    lines = sentence_lines(caption(values, output, translate("Blue raises the output, red lowers it"), sample=sample), WIDTH)
    rows = max((word.row for word in placed), default=0) + 1
    height = TITLE + 42 + rows * ROW + 10 + LINE * len(lines) + EDGE
    base, found = float(values.base_values[sample, output]), float(values.predictions[sample, output])

    def paint(figure: Figure) -> None:
        sheet = Sheet(figure, WIDTH, height)
        shown = translate("SHAP values of the words: {values}", values=output_label(values, output))
        draw_title(sheet, shown, translate("sample {number}", number=sample))
        sheet.text(EDGE, TITLE + 20, f"f(x) = {format_number(found)}", bold=True)
        sheet.text(EDGE + 130, TITLE + 20, f"E[f(x)] = {format_number(base)}")
        draw_words(sheet, placed, TITLE + 42, float(np.abs(added).max(initial=0.0)))
        draw_caption(sheet, lines)

    title = translate("SHAP values of text {sample}: {values}", sample=sample, values=output_label(values, output))
    strongest = words[int(np.abs(added).argmax())].strip()
    alternative = translate(
        "The word that matters most is {word}: {value}.",
        word=repr(strongest),
        value=format_number(float(added[np.abs(added).argmax()]), 3),
    )
    data = ChartData({"word": list(words), "shap_value": added}, sample_facts(values, sample, output))
    return draw_chart(title, alternative, (WIDTH, round(height)), paint, data)
