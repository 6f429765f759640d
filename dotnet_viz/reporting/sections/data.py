"""The data that a model is evaluated on: what they hold, and what is wrong with them."""

from __future__ import annotations

from dataclasses import replace

from dotnet_viz.charts.datasets.class_balance import class_balance_chart
from dotnet_viz.formatting import format_count, format_date, format_items, format_sizes
from dotnet_viz.measures.data.columns import ColumnSummary
from dotnet_viz.measures.data.summary import DataSummary
from dotnet_viz.reporting.appendix import split_table
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.given.data_samples import sample_image_figure, sample_table
from dotnet_viz.reporting.section import Cell, ColumnHead, Fact, SectionData, Table, count_cell, figure, number_cell, text_cell
from dotnet_viz.reporting.statements.data_origins import origins_table
from dotnet_viz.translation.translate import mark, translate

MAX_ROWS = 1000
_BALANCE = mark("Samples of each class.")
_KINDS = (mark("number"), mark("whole number"), mark("yes or no"), mark("text"), mark("category"), mark("date"))
"""What a column can hold, for the catalogues."""

_COLUMNS = (
    ColumnHead("Column"),
    ColumnHead("Holds"),
    *(
        ColumnHead(name, numeric=True)
        for name in (
            mark("Missing"),
            mark("Distinct"),
            mark("Minimum"),
            mark("Median"),
            mark("Mean"),
            mark("Std. dev."),
            mark("Maximum"),
        )
    ),
    ColumnHead("Most frequent"),
)


def build(context: ReportContext) -> SectionData | None:
    """Return the summary of the data; ``None`` without data.

    Raises:
        VizError: the data cannot be understood.
    """
    found = context.data_summary
    if found is None or context.data is None:
        return None
    x, y = context.data
    target = () if found.target is None or found.classes else (replace(found.target, name=translate("target")),)
    rows = [*found.columns, *target]
    whole = Table("Columns of the data", _COLUMNS, tuple(_row(one) for one in rows[:MAX_ROWS]))
    table, appendix = split_table(whole, "data", "columns")
    balance = (figure(class_balance_chart(found.classes), "data", 1, translate(_BALANCE)),) if found.classes else ()
    images = sample_image_figure(x, y, context.measured, "data", 2)
    samples = None if images is not None else sample_table(x, y, context.measured, context.feature_names)
    data = {
        "key_numbers": _facts(found),
        "source": context.data_source,
        "notes": (*context.data_notes, *found.notes, *_left_out(rows)),
        "figures": (*balance, *(() if images is None else (images,))),
        "tables": tuple(one for one in (table, samples, origins_table(context)) if one is not None),
    }
    return SectionData("data", "Data", data, appendix)


def _facts(found: DataSummary) -> tuple[Fact, ...]:
    missing = sum(one.missing for one in found.columns)
    facts = [
        (mark("Samples"), format_count(found.samples)),
        (mark("Samples of the training"), "" if found.training_samples is None else format_count(found.training_samples)),
        (mark("Columns"), format_count(len(found.columns)) if len(found.columns) > 1 else ""),
        (mark("Classes"), format_count(len(found.classes)) if found.classes else ""),
        (mark("Missing values"), format_count(missing)),
        (mark("Repeated samples"), format_count(found.duplicates.repeated)),
    ]
    return tuple(Fact(name, value) for name, value in facts if value)


def _row(one: ColumnSummary) -> tuple[Cell, ...]:
    common = format_items(f"{value} ({format_count(count)})" for value, count in one.common)
    if one.kind == "date":
        first, last = (format_date(value) for value, _ in (one.common[0], one.common[-1])) if one.common else ("", "")
        common = translate("{first} to {last}", first=first, last=last) if len(one.common) > 1 else first
    return (
        text_cell(one.name),
        text_cell(_kind(one)),
        count_cell(one.missing),
        Cell("–") if one.distinct is None else count_cell(one.distinct),
        *(number_cell(value) for value in (one.minimum, one.median, one.mean, one.deviation, one.maximum)),
        text_cell(common or "–"),
    )


def _kind(one: ColumnSummary) -> str:
    if one.is_index or one.is_constant:
        return translate("index") if one.is_index else translate("one value")
    return translate("{sizes} numbers", sizes=format_sizes(one.shape)) if one.kind == "array" else translate(one.kind)


def _left_out(rows: list[ColumnSummary]) -> tuple[str, ...]:
    if len(rows) <= MAX_ROWS:
        return ()
    columns = format_count(len(rows), "column")
    return (translate("The table has the first {shown} of {columns}.", shown=MAX_ROWS, columns=columns),)
