"""LIME in the hand: the weights of a linear model near one sample, and a picture of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dotnet_viz.charts.chart import Chart
from dotnet_viz.charts.chart_picture import ChartPicture
from dotnet_viz.charts.themes import check_theme
from dotnet_viz.explain.libraries.lime.values import LimeValues
from dotnet_viz.runtime.cached import cached_property

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from pandas import DataFrame


@dataclass(frozen=True, eq=False, repr=False)
class LimeExplanation(ChartPicture):
    """A linear model that is like a model near one sample: a picture, and its numbers.

    Args:
        numbers: of the linear model.
        theme: colours of paper and text: ``"light"``, ``"dark"``, ``"auto"`` or ``"print"``.
        title: heading over the picture; ``None`` for none.

    Raises:
        OptionError: an unknown theme.
    """

    numbers: LimeValues = field(repr=False)
    theme: str = "light"
    title: str | None = None

    def __post_init__(self) -> None:
        check_theme(self.theme)

    @property
    def weights(self) -> dict[str, float]:
        """What each condition, word or part of the image adds, largest magnitude first."""
        return dict(zip(self.numbers.names, self.numbers.weights.tolist(), strict=True))

    @property
    def intercept(self) -> float:
        """The linear model's output where nothing holds."""
        return self.numbers.intercept

    @property
    def prediction(self) -> float:
        """The model's own output for the sample."""
        return self.numbers.prediction

    @property
    def local_prediction(self) -> float:
        """The linear model's output for the sample."""
        return self.numbers.local_prediction

    @property
    def score(self) -> float:
        """R² of the linear model near the sample: 1 is perfect, 0 no better than the mean."""
        return self.numbers.score

    @property
    def output_name(self) -> str:
        """The output that is explained, such as a class."""
        return self.numbers.output_name

    @property
    def segments(self) -> NDArray[np.intp] | None:
        """Of an image: for each pixel the number of its part; else ``None``."""
        return self.numbers.segments

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader should know."""
        return self.numbers.notes

    @cached_property
    def _chart(self) -> Chart:
        from dotnet_viz.charts.explanations.lime.chart import lime_chart

        return lime_chart(self.numbers).presented(self.theme, self.title, None)

    def to_dict(self) -> dict[str, Any]:
        """Return weights, intercept, both predictions and R² as plain Python values."""
        return self._chart.to_dict()

    def to_frame(self) -> DataFrame:
        """Return a frame of pandas with a row for each weight; its ``attrs`` are the other numbers.

        Raises:
            MissingDependencyError: pandas is not installed.
        """
        return self._chart.to_frame()
