"""The picture of LIME, of tables, texts and images."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from dotnet_viz.charts.explanations.lime.chart import lime_chart
from dotnet_viz.charts.explanations.lime.explanation import LimeExplanation
from dotnet_viz.errors import OptionError
from dotnet_viz.explain.libraries.lime.values import LimeValues
from tests.charts.reading import texts


def lime(**changes: Any) -> LimeValues:
    fields: dict[str, Any] = {
        "kind": "table",
        "names": ("age <= 30", "city=Rome"),
        "weights": np.array([0.3, -0.1]),
        "indices": np.array([1, 0]),
        "intercept": 0.4,
        "local_prediction": 0.6,
        "prediction": 0.75,
        "score": 0.5,
        "output_name": "yes",
        "space": "probability",
        "samples": 5000,
    }
    return LimeValues(**(fields | changes))


def test_bars_have_their_weights_and_the_agreement_stands_above() -> None:
    shown = texts(lime_chart(lime()))
    assert {"age <= 30", "+0.3", "city=Rome", "−0.1"} <= set(shown)
    assert {"model 0.75", "linear model 0.6", "intercept 0.4", "R² 0.5"} <= set(shown)
    assert any("5,000 samples" in text for text in shown)


def test_a_text_has_its_words_and_bars() -> None:
    parts = ("good", " ", "film", ", ", "good")
    chart = lime_chart(lime(kind="text", names=("good", "film"), parts=parts, part_indices=(1, -1, 0, -1, 1)))
    assert texts(chart).count("good") == 3  # twice in the text, once as a bar
    assert texts(chart).count("+0.3") == 3


def test_an_image_has_the_colours_of_its_parts() -> None:
    chart = lime_chart(lime(kind="image", image=np.zeros((2, 2)), segments=np.array([[0, 0], [1, 2]])))
    assert chart.svg.count("<image") == 3  # the image, the parts, the colour bar
    assert chart.to_dict()["weight"] == [0.3, -0.1]


def test_weights_that_are_all_zero_are_drawn() -> None:
    assert "0" in texts(lime_chart(lime(weights=np.zeros(2))))


def test_it_is_a_picture_of_a_theme() -> None:
    found = LimeExplanation(lime(), "dark")
    assert "#14171c" in found.svg
    assert found.weights == {"age <= 30": 0.3, "city=Rome": -0.1}
    assert 'fill="#ffffff"' in LimeExplanation(lime())._repr_mimebundle_()["image/svg+xml"]  # notebooks may be dark
    assert found.description == "LIME: probability of yes"
    with pytest.raises(OptionError, match="theme"):
        LimeExplanation(lime(), "drak")


def test_it_takes_a_title() -> None:
    assert "Why not?" in LimeExplanation(lime(), title="Why not?").svg
    assert "Why not?" not in LimeExplanation(lime()).svg
