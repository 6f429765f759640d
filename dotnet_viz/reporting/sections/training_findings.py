"""What the checks of the training have found."""

from __future__ import annotations

from dotnet_viz.formatting import format_count
from dotnet_viz.measures.diagnostics import CheckResult
from dotnet_viz.measures.training.findings import CHECKS
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.section import SectionData
from dotnet_viz.reporting.statements.findings import (
    NOTHING_TO_CHECK,
    counted_findings,
    grouped_findings,
    layers_of,
    quiet_sentence,
    skipped_lines,
)
from dotnet_viz.translation.translate import translate


def build(context: ReportContext) -> SectionData | None:
    """Return what was found, worst first; ``None`` without a training, or where nothing of it was logged."""
    result = context.training_check
    if result is None:
        return None
    about = {check.id: check.about for check in CHECKS}
    data = {
        "lead": _lead(result),
        "groups": grouped_findings(result.findings, about, layers_of(context), "training_findings"),
        "quiet": quiet_sentence(result, about),
        "skipped": skipped_lines(result.skipped),
    }
    return SectionData("training_findings", "Diagnostics of the training", data)


def _lead(result: CheckResult) -> str:
    if not result.checks:
        return translate(NOTHING_TO_CHECK)
    checks, epochs = format_count(len(result.checks), "check"), format_count(result.epochs, "epoch")
    found = counted_findings(result)
    return translate("{checks} looked at {epochs} and found {found}.", checks=checks, epochs=epochs, found=found)
