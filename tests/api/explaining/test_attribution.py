"""The verbs that show what decides a model's answer, as users call them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.errors import MissingFileError, OptionError, ShapeError, UnsupportedInputError
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


@pytest.mark.keras
@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        (lambda x: np.where(x > 0.99, np.nan, x), ShapeError, "has values that are NaN or infinite; fill them"),
        (lambda x: np.where(x > 0.99, np.inf, x), ShapeError, "has values that are NaN or infinite; fill them"),
        (lambda x: x[:5], ShapeError, "has the shape 28 × 28 × 1, and the array 5 × 28 × 1"),
        (lambda x: np.stack([x, x]), ShapeError, "one sample is explained at a time, and the input 'input' has 2"),
        (lambda x: x.astype(complex), UnsupportedInputError, "must be an array of numbers"),
        (lambda x: x.astype(str), UnsupportedInputError, "takes numbers, and text is given"),
        (lambda x: [[1.0, 2.0], [3.0]], UnsupportedInputError, "must be an array of numbers: "),
        (lambda x: None, UnsupportedInputError, "must be an array of numbers, not 'NoneType'"),
        (lambda x: {"image": x}, OptionError, "no array is given for the input '.*'; there are: image"),
    ],
)
def test_inputs_that_do_not_fit_are_one_clear_error(model: Any, change: Any, error: type[Exception], message: str) -> None:
    for method in ("gradcam", "saliency"):
        with pytest.raises(error, match=message):
            dv.attribution(model, change(IMAGE), method=method)


@pytest.mark.keras
@pytest.mark.parametrize("form", [list, tuple, np.float16, np.float64, np.uint8])
def test_inputs_come_in_any_form(model: Any, form: Any) -> None:
    given = form([IMAGE[np.newaxis]]) if form in (list, tuple) else (255 * IMAGE).astype(form)
    assert dv.attribution(model, given, 2).values.max() == 1


@pytest.mark.keras
@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"target": []}, "target is an empty list"),
        ({"target": lambda outputs: None}, "must return a tensor with a number for each sample, not 'NoneType'"),
        ({"target": lambda outputs: outputs[0]}, "keep the first axis, as in lambda y: y"),
        ({"class_names": ["cat"]}, r"1 class name is given, and the output '.*' has \d+ classes"),
        ({"input": 3}, "there is no input 3; the model has 1: input"),
        ({"output": 1.5}, "output must be an index or a name, not 1.5"),
        ({"position": (1, 1)}, "the output has no positions"),
        ({"method": "integrated-gradients", "baseline": "black"}, "baseline must be a number or an array, not 'black'"),
        ({"method": "integrated-gradients", "baseline": np.nan}, "baseline must be finite"),
        ({"noise": "much"}, "noise must be a share above 0"),
        ({"seed": "a"}, "seed must be a whole number"),
        ({"opacity": "half"}, "opacity must be from 0 to 1, not 'half'"),
        ({"steps": True}, "steps must be a whole number from 1, not True"),
    ],
)
def test_words_that_cannot_be_used_are_one_clear_error(model: Any, options: dict[str, Any], message: str) -> None:
    with pytest.raises(OptionError, match=message):
        dv.attribution(model, IMAGE, **options)


@pytest.mark.keras
def test_tokens_that_no_embedding_has_are_named() -> None:
    import keras

    layers = keras.layers
    model = keras.Sequential([keras.Input((3,), dtype="int32"), layers.Embedding(9, 2, name="words"), layers.Flatten(),
                              layers.Dense(1)])  # fmt: skip
    for wrong, number in (([1, 2, 9], "9"), ([1, -3, 2], "-3")):
        for run in (dv.attribution, dv.activations):
            with pytest.raises(ShapeError, match=f"the inputs have {number}, and the embedding 'words' has vectors for 0 to 8"):
                run(model, np.array([wrong]))
    with pytest.raises(UnsupportedInputError, match=r"takes whole numbers, and the array has 1\.5"):
        dv.attribution(model, np.array([[1.5, 2, 3]]))
    whole, floats = (dv.attribution(model, np.array([[1, 2, 3]], dtype)) for dtype in (np.int64, np.float64))
    np.testing.assert_array_equal(whole.values, floats.values)
    assert not any("call" in vars(layer) for layer in model.layers)


@pytest.mark.keras
@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"units": []}, "units must be positions of units"),
        ({"units": [99]}, "has the units 0 to"),
        ({"value_range": 3}, "value_range must be the smallest and the largest value"),
        ({"value_range": (1, 0)}, "value_range must be the smallest and the largest value"),
        ({"steps": "many"}, "steps must be a whole number"),
        ({"jitter": -1}, "jitter must be a whole number of at least 0"),
        ({"total_variation": "low"}, "total_variation must be a number"),
    ],
)
def test_options_of_feature_maximization_are_checked(model: Any, options: dict[str, Any], message: str) -> None:
    layer = next(one.name for one in model.layers if "conv" in one.name)
    with pytest.raises(OptionError, match=message):
        dv.feature_maximization(model, layer, **{"steps": 2, **options})
