"""``dv.ReportCallback`` on TensorFlow: what it records, and when."""

from __future__ import annotations

import copy
import pickle
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import dotnet_viz as dv
from tests.training.small_network import ALWAYS, X, Y, fit, network, tensors, without_time

pytestmark = pytest.mark.keras


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


def test_the_report_is_written_at_the_end(keras: Any, tmp_path: Path) -> None:
    fit(network(keras), dv.ReportCallback(tmp_path, (X, Y)))
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "hidden" in page
    assert "val_loss" not in page


def test_it_is_a_callback_of_keras_by_class(keras: Any, tmp_path: Path) -> None:
    class Mine(dv.ReportCallback):
        pass

    for kind in (dv.ReportCallback, Mine):
        callback = kind(tmp_path)
        assert isinstance(callback, keras.callbacks.Callback)
        assert isinstance(callback, kind)


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
