"""``dv.ReportCallback`` on TensorFlow: what it records, of which models, and that faults stay inside."""

from __future__ import annotations

import copy
import json
import pickle
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.errors import OptionError, OutputError, VizError, VizWarning
from dotnet_viz.measures.training.logs import read_run
from dotnet_viz.measures.training.record_parts import EVENTS
from dotnet_viz.measures.training.run import TrainingRun

pytestmark = pytest.mark.keras

X = np.random.default_rng(0).standard_normal((40, 6)).astype(np.float32)
Y = (X.sum(axis=1) > 0).astype(np.float32)
ALWAYS: dict[str, Any] = {"weights": "always", "gradients": "always", "activations": "always", "report": False}


def network(keras: Any, **compile_options: Any) -> Any:
    """Return a small compiled network."""
    layers = [keras.layers.Dense(4, activation="relu", name="hidden"), keras.layers.Dense(1, activation="sigmoid", name="out")]
    model = keras.Sequential([keras.Input((6,)), *layers], name="small")
    model.compile(**{"optimizer": "adam", "loss": "binary_crossentropy", "metrics": ["accuracy"], **compile_options})
    return model


@pytest.fixture
def keras() -> Iterator[Any]:
    import keras

    keras.utils.set_random_seed(3)
    yield keras
    keras.config.set_dtype_policy("float32")


def fit(model: Any, callback: Any, x: Any = X, y: Any = Y, **options: Any) -> TrainingRun:
    """Train and return what was recorded."""
    model.fit(x, y, **{"epochs": 2, "batch_size": 8, "verbose": 0, "callbacks": [callback], **options})
    return read_run(callback.folder)


def tensors(run: TrainingRun, quantity: str) -> dict[str, list[int]]:
    """Return the epochs in which each tensor was measured."""
    return {one.tensor: one.epochs.tolist() for one in run.statistics if one.quantity == quantity}


def test_everything_is_recorded(keras: Any, tmp_path: Path) -> None:
    callback = dv.ReportCallback(tmp_path / "runs" / "7", (X, Y), **ALWAYS, settings={"idea": "first"})
    run = fit(network(keras), callback, validation_data=(X, Y))
    assert (run.status, run.planned_epochs, run.snapshot_epochs, run.notes) == ("finished", 2, (0, 1, 2), ())
    by_epoch = {curve.name for curve in run.curves if curve.unit == "epoch"}
    assert by_epoch == {"loss", "accuracy", "val_loss", "val_accuracy", "learning_rate"}
    steps = {curve.name: curve.positions.tolist() for curve in run.curves if curve.unit == "step"}
    assert steps == {name: list(range(1, 11)) for name in ("accuracy", "loss")}
    weights = ["hidden/kernel", "hidden/bias", "out/kernel", "out/bias"]
    for quantity in ("weights", "updates", "gradients"):
        assert tensors(run, quantity) == {name: [1, 2] for name in weights}
    assert tensors(run, "activations") == {"hidden": [1, 2], "out": [1, 2]}
    assert all((curve.values > 0).all() and curve.positions.tolist() == [1, 2] for curve in run.resources)
    assert {"optimizer": "Adam", "batch_size": 8, "idea": "first", "backend": "tensorflow"}.items() <= run.settings.items()
    graph = run.load_graph()
    assert graph is not None
    assert [layer.id for layer in graph.layers if layer.weights] == ["hidden", "out"]


def test_numbers_are_those_of_the_model(keras: Any, tmp_path: Path) -> None:
    import tensorflow as tf

    model = network(keras, optimizer=keras.optimizers.SGD(0.5))
    before = model.get_weights()
    callback = dv.ReportCallback(tmp_path, (X, Y), **ALWAYS, samples=40)
    run = fit(model, callback, epochs=1)
    snapshot, start = run.load_snapshot(1), run.load_snapshot(0)
    for name, value, old in zip(snapshot, model.get_weights(), before, strict=True):
        np.testing.assert_array_equal(snapshot[name], value)
        np.testing.assert_array_equal(start[name], old)
    found = {(one.quantity, one.tensor): {name: value[-1] for name, value in one.values.items()} for one in run.statistics}
    kernel, old = model.get_weights()[0], before[0]
    assert found["weights", "hidden/kernel"]["l2_norm"] == pytest.approx(np.linalg.norm(kernel), rel=1e-5)
    ratio = np.log10(np.linalg.norm(kernel - old) / np.linalg.norm(old))
    assert found["updates", "hidden/kernel"]["log10_ratio"] == pytest.approx(ratio, rel=1e-5)
    hidden = np.maximum(X @ kernel + model.get_weights()[1], 0)
    assert found["activations", "hidden"]["zero_share"] == pytest.approx(np.mean(hidden == 0))
    assert found["activations", "hidden"]["dead_share"] == pytest.approx(np.mean(np.quantile(hidden, 0.95, axis=0) < 1e-5))
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(keras.losses.binary_crossentropy(Y[:, None], model(X, training=True)))
    gradient = tape.gradient(loss, model.layers[0].kernel.value)
    assert found["gradients", "hidden/kernel"]["l2_norm"] == pytest.approx(np.linalg.norm(gradient), rel=1e-4)


