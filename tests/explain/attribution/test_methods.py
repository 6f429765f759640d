"""Methods against formulas that were written down independently, on a model whose weights are fixed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import dotnet_viz as dv
from tests.explain.attribution import references

pytestmark = pytest.mark.keras

X = np.random.default_rng(0).random((1, 12, 16, 3)).astype("float32")


def parts(keras: Any) -> list[Any]:
    layers = keras.layers
    return [
        layers.Conv2D(6, 3, activation="relu", name="conv_1"),
        layers.MaxPooling2D(name="pool"),
        layers.Conv2D(8, 3, activation="relu", name="conv_2"),
        layers.Flatten(name="flat"),
        layers.Dense(5, activation="softmax", name="class"),
    ]


@pytest.fixture(scope="module")
def model() -> Any:
    import keras

    return references.fixed_weights(keras.Sequential([keras.Input((12, 16, 3)), *parts(keras)], name="net.v1.0"))


def scaled(values: Any) -> Any:
    return values / values.max()


@pytest.mark.parametrize("method", ["gradcam", "gradcam++"])
@pytest.mark.parametrize("target", [0, 1, 2])
def test_class_activation_maps_equal_their_formulas(model: Any, method: str, target: int) -> None:
    found = dv.gradcam(model, X, target, method=method)
    layers = references.logits(model)
    a = np.asarray(layers[2](layers[1](layers[0](X))))
    expected = (references.gradcam if method == "gradcam" else references.gradcam_plus_plus)(
        *references.taped(layers[3:], a, target)
    )
    assert found.layer == "conv_2"
    assert expected.max() > 0
    np.testing.assert_allclose(scaled(found[0].raw), scaled(expected), atol=1e-5)
    assert found.values.shape == (12, 16)
    assert (found.values.min() >= 0, found.values.max()) == (True, 1)


def test_saliency_is_the_gradient_of_the_logit(model: Any) -> None:
    found = dv.attribution(model, X, 2, "saliency")
    _, expected = references.taped(references.logits(model), X, 2)
    np.testing.assert_allclose(found[0].raw, expected, atol=1e-5)
    np.testing.assert_allclose(found.values, scaled(np.abs(expected[0]).max(axis=-1)), atol=1e-5)
    assert "The score is the logit: the last softmax is left out." in found.notes


def test_integrated_gradients_are_complete_and_equal_their_formula(model: Any) -> None:
    found = dv.attribution(model, X, 2, "integrated-gradients", steps=40)
    expected = references.integrated(references.logits(model), X, 2, 40)
    np.testing.assert_allclose(found[0].raw, expected, atol=1e-5)
    plain = references.logits(model)

    def score(x: Any) -> float:
        for layer in plain:
            x = layer(x)
        return float(x[0, 2])

    signed = found.signed
    assert signed is not None
    assert signed.sum() == pytest.approx(score(X) - score(np.zeros_like(X)), rel=0.01)
    assert any("miss the difference of the scores" in note for note in found.notes)


def test_smoothgrad_is_the_same_for_a_seed_and_near_the_gradient_for_little_noise(model: Any) -> None:
    one, again, other = (dv.attribution(model, X, 2, "smoothgrad", samples=4, seed=seed) for seed in (1, 1, 2))
    assert np.array_equal(one[0].raw, again[0].raw)
    assert not np.array_equal(one[0].raw, other[0].raw)
    calm = dv.attribution(model, X, 2, "smoothgrad", samples=4, noise=1e-7)
    np.testing.assert_allclose(calm[0].raw, dv.attribution(model, X, 2)[0].raw, atol=1e-4)


def test_guided_backpropagation_lets_positive_gradients_through_only() -> None:
    import keras

    layers = [keras.Input((2,)), keras.layers.Dense(2, activation="relu"), keras.layers.Dense(1)]
    model = keras.Sequential(layers)
    model.set_weights([np.array([[1.0, -1.0], [1.0, 2.0]]), np.zeros(2), np.array([[-3.0], [2.0]]), np.zeros(1)])
    x = np.array([[1.0, 1.0]], np.float32)
    assert dv.attribution(model, x)[0].raw.tolist() == [[-5.0, 1.0]]
    assert dv.attribution(model, x, method="guided-backprop")[0].raw.tolist() == [[-2.0, 4.0]]


def test_guided_backpropagation_without_a_relu_is_refused() -> None:
    import keras

    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, activation="tanh")])
    with pytest.raises(dv.VizError, match="needs layers with the activation 'relu'"):
        dv.attribution(model, np.ones((1, 2)), method="guided-backprop")


def test_occlusion_of_a_linear_model_is_what_the_covered_part_adds() -> None:
    import keras

    model = keras.Sequential([keras.Input((4, 4, 1)), keras.layers.Flatten(), keras.layers.Dense(1)])
    weights = np.arange(16, dtype=np.float32).reshape(16, 1) - 5
    model.set_weights([weights, np.zeros(1)])
    found = dv.attribution(model, np.full((4, 4, 1), 2.0), method="occlusion", window=1, stride=1)
    np.testing.assert_allclose(found[0].raw, 2 * weights.reshape(4, 4), atol=1e-5)
    assert found.values[0, 0] == 0


def test_score_cam_weighs_channels_by_the_output_for_masked_inputs(model: Any) -> None:
    found = dv.gradcam(model, X, 2, method="score-cam")
    assert found.values.max() == 1
    assert dv.gradcam(model, X, 2, method="score-cam", max_channels=1).values.shape == (12, 16)


def test_a_nested_model_has_the_map_of_the_same_model_flattened(model: Any) -> None:
    import keras

    first, *rest = parts(keras)
    inner = keras.Sequential([keras.Input((12, 16, 3)), first, *rest[:2]], name="backbone")
    inputs = keras.Input((12, 16, 3))
    outer = keras.Model(inputs, rest[3](rest[2](inner(inputs))))
    outer.set_weights(model.get_weights())
    for method in ("gradcam", "gradcam++", "saliency", "integrated-gradients", "guided-backprop"):
        flat, nested = (dv.attribution(one, X, 3, method)[0] for one in (model, outer))
        np.testing.assert_allclose(flat.raw, nested.raw, atol=1e-6)
    assert dv.gradcam(outer, X, 3).layer == "backbone/conv_2"
    for name in ("backbone", "conv_2", "backbone/conv_2"):
        assert dv.gradcam(outer, X, 3, layer=name).layer == "backbone/conv_2"
    assert dv.gradcam(outer, X, 3, layer="conv_1").layer == "backbone/conv_1"


def test_a_map_of_zeros_stays_one_and_is_noted() -> None:
    import keras

    model = keras.Sequential(
        [keras.Input((6, 6, 1)), keras.layers.Conv2D(2, 3, activation="relu"), keras.layers.Flatten(), keras.layers.Dense(2)]
    )
    model.set_weights([-np.ones((3, 3, 1, 2)), np.zeros(2), np.ones((32, 2)), np.zeros(2)])
    found = dv.gradcam(model, np.ones((6, 6, 1)))
    assert not found.values.any()
    assert any("The map is 0 everywhere" in note for note in found.notes)
    assert "The map is 0 everywhere" in found.svg
