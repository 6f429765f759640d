"""The verbs that show what decides a model's answer, as users call them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.errors import MissingFileError, OptionError, UnsupportedInputError
from tests.conftest import DATA

MODEL = DATA / "models" / "cnn-28x28.keras"
IMAGE = np.random.default_rng(0).random((28, 28, 1)).astype("float32")


@pytest.fixture(scope="module")
def model() -> Any:
    keras = pytest.importorskip("keras")
    return keras.models.load_model(MODEL)


def test_words_that_stand_for_nothing_are_named_with_those_that_do() -> None:
    with pytest.raises(OptionError, match=r"unknown method 'saliency'; choose one of: gradcam, gradcam\+\+, score-cam"):
        dv.gradcam(MODEL, IMAGE, method="saliency")
    with pytest.raises(OptionError, match=r"unknown method 'salience'.*did you mean 'saliency'"):
        dv.attribution(MODEL, IMAGE, method="salience")
    with pytest.raises(OptionError, match=r"unknown option 'stepps'.*did you mean 'steps'"):
        dv.attribution(MODEL, IMAGE, stepps=3)
    with pytest.raises(OptionError, match=r"unknown option 'sede'.*did you mean 'seed'"):
        dv.feature_maximization(MODEL, "conv2d", sede=3)
    with pytest.raises(OptionError, match="steps must be a whole number from 1, not 0"):
        dv.attribution(MODEL, IMAGE, method="integrated-gradients", steps=0)
    with pytest.raises(OptionError, match="opacity must be from 0 to 1"):
        dv.attribution(MODEL, IMAGE, opacity=3)


def test_what_is_no_model_is_named() -> None:
    with pytest.raises(MissingFileError, match=r"there is no file 'none.keras'"):
        dv.gradcam("none.keras", IMAGE)
    with pytest.raises(UnsupportedInputError, match="a live Keras model, not 'list'"):
        dv.attribution([np.ones((3, 2))], np.ones(3))


@pytest.mark.keras
def test_a_map_has_the_size_of_the_image_and_a_picture(model: Any, tmp_path: Path) -> None:
    found = dv.gradcam(model, IMAGE, 3)
    assert (found.values.shape, found.target, found.method) == ((28, 28), "3", "gradcam")
    assert found.save(tmp_path / "why.svg").read_text().startswith("<svg")
    assert np.array_equal(dv.gradcam(model, IMAGE, 3, method="gradcam").values, found.values)


@pytest.mark.keras
def test_a_model_file_has_the_map_of_the_live_model(model: Any) -> None:
    for path in (MODEL, str(MODEL)):
        np.testing.assert_array_equal(dv.attribution(path, IMAGE, 2).values, dv.attribution(model, IMAGE, 2).values)


@pytest.mark.keras
def test_methods_are_written_with_either_hyphen(model: Any) -> None:
    one, other = (
        dv.attribution(model, IMAGE, 2, method, steps=4) for method in ("integrated-gradients", "integrated_gradients")
    )
    assert np.array_equal(one.values, other.values)


@pytest.mark.keras
def test_classes_are_named(model: Any) -> None:
    classes = model.output_shape[-1]
    names = [f"class {number}" for number in range(classes)]
    assert dv.attribution(model, IMAGE, "class 1", class_names=names).target == "class 1"
    assert dv.attribution(model, IMAGE, class_names=np.array(names)).target in names
    assert [one.target for one in dv.attribution(model, IMAGE, ["class 0", 1], class_names=names)] == ["class 0", "class 1"]


@pytest.mark.keras
def test_units_are_excited_more_by_their_inputs_than_by_noise(model: Any) -> None:
    layer = next(one.name for one in model.layers if "conv" in one.name)
    found = dv.feature_maximization(model, layer, units=[0, 1], steps=8)
    assert found.svg.startswith("<svg")
    with pytest.raises(OptionError, match="unknown layer 'none'"):
        dv.feature_maximization(model, "none")