def test_training_that_is_resumed_goes_on_in_the_same_record(keras: Any, tmp_path: Path) -> None:
    model = network(keras)
    fit(model, dv.ReportCallback(tmp_path, **ALWAYS))
    run = fit(model, dv.ReportCallback(tmp_path, **ALWAYS))
    assert run.history is not None
    assert (run.history.epochs, run.planned_epochs) == ((1, 2, 3, 4), 4)
    run = fit(model, dv.ReportCallback(tmp_path, **ALWAYS), initial_epoch=3, epochs=6)
    assert run.history is not None
    assert run.history.epochs == (1, 2, 3, 4, 5, 6)
    assert tensors(run, "updates")["out/bias"] == [1, 2, 3, 4, 5, 6]


def test_one_callback_serves_several_calls_of_fit(keras: Any, tmp_path: Path) -> None:
    callback = dv.ReportCallback(tmp_path, **ALWAYS)
    for _ in range(2):
        run = fit(network(keras), callback)
    assert run.history is not None
    assert run.history.epochs == (1, 2, 3, 4)


def test_every_thins_what_is_measured_but_not_the_metrics(keras: Any, tmp_path: Path) -> None:
    run = fit(network(keras), dv.ReportCallback(tmp_path, (X, Y), **ALWAYS, every=3), epochs=5)
    assert run.history is not None
    assert run.history.epochs == (1, 2, 3, 4, 5)
    assert tensors(run, "gradients")["out/bias"] == [1, 4, 5]


def test_what_is_not_wanted_is_not_recorded(keras: Any, tmp_path: Path) -> None:
    never = {"weights": "never", "gradients": "never", "activations": "never"}
    run = fit(network(keras), dv.ReportCallback(tmp_path, (X, Y), **{**ALWAYS, **never}, snapshot_bytes=0))
    assert (run.statistics, run.snapshot_epochs) == ((), ())


def test_without_data_there_are_weights_and_a_note(keras: Any, tmp_path: Path) -> None:
    run = fit(network(keras), dv.ReportCallback(tmp_path, **ALWAYS))
    assert {one.quantity for one in run.statistics} == {"weights", "updates"}
    assert "Without data=(x, y) there are no gradients and activations." in run.notes
    assert any(note.startswith("There is no validation data") for note in run.notes)


def test_a_large_weight_is_sampled_and_reported(keras: Any, tmp_path: Path) -> None:
    run = fit(network(keras), dv.ReportCallback(tmp_path, **ALWAYS, snapshot_bytes=120))
    assert run.load_snapshot(2)["hidden/kernel"].size < 24
    assert any(note.startswith("Of 3 large weights no more than 3 values are kept") for note in run.notes)


def test_schedules_have_their_learning_rate_recorded(keras: Any, tmp_path: Path) -> None:
    schedule = keras.optimizers.schedules.ExponentialDecay(0.1, decay_steps=5, decay_rate=0.5, staircase=True)
    run = fit(network(keras, optimizer=keras.optimizers.SGD(schedule)), dv.ReportCallback(tmp_path, **ALWAYS))
    assert run.history is not None
    assert run.history.learning_rate == pytest.approx([0.05, 0.025])
    assert run.settings["optimizer.learning_rate"] == "ExponentialDecay"
    assert run.settings["optimizer.learning_rate.decay_rate"] == 0.5


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


def test_a_loss_that_is_no_number_fails_the_run(keras: Any, tmp_path: Path) -> None:
    run = fit(network(keras, loss="mse"), dv.ReportCallback(tmp_path, (X, Y), **ALWAYS), y=np.full(40, np.nan, np.float32))
    assert (run.status, run.failure) == ("failed", "the loss was nan in the last epoch")
    assert run.statistics[0].values["nan_count"].tolist() == [24, 24]


