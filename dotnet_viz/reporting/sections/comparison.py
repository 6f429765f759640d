"""What changed against the baseline: numbers side by side, findings, layers and weights."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from dotnet_viz.charts.drift import drift_over_depth
from dotnet_viz.diagrams.diff.merged import Merged
from dotnet_viz.drawing import Drawing
from dotnet_viz.fonts import one_line
from dotnet_viz.formatting import format_clauses, format_count, format_items, format_number, format_percent
from dotnet_viz.measures.comparison import Comparison
from dotnet_viz.measures.comparison.entries import MEANINGS, Entry, entries_in_words, entries_of, quiet_lists
from dotnet_viz.measures.comparison.texts.wording import rows_of, together, words_of
from dotnet_viz.measures.evaluation.intervals.paired import McNemar
from dotnet_viz.reporting.appendix import split_table
from dotnet_viz.reporting.baseline.changes import BaselineChanges, QuantityChange
from dotnet_viz.reporting.baseline.reported_model import WeightNumbers
from dotnet_viz.reporting.baseline.wording import (
    difference_in_words,
    interval_in_words,
    quantity_in_words,
    summary_sentences,
    values_in_words,
    verdict_in_words,
)
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.measured.quantities import MODEL_QUANTITIES, is_best_of
from dotnet_viz.reporting.section import (
    AppendixEntry,
    Cell,
    ColumnHead,
    Figure,
    SectionData,
    Table,
    explorable_figure,
    figure,
    text_cell,
)
from dotnet_viz.reporting.statements.findings import SYMBOLS
from dotnet_viz.reporting.statements.model_size import size_quantities
from dotnet_viz.translation.translate import mark, translate

SECTION = "comparison"
TITLE = mark("Comparison")
MAX_LAYERS = 400
"""Layers of both models together that are drawn."""
CAPTION = mark("Both models in one diagram; what is the same in both is folded.")
DRIFT = mark("How far the weights of each layer are from those of the baseline, relative to their own size.")
METRICS = mark("Differences of the measures with their 95 % intervals; a hollow point may be chance.")
LARGEST = mark("These are the {shown} largest of {count} differences.")
STATISTICS = mark("Statistics of weights that differ")
SIZES = mark("Size and cost beside the baseline's")
MEASURES = mark("Measures beside the baseline's")
CLASSES = mark("Measures of each class beside the baseline's")
_RIGHT = mark("The baseline alone is right on {first}, this model alone on {second}; McNemar's test gives p = {p} ({test}).")
_EXACT, _CHI_SQUARE = mark("exact binomial test"), mark("chi-square test with continuity correction")
_QUIET = ("resized", "weights", "renamed", "same")
_LAYERS = (
    ColumnHead("Layer", of_layers=True),
    ColumnHead("Class", is_minor=True),
    ColumnHead("What"),
    ColumnHead("Changes"),
)
_WEIGHTS = (
    ColumnHead("Weight", of_layers=True),
    *(ColumnHead(name, numeric=True) for name in (mark("Mean"), mark("Std. dev."), mark("L2 norm"), mark("Zeros"))),
)
_FINDINGS = (
    ColumnHead("What"),
    ColumnHead("Severity"),
    ColumnHead("Check", is_minor=True),
    ColumnHead("Place", of_layers=True),
    ColumnHead("Observed"),
)


def build(context: ReportContext) -> SectionData | None:
    """Return the comparison; ``None`` without a baseline."""
    changes = context.changes
    if changes is None:
        return None
    known = [change for change in changes.quantities if change.difference is not None and not _is_finding(change.name)]
    numbers = [change for change in known if ":" not in change.name and not is_best_of(change.name)]
    classes = [change for change in known if ":" in change.name]
    tables, appendix = _tables(changes, numbers, classes, size_quantities(context.graph))
    data = {
        "sentences": summary_sentences(changes),
        "notes": tuple(_notes(changes)),
        "tables": tables,
        "diagram": _diagram(changes.comparison) if changes.are_networks else None,
        "figures": tuple(_figures(changes)),
    }
    return SectionData(SECTION, TITLE, data, appendix)


def _is_finding(name: str) -> bool:
    return name in ("errors", "warnings", "hints")


def _tables(
    changes: BaselineChanges, numbers: Sequence[QuantityChange], classes: Sequence[QuantityChange], listed: Sequence[str]
) -> tuple[tuple[Table, ...], tuple[AppendixEntry, ...]]:
    """Return the tables of the section, and what of them is long enough for the appendix."""
    found: list[Table] = []
    entries: list[AppendixEntry] = []
    groups = {
        SIZES: [change for change in numbers if change.name in listed] if changes.are_networks else [],
        MEASURES: [change for change in numbers if change.name not in MODEL_QUANTITIES],
    }
    found += [_numbers(caption, group) for caption, group in groups.items() if group]
    if any(change.difference for change in classes):
        table = _numbers(CLASSES, sorted(classes, key=_size, reverse=True))
        part, rest = split_table(table, SECTION, "classes", text=LARGEST)
        found.append(part)
        entries += rest
    if changes.new_findings or changes.fixed_findings:
        part, rest = split_table(_findings(changes), SECTION, "findings")
        found.append(part)
        entries += rest
    if changes.comparison is not None and changes.are_networks and (rows := _layers(changes.comparison)):
        part, rest = split_table(Table("Layers that differ", _LAYERS, rows), SECTION, "layers")
        found.append(part)
        entries += rest
    if changes.changed_weights:
        rows = tuple(_weight_row(*pair) for pair in changes.changed_weights)
        part, rest = split_table(Table(STATISTICS, _WEIGHTS, rows), SECTION, "weights")
        found.append(part)
        entries += rest
    return tuple(found), tuple(entries)


def _weight_row(before: WeightNumbers, after: WeightNumbers) -> tuple[Cell, ...]:
    shares = (before.zero_share, after.zero_share)
    return (
        text_cell(one_line(f"{after.layer}/{after.name}")),
        _step(before.mean, after.mean, format_number),
        _step(before.standard_deviation, after.standard_deviation, format_number),
        _step(before.l2_norm, after.l2_norm, format_number),
        _step(*shares, format_percent),
    )


def _step(before: float | None, after: float | None, written: Callable[[float], str]) -> Cell:
    """Return the cell of a number before and after, sorted by that after."""
    old, new = ("–" if value is None else written(value) for value in (before, after))
    return _number_cell(new if old == new else f"{old} → {new}", after)


def _numbers(caption: str, changes: Sequence[QuantityChange]) -> Table:
    has_intervals = any(change.low is not None for change in changes)
    columns = (
        ColumnHead("Quantity"),
        ColumnHead("Baseline", numeric=True),
        ColumnHead("This model", numeric=True),
        ColumnHead("Difference", numeric=True, is_minor=True),
        *([ColumnHead("95 % interval", numeric=True, is_minor=True)] * has_intervals),
        ColumnHead("Verdict"),
    )
    return Table(caption, columns, tuple(_row(change, has_interval=has_intervals) for change in changes))


def _row(change: QuantityChange, *, has_interval: bool) -> tuple[Cell, ...]:
    before, after = values_in_words(change)
    return (
        text_cell(quantity_in_words(change.name)),
        _number_cell(before, change.before.value),
        _number_cell(after, change.after.value),
        _number_cell(difference_in_words(change), change.difference),
        *([_number_cell(interval_in_words(change), change.low)] * has_interval),
        text_cell(verdict_in_words(change)),
    )


def _number_cell(text: str, value: float | None) -> Cell:
    return Cell(text, value if value is not None and math.isfinite(value) else None)


def _size(change: QuantityChange) -> float:
    return 0.0 if change.difference is None or math.isnan(change.difference) else abs(change.difference)


def _findings(changes: BaselineChanges) -> Table:
    listed = [(translate("new"), one) for one in changes.new_findings]
    listed += [(translate("gone"), one) for one in changes.fixed_findings]
    rows = tuple(
        (
            text_cell(word),
            text_cell(f"{SYMBOLS[one.severity]} {translate(one.severity)}"),
            text_cell(one_line(one.check)),
            text_cell(one_line(one.place)),
            text_cell(one_line(one.message)),
        )
        for word, one in listed
    )
    return Table("Findings that are new or gone", _FINDINGS, rows)


def _layers(comparison: Comparison) -> tuple[tuple[Cell, ...], ...]:
    shown = [entry for entry in entries_of(comparison) if entry.sort not in _QUIET]
    return tuple(_layer_row(group) for group in rows_of(shown))


def _layer_row(group: Sequence[Entry]) -> tuple[Cell, ...]:
    first = group[0]
    name = one_line(first.layer.id)
    if len(group) > 1:
        name = f"{entries_in_words(group)}, {name} to {one_line(group[-1].layer.id)}"
    kinds = format_items(dict.fromkeys(entry.layer.kind for entry in group))
    if first.sort in ("added", "removed"):
        count = first.layer.parameter_count
        what = together(group) if len(group) > 1 else format_count(count, "parameter") if count != 0 else "–"
    else:
        what = format_clauses(words_of(first)) or "–"
    return (
        text_cell(name),
        text_cell(kinds),
        text_cell(f"{first.sign} {translate(MEANINGS[first.sort])}"),
        text_cell(one_line(what)),
    )


def _notes(changes: BaselineChanges) -> list[str]:
    notes = [*map(one_line, changes.baseline.notes)]
    if changes.is_same_data is False:
        notes.append(
            translate("The metrics of the baseline are of other data, so that differences may come from the data alone.")
        )
    notes += [_mcnemar(compared.errors) for compared in changes.evaluations if compared.errors is not None]
    if changes.comparison is None or not changes.are_networks:
        return notes
    if changes.comparison.weights.note and changes.baseline.reported is None:  # of a report a note says it already
        notes.append(translate("On the weights: {note}.", note=one_line(changes.comparison.weights.note)))
    return [*notes, *(translate("{sentence}.", sentence=title) for title, _ in quiet_lists(entries_of(changes.comparison)))]


def _mcnemar(found: McNemar) -> str:
    return translate(
        _RIGHT,
        first=format_count(found.only_first, "sample"),
        second=format_count(found.only_second),
        p=format_number(found.p_value),
        test=translate(_EXACT if found.test == "exact" else _CHI_SQUARE),
    )


def _diagram(comparison: Comparison | None) -> Figure | None:
    """Return both models in one diagram, where they differ in more than weights and are not too large for it."""
    if comparison is None or not comparison.architecture_differs:
        return None
    if sum(entry.sort != "same" for entry in entries_of(comparison)) > MAX_LAYERS:
        return None
    return explorable_figure(Drawing(Merged().build(comparison)), SECTION, 1, CAPTION)


def _figures(changes: BaselineChanges) -> list[Figure]:
    found: list[Figure] = []
    number = 2
    drawn: list[tuple[Any, str]] = [(compared.chart(), METRICS) for compared in changes.evaluations if compared.differences]
    if changes.comparison is not None and changes.comparison.weights.changed:
        drawn.append((drift_over_depth(changes.comparison), DRIFT))
    for chart, caption in drawn:
        found.append(figure(chart, SECTION, number, caption, "wide"))
        number += 1
    return found
