from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from dotnet_viz.errors import ShapeError, UnsupportedInputError
from dotnet_viz.measures.training.run import TrainingRun
from dotnet_viz.measures.training.sources import read_history, run_of
from tests.conftest import DATA


def shown(run: TrainingRun) -> list[tuple[str, str, list[int], list[float]]]:
    return [(curve.name, curve.unit, curve.positions.tolist(), curve.values.tolist()) for curve in run.curves]


def test_what_fit_returned_tells_how_many_epochs_were_planned() -> None:
    run = run_of(SimpleNamespace(history={"loss": [2.0, 1.0]}, epoch=[0, 1], params={"epochs": 5, "steps": 3}), "digits")
    assert (run.name, run.tool, run.planned_epochs, run.status) == ("digits", "Keras", 5, "unknown")
    assert shown(run) == [("loss", "epoch", [1, 2], [2.0, 1.0])]


def test_a_list_with_a_mapping_an_epoch() -> None:
    rows = [{"epoch": 1, "train_loss": 2.0, "val_loss": 2.5}, {"epoch": 2, "train_loss": 1.0, "val_loss": 1.5, "lr": "low"}]
    assert shown(run_of(rows)) == [("loss", "epoch", [1, 2], [2.0, 1.0]), ("val_loss", "epoch", [1, 2], [2.5, 1.5])]
    assert shown(run_of([{"loss": 2.0}, {"loss": 1.0}])) == [("loss", "epoch", [1, 2], [2.0, 1.0])]


def test_a_mapping_of_columns_with_steps_has_rows_of_a_table() -> None:
    table = {"epoch": [0, 0, 1], "step": [0, 1, 2], "loss": [3.0, 2.0, 1.0], "val_loss": [np.nan, 2.5, 1.5]}
    assert shown(run_of(table)) == [
        ("loss", "epoch", [1, 2], [2.0, 1.0]),
        ("loss", "step", [1, 2, 3], [3.0, 2.0, 1.0]),
        ("val_loss", "epoch", [1, 2], [2.5, 1.5]),
    ]


def test_names_of_other_loops_make_pairs() -> None:
    [metric] = read_history({"epoch": [1, 2], "train_loss": [2.0, 1.0], "valid_loss": [2.5, 1.5]}).metrics
    assert (metric.name, metric.train, metric.validation, metric.best_epoch) == ("loss", (2.0, 1.0), (2.5, 1.5), 2)


def test_a_run_is_returned_unchanged_and_a_path_is_read() -> None:
    run = run_of(DATA / "logs" / "keras")
    assert run_of(run) is run
    assert read_history(DATA / "logs" / "keras").metrics == read_history(run).metrics


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ({"step": [0, 1], "loss": [1.0]}, "one length"),
        ({"step": 3, "loss": [1.0]}, "must be a list"),
        ([{"loss": "low"}], "no numbers"),
    ],
)
def test_tables_that_contradict_themselves_are_refused(source: Any, words: str) -> None:
    with pytest.raises(ShapeError, match=words):
        run_of(source)


def test_a_run_by_steps_only_has_no_history() -> None:
    with pytest.raises(ShapeError, match="only by step"):
        read_history({"step": [10, 20], "loss": [2.0, 1.0]})


def test_a_history_is_returned_unchanged() -> None:
    history = read_history({"loss": [1.0]})
    assert read_history(history) is history


def test_a_csv_log_and_the_mapping_of_the_same_training_are_the_same(tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    log.write_text("epoch,loss,val_loss\n0,1.5,2.5\n1,1.0,2.0\n")
    assert read_history(log) == read_history({"loss": [1.5, 1.0], "val_loss": [2.5, 2.0]})
    assert read_history(str(log)) == read_history(log)


class Frame:
    """Stands for a data frame: columns with their names, but no mapping."""

    def items(self) -> list[tuple[str, Any]]:
        return [("epoch", np.array([0, 1])), ("loss", np.array([2.0, 1.0]))]


def test_a_data_frame_is_read_by_its_columns() -> None:
    assert read_history(Frame()) == read_history({"loss": [2.0, 1.0]})


@pytest.mark.parametrize("source", [5, ["loss"], None, object()])
def test_anything_else_is_refused_with_the_choices(source: Any) -> None:
    with pytest.raises(UnsupportedInputError, match="CSVLogger"):
        read_history(source)
