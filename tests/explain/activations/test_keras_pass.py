"""What layers return, captured at their calls: every call, the right values, and a model that nothing happened to."""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.errors import NotBuiltError, OptionError, ShapeError
from tests.explain.activations.models import NAMES, every_kind, images

keras = pytest.importorskip("keras")
pytestmark = pytest.mark.keras


@pytest.fixture(scope="module")
def model() -> Any:
    keras.utils.set_random_seed(3)
    built = every_kind(keras)
    built.compile("adam", "sparse_categorical_crossentropy")
    return built


def state(model: Any) -> str:
    numbers = keras.random.SeedGenerator(5)
    parts = [*model.variables, *model.optimizer.variables, numbers.state]
    return hashlib.sha256(b"".join(np.asarray(part).tobytes() for part in parts)).hexdigest()


def methods(model: Any) -> list[str]:
    every = [model, *model._flatten_layers(include_self=False)]
    return [name for layer in every for name in ("call", "quantized_call") if name in vars(layer)]


def test_every_call_of_every_layer_has_an_array_under_its_path(model: Any) -> None:
    found = dv.activations(model, images())
    assert list(found) == NAMES
    shapes = {name: values.shape for name, values in found.items()}
    assert shapes["backbone/inside/conv"] == (2, 6, 6, 4)
    assert shapes["attention/attention_scores"] == (2, 2, 36, 36)
    assert shapes["both"] == (2, 36, 6)
    assert shapes["both/forward_lstm"] == shapes["both/backward_lstm"] == (2, 36, 3)
    np.testing.assert_array_equal(found["both"][..., :3], found["both/forward_lstm"])
    np.testing.assert_array_equal(found["both"][..., 3:], found["both/backward_lstm"][:, ::-1])
    assert shapes["each"] == (2, 36, 2)
    np.testing.assert_array_equal(found["each"], found["each/dense"])
    np.testing.assert_allclose(found["attention/attention_scores"].sum(axis=-1), 1, atol=1e-5)


def test_the_last_layer_returns_what_the_model_predicts(model: Any) -> None:
    x = images(3)
    np.testing.assert_allclose(dv.activations(model, x)["out"], model.predict(x, verbose=0), atol=1e-6)


def test_a_nested_model_has_the_values_of_the_same_model_without_nesting() -> None:
    layers = keras.layers
    parts = [layers.Conv2D(4, 3, activation="relu", name="conv"), layers.Flatten(name="flat")]
    out = layers.Dense(3, name="out")
    nested = keras.Sequential([keras.Input((8, 8, 3)), keras.Sequential(parts, name="body"), out])
    flat = keras.Sequential([keras.Input((8, 8, 3)), *parts, out])
    one, other = dv.activations(nested, images()), dv.activations(flat, images())
    assert [name.removeprefix("body/") for name in one] == list(other)
    for values, same in zip(one.values(), other.values(), strict=True):
        np.testing.assert_array_equal(values, same)


def test_a_subclassed_model_has_each_call_of_its_layers() -> None:
    class Twice(keras.Model):  # type: ignore[name-defined, misc]
        def __init__(self) -> None:
            super().__init__()
            self.hidden, self.out = keras.layers.Dense(3, name="hidden"), keras.layers.Dense(1, name="out")

        def call(self, x: Any) -> Any:
            return self.out(self.hidden(self.hidden(x)))

    model = Twice()
    with pytest.raises(NotBuiltError, match="call it once"):
        dv.activations(model, np.zeros((1, 3)))
    x = np.ones((2, 3), np.float32)
    expected = model(x)
    found = dv.activations(model, x)
    assert list(found) == ["hidden", "hidden#2", "out"]
    np.testing.assert_allclose(found["out"], expected, atol=1e-6)
    np.testing.assert_allclose(found["hidden#2"], model.hidden(found["hidden"]), atol=1e-6)


def test_layers_are_chosen_by_path_by_name_by_call_and_by_the_model_around_them(model: Any) -> None:
    x = images(1)
    assert list(dv.activations(model, x, "backbone/inside")) == NAMES[2:4]
    assert list(dv.activations(model, x, ["conv", "out"])) == ["backbone/inside/conv", "out"]
    assert list(dv.activations(model, x, "normal")) == ["backbone/inside/normal"]
    assert list(dv.activations(model, x, "shared#2")) == ["shared#2"]
    assert list(dv.activations(model, x, "attention/attention_scores")) == ["attention/attention_scores"]
    with pytest.raises(OptionError, match="did you mean 'shared'"):
        dv.activations(model, x, "sharde")


