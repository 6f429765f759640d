"""A report as one HTML file that asks for nothing outside itself."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from dotnet_viz.formatting import format_date
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.section import SectionData, Table
from dotnet_viz.reporting.templating.environment import BASE, make_environment, page_digests, render
from dotnet_viz.reporting.templating.layer_links import links_of
from dotnet_viz.reporting.versions import package_version
from dotnet_viz.translation.page_texts import for_readers

if TYPE_CHECKING:
    from jinja2 import Environment


def render_html(context: ReportContext, sections: Sequence[SectionData]) -> str:
    """Return the page.

    The page's content policy allows its own scripts, by their digests, and no other: even a name that got past the
    escaping could not run.

    Args:
        context: gives heading, date and the user's own templates.
        sections: in the page's order.

    Raises:
        TemplateError: a template names something that does not exist.
    """
    with for_readers(context.language):
        environment = page_environment(context, sections)
        values = {"medium": "html", "digests": page_digests(environment, "frames.js", "script.js")}
        return render(environment, BASE, page_values(context, sections) | values)


def anchors_of(sections: Sequence[SectionData]) -> frozenset[str]:
    """Return what links of a page can lead to: its sections, entries of the appendix and rows of tables.

    Args:
        sections: of the page.
    """
    entries = [entry for section in sections for entry in section.appendix]
    parts = [part for section in sections for part in section.data.values()]
    tables = [part for part in parts if isinstance(part, Table)] + [entry.table for entry in entries if entry.table is not None]
    rows = {anchor for table in tables for anchor in table.anchors}
    return frozenset({section.id for section in sections} | {entry.anchor for entry in entries} | rows)


def page_environment(context: ReportContext, sections: Sequence[SectionData], medium: str = "html") -> Environment:
    """Return the template engine of a report: with the user's own templates, and with those that sections bring along.

    Args:
        context: of the report.
        sections: that stand in it.
        medium: see :func:`~dotnet_viz.reporting.templating.environment.make_environment`.

    Raises:
        TemplateError: there is no such folder.
    """
    brought = dict.fromkeys(os.fspath(section.templates) for section in sections if section.templates is not None)
    return make_environment(context.templates, *brought, medium=medium, links=links_of(sections))


def page_values(context: ReportContext, sections: Sequence[SectionData]) -> dict[str, object]:
    """Return what the page's frame names, whatever the medium.

    Args:
        context: what the report is about.
        sections: what stands in it, in order.

    Returns:
        Values by the names that the template uses.
    """
    return {
        "heading": context.heading,
        "date": None if context.date is None else format_date(context.date),
        "subject": context.subject,
        "sections": tuple(sections),
        "anchors": anchors_of(sections),
        "own_style": context.style,
        "version": package_version(),
    }
