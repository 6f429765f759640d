"""The facts of a model for the index of many reports, from what its report has measured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dotnet_viz.measures.families.architecture import architecture_of
from dotnet_viz.measures.training.run_summary import summarise_run
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.measured.model import Measurements
from dotnet_viz.reporting.measured.quantities import Quantities, base_measure, metric_quantities
from dotnet_viz.reporting.other_pages.many.facts import ModelFacts


def facts_of(context: ReportContext, notes: Sequence[str] = ()) -> ModelFacts:
    """Return the facts of what a report is about.

    Args:
        context: of the report.
        notes: what could not be had, in sentences.

    Example:
        >>> import numpy as np
        >>> from dotnet_viz.readers.arrays.in_memory import read
        >>> facts = facts_of(ReportContext(read([np.eye(3, 2)])))
        >>> facts.parameters, facts.flops, facts.errors
        (6, 12, 0)
    """
    counts = [result.counts() for result in context.checks]
    errors, warnings, hints = (sum(count[severity] for count in counts) for severity in ("error", "warning", "hint"))
    metrics = _overall(metric_quantities(context.evaluations))
    best = {} if context.run is None else dict(summarise_run(context.run).best)
    facts = ModelFacts(
        name=context.heading,
        metrics=metrics or best,
        metrics_from="evaluation" if metrics else "training" if best else "",
        errors=errors,
        warnings=warnings,
        hints=hints,
        findings=tuple(dict.fromkeys(finding.check for result in context.checks for finding in result.findings)),
        conditions=len(context.condition_results),
        broken=tuple(result.sentence for result in context.translated_conditions if not result.passed),
        notes=tuple(notes),
    )
    return facts if context.measurements is None else _with_model(facts, context.measurements)


def _with_model(facts: ModelFacts, measured: Measurements) -> ModelFacts:
    summary = measured.summary
    return replace(
        facts,
        kind=summary.kind,
        layers=summary.layer_count,
        parameters=summary.parameter_count,
        weight_bytes=summary.weight_bytes,
        file_size=summary.file_size,
        macs=summary.cost.macs,
        flops=summary.cost.flops,
        is_cost_complete=summary.cost.is_complete,
        architecture=architecture_of(measured.graph),
    )


def _overall(quantities: Quantities) -> dict[str, float]:
    """Return the measures of whole outputs, without those of each class and their extremes."""
    return {
        name: float(quantity.value)
        for name, quantity in quantities.items()
        if quantity.value is not None and ":" not in name and "(" not in name and base_measure(name) != "samples"
    }
