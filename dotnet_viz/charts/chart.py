"""A chart in the hand: matplotlib's figure as a picture like any other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from io import StringIO
from typing import TYPE_CHECKING

from dotnet_viz.charts.style import PIXELS_PER_INCH, chart_style
from dotnet_viz.charts.svg_cleaning import PREFIX, clean_svg
from dotnet_viz.drawing import Picture
from dotnet_viz.fonts import one_line

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@dataclass(frozen=True)
class Chart(Picture):
    """A drawn chart; the same numbers always give the same bytes.

    Args:
        title: what it shows.
        description: one sentence on its content, for those who cannot see it.
        width: in CSS pixels.
        height: in CSS pixels.
    """

    title: str
    description: str
    width: float
    height: float
    _template: str = field(repr=False)

    @property
    def svg(self) -> str:
        """The chart as an SVG document, its text still text."""
        return self.svg_fragment("chart")

    def svg_fragment(self, id_prefix: str) -> str:
        """Return the chart as an ``<svg>`` element for a page that holds others.

        Args:
            id_prefix: starts every id, so that pictures of one page do not meet in theirs.
        """
        return self._template.replace(PREFIX, id_prefix)


def draw_chart(title: str, description: str, size: tuple[float, float], paint: Callable[[Figure], None]) -> Chart:
    """Draw a chart.

    Args:
        title: what it shows.
        description: one sentence on its content.
        size: width and height in CSS pixels.
        paint: draws on the empty figure.

    Example:
        >>> chart = draw_chart("Steps", "Two points.", (200, 100), lambda figure: figure.add_subplot().plot([1, 2]))
        >>> chart.svg == draw_chart("Steps", "Two points.", (200, 100), lambda figure: figure.add_subplot().plot([1, 2])).svg
        True
    """
    from matplotlib.figure import Figure

    title, description = one_line(title), one_line(description)
    with chart_style():
        figure = Figure(figsize=(size[0] / PIXELS_PER_INCH, size[1] / PIXELS_PER_INCH), layout="constrained")
        paint(figure)
        stream = StringIO()
        figure.savefig(stream, format="svg", metadata={"Date": None, "Creator": None})
    return Chart(title, description, *size, clean_svg(stream.getvalue(), title, description))
