"""The chart of the classes' frequencies."""

from __future__ import annotations

from dotnet_viz.charts.class_balance import class_balance_chart


def test_each_class_has_its_count_and_share() -> None:
    svg = class_balance_chart([("cat", 30), ("dog", 10)]).svg
    assert all(text in svg for text in ("cat", "dog", "30 · 75 %", "10 · 25 %"))


def test_of_many_classes_the_rare_ones_are_one_bar() -> None:
    chart = class_balance_chart([(f"class {number}", 100 - number) for number in range(60)])
    assert "mean of 31 others" in chart.svg
    assert "class 28" in chart.svg
    assert "class 40" not in chart.svg


def test_classes_without_samples_are_drawn() -> None:
    assert "0 · 0 %" in class_balance_chart([("a", 0), ("b", 5)]).svg
