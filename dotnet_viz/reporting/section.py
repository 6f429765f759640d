"""What a section of a report holds: plain data that templates only have to set."""

from __future__ import annotations

import math
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Protocol

from dotnet_viz.drawing import Drawing
from dotnet_viz.formatting import format_count, format_number, format_percent
from dotnet_viz.renderers.themes.theme import OF_PAGE
from dotnet_viz.reporting.chart_numbers import ChartNumbers, chart_numbers
from dotnet_viz.runtime.cached import cached_property

NO_BREAK = "\u00a0"

Drawn = str | Callable[[], str]
"""What a renderer made, or what makes it when it is first asked for: a page needs nothing that is for paper alone."""

_NOT_IN_ANCHORS = re.compile(r"[^A-Za-z0-9_./-]")


class FragmentPicture(Protocol):
    """A picture that can stand among others in one page."""

    @property
    def width(self) -> float:
        """In CSS pixels."""

    @property
    def height(self) -> float:
        """In CSS pixels."""

    def page_fragment(self, id_prefix: str) -> str:
        """Return an ``<svg>`` element whose ids all start with the prefix, and whose colours follow the page's scheme."""


@dataclass(frozen=True)
class Figure:
    """A picture and what is written below it.

    Args:
        drawn: an ``<svg>`` element made by a renderer, which has escaped every name in it.
        caption: what it shows.
        width: of the picture, in CSS pixels.
        height: of the picture, in CSS pixels.
        layout: ``"wide"`` stands alone and scrolls in a box of its own rather than become too small,
            ``"chart"`` shrinks with the page and stands beside others, ``"small"`` likewise, smaller.
        to_explore: the picture as one to explore on a screen, made by a renderer too; empty where there is none.
        numbers: what it shows as a table; ``None`` where it is no chart.
        title: what it is named by where it has no caption.
    """

    drawn: Drawn
    caption: str
    width: float
    height: float
    layout: str = "chart"
    to_explore: Drawn = ""
    numbers: ChartNumbers | None = None
    title: str = ""

    @cached_property
    def svg(self) -> str:
        """The ``<svg>`` element."""
        return self.drawn if isinstance(self.drawn, str) else self.drawn()

    @cached_property
    def html(self) -> str:
        """The picture as one to explore; empty where there is none."""
        return self.to_explore if isinstance(self.to_explore, str) else self.to_explore()


@dataclass(frozen=True)
class ColumnHead:
    """The head of a table's column.

    Args:
        title: as it is read.
        numeric: whether its cells are numbers, which stand right-aligned.
        of_layers: whether its cells name layers, or weights of layers, which pages link to their rows.
        is_minor: whether a narrow screen leaves it out until it is asked for.
    """

    title: str
    numeric: bool = False
    of_layers: bool = False
    is_minor: bool = False


@dataclass(frozen=True)
class Cell:
    """One cell of a table.

    Args:
        text: as it is read.
        sort: the number that it is sorted by; ``None`` sorts it by its text.
    """

    text: str
    sort: float | None = None


@dataclass(frozen=True)
class Remainder:
    """Says that a table has some of the rows only, and where all of them are.

    Args:
        text: a whole sentence.
        anchor: of the entry in the appendix.
    """

    text: str
    anchor: str


@dataclass(frozen=True)
class Table:
    """Rows under named columns; the first cell of each row names the row.

    Args:
        caption: what the table shows.
        columns: the heads.
        rows: cells, one for each column.
        footer: rows that stay at the end, such as averages.
        anchors: of each row, which links lead to; empty where there are none. No two tables of a page have the same.
        remainder: where the other rows are; ``None`` where these are all.
    """

    caption: str
    columns: tuple[ColumnHead, ...]
    rows: tuple[tuple[Cell, ...], ...]
    footer: tuple[tuple[Cell, ...], ...] = ()
    anchors: tuple[str, ...] = ()
    remainder: Remainder | None = None


@dataclass(frozen=True)
class AppendixEntry:
    """What a section hands over to the end of the page, where it can be long: a table, a figure, or both.

    Args:
        anchor: of the entry, which the section links to; :func:`~dotnet_viz.reporting.appendix.appendix_anchor` makes it.
        title: heading of the entry.
        table: with all rows.
        figure: a whole diagram.
        parts: of the figure, cut for paper; empty where it fits on a page.
    """

    anchor: str
    title: str
    table: Table | None = None
    figure: Figure | None = None
    parts: tuple[Figure, ...] = ()


@dataclass(frozen=True)
class Fact:
    """One number or word with its name."""

    name: str
    value: str


@dataclass(frozen=True)
class SectionData:
    """One section of a report.

    Args:
        id: the name of its template below ``sections/``, and its anchor in the page.
        title: its heading.
        data: what its template sets, by name.
        appendix: what of it stands at the end of the page, because it is long.
        templates: folder with its template in ``sections/``, where that is neither the package's nor in the user's folder.
    """

    id: str
    title: str
    data: Mapping[str, Any] = field(default_factory=dict)
    appendix: tuple[AppendixEntry, ...] = ()
    templates: str | os.PathLike[str] | None = None


def layer_anchor(layer: str) -> str:
    """Return the anchor of the row of a layer: no two layers have the same, and links need no further escaping.

    Args:
        layer: id of the layer.

    Example:
        >>> layer_anchor("encoder/dense_1"), layer_anchor("my layer")
        ('layer-encoder/dense_1', 'layer-my~20~layer')
    """
    return "layer-" + _NOT_IN_ANCHORS.sub(lambda found: f"~{ord(found[0]):x}~", layer)


def figure(picture: FragmentPicture, section: str, number: int, caption: str, layout: str = "chart") -> Figure:
    """Return a picture as a figure of a page.

    Args:
        picture: a drawing or chart.
        section: id of the section.
        number: of the figure in its section, so that ids never repeat in a page.
        caption: what it shows.
        layout: see :class:`Figure`.
    """
    svg = picture.page_fragment(f"{section}-{number}")
    return Figure(svg, caption, picture.width, picture.height, layout, numbers=chart_numbers(picture))


def explorable_figure(drawing: Drawing, section: str, number: int, caption: str) -> Figure:
    """Return a drawing as a wide figure that can be explored on a screen; see :func:`figure`.

    Args:
        drawing: the picture.
        section: id of the section.
        number: of the figure in its section, so that ids never repeat in a page.
        caption: what it shows.
    """
    prefix = f"{section}-{number}"
    on_paper, on_screen = partial(drawing.page_fragment, prefix), partial(drawing.html_fragment, prefix, OF_PAGE)
    return Figure(on_paper, caption, drawing.width, drawing.height, "wide", on_screen)


def text_cell(text: object) -> Cell:
    """Return a cell that is sorted by its text."""
    return Cell(str(text))


def count_cell(value: int | None) -> Cell:
    """Return the cell of a whole number; a question mark where it is unknown.

    Example:
        >>> count_cell(12345)
        Cell(text='12,345', sort=12345.0)
    """
    return Cell(format_count(value), None if value is None else float(value))


def number_cell(value: float | None) -> Cell:
    """Return the cell of a number in four digits; a dash where there is none.

    Example:
        >>> number_cell(-0.123456).text, number_cell(None).text, number_cell(float("nan")).sort
        ('−0.1235', '–', None)
    """
    if value is None:
        return Cell("–")
    return Cell(format_number(value), value if math.isfinite(value) else None)


def share_cell(value: float) -> Cell:
    """Return the cell of a share between 0 and 1, as a percentage.

    Example:
        >>> share_cell(0.256)
        Cell(text='25.6 %', sort=0.256)
    """
    return Cell(format_percent(value), value)
