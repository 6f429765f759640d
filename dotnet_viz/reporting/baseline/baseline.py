"""A model that another one is compared with, as far as it is known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from dotnet_viz.evaluation.base import OutputEvaluation
from dotnet_viz.graph import Graph
from dotnet_viz.measures.diagnostics.finding import Finding, Findings
from dotnet_viz.reporting.baseline.reported_model import BaselineModel
from dotnet_viz.reporting.measured.quantities import Quantities


@dataclass(frozen=True)
class FindingInBrief:
    """What a check has found, as far as two reports are compared by it.

    Args:
        severity: ``"error"``, ``"warning"`` or ``"hint"``.
        check: id of the check.
        layer: id of the layer.
        weight: path of the weight below it; ``None`` for the whole layer.
        message: what was observed.
    """

    severity: str
    check: str
    layer: str
    weight: str | None
    message: str

    @classmethod
    def of(cls, finding: Finding) -> FindingInBrief:
        """Return the same of a finding."""
        return cls(finding.severity, finding.check, finding.layer, finding.weight, finding.message)

    @property
    def place(self) -> str:
        """The layer, and the weight where one is meant."""
        return self.layer if self.weight is None else f"{self.layer}/{self.weight}"


@dataclass(frozen=True, eq=False)
class Baseline:
    """A model to compare with.

    Args:
        name: of the file, the report or the model.
        quantities: its numbers by name.
        findings: of its checks.
        graph: the model; ``None`` where only its report is known.
        reported: what its report knows of it; ``None`` where it is no report, or one without a model.
        evaluations: of each output, on the data of the report that it is compared in; empty where it was not run on them.
        answers: digests of the true answers of each output that its metrics are of.
        notes: sentences on what could not be compared.
    """

    name: str
    quantities: Quantities
    findings: tuple[FindingInBrief, ...] = ()
    graph: Graph | None = field(default=None, repr=False)
    evaluations: tuple[OutputEvaluation, ...] = ()
    answers: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    reported: BaselineModel | None = field(default=None, repr=False)


def findings_in_brief(results: Iterable[Findings]) -> tuple[FindingInBrief, ...]:
    """Return what checks have found, of a model first.

    Args:
        results: of the checks.
    """
    return tuple(FindingInBrief.of(finding) for result in results for finding in result.findings)
