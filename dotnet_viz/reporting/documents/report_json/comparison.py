"""What changed against the baseline in ``report.json``."""

from __future__ import annotations

from typing import Any

from dotnet_viz.measures.comparison import Comparison
from dotnet_viz.measures.comparison.entries import entries_of
from dotnet_viz.measures.comparison.texts.wording import phrases_of
from dotnet_viz.reporting.baseline.changes import BaselineChanges


def comparison_part(changes: BaselineChanges) -> dict[str, Any]:
    """Return each number beside that of the baseline, findings, layers and weights.

    Args:
        changes: since the baseline.
    """
    quantities = [
        {
            "name": one.name,
            "unit": one.after.unit if one.after.value is not None else one.before.unit,
            "before": one.before.value,
            "after": one.after.value,
            "difference": one.difference,
            "low": one.low,
            "high": one.high,
            "is_beyond_chance": one.is_beyond_chance,
            "verdict": one.verdict,
        }
        for one in changes.quantities
    ]
    return {
        "baseline": changes.baseline.name,
        "is_same_data": changes.is_same_data,
        "quantities": quantities,
        "mcnemar": [one.errors for one in changes.evaluations],
        "new_findings": changes.new_findings,
        "fixed_findings": changes.fixed_findings,
        "layers": [] if changes.comparison is None else _layers(changes.comparison),
        "weights": [] if changes.comparison is None else _weights(changes.comparison),
        "notes": changes.baseline.notes,
    }


def _layers(comparison: Comparison) -> list[dict[str, Any]]:
    return [
        {"sort": entry.sort, "layer": entry.layer.id, "kind": entry.layer.kind, "changes": list(phrases_of(entry))}
        for entry in entries_of(comparison)
        if entry.sort != "same"
    ]


def _weights(comparison: Comparison) -> list[dict[str, Any]]:
    return [
        {"layer": layer.match.after.id, "relative_change": layer.relative_change, "cosine": layer.cosine}
        for layer in comparison.weights.changed
    ]
