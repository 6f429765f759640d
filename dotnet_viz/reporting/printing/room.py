"""Figures that just miss the room left on a page, printed a little smaller: before them most of a page would be empty."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dotnet_viz.reporting.printing.figures import smallest_text
from dotnet_viz.reporting.printing.headings import first_figure
from dotnet_viz.reporting.printing.paper import BOTTOM, POINT, TEXT_TO_FIT, TOP
from dotnet_viz.reporting.section import Figure

if TYPE_CHECKING:
    from dotnet_viz.renderers.pdf.book import Book

_STARTS = re.compile(
    r'(?P<open><(?:section\b[^>]*>\s*<)?h(?P<level>[23])\b(?! class="contents-title")[^>]*>)(?P<title>.*?)</h(?P=level)>',
    re.DOTALL,
)
_BODY_END = "</body>"
_SVG_SIZE = re.compile(r'(<svg\b[^>]*?\bwidth=")([\d.]+)("[^>]*?\bheight=")([\d.]+)(")', re.DOTALL)

# Height of a heading with the space above it, in points, by its level.
_HEADINGS = {"2": 42.0, "3": 29.0}
_MOST_EMPTY = 0.4
"""Share of a page that may be empty before a figure that has no room on it."""
_LEAST_SCALE = 0.75
# Below a heading.
_TO_SPARE = 8.0


@dataclass(frozen=True)
class _Start:
    """A heading that a figure follows: where both are in the page of HTML, and the height that they need in points."""

    index: int
    heading: re.Match[str]
    figure: int
    needed: float


def with_marks(page: str) -> str:
    """Return a page with anchors before and in the headings that figures follow, which tell their room once it is printed.

    Args:
        page: HTML that this package's templates made.
    """
    pieces, links, done = [], "", 0
    for start in _starts(page):
        before = f'<div id="room-{start.index}" style="height:0.5px"></div>'
        marked = rf'{before}\g<open><span id="start-{start.index}">\g<title></span></h\g<level>>'
        pieces += [page[done : start.heading.start()], start.heading.expand(marked)]
        done = start.heading.end()
        links += f'<a href="#room-{start.index}"></a><a href="#start-{start.index}"></a>'
    # An engine knows the places of those anchors alone that links lead to.
    return "".join([*pieces, page[done:].replace(_BODY_END, links + _BODY_END)])


def with_smaller_figure(page: str, book: Book) -> str | None:
    """Return a page of HTML whose first figure that just missed a page is smaller; ``None`` where there is none.

    Args:
        page: without the marks.
        book: the same page with its marks, printed.
    """
    places, sizes = book.places, book.sizes
    for start in _starts(page):
        before, after = places.get(f"room-{start.index}"), places.get(f"start-{start.index}")
        if before is None or after is None or after.page <= before.page:
            continue
        height = sizes[before.page][1]
        room = height - BOTTOM - before.top
        if room < _MOST_EMPTY * (height - TOP - BOTTOM):
            continue
        smaller = _smaller(page, start, room)
        if smaller is not None:
            return smaller
    return None


def _starts(page: str) -> Iterator[_Start]:
    # Before the body are fonts of two megabytes.
    for index, heading in enumerate(_STARTS.finditer(page, max(0, page.find("<body")))):
        found = first_figure(page, heading.end())
        if found is not None:
            needed, figure = found
            yield _Start(index, heading, figure, needed + _HEADINGS[heading["level"]])


def _smaller(page: str, start: _Start, room: float) -> str | None:
    """Return the page with the figure as small as its room asks for; ``None`` where its text could not be read."""
    size = _SVG_SIZE.search(page, start.figure)
    end = page.find("</figure>", start.figure)
    if size is None:
        return None
    width, height = float(size[2]), float(size[4])
    scale = 1 - (start.needed + _TO_SPARE - room) / (height * POINT)
    text = smallest_text(Figure(page[size.start() : end], "", width, height))
    if not _LEAST_SCALE <= scale < 1 or text * scale < TEXT_TO_FIT:
        return None
    smaller = f"{size[1]}{width * scale:.2f}{size[3]}{height * scale:.2f}{size[5]}"
    return page[: size.start()] + smaller + page[size.end() :]
