"""A report as Markdown made for a pull request: whether its conditions hold, what changed, findings and numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dotnet_viz.formatting import format_count, format_items, format_sentences
from dotnet_viz.graph.estimators import is_estimator_without_weights
from dotnet_viz.measures.diagnostics.finding import Finding
from dotnet_viz.measures.severities import SEVERITIES
from dotnet_viz.reporting.baseline.wording import quantity_in_words, summary_sentences
from dotnet_viz.reporting.conditions.table import SYMBOLS, conditions_line, conditions_table
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.documents.markdown_parts import MOST_CHARACTERS, escaped, fold, markdown_table
from dotnet_viz.reporting.measured.quantities import FINDING_QUANTITIES, MODEL_QUANTITIES, Quantities, is_best_of
from dotnet_viz.reporting.section import Cell, ColumnHead, SectionData, Table, text_cell
from dotnet_viz.reporting.statements.findings import SYMBOLS as SEVERITY_SYMBOLS
from dotnet_viz.reporting.statements.findings import counted, counted_checks
from dotnet_viz.reporting.statements.model_size import size_quantities
from dotnet_viz.reporting.statements.verdict import verdict_on
from dotnet_viz.reporting.versions import package_version
from dotnet_viz.translation.translate import translate

ROWS = 40
"""Of each table, unless all of it is too long for a comment."""
SENTENCE = 1000
"""Characters of a sentence at most."""
PLACES = 2
"""Of a check that are named."""
_NUMBERS = (ColumnHead("Quantity"), ColumnHead("Value", numeric=True))
_FINDINGS = tuple(map(ColumnHead, ("Severity", "Check", "Place", "Observed", "What to do")))


def report_markdown(context: ReportContext, sections: Sequence[SectionData] = ()) -> str:
    """Return the most important of a report as Markdown; every name in it is escaped, and it fits a comment on GitHub.

    Args:
        context: what the report is made from.
        sections: of the report; the tables of its comparison are folded in.

    Example:
        >>> import numpy as np
        >>> from dotnet_viz.readers.arrays.in_memory import read
        >>> from dotnet_viz.reporting.conditions.condition import parse_conditions
        >>> context = ReportContext(read([np.ones((3, 2))]), conditions=parse_conditions("parameters<=5"))
        >>> print(report_markdown(context).splitlines()[2])
        ✖ **1 of 1 condition failed.**
    """
    for rows in (ROWS, ROWS // 4, 2, 0):
        text = "\n\n".join(_parts(context, sections, rows)) + "\n"
        if len(text) <= MOST_CHARACTERS:
            break
    return text


def _parts(context: ReportContext, sections: Sequence[SectionData], rows: int) -> Iterator[str]:
    yield f"### {escaped(context.heading)}"
    results = context.translated_conditions
    if results:
        yield f"{SYMBOLS[all(result.passed for result in results)]} **{conditions_line(results)}**"
        yield markdown_table(conditions_table(results), max(rows, 10), caption="")
    measured = context.measured
    for verdict in () if measured is None else map(verdict_on, measured.outputs):
        name = f"{escaped(verdict.name)}: " if verdict.name else ""
        yield f"{verdict.symbol} {name}{escaped(verdict.headline, SENTENCE)}"
    if context.changes is not None:
        yield format_sentences(escaped(sentence, SENTENCE) for sentence in summary_sentences(context.changes))
    findings = [finding for check in context.checks for finding in check.findings]
    has_layers = context.graph is None or not is_estimator_without_weights(context.graph)
    if has_layers or findings:
        yield from _findings(findings, rows) if findings else [escaped(counted_checks(context.checks))]
    yield from _numbers(context.quantities, rows, size_quantities(context.graph))
    for section in sections:
        if section.id == "comparison":
            yield from (
                fold(escaped(translate(table.caption)), markdown_table(table, rows, caption=""))
                for table in section.data["tables"]
            )
    made = translate("Made by {program}; the whole report is its HTML or PDF file.", program=f"dotnet_viz {package_version()}")
    yield f"<sub>{escaped(made, SENTENCE)}</sub>"


def _findings(findings: Sequence[Finding], rows: int) -> Iterator[str]:
    """Yield a row for each check and severity, worst first."""
    groups: dict[tuple[str, str], list[Finding]] = {}
    for finding in sorted(findings, key=lambda finding: SEVERITIES.index(finding.severity)):
        groups.setdefault((finding.severity, finding.check), []).append(finding)
    table = Table("Findings", _FINDINGS, tuple(_finding_row(group) for group in groups.values()))
    yield fold(f"{translate('Findings')}: {counted(findings)}", markdown_table(table, rows, caption=""))


def _finding_row(group: Sequence[Finding]) -> tuple[Cell, ...]:
    first = group[0]
    more = f" + {format_count(len(group) - PLACES)}" if len(group) > PLACES else ""
    places = format_items(one.place for one in group[:PLACES]) + more
    severity = f"{SEVERITY_SYMBOLS[first.severity]} {translate(first.severity)}"
    return tuple(map(text_cell, (severity, first.check, places, first.message, first.fix)))


def _numbers(quantities: Quantities, rows: int, of_model: Sequence[str]) -> Iterator[str]:
    """Yield the measures of the evaluation and of the training, and below them what the model costs."""
    left_out = (*MODEL_QUANTITIES, *FINDING_QUANTITIES)
    shown = [name for name in quantities if ":" not in name and not is_best_of(name) and name not in left_out]
    groups = {translate("Metrics"): shown, translate("Model"): [name for name in of_model if name in quantities]}
    for title, names in groups.items():
        known = [(quantity_in_words(name), quantities[name].in_words) for name in names if quantities[name].value is not None]
        if known:
            table = Table(title, _NUMBERS, tuple((text_cell(name), text_cell(value)) for name, value in known))
            yield fold(title, markdown_table(table, rows, caption=""))
