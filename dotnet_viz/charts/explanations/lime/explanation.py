"""LIME in the hand: the weights of a linear model near one sample, and a picture of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from dotnet_viz.charts.chart import Chart
from dotnet_viz.charts.themes import THEMES
from dotnet_viz.drawing import Picture
from dotnet_viz.errors import unknown_choice
from dotnet_viz.explain.lime.values import LimeValues

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from pandas import DataFrame


@dataclass(frozen=True, eq=False, repr=False)
class LimeExplanation(Picture):
    """A linear model that is like a model near one sample: a picture, and its numbers.

    Args:
        numbers: of the linear model.
        theme: colours of paper and text: ``"light"`` or ``"dark"``.

    Raises:
        OptionError: an unknown theme.
    """

    numbers: LimeValues = field(repr=False)
    theme: str = "light"

    def __post_init__(self) -> None:
        if self.theme not in THEMES:
            raise unknown_choice("theme of charts", self.theme, THEMES)

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

        return lime_chart(self.numbers).with_theme(self.theme)

    def to_dict(self) -> dict[str, Any]:
        """Return weights, intercept, both predictions and R² as plain Python values."""
        return self._chart.to_dict()

    def to_frame(self) -> DataFrame:
        """Return a frame of pandas with a row for each weight; its ``attrs`` are the other numbers.

        Raises:
            MissingDependencyError: pandas is not installed.
        """
        return self._chart.to_frame()

    @property
    def svg(self) -> str:
        """The picture as an SVG document."""
        return self._chart.svg

    @property
    def formats(self) -> tuple[str, ...]:
        """The suffixes, without the dot, that :meth:`save` takes."""
        return self._chart.formats

    @property
    def width(self) -> float:
        """Width of the picture in CSS pixels."""
        return self._chart.width

    @property
    def height(self) -> float:
        """Height of the picture in CSS pixels."""
        return self._chart.height

    @property
    def description(self) -> str:
        """What it shows, in one line."""
        return self._chart.title

    def to_format(self, name: str, **options: Any) -> str | bytes:
        """Return the content of a file of a format.

        Args:
            name: one of :attr:`formats`.
            options: for the format: ``scale`` for PNG, ``engine`` for PDF.

        Raises:
            OptionError: an unknown format or option.
        """
        return self._chart.to_format(name, **options)

    def svg_fragment(self, id_prefix: str) -> str:
        """Return the picture as an ``<svg>`` element for a page that holds others.

        Args:
            id_prefix: starts every id.
        """
        return self._chart.svg_fragment(id_prefix)

    def _repr_mimebundle_(
        self, include: Collection[str] | None = None, exclude: Collection[str] | None = None
    ) -> Mapping[str, str]:
        return self._chart._repr_mimebundle_(include, exclude)
