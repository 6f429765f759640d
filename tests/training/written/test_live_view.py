"""The page and the findings of a running training."""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.errors import OptionError, VizWarning
from dotnet_viz.measures.diagnostics import Finding
from dotnet_viz.training import callback
from dotnet_viz.training.written import live_view

pytestmark = pytest.mark.keras


@pytest.fixture
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Looks at the record after every epoch, however long it takes."""
    monkeypatch.setattr(callback, "SHARE", 1e9)
    monkeypatch.setattr(live_view, "SHARE", 1e9)
    monkeypatch.setattr(live_view, "LEAST_SECONDS", 0.0)


def _model(activation: str = "relu", bias: float = 0.0, learning_rate: float = 0.01, **options: float) -> Any:
    import keras

    keras.utils.set_random_seed(0)
    hidden = keras.layers.Dense(8, activation, bias_initializer=keras.initializers.Constant(bias))
    model = keras.Sequential([keras.Input((4,)), hidden, keras.layers.Dense(1)])
    model.compile(keras.optimizers.SGD(learning_rate, **options), "mse")
    return model


def _data() -> tuple[Any, Any]:
    x = np.random.default_rng(0).normal(size=(64, 4)).astype("float32")
    return x, x.sum(axis=1, keepdims=True)


def _fit(model: Any, folder: Path, epochs: int = 6, **options: Any) -> dv.ReportCallback:
    x, y = _data()
    callback = dv.ReportCallback(folder, data=(x, y), report=False, **options)
    model.fit(x, y, epochs=epochs, callbacks=[callback], verbose=0)
    return callback


def test_the_page_is_there_at_the_end_with_curves_and_weights(tmp_path: Path) -> None:
    model = _model()
    _fit(model, tmp_path / "run")
    page = (tmp_path / "run" / "live.html").read_text(encoding="utf-8")
    assert "<title>run: has finished</title>" in page
    assert '"name":"loss"' in page
    assert model.layers[-1].name in page
    assert page.count("<svg") == 1


def test_no_page_is_written_where_none_is_wanted(tmp_path: Path) -> None:
    _fit(_model(), tmp_path / "run", live=False)
    assert not (tmp_path / "run" / "live.html").exists()


def test_the_page_is_written_while_the_model_is_trained(tmp_path: Path, often: None) -> None:
    import keras

    states: list[str] = []

    class Look(keras.callbacks.Callback):  # type: ignore[misc]
        def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
            if epoch:
                states.append((tmp_path / "live.html").read_text(encoding="utf-8").split("<title>")[1].split("<")[0])

    x, y = _data()
    _model().fit(x, y, epochs=3, callbacks=[dv.ReportCallback(tmp_path, report=False), Look()], verbose=0)
    assert [state.split(": ")[1] for state in states] == ["is running", "is running"]


def test_a_dead_layer_is_warned_of_recorded_and_handed_to_the_user_who_may_stop(tmp_path: Path, often: None) -> None:
    model, found = _model(bias=-50.0), list[Finding]()

    def stop(finding: Finding) -> None:
        found.append(finding)
        model.stop_training = True

    with pytest.warns(VizWarning, match="dense.*dead"):
        _fit(model, tmp_path, epochs=6, on_finding=stop, gradients=True, activations=True)
    assert "dead-units" in {finding.check for finding in found}
    assert len({(finding.check, finding.place) for finding in found}) == len(found)
    events = [json.loads(line) for line in (tmp_path / "record.jsonl").read_text().splitlines()]
    assert sum(event["event"] == "epoch" for event in events) == 1
    [noted] = [event for event in events if event["event"] == "finding" and event["check"] == "dead-units"]
    assert noted["epoch"] == 1
    assert "dead" in (tmp_path / "live.html").read_text(encoding="utf-8")


def test_a_sound_training_is_not_warned_of(tmp_path: Path, often: None) -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        _fit(_model(), tmp_path)
    assert [str(one.message) for one in caught if one.category is VizWarning] == []


def test_warnings_that_are_made_errors_do_not_end_the_training(tmp_path: Path, often: None) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error", VizWarning)
        _fit(_model(bias=-50.0), tmp_path)
    assert '"finished"' in (tmp_path / "record.jsonl").read_text()


@pytest.mark.parametrize(
    ("check", "options"),
    [
        ("training-not-finite", {"learning_rate": 1e12}),
        ("dead-units", {"bias": -50.0}),
        ("saturation", {"activation": "tanh", "bias": 50.0}),
        ("updates-large", {"learning_rate": 4.0, "clipnorm": 1.0}),
        ("updates-small", {"learning_rate": 1e-9}),
        ("loss-not-falling", {"learning_rate": 1e-9}),
    ],
)
def test_a_network_built_to_have_a_fault_has_its_finding_and_a_sound_one_not(
    tmp_path: Path, check: str, options: dict[str, Any]
) -> None:
    found: list[str] = []
    always: dict[str, Any] = {
        "weights": "always",
        "gradients": "always",
        "activations": "always",
    }  # else the machine's speed decides
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        _fit(_model(**options), tmp_path / "faulty", **always, on_finding=lambda finding: found.append(finding.check))
        assert check in found
        found.clear()
        _fit(_model(), tmp_path / "sound", **always, on_finding=lambda finding: found.append(finding.check))
    assert check not in found


def test_a_page_that_cannot_be_written_does_not_end_the_training(tmp_path: Path) -> None:
    (tmp_path / "live.html").mkdir()
    with pytest.warns(VizWarning, match="live page failed and is switched off"):
        _fit(_model(), tmp_path)
    assert '"finished"' in (tmp_path / "record.jsonl").read_text()


def test_on_finding_must_be_a_function(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match="on_finding"):
        dv.ReportCallback(tmp_path, on_finding="stop")  # type: ignore[arg-type]
