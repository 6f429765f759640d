"""Models that other tools fail on: each has a right map, or one clear error."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import dotnet_viz as dv
from tests.explain.attribution import references

pytestmark = pytest.mark.keras

RANDOM = np.random.default_rng(1)


def image(*shape: int) -> Any:
    return RANDOM.random((1, *shape)).astype("float32")


def convolutional(*, units: int = 4, activation: str | None = "softmax", name: str = "net", **last: Any) -> Any:
    import keras

    layers = keras.layers
    return references.fixed_weights(
        keras.Sequential(
            [
                keras.Input((10, 10, 2)),
                layers.Conv2D(4, 3, activation="relu", name="conv"),
                layers.Flatten(),
                layers.Dense(units, activation=activation, name="out", **last),
            ],
            name=name,
        )
    )


@pytest.mark.slow
def test_a_mobilenet_nested_in_a_sequential_model() -> None:
    import keras

    keras.utils.set_random_seed(5)  # with others, no position of the small map may speak for the class
    backbone = keras.applications.MobileNetV3Small(
        weights=None, include_top=False, input_shape=(64, 64, 3), include_preprocessing=False
    )
    model = keras.Sequential([backbone, keras.layers.GlobalAveragePooling2D(), keras.layers.Dense(3, activation="softmax")])
    model.build((None, 64, 64, 3))
    found = dv.gradcam(model, image(64, 64, 3) * 2 - 1, method="gradcam++")
    assert found.layer == f"{backbone.name}/conv_1"
    assert found[0].raw.shape == (2, 2)
    assert (found.values.shape, found.values.max()) == ((64, 64), 1)
    top = keras.applications.MobileNetV3Small(weights=None, input_shape=(64, 64, 3), include_preprocessing=False)
    # The convolutions of its head see one position, so the last one with a map is before.
    assert dv.gradcam(top, image(64, 64, 3)).layer == "conv_1"


def test_a_siamese_model_has_a_map_for_each_input() -> None:
    import keras

    layers = keras.layers
    left, right = keras.Input((8, 8, 1), name="left"), keras.Input((8, 8, 1), name="right")
    conv = layers.Conv2D(3, 3, activation="relu", name="shared")
    features = [layers.Flatten()(conv(side)) for side in (left, right)]
    out = layers.Dense(1, activation="sigmoid")(layers.Subtract()(features))
    model = references.fixed_weights(keras.Model([left, right], out))
    x = [image(8, 8, 1), image(8, 8, 1)]
    for method in ("gradcam", "saliency"):
        found = dv.attribution(model, x, 1, method)
        assert [one.input_name for one in found] == ["left", "right"]
        with pytest.raises(dv.VizError, match="there are 2 maps"):
            _ = found.values
        only = dv.attribution(model, {"left": x[0], "right": x[1]}, 1, method, input="right")
        assert np.array_equal(only.values, found[1].values)
    # Where one side is exchanged with the other, so are the maps: the weights are shared, and the sign of the output turns.
    one, other = dv.gradcam(model, x, 1), dv.gradcam(model, x[::-1], 0)
    np.testing.assert_allclose(one[0].values, other[1].values, atol=1e-5)
    with pytest.raises(dv.VizError, match="unknown input 'middle'; choose one of: left, right"):
        dv.attribution(model, x, input="middle")


def test_a_binary_sigmoid_head_has_two_classes_whose_scores_are_opposite() -> None:
    model = convolutional(units=1, activation="sigmoid")
    x = image(10, 10, 2)
    no, yes = (dv.attribution(model, x, target, class_names=["no", "yes"]) for target in ("no", "yes"))
    assert no.score == pytest.approx(-yes.score)
    assert no[0].output == pytest.approx(1 - yes[0].output, abs=1e-6)
    np.testing.assert_allclose(no[0].raw, -yes[0].raw, atol=1e-6)
    predicted = "yes" if yes[0].output >= 0.5 else "no"
    assert dv.attribution(model, x, class_names=["no", "yes"]).target == predicted
    with pytest.raises(dv.VizError, match="there is no class 2; the output has 2"):
        dv.attribution(model, x, 2)


def test_several_outputs_are_chosen_by_index_or_name() -> None:
    import keras

    layers = keras.layers
    inputs = keras.Input((8, 8, 1))
    features = layers.Flatten()(layers.Conv2D(3, 3, activation="relu", name="conv")(inputs))
    heads = [layers.Dense(units, name=name, activation=end)(features) for units, name, end in
             ((3, "kind", "softmax"), (1, "age", None), (1, "ill", "sigmoid"))]  # fmt: skip
    model = references.fixed_weights(keras.Model(inputs, heads))
    x = image(8, 8, 1)
    values = model(x)
    age = dv.gradcam(model, x, output="age")
    assert age.score == pytest.approx(float(values[1][0, 0]), rel=1e-5)
    assert (age.target, age.layer) == ("age", "conv")
    assert dv.attribution(model, x, 2, output=0)[0].output == pytest.approx(float(values[0][0, 2]), rel=1e-5)
    assert any("Of the outputs kind, age, ill the map explains kind" in note for note in dv.attribution(model, x).notes)
    with pytest.raises(dv.VizError, match="unknown output 'size'; choose one of: kind, age, ill"):
        dv.attribution(model, x, output="size")
    own = dv.attribution(model, x, lambda outputs: outputs[1][:, 0] * 2)
    assert own.score == pytest.approx(2 * age.score, rel=1e-5)


def test_a_subclassed_model_has_the_map_of_the_same_functional_one() -> None:
    import keras

    class Own(keras.Model):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.conv = keras.layers.Conv2D(4, 3, activation="relu", name="conv")
            self.flat = keras.layers.Flatten()
            self.out = keras.layers.Dense(4, activation="softmax", name="out")

        def call(self, x: Any) -> Any:
            return self.out(self.flat(self.conv(x)))

    model, plain = Own(), convolutional()
    x = image(10, 10, 2)
    with pytest.raises(dv.VizError, match="has no weights yet"):
        dv.gradcam(model, x)
    model(x)
    model.set_weights(plain.get_weights())
    for method in ("gradcam", "saliency"):
        one, other = (dv.attribution(each, x, 2, method) for each in (model, plain))
        np.testing.assert_allclose(one[0].raw, other[0].raw, atol=1e-6)
        assert one.score == pytest.approx(other.score, rel=1e-5)


def test_signals_and_volumes_have_maps_of_their_own_axes() -> None:
    import keras

    layers = keras.layers
    signal = keras.Sequential([keras.Input((30, 2)), layers.Conv1D(4, 3, activation="relu"), layers.GlobalMaxPooling1D(),
                               layers.Dense(3)])  # fmt: skip
    volume = keras.Sequential([keras.Input((6, 7, 8, 1)), layers.Conv3D(4, 3, activation="relu"),
                               layers.GlobalMaxPooling3D(), layers.Dense(3)])  # fmt: skip
    for model, shape in ((signal, (30, 2)), (volume, (6, 7, 8, 1))):
        references.fixed_weights(model)
        for method in ("gradcam", "gradcam++", "score-cam", "integrated-gradients", "occlusion"):
            found = dv.attribution(model, image(*shape), 1, method)
            assert found.values.shape == shape[:-1], method
        assert found.svg.startswith("<svg")


@pytest.mark.parametrize("whole", [False, True], ids=["a convolution", "a model"])
def test_a_convolution_inside_time_distributed(whole: bool) -> None:
    import keras

    layers = keras.layers
    conv = layers.Conv2D(3, 3, activation="relu", name="conv")
    inner = keras.Sequential([keras.Input((6, 6, 1)), conv, layers.GlobalAveragePooling2D()], name="frame") if whole else conv
    rest = [layers.GRU(4)] if whole else [layers.Flatten()]
    model = references.fixed_weights(
        keras.Sequential([keras.Input((5, 6, 6, 1)), layers.TimeDistributed(inner, name="each"), *rest, layers.Dense(2)])
    )
    x = image(5, 6, 6, 1)
    found = dv.gradcam(model, x, 1)
    assert found.layer == ("each/frame/conv" if whole else "each/conv")
    assert (found[0].raw.shape, found.values.shape) == ((5, 4, 4), (5, 6, 6))
    assert found.score == pytest.approx(float(model(x)[0, 1]), rel=1e-4)
    assert dv.gradcam(model, x, 1, layer="each").layer == found.layer
    assert "svg" in found.svg


HALF = 2.0**-11
"""Largest relative error of a number that is rounded to half precision."""


@pytest.fixture(scope="module")
def mixed() -> Any:
    import keras

    before = keras.config.dtype_policy()
    try:
        keras.config.set_dtype_policy("mixed_float16")
        model = convolutional(dtype="float32")
    finally:
        keras.config.set_dtype_policy(before)
    assert [layer.compute_dtype for layer in model.layers] == ["float16", "float16", "float32"]
    return model


def half_image() -> Any:
    return np.random.default_rng(0).random((1, 10, 10, 2)).astype("float32")


@pytest.mark.parametrize("method", ["gradcam", "gradcam++"])
def test_mixed_precision_has_the_map_of_its_own_activations_and_gradients(mixed: Any, method: str) -> None:
    layers = references.logits(mixed)
    a = np.asarray(layers[0](half_image()))
    assert a.dtype == np.float16
    expected = (references.gradcam if method == "gradcam" else references.gradcam_plus_plus)(
        *(part.astype("float64") for part in references.taped(layers[1:], a, 1))
    )
    found = dv.gradcam(mixed, half_image(), 1, method=method)
    assert found.values.dtype == np.float32
    np.testing.assert_allclose(found[0].raw / found[0].raw.max(), expected / expected.max(), atol=1e-5)


@pytest.mark.parametrize("method", ["saliency", "integrated-gradients"])
def test_mixed_precision_has_the_gradients_of_its_own_layers(mixed: Any, method: str) -> None:
    layers, x = references.logits(mixed), half_image()
    expected = references.taped(layers, x, 1)[1] if method == "saliency" else references.integrated(layers, x, 1, 50)
    found = dv.attribution(mixed, x, 1, method)[0].raw
    # One batch of the path or one point at a time: sums of half precision are rounded in another order.
    tolerance = 1e-6 if method == "saliency" else 4 * HALF
    np.testing.assert_allclose(found, expected, atol=tolerance * float(np.abs(expected).max()))


def test_mixed_precision_has_the_map_of_single_precision_up_to_its_rounding(mixed: Any) -> None:
    plain, x = convolutional(), half_image()
    one, other = (dv.activations(model, x)["conv"] > 0 for model in (plain, mixed))
    # A ReLU that opens in one precision only would change gradients by more than rounding; here none does.
    assert np.array_equal(one, other)
    for method in ("gradcam", "saliency"):
        exact, rounded = (dv.attribution(model, x, 1, method).values for model in (plain, mixed))
        np.testing.assert_allclose(rounded, exact, atol=4 * HALF, err_msg=method)


def test_a_frozen_model_and_one_named_with_dots() -> None:
    model = convolutional(name="net.v1.0")
    x = image(10, 10, 2)
    before = dv.gradcam(model, x, 1).values
    model.trainable = False
    assert np.array_equal(dv.gradcam(model, x, 1, layer="conv").values, before)
    assert not model.trainable


def test_a_segmentation_is_explained_as_a_whole_or_at_a_position() -> None:
    import keras

    layers = keras.layers
    model = references.fixed_weights(
        keras.Sequential([keras.Input((8, 8, 1)), layers.Conv2D(4, 3, padding="same", activation="relu", name="features"),
                          layers.Conv2D(3, 1, activation="softmax", name="classes")])
    )  # fmt: skip
    x = image(8, 8, 1)
    found = dv.gradcam(model, x, 1)
    assert found.layer == "features"
    assert any("mean over all positions" in note for note in found.notes)
    there = dv.attribution(model, x, 1, position=(4, 4))
    # A convolution of 3 × 3 sees no further than the neighbours of a pixel.
    assert not there.values[:3].any()
    assert there.values[3:6, 3:6].any()
    with pytest.raises(dv.VizError, match="position must be 2 whole numbers"):
        dv.attribution(model, x, 1, position=(9, 0))


def test_words_of_a_text_are_attributed_at_their_embedding() -> None:
    import keras

    layers = keras.layers
    model = keras.Sequential([keras.Input((5,), dtype="int32"), layers.Embedding(9, 1, name="words"), layers.Flatten(),
                              layers.Dense(1, activation="sigmoid")])  # fmt: skip
    model.set_weights([np.arange(9, dtype=np.float32).reshape(9, 1), np.array([[1.0], [0], [-2], [0], [0]]), np.zeros(1)])
    found = dv.attribution(model, np.array([3, 1, 2, 0, 0]), 1, "integrated-gradients", tokens=["good", "a", "bad"])
    signed = found.signed
    assert signed is not None
    np.testing.assert_allclose(signed, [3, 0, -4, 0, 0], atol=1e-5)
    assert found.layer == "words"
    assert all(f">{word}</" in found.svg for word in ("good", "bad"))
    assert dv.attribution(model, np.array([3, 1, 2, 0, 0]), 1, "occlusion", window=1).values.shape == (5,)
    with pytest.raises(dv.VizError, match="6 tokens are given"):
        _ = dv.attribution(model, np.array([3, 1, 2, 0, 0]), tokens=list("abcdef")).svg
    with pytest.raises(dv.VizError, match="no convolution with more than one position"):
        dv.gradcam(model, np.array([3, 1, 2, 0, 0]))


def test_errors_name_what_there_is() -> None:
    model = convolutional()
    x = image(10, 10, 2)
    for arguments, message in (
        ({"layer": "convv"}, "unknown layer 'convv'; choose one of: conv .did you mean 'conv'"),
        ({"layer": "out"}, "returns nothing with positions"),
        ({"target": "cat"}, "give class_names"),
        ({"target": "cat", "class_names": ["cat", "dog"]}, "2 class names are given"),
        ({"target": "cat", "class_names": ["dog", "cow", "hen", "pig"]}, "unknown target 'cat'"),
        ({"target": 9}, "there is no class 9"),
        ({"method": "gradcamm"}, "unknown method 'gradcamm'"),
        ({"step": 3}, "unknown option 'step'"),
        ({"opacity": 2}, "opacity must be from 0 to 1"),
        ({"colormap": "jett"}, "unknown colormap 'jett'"),
    ):
        with pytest.raises(dv.VizError, match=message):
            dv.gradcam(model, x, **arguments)
    with pytest.raises(dv.VizError, match="has the shape 10 × 10 × 2, and the array 9 × 9 × 2"):
        dv.gradcam(model, image(9, 9, 2)[0])
    with pytest.raises(dv.VizError, match="one sample is explained at a time"):
        dv.gradcam(model, np.repeat(x, 2, axis=0))
    with pytest.raises(dv.VizError, match="a live Keras model"):
        dv.gradcam([np.ones((3, 2))], x)