def test_the_report_is_there_as_soon_as_the_loss_is_no_number(keras: Any, tmp_path: Path) -> None:
    there: list[bool] = []
    look = keras.callbacks.LambdaCallback(
        on_epoch_begin=lambda _epoch, _logs: there.append((tmp_path / "report.html").exists())
    )
    callback = dv.ReportCallback(tmp_path, live=False)
    network(keras, loss="mse").fit(X, np.full(40, np.nan), epochs=2, verbose=0, callbacks=[callback, look])
    assert there == [False, True]


def test_around_fit_an_exception_is_noticed_at_once(keras: Any, tmp_path: Path) -> None:
    def fail(epoch: int, _logs: Any) -> None:
        if epoch == 1:
            raise RuntimeError("out of luck")

    with (
        pytest.raises(RuntimeError, match="out of luck") as caught,
        dv.ReportCallback(tmp_path, **ALWAYS, live=False) as callback,
    ):
        fit(network(keras), callback, callbacks=[callback, keras.callbacks.LambdaCallback(on_epoch_begin=fail)])
    run = read_run(tmp_path)
    assert (run.status, run.failure) == ("failed", "RuntimeError: out of luck")
    assert caught.value.args == ("out of luck",)


def test_a_fault_switches_its_part_off_and_training_goes_on(
    keras: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dotnet_viz.training.measured.weights import WeightMeasures

    def broken(_self: WeightMeasures) -> None:
        raise RuntimeError("a fault")

    monkeypatch.setattr(WeightMeasures, "measure", broken)
    with pytest.warns(VizWarning, match="Recording weights failed and is switched off: RuntimeError: a fault") as warned:
        run = fit(network(keras), dv.ReportCallback(tmp_path, (X, Y), **ALWAYS), epochs=3)
    assert sum(warning.category is VizWarning for warning in warned) == 1
    assert tensors(run, "gradients")["out/bias"] == [1, 2, 3]
    assert tensors(run, "weights") == {}
    assert any("Recording weights failed" in note for note in run.notes)


def test_a_folder_that_cannot_be_written_to_does_not_end_the_training(keras: Any, tmp_path: Path) -> None:
    callback = dv.ReportCallback(tmp_path / "run", **ALWAYS)
    (tmp_path / "run").write_text("in the way")
    with pytest.warns(VizWarning, match="Recording the training failed"):
        history = network(keras).fit(X, Y, epochs=2, verbose=0, callbacks=[callback])
    assert len(history.history["loss"]) == 2


def test_the_report_is_written_at_the_end(keras: Any, tmp_path: Path) -> None:
    fit(network(keras), dv.ReportCallback(tmp_path, (X, Y)))
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "hidden" in page
    assert "val_loss" not in page


def test_numbers_that_are_not_finite_are_text_in_the_record(keras: Any, tmp_path: Path) -> None:
    fit(network(keras, loss="mse"), dv.ReportCallback(tmp_path, **ALWAYS), y=np.full(40, np.nan, np.float32))
    lines = (tmp_path / EVENTS).read_text(encoding="utf-8").splitlines()

    def refuse(name: str) -> None:
        raise AssertionError(name)

    events = [json.loads(line, parse_constant=refuse) for line in lines]
    assert [event["event"] for event in events if event["event"] in ("start", "epoch", "end")] == [
        "start",
        "epoch",
        "epoch",
        "end",
    ]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"weights": "sometimes"}, "unknown weights 'sometimes'; choose one of: auto, always, never"),
        ({"every": 0}, "every must be a whole number of at least 1, not 0"),
        ({"data": np.zeros(3)}, "data must be arrays"),
        ({"data": (np.zeros((0, 6)), np.zeros(0))}, "data has no samples"),
        ({"data": ({"one": np.zeros((0, 6))}, None)}, "data has no samples"),
    ],
)
def test_wrong_options_are_reported_before_training(tmp_path: Path, options: dict[str, Any], message: str) -> None:
    with pytest.raises(OptionError, match=message):
        dv.ReportCallback(tmp_path, **options)


def test_a_file_in_the_place_of_the_folder_is_reported_before_training(tmp_path: Path) -> None:
    (tmp_path / "run").write_text("in the way")
    with pytest.raises(OutputError, match="it is a file"):
        dv.ReportCallback(tmp_path / "run")


def test_it_is_a_callback_of_keras_by_class(keras: Any, tmp_path: Path) -> None:
    class Mine(dv.ReportCallback):
        pass

    for kind in (dv.ReportCallback, Mine):
        callback = kind(tmp_path)
        assert isinstance(callback, keras.callbacks.Callback)
        assert isinstance(callback, kind)


def test_without_keras_the_error_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keras.callbacks", None)

    class Fresh(dv.ReportCallback):
        """A class that has not met Keras yet."""

    with pytest.raises(VizError, match=r"pip install 'dotnet_viz\[tensorflow\]'"):
        Fresh(tmp_path)


