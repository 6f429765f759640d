"""A chart in the hand: matplotlib's figure as a picture like any other."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from dotnet_viz.charts.data import ChartData
from dotnet_viz.charts.style import PIXELS_PER_INCH, chart_style
from dotnet_viz.charts.svg.cleaning import PREFIX, clean_svg
from dotnet_viz.charts.svg.from_figure import svg_of
from dotnet_viz.charts.svg.heading import headed, paper_of, resized
from dotnet_viz.charts.themes import check_theme, in_theme, of_page, on_paper, with_rules
from dotnet_viz.colors import WHITE
from dotnet_viz.display.notebook import mime_bundle
from dotnet_viz.drawing import Picture
from dotnet_viz.errors import OptionError, unknown_choice
from dotnet_viz.fitting.drawn_size import DrawnSize, drawn_size
from dotnet_viz.fonts import one_line
from dotnet_viz.renderers import PNG_DPI
from dotnet_viz.scene import TRANSPARENT
from dotnet_viz.translation.translate import current_language, in_language

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame

_FORMATS = {"svg": (), "png": ("scale",), "pdf": ("engine",), "html": ()}


@dataclass(frozen=True, repr=False)
class Chart(Picture):
    """A drawn chart; the same numbers always give the same bytes.

    Args:
        title: what it shows.
        alternative: one sentence on its content, for those who cannot see it.
        width: in CSS pixels.
        height: in CSS pixels.
        data: the numbers that it shows; ``None`` where it keeps none.
        theme: ``"light"``, ``"dark"`` with paper of its own, ``"auto"`` for the setting of the reader's browser, or
            ``"print"``, whose lines are told apart in grey.
        language: of its texts; that of the moment unless it is given.
        background: colour of its paper, or ``"transparent"`` for none; ``None`` for that of the theme.
        drawn_size: how large SVG, PNG and PDF are; width and height are those that it is drawn with.
        own_size: width and height in CSS pixels before it is drawn larger or smaller; ``None`` where it is not.
    """

    title: str
    alternative: str
    width: float
    height: float
    _template: str = field(repr=False)
    data: ChartData | None = field(default=None, repr=False, compare=False)
    theme: str = "light"
    language: str = field(default_factory=current_language, compare=False)
    background: str | None = None
    drawn_size: DrawnSize = field(default_factory=DrawnSize)
    own_size: tuple[float, float] | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the numbers that it shows: columns as lists, and single values.

        Raises:
            OptionError: it keeps no numbers.
        """
        return self._kept.to_dict()

    def to_frame(self) -> DataFrame:
        """Return the numbers that it shows as a frame of pandas, whose ``attrs`` are the single values.

        Raises:
            MissingDependencyError: pandas is not installed.
            OptionError: it keeps no numbers.
        """
        return self._kept.to_frame()

    @property
    def _kept(self) -> ChartData:
        if self.data is None:
            raise OptionError(f"the chart {self.title!r} keeps no table of its numbers")
        return self.data

    def with_theme(self, theme: str) -> Chart:
        """Return the same chart in other colours of paper and text.

        Args:
            theme: ``"light"``, ``"dark"``, ``"auto"`` or ``"print"``.

        Raises:
            OptionError: no such theme.
        """
        check_theme(theme)
        return replace(self, theme=theme)

    def with_title(self, title: str | None) -> Chart:
        """Return the same chart with a heading over it.

        Args:
            title: the heading, such as the name of a model; ``None`` or an empty text leaves the chart as it is.

        Raises:
            OptionError: it is no text.

        Example:
            >>> plain = draw_chart("Steps", "Two points.", (200, 100), lambda figure: figure.add_subplot().plot([1, 2]))
            >>> plain.with_title("ResNet50").height
            141
        """
        if not title:
            return self
        width, height = _unscaled_size(self)
        template, height = headed(self._template, title, width, height)
        return _drawn(replace(self, title=one_line(title), _template=template), (width, height), self.drawn_size)

    def with_background(self, background: str | None) -> Chart:
        """Return the same chart on other paper.

        Args:
            background: a colour, ``"transparent"`` for no paper in SVG and PNG, or ``None`` for that of the theme.

        Raises:
            OptionError: no such colour, or one on which the text of the theme cannot be read.
        """
        return replace(self, background=paper_of(background, self.theme))

    def with_size(self, width: float | str | None = None, height: float | str | None = None, dpi: float | None = None) -> Chart:
        """Return the same chart, whose files are of another size; its proportions stay.

        Args:
            width: of SVG, PNG and PDF: a number of pixels or a length such as ``"8.5cm"``; ``None`` for its own.
            height: likewise; where both are given, the chart is as large as both allow.
            dpi: pixels per inch of a PNG; ``None`` as for :func:`~dotnet_viz.draw`.

        Raises:
            OptionError: a length or a number of pixels that is none.

        Example:
            >>> chart = draw_chart("Steps", "Two points.", (200, 100), lambda figure: figure.add_subplot().plot([1, 2]))
            >>> chart.with_size(width="8.5cm").height
            160.63
        """
        return _drawn(self, _unscaled_size(self), drawn_size(width, height, dpi))

    def presented(self, theme: str, title: str | None, background: str | None, size: DrawnSize | None = None) -> Chart:
        """Return the same chart as a user wants it.

        Args:
            theme: see :meth:`with_theme`.
            title: see :meth:`with_title`.
            background: see :meth:`with_background`.
            size: of its files, see :meth:`with_size`; ``None`` for its own.

        Raises:
            OptionError: see there.
        """
        found = self.with_theme(theme).with_title(title).with_background(background)
        return found if size is None else _drawn(found, _unscaled_size(found), size)

    @property
    def svg(self) -> str:
        """The chart as an SVG document, its text still text."""
        return self.svg_fragment("chart")

    @property
    def formats(self) -> tuple[str, ...]:
        """The suffixes, without the dot, that :meth:`save` takes."""
        return tuple(_FORMATS)

    @property
    def description(self) -> str:
        """One line that says what it shows."""
        return f"Chart: {self.title}"

    def to_format(self, name: str, **options: Any) -> str | bytes:
        """Return the content of a file of a format.

        Args:
            name: one of :attr:`formats`.
            options: for the format: ``scale`` for PNG, ``engine`` for PDF.

        Raises:
            OptionError: an unknown format or option.
        """
        if name not in _FORMATS:
            raise unknown_choice("picture format", name, _FORMATS)
        for option in options:
            if option not in _FORMATS[name]:
                raise unknown_choice(f"option of the format {name!r}", option, _FORMATS[name] or ("none",))
        with in_language(self.language):
            return self._rendered(name, options)

    def _rendered(self, name: str, options: Mapping[str, Any]) -> str | bytes:
        if name == "svg":
            return self.svg
        if name == "html":
            from dotnet_viz.renderers.pages.html import picture_page

            if self.theme == "auto":
                return picture_page(self._own_svg("chart"), self.title, follows_reader=True)
            return picture_page(with_rules(self._own_svg("chart"), "chart"), self.title)
        # Pixels and paper cannot follow a setting.
        fixed = self._own_svg("chart", "light" if self.theme == "auto" else self.theme)
        if name == "png":
            from dotnet_viz.renderers.pixels.png import png

            behind = None if self.background == TRANSPARENT else WHITE
            size, zoom = _unscaled_size(self), self.width / _unscaled_size(self)[0]
            sized = {} if "scale" in options else self.drawn_size.pixel_options(size, zoom, PNG_DPI)
            return png(fixed, *size, **{"paper": behind, **sized, **options})
        from dotnet_viz.renderers.pdf.document import svg_to_pdf

        return svg_to_pdf(fixed, self.width, self.height, **options)

    def _repr_mimebundle_(
        self, include: Collection[str] | None = None, exclude: Collection[str] | None = None
    ) -> Mapping[str, str]:
        # A notebook may be dark; a page that a chart is set in brings its own paper.
        shown = on_paper(self.svg) if self.theme in ("light", "print") and self.background is None else self.svg
        return mime_bundle({"image/svg+xml": shown, "text/plain": self.description}, include, exclude)

    def svg_fragment(self, id_prefix: str) -> str:
        """Return the chart as an ``<svg>`` element for a page that holds others.

        Args:
            id_prefix: starts every id, so that pictures of one page do not meet in theirs.
        """
        svg = self._own_svg(id_prefix)
        return svg if self.own_size is None else resized(svg, self.width, self.height)

    def _own_svg(self, id_prefix: str, theme: str = "") -> str:
        return in_theme(self._template, theme or self.theme, PREFIX, self.background).replace(PREFIX, id_prefix)

    def page_fragment(self, id_prefix: str) -> str:
        """Return the chart as an ``<svg>`` element for a page that is light or dark by a setting of its own.

        Args:
            id_prefix: starts every id, so that pictures of one page do not meet in theirs.
        """
        return of_page(self._template, PREFIX).replace(PREFIX, id_prefix)


