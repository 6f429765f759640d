"""Which data the figures of each section of a report are from."""

from __future__ import annotations

from collections.abc import Iterator

from dotnet_viz.formatting import format_count
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.section import ColumnHead, Table, text_cell
from dotnet_viz.reporting.statements.estimator_rows import MAX_ROWS, tabular_data
from dotnet_viz.translation.translate import mark, translate

_COLUMNS = (ColumnHead("Figures of"), ColumnHead("Are from"))
_TRAINING = mark("the training data of the log")
_VALIDATION = mark("the training data of the log, and the validation data where they are named so")
_EVALUATION = mark("{samples} of the data of this section")
_PREDICTED = mark("{samples} whose predictions were given")
_INPUTS = mark("the inputs that were given beside the data")
_INPUTS_OF_DATA = mark("the first of the samples of this section")
_ALL_ROWS = mark("all samples of this section")
_ROWS = mark("at most {count} of the samples of this section, evenly chosen")


def origins_table(context: ReportContext) -> Table | None:
    """Return which data each section's figures are from; ``None`` where there is one alone, so that nothing can be mixed up.

    Args:
        context: of the report.
    """
    rows = tuple((text_cell(translate(section)), text_cell(words)) for section, words in _origins(context))
    return Table("Which data the figures of this report are from", _COLUMNS, rows) if len(rows) > 1 else None


def _origins(context: ReportContext) -> Iterator[tuple[str, str]]:
    if context.run is not None:
        metrics = () if context.run.history is None else context.run.history.metrics
        has_validation = any(metric.validation is not None for metric in metrics)
        yield mark("Training"), translate(_VALIDATION if has_validation else _TRAINING)
    if context.measured is not None:
        words = _EVALUATION if context.evaluation is None else _PREDICTED
        yield mark("Evaluation"), translate(words, samples=format_count(context.measured.samples, "sample"))
    if context.inputs is not None:
        is_of_data = context.data is not None and context.inputs is context.data[0]
        yield mark("Activations and explanations"), translate(_INPUTS_OF_DATA if is_of_data else _INPUTS)
    table = tabular_data(context)
    if table is not None:
        yield mark("Importances"), translate(_ROWS, count=MAX_ROWS) if table.count > MAX_ROWS else translate(_ALL_ROWS)
