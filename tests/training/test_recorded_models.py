"""Models, data and loops of any kind that ``dv.ReportCallback`` records."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.measures.training.logs import read_run
from tests.training.small_network import ALWAYS, X, Y, fit, network, tensors

pytestmark = pytest.mark.keras


def generator() -> Iterator[tuple[Any, Any]]:
    while True:
        yield X[:8], Y[:8]


def test_a_generator_with_steps_per_epoch(keras: Any, tmp_path: Path) -> None:
    run = fit(
        network(keras), dv.ReportCallback(tmp_path, (X, Y), **ALWAYS), generator(), None, steps_per_epoch=3, batch_size=None
    )
    assert tensors(run, "gradients")["out/bias"] == [1, 2]
    assert [curve.positions.tolist() for curve in run.curves if curve.unit == "step"] == [[1, 2, 3, 4, 5, 6]] * 2


def test_a_data_set_of_tensorflow_with_sample_weights(keras: Any, tmp_path: Path) -> None:
    import tensorflow as tf

    dataset = tf.data.Dataset.from_tensor_slices((X, Y, np.ones(40, np.float32))).batch(8)
    callback = dv.ReportCallback(tmp_path, (X, Y, np.ones(40)), **ALWAYS)
    run = fit(network(keras), callback, dataset, None, batch_size=None)
    assert tensors(run, "gradients")["out/bias"] == [1, 2]
    assert "dataset" not in run.settings


def test_several_inputs_and_outputs(keras: Any, tmp_path: Path) -> None:
    one, other = keras.Input((6,), name="one"), keras.Input((6,), name="other")
    joined = keras.layers.Concatenate(name="joined")([one, other])
    outputs = [keras.layers.Dense(1, name="left")(joined), keras.layers.Dense(2, name="right")(joined)]
    model = keras.Model([one, other], outputs)
    model.compile("adam", ["mse", "mae"])
    x, y = [X, X], [Y, np.stack([Y, Y], axis=1)]
    run = fit(model, dv.ReportCallback(tmp_path, (x, y), **ALWAYS), x, y)
    assert set(tensors(run, "activations")) == {"joined", "left", "right"}
    assert set(tensors(run, "gradients")) == {"left/kernel", "left/bias", "right/kernel", "right/bias"}
    assert {"left_loss", "right_loss"} <= {curve.name for curve in run.curves}


def test_nested_models_and_frozen_layers(keras: Any, tmp_path: Path) -> None:
    inner = keras.Sequential([keras.Input((6,)), keras.layers.Dense(3, activation="tanh", name="deep.er")], name="backbone")
    inner.trainable = False
    model = keras.Sequential([keras.Input((6,)), inner, keras.layers.Dense(1, name="head")])
    model.compile("adam", "mse")
    run = fit(model, dv.ReportCallback(tmp_path, (X, Y), **ALWAYS))
    assert set(tensors(run, "activations")) == {"backbone/deep.er", "head"}
    assert "backbone/deep.er/kernel" in tensors(run, "weights")
    assert set(tensors(run, "updates")) == set(tensors(run, "gradients")) == {"head/kernel", "head/bias"}


def test_mixed_precision(keras: Any, tmp_path: Path) -> None:
    keras.config.set_dtype_policy("mixed_float16")
    run = fit(network(keras), dv.ReportCallback(tmp_path, (X, Y), **ALWAYS))
    assert tensors(run, "gradients")["out/bias"] == [1, 2]
    assert tensors(run, "activations") == {"hidden": [1, 2], "out": [1, 2]}
    assert run.settings["dtype_policy"] == "mixed_float16"


def test_several_steps_an_execution(keras: Any, tmp_path: Path) -> None:
    run = fit(network(keras, steps_per_execution=3), dv.ReportCallback(tmp_path, (X, Y), **ALWAYS))
    steps = next(curve for curve in run.curves if curve.unit == "step")
    assert steps.positions.max() == 10
    assert tensors(run, "gradients")["out/bias"] == [1, 2]


def test_a_model_with_its_own_step_and_two_optimizers(keras: Any, tmp_path: Path) -> None:
    import tensorflow as tf

    class Adversarial(keras.Model):  # type: ignore[misc]  # Keras has no types
        def __init__(self) -> None:
            super().__init__()
            self.generator, self.discriminator = keras.layers.Dense(6, name="maker"), keras.layers.Dense(1, name="judge")

        def compile(self, **_options: Any) -> None:
            super().compile()
            self.d_optimizer, self.g_optimizer = keras.optimizers.Adam(0.01), keras.optimizers.SGD(0.1)

        def call(self, x: Any) -> Any:
            return self.discriminator(self.generator(x))

        def train_step(self, data: Any) -> Any:
            with tf.GradientTape() as tape:
                loss = tf.reduce_mean(self(data[0]) ** 2)
            self.d_optimizer.apply(tape.gradient(loss, self.trainable_variables), self.trainable_variables)
            return {"d_loss": loss}

    model = Adversarial()
    model(X[:1])
    model.compile()
    run = fit(model, dv.ReportCallback(tmp_path, (X, Y), **ALWAYS))
    rates = {curve.name: curve.values.tolist() for curve in run.curves if "learning_rate" in curve.name}
    assert rates["learning_rate/d_optimizer"] == pytest.approx([0.01, 0.01])
    assert rates["learning_rate/g_optimizer"] == pytest.approx([0.1, 0.1])
    assert tensors(run, "weights").keys() == {"maker/kernel", "maker/bias", "judge/kernel", "judge/bias"}
    assert tensors(run, "gradients") == {}
    assert any("compiled without a loss" in note for note in run.notes)


def test_a_model_that_keras_builds_in_its_first_epoch(keras: Any, tmp_path: Path) -> None:
    layers = [keras.layers.Dense(4, activation="relu", name="hidden"), keras.layers.Dense(1, name="out")]
    model = keras.Sequential(layers)
    model.compile("adam", "mse")
    run = fit(model, dv.ReportCallback(tmp_path, (X, Y), **ALWAYS), epochs=3)
    assert tensors(run, "weights")["out/kernel"] == tensors(run, "gradients")["out/kernel"] == [1, 2, 3]
    assert tensors(run, "updates")["out/kernel"] == [2, 3]
    assert tensors(run, "activations") == {"hidden": [1, 2, 3], "out": [1, 2, 3]}
    assert run.snapshot_epochs == (1, 2, 3)
    assert [note for note in run.notes if "before the first epoch" in note]
    graph = run.load_graph()
    assert graph is not None
    assert all(layer.weights for layer in graph.layers if layer.kind == "Dense")


def test_a_loop_of_ones_own_that_does_not_say_how_long_it_is(keras: Any, tmp_path: Path) -> None:
    model = network(keras)
    callbacks = keras.callbacks.CallbackList([dv.ReportCallback(tmp_path, (X, Y), **ALWAYS)], model=model)
    callbacks.on_train_begin()
    for epoch in range(3):
        callbacks.on_epoch_begin(epoch)
        loss = float(model.train_on_batch(X, Y)[0])
        callbacks.on_train_batch_end(0, {"loss": loss})
        callbacks.on_epoch_end(epoch, {"loss": loss})
        assert (run := read_run(tmp_path)).status == "running"
    callbacks.on_train_end()
    run = read_run(tmp_path)
    assert (run.status, run.planned_epochs, run.snapshot_epochs) == ("finished", None, (0, 1, 2, 3))
    assert tensors(run, "gradients")["out/bias"] == [1, 2, 3]


def test_a_layer_that_is_never_called_does_not_hold_up_the_others(keras: Any, tmp_path: Path) -> None:
    class Spare(keras.Model):  # type: ignore[misc]  # Keras has no types
        def __init__(self) -> None:
            super().__init__()
            self.used, self.spare = keras.layers.Dense(1, name="used"), keras.layers.Dense(1, name="spare")

        def call(self, x: Any) -> Any:
            return self.used(x)

    model = Spare()
    model.compile("adam", "mse")
    run = fit(model, dv.ReportCallback(tmp_path, (X, Y), **ALWAYS), epochs=3)
    assert tensors(run, "weights").keys() == {"used/kernel", "used/bias"}
    assert tensors(run, "updates")["used/kernel"] == [2, 3]