def _unscaled_size(chart: Chart) -> tuple[float, float]:
    return chart.own_size or (chart.width, chart.height)


def _drawn(chart: Chart, own_size: tuple[float, float], size: DrawnSize) -> Chart:
    """Return a chart whose files have a size, before which it has its own."""
    zoom = size.zoom_of(own_size, 1.0)
    width, height = own_size if zoom == 1.0 else (round(side * zoom, 2) for side in own_size)
    return replace(chart, width=width, height=height, drawn_size=size, own_size=None if zoom == 1.0 else own_size)


def draw_chart(
    title: str,
    alternative: str,
    size: tuple[float, float],
    paint: Callable[[Figure], None],
    data: ChartData | Mapping[str, Any] | None = None,
) -> Chart:
    """Draw a chart.

    Args:
        title: what it shows.
        alternative: one sentence on its content.
        size: width and height in CSS pixels.
        paint: draws on the empty figure.
        data: the numbers that it shows, for :meth:`Chart.to_dict` and :meth:`Chart.to_frame`; a mapping has the columns.

    Example:
        >>> chart = draw_chart("Steps", "Two points.", (200, 100), lambda figure: figure.add_subplot().plot([1, 2]))
        >>> chart.svg == draw_chart("Steps", "Two points.", (200, 100), lambda figure: figure.add_subplot().plot([1, 2])).svg
        True
    """
    from matplotlib.figure import Figure

    title, alternative = one_line(title), one_line(alternative)
    with chart_style():
        figure = Figure(figsize=(size[0] / PIXELS_PER_INCH, size[1] / PIXELS_PER_INCH), layout="constrained")
        paint(figure)
        svg = svg_of(figure)
    kept = ChartData(data) if isinstance(data, Mapping) else data
    return Chart(title, alternative, *size, clean_svg(svg, title, alternative), kept)
