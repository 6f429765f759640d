from __future__ import annotations

import numpy as np

from dotnet_viz.measures.training.findings import check_run
from dotnet_viz.measures.training.run import TrainingRun
from dotnet_viz.measures.training.run_summary import summarise_run
from dotnet_viz.reporting.other_pages.runs.table import table_of_runs
from tests.charts.training.builders import course, curve


def test_the_best_is_by_the_validation_data_and_the_last_where_nobody_knows() -> None:
    run = TrainingRun(
        "7",
        "test",
        (curve("loss", [3.0, 1.0]), curve("val_loss", [2.0, 2.5]), curve("temperature", [1.0, 4.0])),
        (curve("seconds", [2.0, np.nan]),),
    )
    found = summarise_run(run)
    assert found.best == {"loss": 2.0, "temperature": 4.0}
    assert found.seconds == 2.0
    assert found.train == ((1, 3.0), (2, 1.0))
    assert found.validation == ((1, 2.0), (2, 2.5))


def test_a_long_curve_has_few_points_and_a_learning_rate_none() -> None:
    found = summarise_run(course(epochs=2000))
    assert len(found.train) <= 48
    assert (found.metric, summarise_run(course(), metric="accuracy").metric) == ("loss", "accuracy")
    assert summarise_run(course(), metric="learning_rate").train == ()
    assert found.train[-1][0] == 2000


def test_a_training_by_step_has_its_last_value() -> None:
    found = summarise_run(TrainingRun("7", "test", (curve("loss", [3.0, 1.0, np.nan], "step"),)))
    assert found.best == {"loss": 1.0}
    assert found.train == ((1, 3.0), (2, 1.0))
    assert found.epochs == 0


def test_findings_are_counted() -> None:
    found = summarise_run(TrainingRun("7", "test", (curve("loss", [3.0, np.nan, np.nan]),)))
    assert found.errors == 1
    assert found.findings[0] == "training-not-finite"


def test_hints_are_counted_as_a_check_counts_them() -> None:
    falling = TrainingRun("7", "test", (curve("loss", [1 / n for n in range(1, 21)]),))
    found, checked = summarise_run(falling), check_run(falling)
    assert found.hints == checked.counts()["hint"] > 0
    assert found.findings == tuple(dict.fromkeys(finding.check for finding in checked.findings))
    (row,) = table_of_runs([found]).rows
    assert row.cells[2].text == str(len(checked.findings))
