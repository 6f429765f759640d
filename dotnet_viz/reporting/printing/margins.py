"""What is printed over the pages of a report: running heads, page numbers, and the numbers in its contents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dotnet_viz.renderers.common.system_fonts import with_glyphs
from dotnet_viz.reporting.templating.environment import render

if TYPE_CHECKING:
    from jinja2 import Environment

    from dotnet_viz.renderers.pdf.book import Book
    from dotnet_viz.renderers.pdf.parts import OutlineEntry

MARGINS = "print_margins.html"

# A section that starts higher than this share of a page names the page.
_HIGH = 0.12


@dataclass(frozen=True)
class ContentsLine:
    """The number of a page beside a line of the contents; lengths are in points from the page's top left corner."""

    number: int
    right: float
    top: float
    height: float


@dataclass(frozen=True)
class Margins:
    """What is printed over a page.

    Args:
        number: of the page, from 1.
        section: title of the section that it belongs to; empty before the first.
        contents: numbers in the contents, on pages that have them.
    """

    number: int
    section: str
    contents: tuple[ContentsLine, ...]


def print_margins(book: Book, contents: Sequence[OutlineEntry], environment: Environment, values: dict[str, Any]) -> None:
    """Print running heads and numbers over all pages.

    Args:
        book: what has been printed.
        contents: its sections and what is below them, in order.
        environment: with the templates.
        values: what the template names beside the pages.

    Raises:
        TemplateError: a template names something that does not exist.
        EngineError: the engine failed.
    """
    margins = tuple(_margins(book, contents))
    for width, height in sorted(set(book.sizes)):
        pages = [index for index, size in enumerate(book.sizes) if size == (width, height)]
        sheets = tuple(margins[index] for index in pages)
        page = {"sheets": sheets, "width": width, "height": height, "count": len(margins)}
        book.print_over(with_glyphs(render(environment, MARGINS, values | page), warn=False), pages)


def _margins(book: Book, contents: Sequence[OutlineEntry]) -> Iterator[Margins]:
    places = book.places
    found = [(places[entry.anchor], entry) for entry in contents if entry.anchor in places]
    page_of = {entry.anchor: place.page for place, entry in found}
    links = book.links
    origins = book.origins
    for index, (_, height) in enumerate(book.sizes):
        origin = origins.get(index)
        start = (index, height * _HIGH) if origin is None else (origin.page, origin.top)
        sections = [entry.title for place, entry in found if entry.level == 0 and (place.page, place.top) < start]
        lines = tuple(
            ContentsLine(page_of[link.target] + 1, link.right, link.top, link.bottom - link.top)
            for link in links
            if link.page == index and link.target in page_of
        )
        yield Margins(index + 1, sections[-1] if sections else "", lines)
