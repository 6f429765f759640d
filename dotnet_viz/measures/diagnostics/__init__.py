"""Checks of a model's weights and structure: a new one is a function and a line in the ``CHECKS`` of its family."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dotnet_viz.errors import unknown_choice
from dotnet_viz.graph import Graph
from dotnet_viz.measures.diagnostics.applicable import what_can_run
from dotnet_viz.measures.diagnostics.checks import activations, losses, norms, spectral, structure, values
from dotnet_viz.measures.diagnostics.choice import chosen_checks, in_order
from dotnet_viz.measures.diagnostics.finding import Finding, Skipped
from dotnet_viz.measures.diagnostics.limits import limits_of
from dotnet_viz.measures.diagnostics.result import CheckResult
from dotnet_viz.measures.diagnostics.sources import Source
from dotnet_viz.measures.diagnostics.subject import Check, CheckSubject, ScannedWeight
from dotnet_viz.measures.severities import SEVERITIES

__all__ = ["CHECKS", "SEVERITIES", "SPECTRA", "Check", "CheckResult", "Finding", "Skipped", "Source", "check_graph"]

CHECKS: tuple[Check, ...] = (
    *values.CHECKS,
    *norms.CHECKS,
    *structure.CHECKS,
    *activations.CHECKS,
    *losses.CHECKS,
    *spectral.CHECKS,
)

SPECTRA = ("auto", "all")


def check_graph(
    graph: Graph,
    *,
    ignore: Iterable[str] = (),
    thresholds: Mapping[str, float] | None = None,
    spectra: str = "auto",
    scanned: tuple[ScannedWeight, ...] | None = None,
) -> CheckResult:
    """Run the checks on a model.

    Args:
        graph: the model; without values, only its structure is checked.
        ignore: ids of checks that do not run.
        thresholds: limits by the check's id, instead of the defaults.
        spectra: ``"auto"`` computes singular values of kernels that take little time, ``"all"`` of each that fits into memory.
        scanned: statistics of each weight that has values, if they were computed before; ``None`` computes them.

    Raises:
        OptionError: an unknown check, a check without a threshold, or a threshold that is not a number.

    Example:
        >>> import numpy as np
        >>> from dotnet_viz.readers.arrays.in_memory import read
        >>> result = check_graph(read([np.array([[1.0, np.nan], [2.0, 3.0]])]))
        >>> bool(result), [finding.check for finding in result.findings]
        (True, ['not-finite'])
    """
    chosen = chosen_checks(CHECKS, ignore)
    if spectra not in SPECTRA:
        raise unknown_choice("spectra", spectra, SPECTRA)
    subject = CheckSubject(graph, limits_of(CHECKS, thresholds or {}), all_spectra=spectra == "all", scanned=scanned)
    can_run, skipped = what_can_run(chosen, subject)
    found = [finding for check in can_run for finding in check.find(subject)]
    scanned = subject.weights if any(check.needs != "structure" for check in can_run) else ()
    return CheckResult(
        name=graph.name,
        findings=in_order(found, CHECKS),
        checks=tuple(check.id for check in can_run),
        layers=graph.layer_count,
        weights=len(scanned),
        skipped=skipped,
        spectra=subject.spectra if any(check.needs == "spectra" for check in can_run) else (),
        statistics=tuple(item.statistics for item in scanned),
    )
