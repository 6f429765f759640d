from __future__ import annotations

import io
import sys
from collections.abc import Callable
from typing import Any

import pypdf
import pytest

from dotnet_viz.errors import EngineError, MissingDependencyError
from dotnet_viz.renderers.pdf.book import Book
from dotnet_viz.renderers.pdf.engines import PlutoPrint, WeasyPrint
from dotnet_viz.renderers.pdf.parts import AnchorPlace, OutlineEntry, Properties
from dotnet_viz.renderers.pdf.printing import Printing
from dotnet_viz.renderers.pdf.sheets import LANDSCAPE, LANDSCAPE_END

ENGINES = [
    pytest.param("plutoprint", marks=pytest.mark.skipif(not PlutoPrint().is_available(), reason="no plutoprint")),
    pytest.param("weasyprint", marks=pytest.mark.skipif(not WeasyPrint().is_available(), reason="no weasyprint")),
    pytest.param("chromium", marks=pytest.mark.browser),
]
WIDE = (
    f'{LANDSCAPE}<div class="landscape"><p id="wide">wide <a href="#end">to the end</a></p>'
    f'<p style="break-before: page">wide again</p></div>{LANDSCAPE_END}'
)
PAGE = (
    '<!DOCTYPE html><html lang="en"><head><title>t</title><style>@page { size: A4; margin: 20mm; }'
    "@page landscape { size: A4 landscape; margin: 20mm; } .landscape + .landscape { break-before: page; }</style></head><body>"
    '<p><a href="#start">start</a> <a href="#wide">wide</a> <a href="#end">end</a> <a href="https://example.org/">out</a></p>'
    f'<p id="start" style="break-before: page">starts</p>{WIDE}<p>goes on</p><p id="end" style="break-before: page">ends</p>'
    "</body></html>"
)
PROPERTIES = Properties("A title — ж", "a subject", "a creator", "pt-BR")
OUTLINE = (
    OutlineEntry("start", "Start"),
    OutlineEntry("wide", "Wide", 1),
    OutlineEntry("no", "none"),
    OutlineEntry("end", "End"),
)


def over(*texts: str, size: str = "A4") -> str:
    sheets = "".join(f'<p style="margin: 0; break-before: page">{text}</p>' for text in texts)
    return (
        f"<!DOCTYPE html><html><head><style>@page {{ size: {size}; margin: 5mm; }}</style></head><body>{sheets}</body></html>"
    )


def opened(book: Book) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(book.to_bytes(OUTLINE, PROPERTIES)))


@pytest.mark.parametrize("engine", ENGINES)
def test_landscape_pages_follow_the_page_that_mentions_them(engine: str) -> None:
    book = Book(Printing(PAGE, engine=engine, base_url="report:/"))
    assert [width > height for width, height in book.sizes] == [False, False, True, True, False]
    assert [book.places[name].page for name in ("start", "wide", "end")] == [1, 2, 4]
    assert book.origins.keys() == {2, 3}
    assert book.origins[2].page == 1
    texts = [page.extract_text() for page in opened(book).pages]
    assert "goes on" in texts[1]
    assert "wide again" in texts[3]


@pytest.mark.parametrize("engine", ENGINES)
def test_links_lead_to_their_places_over_the_borders_of_sheets(engine: str) -> None:
    reader = opened(Book(Printing(PAGE, engine=engine, base_url="report:/")))
    index_of = {page.indirect_reference: index for index, page in enumerate(reader.pages)}

    def targets(index: int) -> set[int]:
        annotations: Any = [one.get_object() for one in reader.pages[index].get("/Annots", [])]
        assert all(list(one["/Border"]) == [0, 0, 0] for one in annotations)
        return {index_of[one["/Dest"][0]] for one in annotations if "/Dest" in one}

    assert targets(0) == {1, 2, 4}
    assert targets(2) == {4}


