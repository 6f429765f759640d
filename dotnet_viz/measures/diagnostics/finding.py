"""The findings of checks, and what could not be checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dotnet_viz.measures.diagnostics.sources import Source
from dotnet_viz.measures.severities import SEVERITIES
from dotnet_viz.measures.weights.spectrum import Spectrum
from dotnet_viz.measures.weights.statistics import WeightStatistics


@dataclass(frozen=True)
class Finding:
    """One thing that a check has found.

    Args:
        check: id of the check.
        severity: ``"error"``, ``"warning"`` or ``"hint"``.
        layer: id of the layer.
        weight: path of the weight below it; ``None`` where the whole layer is meant.
        message: what was observed, in plain words.
        observed: the observed value: a number, or a word.
        threshold: what it was compared with; ``None`` where there is none.
        source: the reference.
        fix: what to do about it.
        epoch: of a training, in which it began or was observed, from 1; ``None`` for a finished model.
    """

    check: str
    severity: str
    layer: str
    weight: str | None
    message: str
    observed: float | str
    threshold: float | None
    source: Source
    fix: str
    epoch: int | None = None

    @property
    def place(self) -> str:
        """The layer, and the weight where one is meant."""
        return self.layer if self.weight is None else f"{self.layer}/{self.weight}"


@dataclass(frozen=True)
class Skipped:
    """What was not checked.

    Args:
        checks: ids of the checks.
        place: layer and weight; ``None`` for the whole model.
        reason: why.
        advice: what who calls the check can do to have it checked; empty for nothing.
    """

    checks: tuple[str, ...]
    place: str | None
    reason: str
    advice: str = ""

    @property
    def explanation(self) -> str:
        """The reason and the advice."""
        return f"{self.reason}; {self.advice}" if self.advice else self.reason


@dataclass(frozen=True)
class Findings:
    """The results of all checks of a model; true where there are findings.

    Args:
        name: of the model.
        findings: errors first, then warnings and hints, each in the order of the model.
        checks: ids of the checks that ran.
        layers: number of layers that were checked.
        weights: number of weights whose values were checked.
        skipped: what was not checked, and why.
        spectra: spectral norm, stable rank and alpha of each kernel whose singular values were computed.
        statistics: of each weight that was checked, without histograms.
        epochs: number of epochs of a training that were checked; ``None`` for a finished model.
    """

    name: str
    findings: tuple[Finding, ...]
    checks: tuple[str, ...]
    layers: int
    weights: int
    skipped: tuple[Skipped, ...] = ()
    spectra: tuple[Spectrum, ...] = ()
    statistics: tuple[WeightStatistics, ...] = ()
    epochs: int | None = None

    def __bool__(self) -> bool:
        return bool(self.findings)

    def counts(self) -> Mapping[str, int]:
        """Return the number of findings of each severity."""
        return {severity: sum(item.severity == severity for item in self.findings) for severity in SEVERITIES}

    def at_least(self, severity: str) -> tuple[Finding, ...]:
        """Return the findings of at least a severity."""
        wanted = SEVERITIES[: SEVERITIES.index(severity) + 1]
        return tuple(item for item in self.findings if item.severity in wanted)
