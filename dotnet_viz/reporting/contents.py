"""Which sections a report has: a new one is one module below ``sections`` and one line here."""

from __future__ import annotations

from collections.abc import Callable

from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.section import SectionData
from dotnet_viz.reporting.sections import (
    architecture,
    diagnostics,
    evaluation,
    overview,
    reproducibility,
    training,
    weight_graph,
    weights,
)

SectionBuilder = Callable[[ReportContext], SectionData | None]

SECTIONS: tuple[SectionBuilder, ...] = (
    overview.build,
    architecture.build,
    weight_graph.build,
    weights.build,
    diagnostics.build,
    training.build,
    evaluation.build,
    reproducibility.build,
)
