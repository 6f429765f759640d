"""The chart of the classes' frequencies."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from dotnet_viz.charts.datasets.class_balance import class_balance_chart


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


def test_the_text_stands_beside_its_bar_or_the_line() -> None:
    svg = class_balance_chart([("cat", 30), ("dog", 18)]).svg
    left = {item.text: float(item.get("x", "nan")) for item in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")}
    scale = (left["30"] - left["0"]) / 30
    # The line is at 24, where a text right behind the shorter bar would cross it.
    for text, end in (("30 · 62.5 %", 30), ("18 · 37.5 %", 24)):
        assert left[text] - left["0"] - end * scale == pytest.approx(5, abs=0.1)
