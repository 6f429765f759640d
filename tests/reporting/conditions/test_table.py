from __future__ import annotations

from dotnet_viz.reporting.conditions.condition import parse_conditions
from dotnet_viz.reporting.conditions.result import ConditionResult, condition_results
from dotnet_viz.reporting.conditions.table import conditions_line, conditions_table
from dotnet_viz.reporting.measured.quantities import Quantity
from dotnet_viz.translation.translate import in_language


def results(*texts: str) -> tuple[ConditionResult, ...]:
    return condition_results(parse_conditions(texts), {"a": Quantity(5, "count")})


def test_failed_conditions_come_first_and_are_words_too() -> None:
    table = conditions_table(results("a>=1", "a>=9", "a<=2"))
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["a>=9", "✖ failed", "5", "≥ 9"],
        ["a<=2", "✖ failed", "5", "≤ 2"],
        ["a>=1", "✔ passed", "5", "≥ 1"],
    ]


def test_the_line_that_counts() -> None:
    assert conditions_line(results("a>=1", "a>=2")) == "All 2 conditions hold."
    assert conditions_line(results("a>=9")) == "1 of 1 condition failed."
    assert conditions_line(results("a>=1", "a>=9", "a>=10")) == "2 of 3 conditions failed."
    with in_language("ru"):
        assert conditions_line(results("a>=1", "a>=9")) == "Не выполнено условий: 1 из 2."