def test_several_inputs_come_as_a_list_or_by_name() -> None:
    layers = keras.layers
    one, other = keras.Input((4,), name="left"), keras.Input((4,), name="right")
    tower = keras.Sequential([keras.Input((4,)), layers.Dense(3, name="dense")], name="tower")
    model = keras.Model([one, other], layers.Subtract(name="distance")([tower(one), tower(other)]))
    a, b = np.ones((2, 4), np.float32), np.zeros((2, 4), np.float32)
    listed, named = dv.activations(model, [a, b]), dv.activations(model, {"right": b, "left": a})
    assert list(listed) == ["tower/dense", "tower/dense#2", "distance"]
    for name, values in listed.items():
        np.testing.assert_array_equal(values, named[name])
    np.testing.assert_allclose(listed["distance"], listed["tower/dense"] - listed["tower/dense#2"])
    with pytest.raises(ShapeError, match="takes 2 inputs"):
        dv.activations(model, [a])
    with pytest.raises(ShapeError, match="different numbers of samples"):
        dv.activations(model, [a, b[:1]])


def test_one_sample_needs_no_axis_of_samples_and_a_wrong_shape_is_named(model: Any) -> None:
    x = images(1)
    np.testing.assert_array_equal(dv.activations(model, x[0])["out"], dv.activations(model, x)["out"])
    with pytest.raises(ShapeError, match="samples of 8 × 8 × 3"):
        dv.activations(model, np.zeros((2, 9, 8, 3)))


def test_nothing_of_the_model_changes(model: Any) -> None:
    before, kept = state(model), methods(model)
    keras.utils.set_random_seed(9)
    first = keras.random.normal((3,))
    keras.utils.set_random_seed(9)
    dv.activations(model, images())
    np.testing.assert_array_equal(first, keras.random.normal((3,)))
    assert (state(model), methods(model)) == (before, kept)
    assert model.losses == []


def test_nothing_of_the_model_changes_where_a_layer_fails() -> None:
    class Failing(keras.layers.Layer):  # type: ignore[name-defined, misc]
        fails = False

        def call(self, x: Any) -> Any:
            if self.fails:
                raise ArithmeticError("no")
            return x

    failing = Failing(name="failing")
    attention = keras.layers.Attention(name="attention")
    inputs = keras.Input((4, 3))
    model = keras.Model(inputs, failing(attention([inputs, inputs])))
    model.compile("adam", "mse")
    before = state(model)
    failing.fails = True
    with pytest.raises(ArithmeticError):
        dv.activations(model, np.zeros((1, 4, 3)))
    assert (state(model), methods(model)) == (before, [])
    failing.fails = False
    assert dv.activations(model, np.zeros((1, 4, 3)))["attention/attention_scores"].shape == (1, 4, 4)


def test_layers_of_mixed_precision_and_quantized_ones_are_captured() -> None:
    layers = keras.layers
    model = keras.Sequential([keras.Input((8,)), layers.Dense(4, name="a", dtype="mixed_bfloat16"), layers.Dense(2, name="b")])
    assert dv.activations(model, np.ones((1, 8)))["a"].dtype == np.float32
    model.layers[1].quantize("int8")
    assert dv.activations(model, np.ones((1, 8)))["b"].shape == (1, 2)


def test_layers_inside_time_distributed_have_what_they_return_at_each_step() -> None:
    layers = keras.layers
    frame = keras.Sequential(
        [keras.Input((6, 6, 1)), layers.Conv2D(3, 3, name="conv"), layers.GlobalAveragePooling2D(name="mean")], name="frame"
    )
    model = keras.Sequential(
        [keras.Input((5, 6, 6, 1)), layers.TimeDistributed(frame, name="each"), layers.Dense(2, name="out")]
    )
    x = np.random.default_rng(0).random((3, 5, 6, 6, 1)).astype(np.float32)
    found = dv.activations(model, x, batch_size=2)
    assert list(found) == ["each/frame/conv", "each/frame/mean", "each", "out"]
    for step in range(5):
        np.testing.assert_allclose(found["each/frame/conv"][:, step], frame.layers[0](x[:, step]), atol=1e-6)
    np.testing.assert_allclose(found["out"], model.predict(x, verbose=0), atol=1e-6)
    assert methods(model) == []


def test_under_a_mask_steps_are_calls_of_their_own() -> None:
    layers = keras.layers
    words = keras.Input((4,), dtype="int32")
    tokens = layers.Embedding(9, 3, mask_zero=True, name="words")(words)
    model = keras.Model(words, layers.TimeDistributed(layers.Dense(2, name="inner"), name="each")(tokens))
    found = dv.activations(model, np.array([[1, 2, 0, 0]]))
    assert list(found) == ["words", "each/inner", *(f"each/inner#{step}" for step in (2, 3, 4)), "each"]
    np.testing.assert_array_equal(found["each"][:, 1], found["each/inner#2"])


def test_parts_of_layers_of_keras_are_no_layers_of_their_own() -> None:
    layers = keras.layers
    inputs = keras.Input((4, 3))
    x = layers.RNN([layers.LSTMCell(2), layers.GRUCell(3)], return_sequences=True, name="cells")(inputs)
    model = keras.Model(inputs, layers.MultiHeadAttention(1, 2, name="attention")(x, x))
    assert list(dv.activations(model, np.zeros((1, 4, 3)))) == ["cells", "attention/attention_scores", "attention"]
    with pytest.raises(OptionError, match="unknown layer 'lstm_cell'"):
        dv.activations(model, np.zeros((1, 4, 3)), "lstm_cell")
