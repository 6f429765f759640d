"""What the checks of weights and structure have found."""

from __future__ import annotations

from dotnet_viz.formatting import format_count
from dotnet_viz.graph.estimators import is_estimator_without_weights
from dotnet_viz.measures.diagnostics import CHECKS, CheckResult
from dotnet_viz.measures.weights.spectrum import Spectrum
from dotnet_viz.reporting.appendix import split_table
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.section import AppendixEntry, Cell, ColumnHead, SectionData, Table, count_cell, number_cell, text_cell
from dotnet_viz.reporting.statements.findings import (
    NOTHING_TO_CHECK,
    counted_findings,
    grouped_findings,
    layers_of,
    quiet_sentence,
    skipped_lines,
)
from dotnet_viz.translation.translate import mark, translate

_SPECTRUM = (
    ColumnHead("Kernel", of_layers=True),
    *(
        ColumnHead(name, numeric=True)
        for name in (mark("Spectral norm"), mark("Stable rank"), mark("Eigenvalues"), mark("Alpha"))
    ),
)
_LARGEST = mark("These are the {shown} kernels with the largest spectral norms, of {count}.")


def build(context: ReportContext) -> SectionData | None:
    """Return what was found, worst first, and what was left out; ``None`` without a model, or one without weights at all."""
    result = context.model_check
    if result is None or (context.graph is not None and is_estimator_without_weights(context.graph)):
        return None
    about = {check.id: check.about for check in CHECKS}
    table, appendix = _spectra(result.spectra)
    data = {
        "lead": _lead(result),
        "groups": grouped_findings(result.findings, about, layers_of(context), "diagnostics"),
        "quiet": quiet_sentence(result, about),
        "skipped": skipped_lines(result.skipped),
        "spectra": table,
    }
    return SectionData("diagnostics", "Diagnostics", data, appendix)


def _lead(result: CheckResult) -> str:
    if not result.checks:
        return translate(NOTHING_TO_CHECK)
    checks, layers = format_count(len(result.checks), "check"), format_count(result.layers, "layer")
    return translate(
        "{checks} looked at {layers} and {weights} and found {found}.",
        checks=checks,
        layers=layers,
        weights=format_count(result.weights, "weight"),
        found=counted_findings(result),
    )


def _spectra(spectra: tuple[Spectrum, ...]) -> tuple[Table | None, tuple[AppendixEntry, ...]]:
    if not spectra:
        return None, ()
    table = Table("Singular values of the kernels", _SPECTRUM, tuple(_row(item) for item in spectra))
    return split_table(table, "diagnostics", "spectra", by=1, text=_LARGEST)


def _row(item: Spectrum) -> tuple[Cell, ...]:
    numbers = (number_cell(item.spectral_norm), number_cell(item.stable_rank), count_cell(item.eigenvalues))
    return (text_cell(f"{item.layer}/{item.weight}"), *numbers, number_cell(item.alpha))
