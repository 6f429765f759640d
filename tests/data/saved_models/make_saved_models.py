"""Makes the folder ``saved-model`` beside this file: ``python tests.data.saved_models.make_saved_models.py``.

It has models of Keras 2 (``tf_keras``) as SavedModel folders and as ``.h5`` files, one that Keras 3 exported, and a module of
TensorFlow. Graphs of functions, which make up most of ``saved_model.pb``, are left out of it: nothing here reads them.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from dotnet_viz.files.formats.protobuf import LENGTH, field, fields

HERE = Path(__file__).parent
_META_GRAPH, _FUNCTIONS, _OBJECTS = 2, 2, 7


def nested(keras: Any) -> Any:
    """Return a functional model with shared layers, nested models, wrappers and an operation."""
    layers = keras.layers
    x = keras.Input((6,), name="x")
    encoder = keras.Sequential([layers.Dense(5, name="d1"), layers.Dense(4, name="d2")], name="encoder")
    i = keras.Input((6,), name="i")
    inner = keras.Model(i, layers.Add(name="sum")([layers.Dense(4, name="d1")(i), layers.Dense(4, name="d3")(i)]), name="inner")
    shared = layers.Dense(6, activation="relu", name="shared")
    y = shared(shared(x))
    joined = layers.Concatenate(name="joined")([encoder(y), inner(y), inner(x)])
    z = layers.BatchNormalization(name="norm")(layers.Reshape((4, 3), name="rows")(joined))
    z = layers.Bidirectional(layers.GRU(3, return_sequences=True, name="gru"), name="both")(z)
    z = layers.TimeDistributed(layers.Dense(2, name="each"), name="steps")(z)
    z = layers.MultiHeadAttention(2, 3, name="attention")(z, z)
    return keras.Model(x, layers.Dense(2, activation="softmax", name="scores")(z), name="nested")


def subclassed(keras: Any) -> Any:
    """Return a subclassed model with a list of layers and a variable of its own."""

    class Small(keras.Model):  # type: ignore[misc]  # Keras has no types
        def __init__(self) -> None:
            super().__init__(name="small")
            self.first = keras.layers.Dense(4, activation="relu", name="first")
            self.drop = keras.layers.Dropout(0.1, name="drop")
            self.blocks = [keras.layers.Dense(4, name=f"block_{number}") for number in range(2)]
            self.scale = self.add_weight(name="scale", shape=(4,))

        def call(self, x: Any) -> Any:
            x = self.drop(self.first(x))
            for block in self.blocks:
                x = x + block(x)
            return x * self.scale

    model = Small()
    model(keras.Input((3,)))
    return model


def make_keras_2() -> None:
    """Save models of Keras 2 in both formats."""
    import tf_keras

    tf_keras.utils.set_random_seed(0)
    model = nested(tf_keras)
    model.compile("sgd", "mse")
    model.save(HERE / "nested", save_format="tf", include_optimizer=False)
    model.save(HERE / "nested.h5", include_optimizer=False)
    model.save_weights(HERE / "nested-weights.h5")
    subclassed(tf_keras).save(HERE / "subclassed", save_format="tf", include_optimizer=False)


def make_exported() -> None:
    """Export a model of Keras 3, and save a module."""
    import keras
    import tensorflow as tf

    keras.utils.set_random_seed(0)
    layers = keras.layers
    model = keras.Sequential(
        [
            keras.Input((8, 8, 1), name="image"),
            layers.Conv2D(3, 3),
            layers.BatchNormalization(),
            layers.Flatten(),
            layers.Dense(2),
        ]
    )
    model.export(HERE / "exported", verbose=False)

    class Scale(tf.Module):  # type: ignore[misc]  # TensorFlow has no types
        def __init__(self) -> None:
            super().__init__()
            self.weight = tf.Variable(tf.ones((2, 3)), name="weight")

        @tf.function(input_signature=[tf.TensorSpec((None, 2), name="x")])  # type: ignore[untyped-decorator]
        def __call__(self, x: Any) -> Any:
            return x @ self.weight

    tf.saved_model.save(Scale(), HERE / "module")


def shorten(path: Path) -> None:
    """Leave graphs of functions out of a ``saved_model.pb``."""
    data = path.read_bytes()
    written = bytearray()
    for number, kind, start, end in fields(data):
        value = data[start:end]
        if number == _META_GRAPH:
            kept = [part for part in fields(value) if part[0] not in (_FUNCTIONS, _OBJECTS) and part[1] == LENGTH]
            value = b"".join(field(part[0], value[part[2] : part[3]]) for part in kept)
        written += field(number, value) if kind == LENGTH else field(number, int.from_bytes(value, "little"))
    path.write_bytes(bytes(written))


if __name__ == "__main__":
    for name in ("nested", "subclassed", "exported", "module"):
        shutil.rmtree(HERE / name, ignore_errors=True)
    make_keras_2()
    make_exported()
    for found in HERE.glob("*/saved_model.pb"):
        shorten(found)
        shutil.rmtree(found.parent / "assets", ignore_errors=True)
        (found.parent / "fingerprint.pb").unlink(missing_ok=True)
