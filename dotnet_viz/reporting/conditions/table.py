"""Conditions as a table, the same one on pages and in Markdown."""

from __future__ import annotations

from collections.abc import Sequence

from dotnet_viz.fonts import one_line
from dotnet_viz.reporting.conditions.result import ConditionResult
from dotnet_viz.reporting.section import ColumnHead, Table, text_cell
from dotnet_viz.translation.translate import mark, translate

SYMBOLS = {True: "✔", False: "✖"}
WORDS = {True: mark("passed"), False: mark("failed")}
_COLUMNS = (
    ColumnHead("Condition"),
    ColumnHead("Result"),
    ColumnHead("Value", numeric=True),
    ColumnHead("Asked for", numeric=True, is_minor=True),
)


def conditions_table(results: Sequence[ConditionResult]) -> Table:
    """Return a row for each condition, failed ones first: whether it holds, what is there and what is asked for.

    Args:
        results: of all conditions.
    """
    rows = tuple(
        (
            text_cell(one_line(result.text)),
            text_cell(f"{SYMBOLS[result.passed]} {translate(WORDS[result.passed])}"),
            text_cell(result.value_in_words),
            text_cell(result.bound_in_words),
        )
        for result in sorted(results, key=lambda result: result.passed)
    )
    return Table("Conditions", _COLUMNS, rows)


def conditions_line(results: Sequence[ConditionResult]) -> str:
    """Return in one sentence how many conditions hold.

    Args:
        results: at least one.

    Example:
        >>> from dotnet_viz.reporting.conditions.result import finding_result
        >>> conditions_line([finding_result("error", [])])
        '1 condition holds.'
    """
    failed, count = sum(not result.passed for result in results), len(results)
    if not failed:
        return translate("{count} condition holds.", "All {count} conditions hold.", count=count)
    return translate(
        "{failed} of {count} condition failed.", "{failed} of {count} conditions failed.", count=count, failed=failed
    )
