from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from dotnet_viz.charts.evaluation.confusion import confusion_chart
from dotnet_viz.charts.style import ON_PALE
from dotnet_viz.charts.themes import PAPER
from dotnet_viz.colors import WHITE, contrast, hex_color, rgb
from dotnet_viz.errors import OptionError
from dotnet_viz.measures.evaluation.classifiers.classification import Classification, classify
from tests.charts.reading import texts

SVG = "{http://www.w3.org/2000/svg}"


def confused(count: int, samples: int = 2000, names: list[str] | None = None) -> Classification:
    random = np.random.default_rng(0)
    true = random.integers(0, count, samples)
    chosen = np.where(random.random(samples) < 0.8, true, random.integers(0, count, samples))
    return classify("", np.eye(count)[chosen], true, class_names=names)


def test_few_classes_show_counts_and_shares_of_the_row() -> None:
    result = classify("", np.eye(2)[[0, 0, 0, 1, 1]], np.array([0, 0, 0, 0, 1]), class_names=["cat", "dog"])
    shown = texts(confusion_chart(result))
    assert {"cat", "dog", "true", "predicted", "3", "75 %", "1", "25 %", "100 %"} <= set(shown)
    assert "0 %" not in shown


def test_a_small_share_is_not_rounded_to_nothing() -> None:
    true = np.zeros(1000, dtype=int)
    chosen = np.array([0] * 999 + [1])
    assert "0.1 %" in texts(confusion_chart(classify("", np.eye(2)[chosen], true)))


def test_more_classes_show_counts_only() -> None:
    shown = texts(confusion_chart(confused(25)))
    assert not [text for text in shown if text.endswith("%")]
    assert len([text for text in shown if text.isdigit()]) > 25


def test_too_many_classes_show_no_numbers_and_say_so() -> None:
    shown = texts(confusion_chart(confused(32, names=[f"name{index}" for index in range(32)]), max_classes=None))
    assert "32 classes: cells are too small for numbers" in shown
    assert not [text for text in shown if text.isdigit()]
    assert "name30" in shown


def test_very_many_classes_stay_small_and_name_some() -> None:
    chart = confusion_chart(confused(300, 5000), max_classes=None)
    assert len(chart.svg) < 200_000
    assert chart.width < 900


def test_text_stands_out_on_dark_and_on_light_cells() -> None:
    true = np.repeat([0, 1], 100)
    chosen = np.where(np.arange(200) == 0, 1, true)
    root = ET.fromstring(confusion_chart(classify("", np.eye(2)[chosen], true)).svg)
    style = {item.text: group.get("style", "") for group in root.iter(f"{SVG}g") for item in group.findall(f"{SVG}text")}
    assert "fill: #ffffff" in style["99"]
    assert f"fill: {ON_PALE}" in style["1"]


def test_on_dark_paper_no_cell_is_bright() -> None:
    dark = ET.fromstring(confusion_chart(confused(3)).with_theme("dark").svg)
    fills = [re.search(r"fill: (#\w{6}); fill-opacity: ([\d.]+)", item.get("style", "")) for item in dark.iter(f"{SVG}path")]
    cells = [(rgb(fill[1]), float(fill[2])) for fill in fills if fill]
    assert len(cells) == 9
    for color, depth in cells:
        seen = [behind + (own - behind) * depth for own, behind in zip(color, rgb(PAPER), strict=True)]
        assert contrast(hex_color(seen), WHITE) > 4.5


@pytest.mark.parametrize("name", ["<script>", "$x$", "a" * 10_000, "中文", "\n", ""])
def test_any_class_name_is_drawn_within_bounds(name: str) -> None:
    chart = confusion_chart(confused(3, names=[name, "b", "c"]))
    assert chart.width < 500
    assert "<script>" not in chart.svg


def test_predictions_that_are_no_number_leave_an_empty_matrix() -> None:
    assert "0 of 0 samples" in confusion_chart(classify("", np.full((3, 2), np.nan), np.array([0, 1, 1]))).alternative


def test_a_thousand_classes_are_folded_to_a_small_picture_that_says_so() -> None:
    chart = confusion_chart(confused(1000, 60_000))
    shown = texts(chart)
    assert "the 30 classes of 1,000 that are confused most" in shown
    assert "970 other classes" in shown
    assert chart.width < 1300
    assert len(chart.svg) < 200_000


def test_thirty_classes_that_are_all_confused_are_a_small_file() -> None:
    random = np.random.default_rng(0)
    result = classify("", np.eye(30)[random.integers(0, 30, 50_000)], random.integers(0, 30, 50_000))
    assert len(confusion_chart(result).svg) < 200_000


def test_shares_and_orders_are_what_is_asked_for() -> None:
    result = classify("", np.eye(3)[[0, 0, 1, 1, 2, 2]], np.array([0, 1, 1, 1, 2, 0]), class_names=["a", "b", "c"])
    chart = confusion_chart(result, normalize="pred", sort="errors")
    assert chart.title == "Confusion matrix, shares of the predicted class"
    assert chart.to_dict()["classes"] == ["a", "b", "c"]
    assert chart.to_frame().query("true == 'b' and predicted == 'a'")["share"].item() == 0.5
    assert "50 %" in texts(chart)
    assert chart.to_dict()["most_confused"][0]["count"] == 1


def test_samples_of_several_labels_have_no_matrix() -> None:
    result = classify("", np.array([[0.9, 0.8], [0.1, 0.9]]), np.array([[1, 1], [0, 1]]))
    with pytest.raises(OptionError, match="several labels"):
        confusion_chart(result)
