"""Reports on a model: sections as data, templates that set them, HTML and PDF.

A new section is one module below ``sections`` with ``build(context) -> SectionData | None``, one line in
:data:`SECTIONS`, whose order is the page's order, and one template of the same name.
"""

from __future__ import annotations

from dotnet_viz.reporting.contents import SECTIONS
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.report import Report, build_report, check_report_target
from dotnet_viz.reporting.section import SectionData

__all__ = ["SECTIONS", "Report", "ReportContext", "SectionData", "build_report", "check_report_target"]
