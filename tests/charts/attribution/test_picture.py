from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
import pytest

import dotnet_viz as dv
from tests.explain.attribution import references

pytestmark = pytest.mark.keras

X = np.random.default_rng(2).random((1, 8, 12, 3)).astype("float32")


@pytest.fixture(scope="module")
def model() -> Any:
    import keras

    layers = keras.layers
    return references.fixed_weights(
        keras.Sequential([keras.Input((8, 12, 3)), layers.Conv2D(4, 3, activation="relu", name="conv"), layers.Flatten(),
                          layers.Dense(3, activation="softmax", name="class")])
    )  # fmt: skip


def texts(svg: str) -> list[str]:
    return ["".join(element.itertext()) for element in ET.fromstring(svg).iter() if element.tag.endswith("text")]


def test_every_format_is_written_and_the_same_again(model: Any, tmp_path: Path) -> None:
    found = dv.gradcam(model, X, 1)
    assert found.svg == dv.gradcam(model, X, 1).svg
    for suffix in ("svg", "png", "html"):
        assert found.save(tmp_path / f"why.{suffix}").stat().st_size > 1000
    assert "image/svg+xml" in found._repr_mimebundle_()
    with pytest.raises(dv.VizError, match="unknown picture format 'dot'"):
        found.save(tmp_path / "why.dot")


def test_classes_stand_in_a_row_with_names_that_are_escaped(model: Any) -> None:
    found = dv.gradcam(model, X, ["<b>cat</b>", "a&b"], class_names=["<b>cat</b>", "a&b", "hen"])
    assert [one.target for one in found] == ["<b>cat</b>", "a&b"]
    written = texts(found.svg)
    assert any(text.startswith("a&b (") for text in written)
    assert "<b>" not in found.svg
    # The input, a map for each class, and the colour bar.
    assert found.svg.count("<image") == 4
    assert found.width > dv.gradcam(model, X, 1).width


def test_the_colour_bar_is_in_the_language_of_the_picture(model: Any) -> None:
    with dv.in_language("es"):
        assert "atribución" in texts(dv.gradcam(model, X, 1).svg)


def test_another_picture_of_the_input_needs_its_aspect_ratio(model: Any) -> None:
    shown = dv.gradcam(model, X * 4 - 2, 1, picture=np.zeros((80, 120), np.uint8))
    assert shown.svg != dv.gradcam(model, X * 4 - 2, 1).svg
    with pytest.raises(dv.VizError, match="of another aspect ratio"):
        _ = dv.gradcam(model, X, 1, picture=np.zeros((80, 80))).svg


def test_checks_are_drawn_on_request(model: Any) -> None:
    plain, checked = dv.gradcam(model, X, 1), dv.gradcam(model, X, 1, check=True)
    assert "Weights shuffled from the output" in texts(checked.svg)
    assert "Weights shuffled from the output" not in texts(plain.svg)
    assert checked.height > plain.height


def test_pictures_have_a_title_and_a_theme(model: Any) -> None:
    plain, titled = dv.gradcam(model, X, 1), dv.gradcam(model, X, 1, title="Why a cat", theme="dark")
    assert "Why a cat" in titled.svg
    assert titled.height > plain.height
    assert "#14171c" in titled.svg
    assert "#14171c" not in plain.svg
    found = dv.feature_maximization(model, "conv", [0], steps=1, title="Excites")
    assert "Excites" in found.svg
    with pytest.raises(dv.VizError, match="theme"):
        dv.gradcam(model, X, 1, theme="drak")
    with pytest.raises(dv.VizError, match="theme"):
        dv.feature_maximization(model, "conv", [0], steps=1, theme="drak")
