"""Inputs that excite units most, as a grid of images."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from dotnet_viz.charts.attribution.images import pixels_of
from dotnet_viz.charts.attribution.layout import draw_title
from dotnet_viz.charts.chart import Chart, draw_chart
from dotnet_viz.charts.chart_picture import ChartPicture
from dotnet_viz.charts.style import INK, plain_ticks
from dotnet_viz.explain.feature_maximization import MaximizedFeatures
from dotnet_viz.formatting import format_number
from dotnet_viz.runtime.cached import cached_property
from dotnet_viz.translation.translate import translate

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from numpy.typing import NDArray

_CELL = 130.0
_TITLE = 24.0
_COLUMNS = 8


@dataclass(frozen=True, eq=False, repr=False)
class FeatureImages(ChartPicture):
    """Inputs that excite units of a layer most, as arrays and as a picture.

    Args:
        found: the inputs and the activations.
        value_range: the smallest and the largest value of an input.
        theme: colours of paper and text: ``"light"``, ``"dark"``, ``"auto"`` or ``"print"``.
        title: heading over the picture; ``None`` for none.
    """

    found: MaximizedFeatures = field(repr=False)
    value_range: tuple[float, float] = (0.0, 1.0)
    theme: str = "light"
    title: str | None = None

    @property
    def images(self) -> NDArray[np.float32]:
        """The inputs; shape (units, ...)."""
        return self.found.images

    @property
    def activations(self) -> NDArray[np.float32]:
        """Mean activation of each unit for its input; shape (units,)."""
        return self.found.activations

    @property
    def units(self) -> Sequence[int]:
        """Indices of the units."""
        return self.found.units

    @cached_property
    def _chart(self) -> Chart:
        return features_chart(self.found, self.value_range).presented(self.theme, self.title, None)

    @property
    def description(self) -> str:
        """What it shows, in one line."""
        return translate("Inputs that excite {units} units of {layer}", units=len(self.found.units), layer=self.found.layer)


def features_chart(found: MaximizedFeatures, value_range: tuple[float, float]) -> Chart:
    """Draw a grid of inputs, with the unit and its activation over each.

    Args:
        found: the inputs.
        value_range: the smallest and the largest value of an input.
    """
    columns = min(_COLUMNS, len(found.units))
    rows = -(-len(found.units) // columns)

    def paint(figure: Figure) -> None:
        grid = figure.subplots(rows, columns, squeeze=False).ravel()
        for axes in grid[len(found.units) :]:
            axes.set_axis_off()
        for axes, unit, image, activation in zip(grid, found.units, found.images, found.activations, strict=False):
            _draw(axes, image, found.channel_axis, value_range)
            draw_title(axes, f"{unit} ({format_number(float(activation))})", muted=True)

    size = (columns * _CELL, rows * (_CELL + _TITLE))
    text = translate("Inputs that excite units of {layer} most, with the mean activation.", layer=found.layer)
    return draw_chart(translate("Feature maximization of {layer}", layer=found.layer), text, size, paint)


def _draw(axes: Axes, image: NDArray[Any], channel_axis: int | None, value_range: tuple[float, float]) -> None:
    low, high = value_range
    if image.ndim == 3:
        pixels = pixels_of((image - low) / (high - low), None if channel_axis is None else channel_axis - 1)
        axes.imshow(np.clip(pixels, 0, 1), interpolation="nearest")
        axes.set_axis_off()
        return
    lines = image.reshape(len(image), -1) if image.ndim < 3 else image[len(image) // 2].reshape(image.shape[1], -1)
    axes.plot(lines[:, :8], color=INK, linewidth=1.0)
    plain_ticks(axes.xaxis, whole=True, count=3)
    plain_ticks(axes.yaxis, count=3)
