"""Results that keep their own numbers and are drawn as a chart when they are looked at."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection, Mapping
from typing import Any

from dotnet_viz.charts.chart import Chart
from dotnet_viz.charts.data import ChartData
from dotnet_viz.display.notebook import mime_bundle
from dotnet_viz.drawing import Picture
from dotnet_viz.fitting.drawn_size import DrawnSize


class ChartPicture(Picture):
    """A result that keeps its own numbers and is drawn as a chart."""

    @property
    @abstractmethod
    def _chart(self) -> Chart:
        """The chart, drawn when it is first asked for."""

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

    def with_theme(self, theme: str) -> Chart:
        """Return its chart in the colours of a theme.

        Args:
            theme: ``"light"``, ``"dark"``, ``"auto"`` or ``"print"``.

        Raises:
            OptionError: no such theme.
        """
        return self._chart.with_theme(theme)

    def with_size(self, width: float | str | None = None, height: float | str | None = None, dpi: float | None = None) -> Chart:
        """Return its chart, whose files are of another size; its proportions stay.

        Args:
            width: see :meth:`~dotnet_viz.charts.chart.Chart.with_size`.
            height: see there.
            dpi: see there.

        Raises:
            OptionError: a length or a number of pixels that is none.
        """
        return self._chart.with_size(width, height, dpi)

    def presented(self, theme: str, title: str | None, background: str | None, size: DrawnSize | None = None) -> Chart:
        """Return its chart as a user wants it.

        Args:
            theme: ``"light"``, ``"dark"``, ``"auto"`` or ``"print"``.
            title: heading over it; ``None`` for none.
            background: a colour of the paper, or ``"transparent"``; ``None`` for that of the theme.
            size: of its files; ``None`` for its own.

        Raises:
            OptionError: no such theme or colour.
        """
        return self._chart.presented(theme, title, background, size)

    @property
    def data(self) -> ChartData | None:
        """The numbers that its chart shows."""
        return self._chart.data

    @property
    def alternative(self) -> str:
        """One sentence on what its chart shows."""
        return self._chart.alternative

    def page_fragment(self, id_prefix: str) -> str:
        """Return the picture as an ``<svg>`` element for a page that is light or dark by a setting of its own.

        Args:
            id_prefix: starts every id.
        """
        return self._chart.page_fragment(id_prefix)

    def _repr_mimebundle_(
        self, include: Collection[str] | None = None, exclude: Collection[str] | None = None
    ) -> Mapping[str, str]:
        shown = {**self._chart._repr_mimebundle_(), "text/plain": self.description}
        return mime_bundle(shown, include, exclude)