@pytest.mark.parametrize("engine", ENGINES)
def test_outline_and_properties(engine: str) -> None:
    reader = opened(Book(Printing(PAGE, engine=engine, base_url="report:/")))
    outline: Any = reader.outline
    start, inner, end = outline
    assert [one.title for one in (start, inner[0], end)] == ["Start", "Wide", "End"]
    assert [reader.get_destination_page_number(one) for one in (start, inner[0], end)] == [1, 2, 4]
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.subject, reader.metadata.creator) == (
        "A title — ж",
        "a subject",
        "a creator",
    )
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == "pt-BR"
    assert root["/PageMode"] == "/UseOutlines"


@pytest.mark.parametrize("engine", ENGINES)
def test_what_is_printed_over_pages_is_on_them(engine: str) -> None:
    book = Book(Printing(PAGE, engine=engine, base_url="report:/"))
    book.print_over(over("head of 1", "head of 5"), [0, 4])
    texts = [page.extract_text() for page in opened(book).pages]
    assert "head of 1" in texts[0]
    assert "start" in texts[0]
    assert "head" not in texts[1]
    assert "head of 5" in texts[4]


def test_without_pypdf_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    with pytest.raises(MissingDependencyError, match="pip install pypdf"):
        Book(Printing(PAGE))


def test_another_number_of_pages_is_an_error() -> None:
    book = Book(Printing(PAGE, base_url="report:/"))
    with pytest.raises(EngineError, match="2 pages were printed over 1"):
        book.print_over(over("a", "b"), [0])


@pytest.mark.parametrize("engine", ENGINES)
def test_the_same_page_gives_the_same_file(engine: str) -> None:
    def made() -> bytes:
        book = Book(Printing(PAGE, engine=engine, base_url="report:/"))
        book.print_over(over("a"), [0])
        return book.to_bytes(OUTLINE, PROPERTIES)

    assert made() == made()


@pytest.mark.browser
def test_tags_of_landscape_pages_are_kept() -> None:
    reader = opened(Book(Printing(PAGE, engine="chromium", base_url="report:/")))
    root: Any = reader.trailer["/Root"]
    tags = root["/StructTreeRoot"]
    numbers = list(tags["/ParentTree"]["/Nums"])[::2]
    assert len(set(numbers)) == len(numbers)
    parents = [page["/StructParents"] for page in reader.pages]
    assert len(set(parents)) == len(parents)
    assert set(parents) <= set(numbers)
    assert root["/MarkInfo"]["/Marked"]


def test_places_are_measured_from_the_top_of_their_page() -> None:
    place: Callable[[str], AnchorPlace] = Book(Printing(PAGE, base_url="report:/")).places.__getitem__
    assert place("start").top == pytest.approx(56.7, abs=15)
    assert place("end").top == pytest.approx(56.7, abs=15)


@pytest.mark.browser
def test_heads_of_tables_have_ids_that_no_print_before_changes() -> None:
    table = "<table><tr><th>a</th><th>b</th></tr><tr><th>c</th><td>1</td></tr></table>"
    page = PAGE.replace("<p>goes on</p>", table).replace("wide again</p>", f"wide again</p>{table}")
    root: Any = opened(Book(Printing(page, engine="chromium"))).trailer["/Root"]
    tags = root["/StructTreeRoot"]
    names = list(tags["/IDTree"]["/Names"])
    heads = {name: element.get_object() for name, element in zip(names[::2], names[1::2], strict=True)}
    assert list(heads) == ["main00000000", "main00000001", "wide00000000", "wide00000001"]
    assert all(element["/S"] == "/TH" and element["/ID"] == name for name, element in heads.items())
    for first, second in (list(heads)[:2], list(heads)[2:]):
        (cell,) = (kid for one in heads[second]["/P"]["/K"] if (kid := one.get_object())["/S"] == "/TD")
        (named,) = (one["/Headers"] for one in cell["/A"] if "/Headers" in one)
        assert sorted(named) == [first, second]
