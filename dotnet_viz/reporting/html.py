"""A report as one HTML file that asks for nothing outside itself."""

from __future__ import annotations

from collections.abc import Sequence

from dotnet_viz.formatting import format_date
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.section import SectionData
from dotnet_viz.reporting.templating import BASE, make_environment, render, script_digest
from dotnet_viz.reporting.versions import package_version
from dotnet_viz.translation.translate import in_language


def render_html(context: ReportContext, sections: Sequence[SectionData]) -> str:
    """Return the page.

    The page's content policy allows its own script, by its digest, and no other: even a name that got past the
    escaping could not run.

    Args:
        context: gives heading, date and the user's own templates.
        sections: in the page's order.

    Raises:
        TemplateError: a template names something that does not exist.
    """
    with in_language(context.language):
        environment = make_environment(context.templates)
        script = render(environment, "script.js", {})
        values = {"medium": "html", "script_digest": script_digest(script), "fonts": ()}
        return render(environment, BASE, page_values(context, sections) | values)


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
        "version": package_version(),
    }
