"""A report as PDF, from the same templates as the page."""

from __future__ import annotations

import base64
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from dotnet_viz.fonts import font_file
from dotnet_viz.renderers.common.escape import without_unwriteable
from dotnet_viz.renderers.common.system_fonts import check_fonts, with_glyphs
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.documents.html import page_environment, page_values
from dotnet_viz.reporting.printing.figures import printed_figure
from dotnet_viz.reporting.printing.headings import with_room_below_headings
from dotnet_viz.reporting.printing.margins import print_margins
from dotnet_viz.reporting.printing.room import with_marks, with_smaller_figure
from dotnet_viz.reporting.printing.tables import printed_table
from dotnet_viz.reporting.printing.words import with_breaks_in_long_words
from dotnet_viz.reporting.section import SectionData
from dotnet_viz.reporting.templating.environment import render
from dotnet_viz.reporting.versions import package_version
from dotnet_viz.translation.page_texts import for_readers
from dotnet_viz.translation.translate import language_tag, translate

if TYPE_CHECKING:
    from dotnet_viz.renderers.pdf.book import Book
    from dotnet_viz.renderers.pdf.parts import OutlineEntry
    from dotnet_viz.renderers.pdf.printing import Printing

PRINT = "print.html"

# The sections in the template above, which start a page.
_MAIN = '<main id="content">'
_CLOSED = re.compile(r"<details(?![^>]*\bopen\b)")

# Links within the document need an address to be relative to; nothing is read from it.
_BASE_URL = "report:/"

# Figures of one report that are printed again, smaller; each takes the time of a print.
_MOST_SMALLER = 4


@dataclass(frozen=True)
class FontFace:
    """A font that stands in the page itself.

    Args:
        weight: in CSS: 400 regular, 700 bold.
        data: the file, as base64.
    """

    weight: int
    data: str


class PrintedReport:
    """A report that an engine has begun to print; other work can be done until :meth:`to_bytes` waits for it.

    Args:
        context: gives heading, date, the user's own templates and the engine.
        sections: in the report's order.

    Raises:
        TemplateError: a template names something that does not exist.
        OptionError: the engine is unknown.
        MissingDependencyError: no engine is installed; or the report is in Chinese and no font of this system has it.
    """

    def __init__(self, context: ReportContext, sections: Sequence[SectionData]) -> None:
        self._context, self._sections = context, sections
        page = print_page(context, sections)
        with for_readers(context.language):
            check_fonts(page)
            self._page = with_glyphs(page)
        self._printing = self._print(self._page)

    def to_bytes(self) -> bytes:
        """Return the report as a PDF file.

        Raises:
            TemplateError: a template names something that does not exist.
            MissingDependencyError: the engine is not here, or pypdf is missing.
            EngineError: the engine failed.
        """
        from dotnet_viz.renderers.pdf.parts import Properties

        context = self._context
        with for_readers(context.language):
            contents = contents_of(self._sections)
            book = self._book(contents)
            values = {"heading": context.heading, "fonts": _fonts()[:1]}
            print_margins(book, contents, page_environment(context, self._sections), values)
            language = language_tag()
        title, subject = without_unwriteable(context.heading), without_unwriteable(context.subject)
        return book.to_bytes(contents, Properties(title, subject, f"dotnet_viz {package_version()}", language))

    def _print(self, page: str) -> Printing:
        from dotnet_viz.renderers.pdf.document import engine_named
        from dotnet_viz.renderers.pdf.printing import Printing

        page = with_marks(page)
        if not engine_named(self._context.pdf_engine).keeps_headings:
            page = with_room_below_headings(page)
        return Printing(page, engine=self._context.pdf_engine, base_url=_BASE_URL)

    def _book(self, contents: Sequence[OutlineEntry]) -> Book:
        """Return the printed page; where the contents are not on the first page, the sections follow them on theirs."""
        from dotnet_viz.renderers.pdf.book import Book

        book, page = Book(self._printing), self._page
        anchors = {entry.anchor for entry in contents}
        if any(link.page for link in book.links if link.target in anchors):
            page = page.replace(_MAIN, f'{_MAIN[:-1]} class="flowing">', 1)
            book = Book(self._print(page))
        for _ in range(_MOST_SMALLER):
            smaller = with_smaller_figure(page, book)
            if smaller is None:
                break
            page = smaller
            book = Book(self._print(page))
        return book


def print_page(context: ReportContext, sections: Sequence[SectionData]) -> str:
    """Return the page that is printed: with its fonts in it, without script.

    Args:
        context: what the report is about.
        sections: what stands in it, in order.

    Returns:
        HTML.

    Raises:
        TemplateError: a template names something that does not exist.
    """
    with for_readers(context.language):
        environment = page_environment(context, sections, medium="pdf")
        environment.filters |= {"printed_figure": printed_figure, "printed_table": printed_table}
        environment.globals["new_anchor"] = map("landscape-{}".format, itertools.count(1)).__next__
        values = page_values(context, sections) | {"contents": contents_of(sections), "fonts": _fonts()}
        page = render(environment, PRINT, values)
    # What is closed on a screen is open on paper.
    return with_breaks_in_long_words(_CLOSED.sub("<details open", page))


def contents_of(sections: Sequence[SectionData]) -> tuple[OutlineEntry, ...]:
    """Return the lines of the contents: the sections, and below the appendix what stands in it.

    Args:
        sections: in the report's order.

    Example:
        >>> [entry.anchor for entry in contents_of([SectionData("weights", "Weights")])]
        ['weights-title']
    """
    from dotnet_viz.renderers.pdf.parts import OutlineEntry

    entries = []
    for section in sections:
        entries.append(OutlineEntry(f"{section.id}-title", without_unwriteable(translate(section.title))))
        if section.id == "appendix":
            below = (one for other in sections for one in other.appendix)
            entries += [OutlineEntry(f"{one.anchor}-title", translate(one.title), 1) for one in below]
    return tuple(entries)


@lru_cache(maxsize=1)
def _fonts() -> tuple[FontFace, ...]:
    return tuple(FontFace(weight, _encoded(bold)) for weight, bold in ((400, False), (700, True)))


def _encoded(bold: bool) -> str:
    return base64.b64encode(font_file(bold).read_bytes()).decode("ascii")
