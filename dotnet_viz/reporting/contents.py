"""Which sections a report has: a new one is one module below ``sections``, its template and one line here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module

from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.section import SectionData

SectionBuilder = Callable[[ReportContext], SectionData | None]

SECTIONS = (
    "summary",
    "overview",
    "architecture",
    "cost",
    "weight_graph",
    "weights",
    "diagnostics",
    "activations",
    "training",
    "training_findings",
    "training_layers",
    "data",
    "evaluation",
    "explanations",
    "importances",
    "tree",
    "shap_values",
    "comparison",
    "model_card",
    "reproducibility",
)
"""Modules that are sections, in the order of the page; the appendix, which all of them can add to, comes after them."""


def section_builders() -> Iterator[tuple[str, SectionBuilder]]:
    """Yield the name of each section and what builds it, which is imported only then."""
    for name in SECTIONS:
        yield name, import_module(f"dotnet_viz.reporting.sections.{name}").build
