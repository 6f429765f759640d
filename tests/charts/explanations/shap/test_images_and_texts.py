"""Pictures of images and texts."""

from __future__ import annotations

import numpy as np
import pytest

from dotnet_viz.charts.explanations.shap.explanation import ShapExplanation
from dotnet_viz.charts.explanations.shap.image import image_chart
from dotnet_viz.charts.explanations.shap.text import text_chart
from dotnet_viz.errors import OptionError
from tests.charts.reading import texts
from tests.shap_values_builder import image_values, text_values


@pytest.mark.parametrize("channels", [None, 1, 3])
def test_an_image_holds_the_sum_over_channels(channels: int | None) -> None:
    values = image_values(channels)
    data = image_chart(values, 1, [2, 0]).to_dict()
    expected = values.values[1, ..., 2]
    expected = expected if channels is None else expected.sum(axis=-1)
    assert data["shap_value_class 2"] == pytest.approx(expected.ravel().tolist())
    assert (data["row"][-1], data["column"][-1]) == (4, 3)


def test_an_image_names_each_output_with_its_value() -> None:
    values = image_values()
    shown = texts(image_chart(values, 0, [0, 1, 2, 3]))
    assert {"input", "class 0", "class 3"} <= set(shown)
    assert sum(text.startswith("f(x) = ") for text in shown) == 4


def test_an_image_shows_the_largest_outputs_unless_asked() -> None:
    found = ShapExplanation(image_values())
    largest = np.argsort(-found.predictions[0])[:3]
    assert set(found.image(0).to_dict()) >= {f"shap_value_class {index}" for index in largest}
    assert "shap_value_class 1" in found.image(0, outputs="class 1").to_dict()
    assert found.picture.title == found.image(0).title
    with pytest.raises(OptionError, match=r"\.image\(0\)"):
        found.waterfall(0)
    with pytest.raises(OptionError, match="no table"):
        found.to_frame()


def test_a_text_holds_its_words_and_values() -> None:
    chart = text_chart(text_values(), 0, 0)
    assert chart.to_dict()["word"] == ["a ", "good ", "film"]
    assert chart.to_dict()["shap_value"] == [0.0, 0.3, -0.5]
    assert {"good", "+0.3", "film", "−0.5", "f(x) = 0.3", "E[f(x)] = 0.5"} <= set(texts(chart))


def test_texts_are_a_table_of_words() -> None:
    pytest.importorskip("pandas")
    frame = ShapExplanation(text_values()).to_frame()
    assert frame["word"].tolist() == ["a ", "good ", "film", "fine"]
    assert frame["sample"].tolist() == [0, 0, 0, 1]
    assert frame["shap_value"].tolist() == [0.0, 0.3, -0.5, 0.2]
