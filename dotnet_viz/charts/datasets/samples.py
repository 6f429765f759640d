"""A few samples of a data set as images, each with its answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from dotnet_viz.charts.chart import Chart, draw_chart
from dotnet_viz.charts.data import ChartData
from dotnet_viz.charts.evaluation.errors import checked_images, scaled_pixels
from dotnet_viz.charts.style import TEXT_SIZE, name_for
from dotnet_viz.formatting import format_count, format_items
from dotnet_viz.translation.translate import translate

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_TILE = (104.0, 124.0)
_ACROSS = 6


def sample_images_chart(images: Any, indices: Sequence[int], answers: Sequence[str]) -> Chart:
    """Draw some samples as images.

    Args:
        images: of all samples, shape (samples, height, width) or (samples, height, width, channels).
        indices: which of them are drawn, at least one.
        answers: what is true of each of these, in words; empty where it is not known.

    Raises:
        ShapeError: they are no images.

    Example:
        >>> sample_images_chart(np.zeros((9, 8, 8)), [0, 4], ["cat", "dog"]).alternative
        '2 of 9 samples: cat, dog.'
    """
    array = checked_images(images, len(images))
    pixels = scaled_pixels(array[list(indices)])
    across = min(_ACROSS, len(indices))
    down = -(-len(indices) // across)

    def paint(figure: Figure) -> None:
        panels = list(np.ravel(figure.subplots(down, across, squeeze=False)))
        for axes in panels:
            axes.set_axis_off()
        for axes, answer, image in zip(panels, answers, pixels, strict=False):
            axes.imshow(image, interpolation="nearest" if max(image.shape[:2]) < 64 else "antialiased")
            text = name_for(answer, _TILE[0] - 12, TEXT_SIZE - 0.5)
            axes.set_title(text, fontsize=TEXT_SIZE - 0.5, fontweight="normal", loc="left", pad=3)

    known = format_items(dict.fromkeys(answer for answer in answers if answer))
    alternative = translate(
        "{shown} of {samples}: {answers}.",
        shown=format_count(len(indices)),
        samples=format_count(len(array), "sample"),
        answers=known or translate("their answers are not known"),
    )
    columns = {"sample": np.array(indices, dtype=np.int64), "answer": np.array(answers, dtype=object)}
    size = (max(across * _TILE[0], 240.0), down * _TILE[1])
    return draw_chart(translate("A few samples"), alternative, size, paint, ChartData(columns))