def without_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let recording have no time of its own."""
    monkeypatch.setattr("dotnet_viz.training.callback.SHARE", 0.0)


def test_what_there_was_no_time_for_is_measured_at_the_end_and_noted(
    keras: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_time(monkeypatch)
    run = fit(network(keras), dv.ReportCallback(tmp_path, (X, Y), report=False), epochs=3)
    for quantity in ("weights", "updates", "gradients", "activations"):
        assert {tuple(epochs) for epochs in tensors(run, quantity).values()} == {(3,)}
    assert run.snapshot_epochs == (0, 1, 2, 3)
    assert any("gradients and activations were measured 1 time in 3 epochs" in note for note in run.notes)


def test_every_and_true_are_obeyed_whatever_they_take(keras: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without_time(monkeypatch)
    run = fit(network(keras), dv.ReportCallback(tmp_path / "a", (X, Y), every=2, report=False), epochs=4)
    assert tensors(run, "gradients")["out/bias"] == tensors(run, "weights")["out/bias"] == [1, 3, 4]
    run = fit(network(keras), dv.ReportCallback(tmp_path / "b", (X, Y), gradients=True, activations=False, report=False))
    assert tensors(run, "gradients")["out/bias"] == [1, 2]
    assert tensors(run, "activations") == {}


def test_a_training_that_stops_early_has_its_last_epoch_whole(
    keras: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_time(monkeypatch)
    model = network(keras)
    stop = keras.callbacks.LambdaCallback(on_epoch_end=lambda epoch, _logs: setattr(model, "stop_training", epoch == 2))
    callback = dv.ReportCallback(tmp_path, (X, Y), report=False, snapshot_bytes=10_000)
    run = fit(model, callback, epochs=100, callbacks=[callback, stop])
    assert tensors(run, "gradients")["out/bias"] == tensors(run, "updates")["out/bias"] == [3]
    assert run.snapshot_epochs == (0, 2, 3)
    np.testing.assert_array_equal(run.load_snapshot(3)["hidden/kernel"], model.get_weights()[0])


def test_weights_that_are_restored_at_the_end_are_not_taken_for_those_of_the_last_epoch(
    keras: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_time(monkeypatch)
    model = network(keras)
    first = keras.callbacks.LambdaCallback(on_train_end=lambda _logs: model.set_weights([w * 0 for w in model.get_weights()]))
    callback = dv.ReportCallback(tmp_path, (X, Y), report=False)
    run = fit(model, callback, callbacks=[first, callback])
    assert tensors(run, "gradients") == {}
    assert any("weights were replaced" in note for note in run.notes)


@pytest.mark.parametrize("copied", [copy.deepcopy, lambda callback: pickle.loads(pickle.dumps(callback))])
def test_a_copy_has_the_options_and_none_of_the_training(keras: Any, tmp_path: Path, copied: Any) -> None:
    callback = dv.ReportCallback(tmp_path, (X, Y), **ALWAYS, every=2)
    fit(network(keras), callback, epochs=1)
    twin = copied(callback)
    assert type(twin) is type(callback)
    run = fit(network(keras), twin, epochs=3)
    assert run.history is not None
    assert run.history.epochs == (1, 2, 3, 4)
    assert tensors(run, "gradients")["out/bias"] == [1, 2, 4]


@pytest.mark.parametrize("moment", ["on_epoch_begin", "on_train_batch_end", "on_epoch_end"])
def test_an_exception_that_the_program_catches_is_noticed_at_once(keras: Any, tmp_path: Path, moment: str) -> None:
    def fail(*_arguments: Any, **_options: Any) -> None:
        raise RuntimeError("out of luck")

    callback = dv.ReportCallback(tmp_path, report=False, live=False)
    try:
        network(keras).fit(X, Y, epochs=2, verbose=0, callbacks=[callback, keras.callbacks.LambdaCallback(**{moment: fail})])
    except RuntimeError:
        run = read_run(tmp_path)  # while the exception still has the frames of fit
    assert (run.status, run.failure) == ("failed", "RuntimeError: out of luck")


def test_a_file_in_the_place_of_the_record_is_warned_of_and_training_is_recorded(keras: Any, tmp_path: Path) -> None:
    (tmp_path / EVENTS).write_text("something else\n")
    with pytest.warns(VizWarning, match=r"was not a record of dotnet_viz: it is kept as record.other-1.jsonl"):
        run = fit(network(keras), dv.ReportCallback(tmp_path, **ALWAYS))
    assert run.history is not None
    assert run.history.epochs == (1, 2)
