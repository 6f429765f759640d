"""Which sections a report has: a new one is one module below ``sections``, its template and one line here."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.section import SectionData

SectionBuilder = Callable[[ReportContext], SectionData | None]

INPUTS_OF: dict[str, tuple[str, ...]] = {
    "summary": (),
    "overview": (),
    "architecture": (),
    "cost": (),
    "weight_graph": (),
    "weights": (),
    "diagnostics": (),
    "activations": ("inputs",),
    "training": ("run",),
    "training_findings": ("run",),
    "training_layers": ("run",),
    "data": ("data",),
    "evaluation": ("data", "evaluation"),
    "explanations": ("inputs",),
    "importances": ("data",),
    "tree": ("data",),
    "shap_values": ("shap",),
    "comparison": ("baseline",),
    "model_card": ("card",),
    "reproducibility": (),
}
"""Each section and what in the context it is built from: without any of it its module is not even imported."""
SECTIONS = tuple(INPUTS_OF)
"""Modules that are sections, in the order of the page; the appendix, which all of them can add to, comes after them."""


def section_builder(name: str) -> SectionBuilder:
    """Return what builds a section, whose module is imported only now.

    Args:
        name: one of :data:`SECTIONS`.
    """
    builder: SectionBuilder = import_module(f"dotnet_viz.reporting.sections.{name}").build
    return builder
