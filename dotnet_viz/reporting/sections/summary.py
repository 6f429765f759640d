"""The first screen of a report: how good the model is, on which data, what is wrong with it, and what it is."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from dotnet_viz.fonts import one_line
from dotnet_viz.formatting import format_count, format_date, format_items, format_number, format_percent
from dotnet_viz.graph import Graph
from dotnet_viz.graph.estimators import is_estimator_without_weights, is_linear_estimator
from dotnet_viz.measures import diagnostics
from dotnet_viz.measures.diagnostics import CheckResult
from dotnet_viz.measures.severities import SEVERITIES
from dotnet_viz.measures.summary.compiled import date_in_words
from dotnet_viz.measures.training import findings
from dotnet_viz.measures.training.text import progress_of, run_sentence
from dotnet_viz.reporting.conditions.table import conditions_line, conditions_table
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.section import Fact, SectionData
from dotnet_viz.reporting.statements.estimators import size_in_words
from dotnet_viz.reporting.statements.findings import FindingGroup, counted_checks, grouped_findings, layers_of
from dotnet_viz.reporting.statements.tensors import tensors_in_words
from dotnet_viz.translation.translate import mark, mark_plural, translate

if TYPE_CHECKING:
    from dotnet_viz.measures.training.history import Metric
    from dotnet_viz.measures.training.run import TrainingRun
    from dotnet_viz.reporting.statements.verdict import Verdict

MAX_OUTPUTS = 4
MAX_GROUPS = 8
MAX_PLACES = 3

_MADE_WITH = mark("{kind}, made with {framework}")
_NO_DATA = mark("How good its answers are is not known: this report was made without data to try it on.")
_NO_LABELS = mark("How good its answers are is not known: the data of this report have no answers to compare with.")
_MORE_OUTPUTS = mark("The model has {count} outputs; the others are in the section Evaluation.")
_GIVEN = mark_plural("{count} sample that was given for the evaluation", "{count} samples that were given for the evaluation")
_PREDICTED = mark("{samples} whose predictions were given; the model was not run on them")
_SHARED = mark_plural(
    "{data}; {count} of them is in the data of the training too", "{data}; {count} of them are in the data of the training too"
)
_ALL_SHARED = mark("{data}; all of them are in the data of the training too, so that this says little of new ones")
_APART = mark("{data}; none of them is among the {training} of the training")
_PART = mark("{data}; whether the model was trained with any of them is not known")
_LAST = mark("{name} {value} in the last epoch ({epoch})")
_BEST = mark("{name} {value} in the last epoch ({epoch}), at best {best} in epoch {best_epoch}")
_OF_VALIDATION = mark("{metric}, on the validation data of the training")
_OF_TRAINING = mark("{metric}, on the training data")
_MORE_FOUND = mark("Findings of {count} more checks are in the sections below.")


def build(context: ReportContext) -> SectionData:
    """Return the summary.

    Raises:
        VizError: the model cannot predict, or the data does not fit it.
    """
    groups, found = _findings(context)
    results = context.translated_conditions
    data = {
        "conditions": conditions_table(results) if results else None,
        "conditions_line": conditions_line(results) if results else "",
        "passed": all(result.passed for result in results),
        "changes": _changes(context),
        "verdicts": _verdicts(context),
        "note": _note(context, 0 if context.measured is None else len(context.measured.outputs)),
        "facts": tuple(fact for fact in _facts(context) if fact.value),
        "found": found,
        "groups": groups[:MAX_GROUPS],
        "more": translate(_MORE_FOUND, count=len(groups) - MAX_GROUPS) if len(groups) > MAX_GROUPS else "",
    }
    return SectionData("summary", "Summary", data)


def _changes(context: ReportContext) -> tuple[str, ...]:
    if context.changes is None:
        return ()
    from dotnet_viz.reporting.baseline.wording import summary_sentences

    return summary_sentences(context.changes)


def _verdicts(context: ReportContext) -> tuple[Verdict, ...]:
    if context.measured is None:
        return ()
    from dotnet_viz.reporting.statements.verdict import verdict_on

    is_reconstruction = context.is_reconstruction
    return tuple(verdict_on(result, is_reconstruction=is_reconstruction) for result in context.measured.outputs[:MAX_OUTPUTS])


def _note(context: ReportContext, outputs: int) -> str:
    if outputs > MAX_OUTPUTS:
        return translate(_MORE_OUTPUTS, count=outputs)
    if outputs:
        return ""
    if context.graph is None:
        return "" if context.run is None else run_sentence(context.run)
    return translate(_NO_DATA if context.data is None else _NO_LABELS)


def _facts(context: ReportContext) -> list[Fact]:
    graph, run = context.graph, context.run
    model = [] if graph is None else _model_facts(context, graph)
    return [
        Fact("Evaluated on", _data_in_words(context)),
        Fact("Weakest on", _weakest(context)),
        *model,
        Fact("Training", "" if run is None else _training(run)),
        Fact("Report made", format_date(context.date or "")),
    ]


def _model_facts(context: ReportContext, graph: Graph) -> list[Fact]:
    framework = graph.origin.made_with
    measurements = context.measurements
    summary = None if measurements is None else measurements.summary
    name = format_items(filter(None, (graph.kind, _size(context, graph))))
    return [
        Fact("Model", translate(_MADE_WITH, kind=name, framework=framework) if framework else name),
        Fact("Inputs", tensors_in_words(graph, graph.inputs) if graph.inputs else ""),
        Fact("Outputs", tensors_in_words(graph, graph.outputs) if graph.outputs else ""),
        Fact("Saved", "" if summary is None else date_in_words(summary.date_saved)),
    ]


def _size(context: ReportContext, graph: Graph) -> str:
    if is_estimator_without_weights(graph):
        return size_in_words(context, graph)
    parts = [] if is_linear_estimator(graph) else [format_count(graph.layer_count, "layer")]
    return format_items([*parts, format_count(graph.parameter_count, "parameter")] if graph.parameter_count != 0 else parts)


def _data_in_words(context: ReportContext) -> str:
    """Return which data the evaluation is of, and what is known of their part in the training."""
    measured = context.measured
    if measured is None:
        return ""
    samples = format_count(measured.samples, "sample")
    if context.evaluation is not None:
        return translate(_PREDICTED, samples=samples)
    data = context.data_source.rstrip(".") or translate(*_GIVEN, count=measured.samples)
    found = context.data_summary
    shared = None if found is None else found.duplicates.in_training
    if found is None or shared is None or found.training_samples is None:
        return translate(_PART, data=data)
    if shared:
        return translate(_ALL_SHARED, data=data) if shared >= measured.samples else translate(*_SHARED, data=data, count=shared)
    return translate(_APART, data=data, training=format_count(found.training_samples, "sample"))


def _weakest(context: ReportContext) -> str:
    """Return the slice of the data where the model does worst, of several outputs of the first that has one."""
    if not context.weak_spots:
        return ""
    from dotnet_viz.reporting.statements.weak_spots import worst_in_words

    return next(filter(None, map(worst_in_words, context.weak_spots)), "")


def _training(run: TrainingRun) -> str:
    """Return how long a training was and how its most telling metric ended."""
    metric = _main_metric(run)
    progress = progress_of(run)
    return f"{progress}; {metric}" if metric else progress


def _main_metric(run: TrainingRun) -> str:
    if run.history is None:
        return ""
    # What is better the higher it is, such as accuracy, can be compared with what the evaluation measures.
    ranked = sorted(run.history.metrics, key=lambda metric: (metric.better != "higher", metric.name != "loss"))
    for metric in ranked:
        values = metric.train if metric.validation is None else metric.validation
        if values and not math.isnan(values[-1]):
            text = _last_and_best(metric, values[-1], run.history.epochs[-1])
            return translate(_OF_TRAINING if metric.validation is None else _OF_VALIDATION, metric=text)
    return ""


def _last_and_best(metric: Metric, last: float, epoch: int) -> str:
    name = one_line(metric.name)
    is_share = "acc" in metric.name.lower() and 0 <= last <= 1
    words = format_percent if is_share else format_number
    best = words(last) if metric.best_value is None else words(metric.best_value)
    if best == words(last):
        return translate(_LAST, name=name, value=words(last), epoch=epoch)
    return translate(_BEST, name=name, value=words(last), epoch=epoch, best=best, best_epoch=metric.best_epoch)


def _findings(context: ReportContext) -> tuple[tuple[FindingGroup, ...], str]:
    """Return what the checks of the training and of the model found, worst first, and how much of each severity."""
    layers = layers_of(context)
    families = (
        (context.training_check, "training_findings", findings.CHECKS),
        (None if _is_unchecked(context) else context.model_check, "diagnostics", diagnostics.CHECKS),
    )
    groups: list[FindingGroup] = []
    results: list[CheckResult] = []
    for result, section, checks in families:
        if result is not None:
            about = {check.id: check.about for check in checks}
            groups += grouped_findings(result.findings, about, layers, section, MAX_PLACES)
            results.append(result)
    groups.sort(key=lambda group: SEVERITIES.index(group.severity))
    return tuple(groups), counted_checks(results) if results else ""


def _is_unchecked(context: ReportContext) -> bool:
    """Whether the checks of layers and weights have nothing to look at."""
    return context.graph is not None and is_estimator_without_weights(context.graph)
