from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sklearn.linear_model import LinearRegression, LogisticRegression

import dotnet_viz as dv
from dotnet_viz.api.reports.baselines import baseline_in
from dotnet_viz.errors import UnreadableFileError, VizError
from dotnet_viz.measures.training.sources import run_of
from tests.conftest import DATA
from tests.training.records import write_record

MODEL = DATA / "models" / "mlp-6-3-7.keras"
X = np.random.default_rng(0).normal(size=(60, 3))
Y = (X[:, 0] > 0).astype(int)


def test_every_kind_of_baseline(tmp_path: Path) -> None:
    report = dv.report(MODEL)
    (tmp_path / "r").mkdir()
    report.save(tmp_path / "r" / "report.json")
    (tmp_path / "model.json").write_text(json.dumps({"class_name": "Sequential", "config": {"name": "s", "layers": []}}))
    write_record(tmp_path / "7", 3)
    sources: dict[str, Any] = {
        "mlp-6-3-7.keras": MODEL,
        "arrays": [np.ones((3, 2))],
        report.context.heading: report,
        "r/report.json": tmp_path / "r",
        "model.json": tmp_path / "model.json",
        "7": tmp_path / "7",
        "LogisticRegression": LogisticRegression().fit(X, Y),
    }
    for name, source in sources.items():
        found = baseline_in(source)
        assert found.name == name
        assert ("parameters" in found.quantities) == (name != "7")
    assert baseline_in(run_of({"loss": [1.0, 0.5]})).quantities["train_loss"].value == 0.5


def test_the_folder_of_a_training_is_a_training_though_it_has_a_report(tmp_path: Path) -> None:
    write_record(tmp_path / "7", 3)
    dv.report(MODEL).save(tmp_path / "7" / "report.json")
    assert "train_loss" in baseline_in(tmp_path / "7").quantities


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": "dotnet_viz report", "version": 1}', '{"format": "other"}'])
def test_what_is_no_baseline_is_one_error(tmp_path: Path, text: str) -> None:
    (tmp_path / "old.json").write_text(text)
    with pytest.raises(UnreadableFileError, match=r"old\.json"):
        baseline_in(tmp_path / "old.json")
    for wrong in (3, object(), tmp_path / "none.keras", tmp_path):
        with pytest.raises(VizError):
            baseline_in(wrong)


def test_both_models_are_evaluated_on_the_same_samples() -> None:
    old, new = LogisticRegression(C=1e-6).fit(X, 1 - Y), LogisticRegression().fit(X, Y)
    report = dv.report(new, data=(X, Y), baseline=old, conditions=["accuracy>=baseline+50%", "accuracy>baseline"])
    assert report.passed
    changes = report.context.changes
    assert changes is not None
    accuracy = changes.of("accuracy")
    assert accuracy is not None
    assert accuracy.is_beyond_chance
    assert changes.is_same_data
    again = dv.report(new, data=(X, Y), baseline=report)
    assert again.context.changes is not None
    assert again.context.changes.is_same_data
    other = dv.report(new, data=(X[::2], Y[::2]), baseline=report)
    assert "of other data" in other.html


def test_a_baseline_that_cannot_predict_the_data_is_a_note_and_no_end() -> None:
    other = LogisticRegression().fit(X[:, :2], Y)
    report = dv.report(LogisticRegression().fit(X, Y), data=(X, Y), baseline=other)
    assert "The baseline was not evaluated on the data" in report.html
    amounts = dv.report(LogisticRegression().fit(X, Y), data=(X, Y), baseline=LinearRegression().fit(X, Y))
    assert amounts.context.changes is not None
    with pytest.raises(VizError, match="the baseline has"):
        dv.report(LogisticRegression().fit(X, Y), data=(X, Y), baseline=other, conditions="accuracy>=baseline")


def test_conditions_are_checked_before_the_baseline_is_read() -> None:
    with pytest.raises(VizError, match="did you mean 'parameters'"):
        dv.report([np.ones((3, 2))], baseline="none.keras", conditions="paramters<=3")
