from __future__ import annotations

from typing import Any

from dotnet_viz.measures.training.run import TrainingRun
from dotnet_viz.measures.training.sources import run_of
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.section import SectionData
from dotnet_viz.reporting.sections import training
from dotnet_viz.reporting.sections.training import MAX_CURVES
from tests.charts.training.builders import curve
from tests.reporting.builders import model_graph


def build(columns: dict[str, Any]) -> SectionData:
    section = training.build(ReportContext(model_graph(), run=run_of(columns)))
    assert section is not None
    return section


def test_each_metric_has_a_curve_and_a_row_and_the_learning_rate_a_curve() -> None:
    data = build({"loss": [3.0, 1.0], "val_loss": [2.0, 2.5], "noise": [1.0, 1.0], "lr": [0.1, 0.1]}).data
    assert [figure.caption for figure in data["figures"]] == [
        "loss over the epochs; best on the validation data in epoch 1.",
        "noise over the epochs.",
        "The learning rate of each epoch.",
    ]
    assert [[cell.text for cell in row] for row in data["tables"][0].rows] == [
        ["loss", "lower", "1", "2.5", "2", "1"],
        ["noise", "not known", "1", "–", "–", "–"],
    ]
    assert data["paragraph"].startswith("The model was trained for 2 epochs. The solid line")


def test_the_loss_comes_first_whatever_was_logged_first() -> None:
    data = build({"accuracy": [0.5], "auc": [0.5], "loss": [1.0]}).data
    assert [row[0].text for row in data["tables"][0].rows] == ["loss", "accuracy", "auc"]
    assert data["figures"][0].caption.startswith("loss")


def test_one_epoch_without_validation() -> None:
    assert build({"loss": [1.0]}).data["paragraph"] == "The model was trained for 1 epoch."


def test_notes_of_the_history_are_handed_on() -> None:
    assert "every 2 epochs" in build({"loss": [4.0, 3.0, 2.0, 1.0, 0.5], "val_loss": [3.0, 1.0]}).data["notes"][0]


def test_of_very_many_metrics_some_are_drawn_and_it_is_reported() -> None:
    section = build({f"m{place}": [1.0] for place in range(MAX_CURVES + 1)})
    data = section.data
    assert len(data["figures"]) == MAX_CURVES
    assert data["notes"] == ("Curves of the first 24 metrics are drawn; the table of the appendix has all 25.",)
    assert len(data["tables"][0].rows) < MAX_CURVES
    assert [entry.table and len(entry.table.rows) for entry in section.appendix] == [MAX_CURVES + 1]


def test_how_a_training_ended_and_what_it_took_are_stated() -> None:
    seconds = curve("seconds", [2.0, 4.0, 3.0])
    run = TrainingRun(
        "7",
        "dotnet_viz",
        (curve("loss", [3.0, 2.0, 1.0]),),
        (seconds,),
        settings={"optimizer": "Adam", "amsgrad": False, "x": None},
        planned_epochs=20,
        status="failed",
        failure="InvalidArgumentError:\nshapes",
    )
    section = training.build(ReportContext(run=run))
    assert section is not None
    data = section.data
    assert data["paragraph"] == "The training 7, logged by dotnet_viz, failed after 3 of 20 epochs."
    assert data["failure"] == "InvalidArgumentError:↵shapes"
    assert [(fact.name, fact.value) for fact in data["key_numbers"]] == [
        ("Time in all epochs", "9 s"),
        ("Time of an epoch, median", "3 s"),
    ]
    settings = data["tables"][-1]
    assert [[cell.text for cell in row] for row in settings.rows] == [["optimizer", "Adam"], ["amsgrad", "no"]]


def test_what_was_logged_by_step_alone_has_curves_and_a_table_of_its_own() -> None:
    run = TrainingRun("7", "Trainer", (curve("loss", [3.0, 2.0, 1.0], "step"), curve("val_loss", [4.0], "step")))
    section = training.build(ReportContext(run=run))
    assert section is not None
    assert [figure.caption for figure in section.data["figures"]] == ["loss over the training steps."]
    assert [cell.text for cell in section.data["tables"][0].rows[0]] == ["loss", "3", "3", "1", "4"]
    assert section.data["paragraph"] == "The model was trained for 3 steps."


def test_without_a_history_there_is_no_section() -> None:
    assert training.build(ReportContext(model_graph())) is None
