"""A model does not differ from its own files, whatever kind of model it is, and is counted as Keras counts it."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from dotnet_viz import compare
from dotnet_viz.readers import read

pytestmark = pytest.mark.keras


@pytest.fixture(scope="module")
def keras() -> ModuleType:
    return import_module("keras")


def called(model: Any, *shape: int) -> Any:
    model(np.zeros(shape or (2, 4), "float32"))
    return model


def functional(keras: ModuleType) -> Any:
    x = keras.Input((4,))
    return keras.Model(x, keras.layers.Dense(4)(keras.layers.Dense(3)(x)))


def around(keras: ModuleType, inner: Any = None) -> Any:
    """Return a subclassed model, with another model between two layers or without."""
    layers = keras.layers

    class Around(keras.Model):  # type: ignore[misc, name-defined]
        def __init__(self, **options: Any) -> None:
            super().__init__(**options)
            self.first, self.inner, self.last = layers.Dense(4), inner, layers.Dense(4)

        def call(self, x: Any) -> Any:
            x = self.first(x)
            return self.last(x if self.inner is None else self.inner(x))

    return Around()


def sequential(keras: ModuleType) -> Any:
    layers = keras.layers
    return keras.Sequential([keras.Input((4,)), layers.Dense(3), layers.BatchNormalization(), layers.Dense(2)])


def trained(keras: ModuleType) -> Any:
    model = sequential(keras)
    model.compile("adam", "mse")
    model.fit(np.random.default_rng(0).random((8, 4)), np.zeros((8, 2)), verbose=0)
    return model


def subclassed(keras: ModuleType) -> Any:
    return called(around(keras))


def functional_in_subclassed(keras: ModuleType) -> Any:
    return called(around(keras, functional(keras)))


def subclassed_in_subclassed(keras: ModuleType) -> Any:
    return called(around(keras, around(keras)))


def sequential_in_subclassed(keras: ModuleType) -> Any:
    return called(around(keras, keras.Sequential([keras.layers.Dense(5), keras.layers.Dense(4)])))


def subclassed_in_functional(keras: ModuleType) -> Any:
    x = keras.Input((4,))
    return keras.Model(x, keras.layers.Dense(2)(around(keras)(x)))


def subclassed_in_sequential(keras: ModuleType) -> Any:
    return keras.Sequential([keras.Input((4,)), around(keras), keras.layers.Dense(2)])


def lists_and_dicts_of_layers(keras: ModuleType) -> Any:
    dense = keras.layers.Dense

    class Lists(keras.Model):  # type: ignore[misc, name-defined]
        def __init__(self) -> None:
            super().__init__()
            self.blocks, self.ends = [dense(4) for _ in range(12)], {"u": dense(4), "t": dense(4)}

        def call(self, x: Any) -> Any:
            for block in self.blocks:
                x = block(x)
            return self.ends["u"](x) + self.ends["t"](x)

    return called(Lists())


def variable_of_the_model(keras: ModuleType) -> Any:
    class Own(keras.Model):  # type: ignore[misc, name-defined]
        def __init__(self) -> None:
            super().__init__()
            self.dense, self.shift = keras.layers.Dense(4), self.add_weight(shape=(4,), name="shift")

        def call(self, x: Any) -> Any:
            return self.dense(x) + self.shift

    return called(Own())


def shared_layer(keras: ModuleType) -> Any:
    dense, a, b = keras.layers.Dense(4), keras.Input((4,)), keras.Input((4,))
    return keras.Model([a, b], keras.layers.Add()([dense(a), dense(b), dense(dense(a))]))


def wrapped_layers(keras: ModuleType) -> Any:
    layers, a = keras.layers, keras.Input((5, 4))
    x = layers.TimeDistributed(layers.Dense(3))(a)
    x = layers.Bidirectional(layers.GRU(2, return_sequences=True))(x)
    return keras.Model(a, layers.RNN([layers.LSTMCell(3), layers.GRUCell(2)])(x))


def layer_both_ways_and_alone(keras: ModuleType) -> Any:
    lstm, a = keras.layers.LSTM(4, return_sequences=True), keras.Input((5, 4))
    return keras.Model(a, [keras.layers.Bidirectional(lstm)(a), lstm(a)])


def preprocessing(keras: ModuleType) -> Any:
    layers, numbers, words = keras.layers, keras.Input((3,)), keras.Input((1,), dtype="string")
    scaled, lookup = layers.Normalization(), layers.StringLookup(output_mode="multi_hot")
    scaled.adapt(np.random.default_rng(0).random((10, 3)))
    lookup.adapt(np.array([["a"], ["b"]]))
    return keras.Model([numbers, words], [scaled(numbers), lookup(words)])


def stateful(keras: ModuleType) -> Any:
    layers, a = keras.layers, keras.Input(batch_shape=(2, 5, 4))
    return keras.Model(a, layers.GRU(2, stateful=True)(layers.LSTM(3, stateful=True, return_sequences=True)(a)))


def mixed_precision(keras: ModuleType) -> Any:
    layers, a = keras.layers, keras.Input((4,))
    return keras.Model(a, layers.Dense(3, dtype="mixed_float16")(layers.Dense(3, dtype="mixed_bfloat16")(a)))


def many_inputs_and_outputs(keras: ModuleType) -> Any:
    a, b = keras.Input((4,), name="a"), keras.Input((3,), name="b")
    both = keras.layers.Concatenate()([a, b])
    return keras.Model({"a": a, "b": b}, {"x": keras.layers.Dense(2)(both), "y": keras.layers.Dense(1)(both)})


def parts_of_one_class(keras: ModuleType) -> Any:
    layers, a = keras.layers, keras.Input((5, 4))

    class Parts(layers.Layer):  # type: ignore[misc, name-defined]
        def __init__(self, **options: Any) -> None:
            super().__init__(**options)
            self.blocks = [layers.Dense(4), layers.LayerNormalization()]
            self._self_attention, self._hidden = layers.Dense(4), layers.MultiHeadAttention(2, 3)

        def call(self, x: Any) -> Any:
            x = self._self_attention(x)
            for block in self.blocks:
                x = block(x)
            return self._hidden(x, x)

    return keras.Model(a, layers.Dense(2)(Parts()(Parts()(a))))


def wrapped_model_and_alone(keras: ModuleType) -> Any:
    inner, a, b = functional(keras), keras.Input((5, 4)), keras.Input((4,))
    return keras.Model([a, b], [keras.layers.TimeDistributed(inner)(a), inner(b)])


def model_alone_and_wrapped(keras: ModuleType) -> Any:
    inner, a, b = functional(keras), keras.Input((4,)), keras.Input((5, 4))
    return keras.Model([a, b], [inner(a), keras.layers.TimeDistributed(inner)(b)])


def distiller(keras: ModuleType) -> Any:
    if not hasattr(keras, "distillation"):
        pytest.skip("this Keras has no Distiller")
    student = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])
    losses = keras.distillation.LogitsDistillation()
    return called(keras.distillation.Distiller(sequential(keras), student, losses), 1, 4)


KINDS = [
    trained,
    subclassed,
    functional_in_subclassed,
    subclassed_in_subclassed,
    sequential_in_subclassed,
    subclassed_in_functional,
    subclassed_in_sequential,
    lists_and_dicts_of_layers,
    variable_of_the_model,
    shared_layer,
    wrapped_layers,
    layer_both_ways_and_alone,
    preprocessing,
    stateful,
    mixed_precision,
    many_inputs_and_outputs,
    parts_of_one_class,
    wrapped_model_and_alone,
    model_alone_and_wrapped,
    distiller,
]


@pytest.mark.parametrize("build", KINDS, ids=lambda build: build.__name__)
def test_a_model_does_not_differ_from_its_own_files(
    keras: ModuleType, tmp_path: Path, build: Callable[[ModuleType], Any]
) -> None:
    model = build(keras)
    counts = model.count_params(), sum(int(np.prod(weight.shape)) for weight in model.trainable_weights)
    for suffix in ("keras", "h5"):
        path = tmp_path / f"model.{suffix}"
        model.save(path)
        found = compare(model, path)
        assert not found, str(found)
        assert found.weights.compared
        for source in (model, path):
            graph = read(source)
            assert (graph.parameter_count, graph.trainable_count) == counts, source


def test_every_weight_of_parts_of_one_class_is_compared_with_its_own(keras: ModuleType, tmp_path: Path) -> None:
    model = parts_of_one_class(keras)
    weights = model.get_weights()
    for number, suffix in enumerate(("keras", "h5")):
        path = tmp_path / f"model.{suffix}"
        model.save(path)
        model.set_weights([values + 1 if index == 2 + number else values for index, values in enumerate(weights)])
        found = compare(path, model)
        assert not [weight for item in found.weights.left_out for weight in item.weights]
        assert [[weight.same for weight in item.weights].count(False) for item in found.weights.changed] == [1]
        model.set_weights(weights)
