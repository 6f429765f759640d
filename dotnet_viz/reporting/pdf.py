"""A report as PDF, from the same templates as the page."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass

from dotnet_viz.fonts import font_file
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.html import page_values
from dotnet_viz.reporting.section import SectionData
from dotnet_viz.reporting.templating import BASE, make_environment, render
from dotnet_viz.translation.translate import in_language

# Links within the document need an address to be relative to; nothing is read from it.
_BASE_URL = "report:/"


@dataclass(frozen=True)
class FontFace:
    """A font that stands in the page itself.

    Args:
        weight: in CSS: 400 regular, 700 bold.
        data: the file, as base64.
    """

    weight: int
    data: str


def render_pdf(context: ReportContext, sections: Sequence[SectionData]) -> bytes:
    """Return the report as a PDF file.

    Args:
        context: gives heading, date, the user's own templates and the engine.
        sections: in the report's order.

    Raises:
        TemplateError: a template names something that does not exist.
        OptionError: the engine is unknown.
        MissingDependencyError: no engine is installed.
        EngineError: the engine failed.
    """
    from dotnet_viz.renderers.pdf.document import html_to_pdf

    return html_to_pdf(print_page(context, sections), engine=context.pdf_engine, base_url=_BASE_URL)


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
    fonts = tuple(FontFace(weight, _encoded(bold)) for weight, bold in ((400, False), (700, True)))
    with in_language(context.language):
        values = page_values(context, sections) | {"medium": "pdf", "script_digest": "", "fonts": fonts}
        return render(make_environment(context.templates), BASE, values)


def _encoded(bold: bool) -> str:
    return base64.b64encode(font_file(bold).read_bytes()).decode("ascii")
