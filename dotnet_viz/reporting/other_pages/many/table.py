"""The table of an index of reports: which columns there are, and what stands in the cells."""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dotnet_viz.formatting import format_bytes, format_count, format_items, format_percent, format_sentences
from dotnet_viz.measures.cost.cost import format_bound
from dotnet_viz.reporting.other_pages.browsing import (
    MAX_METRICS,
    BrowsableCell,
    BrowsableColumn,
    metric_cell,
    metric_column,
    most_common_metrics,
)
from dotnet_viz.reporting.other_pages.many.facts import ModelFacts, ReportedModel
from dotnet_viz.reporting.section import Cell, count_cell
from dotnet_viz.translation.translate import mark, mark_plural, translate

_FROM = {"evaluation": mark("on the data"), "training": mark("best")}


_LEFT_OUT = mark_plural(
    "Without a column: {count} more metric; index.json has all.", "Without a column: {count} more metrics; index.json has all."
)


@dataclass(frozen=True)
class ModelTable:
    """What the page sets.

    Args:
        columns: behind the model.
        rows: cells for each model that has a report.
        notes: what was left out.
    """

    columns: tuple[BrowsableColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...]


def table_of_models(models: Sequence[ReportedModel], architectures: Mapping[int, str]) -> ModelTable:
    """Return the table of models.

    Args:
        models: those that have a report.
        architectures: what the architecture of each is called, by the position of the model.
    """
    facts = [model.facts for model in models if model.facts is not None]
    metrics, others = most_common_metrics([name for each in facts for name in each.metrics], MAX_METRICS)
    drifts = any(model.baseline for model in models)
    conditions = any(each.conditions for each in facts)
    classes = len({each.kind for each in facts}) > 1
    columns = [
        *([BrowsableColumn(translate("Class"), "model", groups=True)] if classes else []),
        BrowsableColumn(translate("Family"), "model", numeric=True, groups=True),
        BrowsableColumn(translate("Architecture"), "model", groups=True),
        BrowsableColumn(translate("Layers"), "model", numeric=True),
        BrowsableColumn(translate("Parameters"), "model", numeric=True, better="lower"),
        BrowsableColumn(translate("Size"), "model", numeric=True, better="lower"),
        BrowsableColumn("FLOPs", "model", numeric=True, better="lower"),
        *([BrowsableColumn(translate("Drift"), "model", numeric=True, detail=mark("of the weights"))] if drifts else []),
        *([BrowsableColumn(translate("Conditions"), "model", groups=True)] if conditions else []),
        BrowsableColumn(translate("Findings"), "model", numeric=True),
        *(metric_column(name, _detail(name, facts)) for name in metrics),
    ]
    shown = _Shown(tuple(metrics), classes, drifts, conditions)
    rows = tuple(
        tuple(_cells(model, model.facts, architectures.get(position, ""), shown))
        for position, model in enumerate(models)
        if model.facts is not None
    )
    left_out = translate(*_LEFT_OUT, count=others)
    notes = (left_out,) if others else ()
    return ModelTable(tuple(columns), rows, notes)


def example_filter() -> str:
    """Return what a reader could look for in the table."""
    return f"dense {translate('Parameters').lower()}<1e6 {translate('Family').lower()}=1"


def _detail(metric: str, facts: Sequence[ModelFacts]) -> str:
    sources = {each.metrics_from for each in facts if metric in each.metrics}
    return _FROM[sources.pop()] if len(sources) == 1 else ""


@dataclass(frozen=True)
class _Shown:
    """Which columns there are that not every index has."""

    metrics: tuple[str, ...]
    classes: bool
    drifts: bool
    conditions: bool


def _cells(model: ReportedModel, facts: ModelFacts, architecture: str, shown: _Shown) -> Iterator[Cell]:
    if shown.classes:
        yield Cell(facts.kind or "–")
    yield from [Cell("–")] * 6 if facts.architecture is None else _architecture_cells(facts, architecture)
    if shown.drifts:
        yield _drift_cell(model)
    if shown.conditions:
        yield BrowsableCell(translate("failed") if facts.broken else translate("passed"), hint=format_sentences(facts.broken))
    yield _findings_cell(facts)
    yield from (metric_cell(facts.metrics.get(name)) for name in shown.metrics)


def _architecture_cells(facts: ModelFacts, architecture: str) -> Iterator[Cell]:
    family = architecture.rstrip(string.ascii_lowercase)
    size = facts.file_size if facts.file_size is not None else facts.weight_bytes
    yield Cell(family, float(family))
    yield Cell(architecture)
    yield count_cell(facts.layers)
    yield count_cell(facts.parameters)
    yield Cell("–") if size is None else Cell(format_bytes(size), float(size))
    yield Cell(format_bound(facts.flops, is_complete=facts.is_cost_complete), float(facts.flops))


def _drift_cell(model: ReportedModel) -> Cell:
    if not model.baseline:
        return Cell("–")
    if model.drift is None:
        return BrowsableCell("?", hint=translate("from {model}: the weights cannot be compared", model=model.baseline))
    return BrowsableCell(format_percent(model.drift), model.drift, translate("from {model}", model=model.baseline))


def _findings_cell(facts: ModelFacts) -> BrowsableCell:
    counts = ((facts.errors, "error"), (facts.warnings, "warning"), (facts.hints, "hint"))
    text = format_items(format_count(count, noun) for count, noun in counts if count) or translate("none")
    # Any error is worse than all warnings, and any warning than all hints.
    weight = facts.errors * 1e6 + facts.warnings * 1e3 + min(facts.hints, 999)
    return BrowsableCell(text, weight, format_items((*facts.findings, *facts.notes)))
