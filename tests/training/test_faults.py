"""Faults of a training are recorded, and those of the recording stay inside."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.errors import OptionError, OutputError, VizError, VizWarning
from dotnet_viz.measures.training.logs import read_run
from dotnet_viz.measures.training.record_parts import EVENTS
from tests.training.small_network import ALWAYS, X, Y, fit, network, tensors

pytestmark = pytest.mark.keras


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


def test_without_keras_the_error_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keras.callbacks", None)

    class Fresh(dv.ReportCallback):
        """A class that has not met Keras yet."""

    with pytest.raises(VizError, match=r"pip install 'dotnet_viz\[tensorflow\]'"):
        Fresh(tmp_path)


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
