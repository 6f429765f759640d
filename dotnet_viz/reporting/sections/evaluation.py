"""How well the model does on data whose answers are known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dotnet_viz.charts.chart import Chart
from dotnet_viz.measures.evaluation.classifiers.classification import Classification
from dotnet_viz.measures.evaluation.evaluate import Result
from dotnet_viz.measures.evaluation.regression import Regression
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.section import AppendixEntry, Fact, Figure, SectionData, Table, figure
from dotnet_viz.reporting.statements.outputs.classification import class_charts, class_facts, class_rule, class_table
from dotnet_viz.reporting.statements.outputs.regression import (
    ERRORS,
    amounts_note,
    error_table,
    regression_charts,
    regression_facts,
)
from dotnet_viz.reporting.statements.outputs.segmentation import (
    PIXELS,
    region_table,
    segmentation_charts,
    segmentation_facts,
)
from dotnet_viz.reporting.statements.weak_spots import weak_spots_data


@dataclass(frozen=True)
class OutputData:
    """What the template sets for one output of the model.

    Args:
        name: of the output; empty where the model has one.
        paragraph: what was measured, and how.
        key_numbers: the results in short.
        figures: charts.
        table: results of each class or amount.
        notes: what was concluded or left out.
        appendix: the table with all rows, where it is long.
    """

    name: str
    paragraph: str
    key_numbers: tuple[Fact, ...]
    figures: tuple[Figure, ...]
    table: Table
    notes: tuple[str, ...]
    appendix: tuple[AppendixEntry, ...] = ()


def build(context: ReportContext) -> SectionData | None:
    """Return the evaluation; ``None`` without data.

    Raises:
        VizError: the model cannot predict, or the data does not fit it.
    """
    measured = context.measured
    if measured is None:
        return None
    outputs: list[OutputData] = []
    number = 1
    for result in measured.outputs:
        outputs.append(_output(result, number, context))
        number += len(outputs[-1].figures)
    spots = tuple(weak_spots_data(found, "evaluation", number + position) for position, found in enumerate(context.weak_spots))
    appendix = tuple(entry for output in outputs for entry in output.appendix)
    return SectionData("evaluation", "Evaluation", {"outputs": tuple(outputs), "weak_spots": spots}, appendix)


def _output(result: Result, number: int, context: ReportContext) -> OutputData:
    if isinstance(result, Classification):
        figures = _figures(class_charts(result, context), number)
        table, appendix = class_table(result, number)
        return OutputData(result.name, class_rule(result), class_facts(result), figures, table, result.notes, appendix)
    if isinstance(result, Regression):
        figures = _figures(regression_charts(result), number)
        notes = (*result.notes, *amounts_note(result))
        return OutputData(result.name, ERRORS, regression_facts(result), figures, error_table(result), notes)
    figures = _figures(segmentation_charts(result, context), number)
    return OutputData(result.name, PIXELS, segmentation_facts(result), figures, region_table(result), result.notes)


def _figures(charts: Iterable[tuple[Chart, str, str]], first: int) -> tuple[Figure, ...]:
    return tuple(
        figure(chart, "evaluation", number, caption, layout)
        for number, (chart, caption, layout) in enumerate(charts, start=first)
    )
