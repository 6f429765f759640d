"""What the checks of weights and structure have found."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from dotnet_viz.fonts import one_line
from dotnet_viz.formatting import format_count
from dotnet_viz.measures.diagnostics import CHECKS, CheckResult, Finding, Skipped, check_graph
from dotnet_viz.measures.weights.spectrum import Spectrum
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.section import Cell, Column, SectionData, Table, count_cell, number_cell, text_cell

MOST_SHOWN = 5

SYMBOLS = {"error": "✖", "warning": "▲", "hint": "●"}

_SPECTRUM = (
    Column("Kernel"),
    *(Column(name, numeric=True) for name in ("Spectral norm", "Stable rank", "Eigenvalues", "Alpha")),
)


def build(context: ReportContext) -> SectionData:
    """Return what was found, worst first, and what could not be looked at."""
    result = check_graph(context.graph, scanned=context.measurements.weights)
    data = {
        "lead": _lead(result),
        "groups": tuple(_groups(result.findings)),
        "skipped": tuple(_skipped(result.skipped)),
        "spectra": _spectra(result.spectra),
    }
    return SectionData("diagnostics", "Diagnostics", data)


def _lead(result: CheckResult) -> str:
    counts = [format_count(count, severity) for severity, count in result.counts().items() if count]
    checks, layers = format_count(len(result.checks), "check"), format_count(result.layers, "layer")
    looked = f"{checks} looked at {layers} and {format_count(result.weights, 'weight')}"
    return f"{looked}; they found {', '.join(counts)}." if counts else f"{looked}; they found nothing."


def _groups(findings: tuple[Finding, ...]) -> Iterator[dict[str, object]]:
    """Yield the findings of one check and severity together: a row of the table."""
    about = {check.id: check.about for check in CHECKS}
    for (severity, check), group in groupby(findings, key=lambda item: (item.severity, item.check)):
        items = list(group)
        yield {
            "severity": severity,
            "symbol": SYMBOLS[severity],
            "check": check,
            "about": about[check],
            "seen": tuple((one_line(item.place), one_line(item.message)) for item in items[:MOST_SHOWN]),
            "more": max(0, len(items) - MOST_SHOWN),
            "fix": one_line(items[0].fix),
            "source": items[0].source,
        }


def _skipped(skipped: tuple[Skipped, ...]) -> Iterator[str]:
    for checks, group in groupby(skipped, key=lambda item: item.checks):
        items = list(group)
        places = [one_line(item.place) for item in items[:MOST_SHOWN] if item.place is not None]
        more = f" and {format_count(len(items) - MOST_SHOWN)} more" if len(items) > MOST_SHOWN else ""
        where = f" of {', '.join(places)}{more}" if places else ""
        yield f"Not looked at: {', '.join(checks)}{where}, since {one_line(items[0].reason)}."


def _spectra(spectra: tuple[Spectrum, ...]) -> Table | None:
    if not spectra:
        return None
    return Table("Singular values of the kernels", _SPECTRUM, tuple(_row(item) for item in spectra))


def _row(item: Spectrum) -> tuple[Cell, ...]:
    numbers = (number_cell(item.spectral_norm), number_cell(item.stable_rank), count_cell(item.eigenvalues))
    return (text_cell(f"{item.layer}/{item.weight}"), *numbers, number_cell(item.alpha))
