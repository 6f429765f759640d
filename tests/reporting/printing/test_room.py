from __future__ import annotations

import re

from dotnet_viz.renderers.pdf.book import Book
from dotnet_viz.renderers.pdf.printing import Printing
from dotnet_viz.reporting.printing.headings import with_room_below_headings
from dotnet_viz.reporting.printing.room import with_marks, with_smaller_figure

STYLE = (
    "<style>@page { size: A4; margin: 20mm 12mm 18mm; } body { margin: 0 } h2 { margin: 0 0 8pt; font-size: 15pt } "
    "h2, figure { break-inside: avoid } figure { margin: 0 }</style>"
)


def page_of(before: int, figure: int, text: int = 12) -> str:
    """Return a page with so much space above a section with a figure; lengths are CSS pixels."""
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 {figure}" width="300.00" height="{figure}.00">'
        f'<text y="20" font-size="{text}">a</text></svg>'
    )
    section = f'<section><h2 id="b">Figure</h2><figure class="wide">{svg}<figcaption>It.</figcaption></figure></section>'
    return f'<!DOCTYPE html><html><head>{STYLE}</head><body><div style="height:{before}px"></div>{section}</body></html>'


def printed(page: str) -> Book:
    return Book(Printing(with_room_below_headings(with_marks(page)), engine="plutoprint", base_url="report:/"))


def height_of(page: str) -> float:
    found = re.search(r'<svg[^>]* height="([\d.]+)"', page)
    assert found is not None
    return float(found[1])


def test_a_figure_that_just_misses_a_page_is_made_to_fit_it() -> None:
    page = page_of(before=370, figure=580)
    book = printed(page)
    assert len(book.sizes) == 2
    smaller = with_smaller_figure(page, book)
    assert smaller is not None
    assert 0.75 * 580 < height_of(smaller) < 580
    assert len(printed(smaller).sizes) == 1
    assert with_smaller_figure(smaller, printed(smaller)) is None


def test_a_figure_stays_as_it_is_where_its_text_could_not_be_read_or_the_page_is_full_enough() -> None:
    for page in (page_of(370, 580, text=7), page_of(700, 400), page_of(500, 700), page_of(370, 300)):
        assert with_smaller_figure(page, printed(page)) is None


def test_marks_are_before_and_in_headings_that_figures_follow_only() -> None:
    assert with_marks("<body><section><h2>A</h2><p>Text.</p></section></body>").count("id=") == 0
    marked = with_marks(page_of(320, 580))
    assert 'style="height:0.5px"></div><section><h2 id="b"><span id="start-0">Figure</span></h2>' in marked
    assert marked.endswith('<a href="#room-0"></a><a href="#start-0"></a></body></html>')
