from __future__ import annotations

import numpy as np
import pytest

from dotnet_viz.charts.heatmaps import _colors, _readable, confusion_chart
from dotnet_viz.measures.evaluation.classification import Classification, classify
from tests.charts.reading import texts


def confused(count: int, samples: int = 2000, names: list[str] | None = None) -> Classification:
    random = np.random.default_rng(0)
    true = random.integers(0, count, samples)
    chosen = np.where(random.random(samples) < 0.8, true, random.integers(0, count, samples))
    return classify("", np.eye(count)[chosen], true, class_names=names)


def test_few_classes_show_counts_and_shares_of_the_row() -> None:
    result = classify("", np.eye(2)[[0, 0, 0, 1, 1]], np.array([0, 0, 0, 0, 1]), class_names=["cat", "dog"])
    shown = texts(confusion_chart(result))
    assert {"cat", "dog", "true", "predicted", "3", "75%", "1", "25%", "100%"} <= set(shown)
    assert "0%" not in shown


def test_a_small_share_is_not_rounded_to_nothing() -> None:
    true = np.zeros(1000, dtype=int)
    chosen = np.array([0] * 999 + [1])
    assert "<1%" in texts(confusion_chart(classify("", np.eye(2)[chosen], true)))


def test_more_classes_show_counts_only() -> None:
    shown = texts(confusion_chart(confused(25)))
    assert not [text for text in shown if text.endswith("%")]
    assert len([text for text in shown if text.isdigit()]) > 25


def test_too_many_classes_show_no_numbers_and_say_so() -> None:
    shown = texts(confusion_chart(confused(31, names=[f"name{index}" for index in range(31)])))
    assert "31 classes: cells are too small for numbers" in shown
    assert not [text for text in shown if text.isdigit()]
    assert "name30" in shown


def test_very_many_classes_stay_small_and_name_some() -> None:
    chart = confusion_chart(confused(300, 5000))
    assert len(chart.svg) < 200_000
    assert chart.width < 900


def test_text_stands_out_on_every_cell() -> None:
    colors = _colors(np.linspace(0, 1, 2500).reshape(50, 50)).reshape(-1, 3)
    assert min(contrast(color) for color in colors) >= 4.5


def contrast(color: np.ndarray) -> float:
    linear = np.where(color <= 0.03928, color / 12.92, ((color + 0.055) / 1.055) ** 2.4)
    cell = float(linear @ np.array([0.2126, 0.7152, 0.0722])) + 0.05
    text = 1.05 if _readable(color) == "white" else 0.05
    return max(cell, text) / min(cell, text)


@pytest.mark.parametrize("name", ["<script>", "$x$", "a" * 10_000, "中文", "\n", ""])
def test_any_class_name_is_drawn_within_bounds(name: str) -> None:
    chart = confusion_chart(confused(3, names=[name, "b", "c"]))
    assert chart.width < 500
    assert "<script>" not in chart.svg


def test_predictions_that_are_no_number_leave_an_empty_matrix() -> None:
    assert "0 of 0 samples" in confusion_chart(classify("", np.full((3, 2), np.nan), np.array([0, 1, 1]))).alternative
