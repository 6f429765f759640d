"""Models with every kind of call, for processes of their own and for tests in this one."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


def every_kind(keras: Any) -> Any:
    """Return a model with shared and nested layers, a user's block, attention, recurrent layers and wrappers."""
    layers = keras.layers

    @keras.saving.register_keras_serializable("tests")
    class Block(keras.layers.Layer):  # type: ignore[misc]
        def __init__(self, **options: Any) -> None:
            super().__init__(**options)
            self.first, self.second = layers.Dense(4, activation="tanh", name="first"), layers.Dense(4, name="second")

        def call(self, x: Any) -> Any:
            return x + self.second(self.first(x))

    inside = keras.Sequential(
        [
            keras.Input((8, 8, 3)),
            layers.Conv2D(4, 3, activation="relu", name="conv"),
            layers.BatchNormalization(name="normal"),
        ],
        name="inside",
    )
    backbone = keras.Sequential([keras.Input((8, 8, 3)), inside, layers.Dropout(0.5, name="drop")], name="backbone")
    image = keras.Input((8, 8, 3), name="image")
    shared = layers.Conv2D(3, 3, padding="same", name="shared")
    x = backbone(shared(shared(image)))
    x = layers.Reshape((36, 4), name="tokens")(x)
    x = Block(name="block")(x)
    x = layers.MultiHeadAttention(2, 4, name="attention")(x, x)
    x = layers.Bidirectional(layers.LSTM(3, return_sequences=True, name="lstm"), name="both")(x)
    x = layers.TimeDistributed(layers.Dense(2, name="dense"), name="each")(x)
    x, _ = layers.GRU(5, return_state=True, name="gru")(x)
    return keras.Model(image, layers.Dense(3, activation="softmax", name="out")(x), name="every")


NAMES = [
    "shared", "shared#2", "backbone/inside/conv", "backbone/inside/normal", "backbone/drop", "tokens", "block/first",
    "block/second", "block", "attention/attention_scores", "attention", "both/forward_lstm", "both/backward_lstm", "both",
    "each/dense", "each", "gru", "gru[1]", "out",
]  # fmt: skip


def images(count: int = 2) -> NDArray[np.float32]:
    """Return inputs for :func:`every_kind`."""
    return np.random.default_rng(4).standard_normal((count, 8, 8, 3)).astype(np.float32)
