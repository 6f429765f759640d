"""What a report says of predicted amounts: of samples, or of the steps of sequences."""

from __future__ import annotations

from collections.abc import Iterator

from dotnet_viz.charts.chart import Chart
from dotnet_viz.charts.evaluation.amounts import quantiles_chart
from dotnet_viz.charts.evaluation.regression import predicted_against_true, residual_histogram, residuals_chart
from dotnet_viz.charts.evaluation.steps import error_chart_by_step
from dotnet_viz.formatting import format_count, format_number
from dotnet_viz.measures.evaluation.regression import Regression, RegressionScore
from dotnet_viz.measures.evaluation.sequences import SequenceRegression
from dotnet_viz.reporting.section import Cell, ColumnHead, Fact, Table, number_cell, text_cell
from dotnet_viz.translation.translate import mark, translate

MAX_TARGETS = 50
ERRORS = mark("Errors are predicted minus true, in the unit of the amount itself.")

_ERROR_COLUMNS = (
    ColumnHead("Amount"),
    *(
        ColumnHead(name, numeric=True)
        for name in (mark("Mean absolute error"), mark("Root mean squared error"), mark("R²"), mark("Largest error"))
    ),
)


def regression_facts(result: Regression) -> tuple[Fact, ...]:
    """Return the results in short.

    Args:
        result: of amounts.
    """
    return (
        Fact("Mean absolute error", format_number(result.overall.mean_absolute_error)),
        Fact("Root mean squared error", format_number(result.overall.root_mean_squared_error)),
        Fact("R²", format_number(round(result.overall.r2, 4))),
        Fact("Positions" if isinstance(result, SequenceRegression) else "Samples", format_count(result.samples)),
    )


def regression_charts(result: Regression) -> Iterator[tuple[Chart, str, str]]:
    """Yield the charts with their captions and layouts; none where no amount is known.

    Args:
        result: of amounts.
    """
    if not result.true.size:
        return
    if isinstance(result, SequenceRegression):
        yield error_chart_by_step(result), mark("Errors at each step."), "chart"
    yield predicted_against_true(result), mark("Predicted over true amounts; points on the line are right."), "chart"
    caption = mark("Errors over predictions; a pattern here is something the model has not learned.")
    yield residuals_chart(result), caption, "chart"
    yield residual_histogram(result), mark("How often errors of each size occur."), "chart"
    caption = mark("Quantiles of the errors over those of a normal distribution; on the line they are normal.")
    yield quantiles_chart(result), caption, "chart"


def error_table(result: Regression) -> Table:
    """Return the errors of the first amounts and of all together.

    Args:
        result: of amounts.
    """
    several = len(result.targets) > 1
    rows = tuple(_error_row(score) for score in result.targets[:MAX_TARGETS])
    return Table("Errors of each amount", _ERROR_COLUMNS, rows, (_error_row(result.overall),) if several else ())


def amounts_note(result: Regression) -> tuple[str, ...]:
    """Return the sentence on amounts that the table leaves out, where there are any.

    Args:
        result: of amounts.
    """
    count = len(result.targets)
    return (
        (translate("The table has the first {shown} of {all} amounts.", shown=MAX_TARGETS, all=format_count(count)),)
        if count > MAX_TARGETS
        else ()
    )


def _error_row(score: RegressionScore) -> tuple[Cell, ...]:
    measures = (score.mean_absolute_error, score.root_mean_squared_error, score.r2, score.max_error)
    return (text_cell(score.name or translate("output")), *(number_cell(value) for value in measures))
