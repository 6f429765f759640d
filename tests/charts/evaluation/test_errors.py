from __future__ import annotations

import math

import numpy as np
import pytest

from dotnet_viz.charts.evaluation.errors import error_chart, error_images_chart, error_rows_chart
from dotnet_viz.charts.style import PIXELS_PER_POINT, TEXT_SIZE
from dotnet_viz.errors import ShapeError
from dotnet_viz.fonts import text_width
from dotnet_viz.measures.evaluation.worst import WrongPrediction
from tests.charts.reading import texts

EXAMPLES = (
    WrongPrediction(3, "cat", "dog", 0.1, 0.9, 2.3),
    WrongPrediction(0, "dog", "", math.nan, math.nan, math.nan),
)


@pytest.mark.parametrize("shape", [(5, 8, 8), (5, 8, 8, 1), (5, 8, 8, 3), (5, 8, 8, 4)])
def test_images_have_what_they_are_and_what_they_were_taken_for(shape: tuple[int, ...]) -> None:
    chart = error_images_chart(EXAMPLES, np.random.default_rng(0).random(shape), 2, 5)
    assert chart.svg.count("<image") == 2
    assert {"sample 3", "true: cat", "predicted: dog (90 %)", "predicted: no number"} <= set(texts(chart))
    assert chart.to_dict()["sample"] == [3, 0]


def test_rows_have_the_values_of_the_sample_and_count_the_columns_left_out() -> None:
    values = np.arange(40.0).reshape(5, 8)
    chart = error_rows_chart(EXAMPLES, values, [f"f{index}" for index in range(8)], 2, 5)
    shown = texts(chart)
    assert {"f0", "f5", "24", "29", "90 %", "no number", "6 of 8 columns"} <= set(shown)
    assert "f6" not in shown
    assert chart.to_dict()["column f7"] == [31.0, 7.0]
    nameless = error_rows_chart(EXAMPLES, values, [f"column {index}" for index in range(8)], 2, 5)
    assert nameless.to_dict()["column 7"] == [31.0, 7.0]


def test_heads_fit_their_columns_as_bold_as_they_are() -> None:
    name = "<img src=x onerror=alert(1)> of a column"
    head = next(
        text for text in texts(error_rows_chart(EXAMPLES, np.ones((5, 2)), ["a", name], 2, 5)) if text.startswith("<img")
    )
    assert text_width(head, TEXT_SIZE * PIXELS_PER_POINT, bold=True) <= 150 + 20 - 8


def test_samples_decide_what_is_drawn() -> None:
    assert "<image" in error_chart(EXAMPLES, np.zeros((5, 8, 8), dtype=np.uint8), 2, 5).svg
    table = error_chart(EXAMPLES, np.zeros((5, 2)), 2, 5, ["size", "age"])
    assert {"size", "age"} <= set(texts(table))
    assert texts(error_chart(EXAMPLES, None, 2, 5))[:4] == ["sample", "true", "predicted", "probability"]


def test_nothing_wrong_is_said_so() -> None:
    for chart in (error_images_chart((), np.zeros((5, 8, 8)), 0, 5), error_rows_chart((), None, (), 0, 5)):
        assert "no prediction is wrong" in texts(chart)
        assert chart.alternative == "All 5 predictions are right."


def test_images_of_another_number_or_kind_are_refused() -> None:
    with pytest.raises(ShapeError, match="5, height, width"):
        error_images_chart(EXAMPLES, np.zeros((4, 8, 8)), 2, 5)
    with pytest.raises(ShapeError, match="must be numbers"):
        error_images_chart(EXAMPLES, np.full((5, 8, 8), "x"), 2, 5)
    with pytest.raises(ShapeError, match=r"\(5, columns\)"):
        error_rows_chart(EXAMPLES, np.zeros((4, 2)), ["a", "b"], 2, 5)


@pytest.mark.parametrize("name", ["<script>", "a" * 1000, "中文"])
def test_any_name_is_drawn_within_bounds(name: str) -> None:
    example = WrongPrediction(0, name, name, 0.1, 0.9, 2.3)
    for chart in (error_images_chart([example], np.zeros((1, 8, 8)), 1, 1), error_rows_chart([example], None, (), 1, 1)):
        assert "<script>" not in chart.svg
        assert chart.width < 900
