"""Folders and databases as MLflow 2 and 3 write them."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from dotnet_viz.errors import OptionError, UnreadableFileError
from dotnet_viz.measures.training.logs import find_log_format, find_runs, read_run
from dotnet_viz.measures.training.run import TrainingRun

FIRST, SECOND = "0a" * 16, "0b" * 16


def write_run(experiment: Path, run: str, name: str, *, status: int = 3, stage: str = "active") -> Path:
    folder = experiment / run
    for part in ("metrics", "params", "tags", "artifacts"):
        (folder / part).mkdir(parents=True)
    (experiment / "meta.yaml").write_text(
        "artifact_location: file:///x\nexperiment_id: '0'\nlifecycle_stage: active\nname: Default\n"
    )
    (folder / "meta.yaml").write_text(
        f"artifact_uri: file:///x/{run}/artifacts\nend_time: 1700000000000\nlifecycle_stage: {stage}\nrun_id: {run}\n"
        f"run_name: {name}\nstart_time: 1700000000000\nstatus: {status}\ntags: []\n"
    )
    (folder / "metrics" / "loss").write_text("1700000000000 2.0 0\n1700000000001 1.0 1\n")
    (folder / "metrics" / "val_loss").write_text("1700000000000 2.5 0\n1700000000001 nan 1\n")
    (folder / "metrics" / "test_accuracy").write_text("1700000000002 0.75 0\n")
    (folder / "metrics" / "system").mkdir()
    (folder / "metrics" / "system" / "cpu").write_text("1700000000002 50.0 0\n1700000000002 51.0 1\n")
    (folder / "params" / "optimizer_name").write_text("adam")
    (folder / "params" / "epochs").write_text("20")
    return folder


def write_database(path: Path) -> Path:
    with sqlite3.connect(path) as database:
        database.executescript(
            "CREATE TABLE experiments (experiment_id INTEGER PRIMARY KEY, name TEXT);"
            "CREATE TABLE runs (run_uuid VARCHAR(32) PRIMARY KEY, name VARCHAR(250), status VARCHAR(9), start_time BIGINT,"
            " lifecycle_stage VARCHAR(20), experiment_id INTEGER);"
            "CREATE TABLE metrics (key VARCHAR(250), value FLOAT, timestamp BIGINT, run_uuid VARCHAR(32), step BIGINT,"
            " is_nan BOOLEAN, PRIMARY KEY (key, timestamp, step, run_uuid, value, is_nan));"
            "CREATE TABLE params (key VARCHAR(250), value VARCHAR(8000), run_uuid VARCHAR(32));"
        )
        for run, name, stage in (
            (FIRST, "wistful-ant", "active"),
            (SECOND, "brave-fox", "active"),
            ("0c" * 16, "gone", "deleted"),
        ):
            database.execute("INSERT INTO runs VALUES (?, ?, 'FINISHED', 1, ?, 0)", (run, name, stage))
            rows = [("loss", 2.0, 0, 0), ("loss", 1.0, 1, 0), ("val_loss", 2.5, 0, 0), ("val_loss", 0.0, 1, 1)]
            rows += [("test_accuracy", 0.75, 0, 0), ("system/cpu", 50.0, 0, 0)]
            for key, value, step, is_nan in rows:
                database.execute("INSERT INTO metrics VALUES (?, ?, 5, ?, ?, ?)", (key, value, run, step, is_nan))
            parameters = [("optimizer_name", "adam", run), ("epochs", "20", run)]
            database.executemany("INSERT INTO params VALUES (?, ?, ?)", parameters)
    return path


def check(run: TrainingRun) -> None:
    curves = {(curve.name, curve.unit): curve for curve in run.curves}
    assert set(curves) == {("loss", "epoch"), ("val_loss", "epoch")}
    assert curves["loss", "epoch"].positions.tolist() == [1, 2]
    assert curves["loss", "epoch"].values.tolist() == [2.0, 1.0]
    assert str(curves["val_loss", "epoch"].values.tolist()) == "[2.5, nan]"
    assert (run.tool, run.name, run.status, run.planned_epochs) == ("MLflow", "wistful-ant", "finished", 20)
    assert run.settings == {"run_id": FIRST, "optimizer_name": "adam", "epochs": 20.0, "test_accuracy": 0.75}


def test_a_run_a_file_a_metric(tmp_path: Path) -> None:
    folder = write_run(tmp_path / "mlruns" / "0", FIRST, "wistful-ant")
    check(read_run(folder))
    check(read_run(tmp_path / "mlruns"))
    check(read_run(tmp_path / "mlruns" / "0"))


def test_a_run_of_a_database_is_chosen_by_its_name_or_id(tmp_path: Path) -> None:
    path = write_database(tmp_path / "mlflow.db")
    before = sorted(tmp_path.iterdir())
    check(read_run(path, "wistful-ant"))
    check(read_run(path, FIRST))
    assert sorted(tmp_path.iterdir()) == before, "nothing is written beside the database"
    assert [run.name for run in find_runs(path)] == ["wistful-ant", "brave-fox"]


def test_several_runs_are_named_where_one_is_wanted(tmp_path: Path) -> None:
    for run, name in ((FIRST, "wistful-ant"), (SECOND, "brave-fox")):
        write_run(tmp_path / "0", run, name)
    write_run(tmp_path / "0", "0c" * 16, "gone", stage="deleted")
    with pytest.raises(OptionError, match=r"holds 2 runs: 'wistful-ant', 'brave-fox'"):
        read_run(tmp_path)
    with pytest.raises(OptionError, match=r"unknown run 'wistful-aunt'.*did you mean 'wistful-ant'"):
        read_run(tmp_path, "wistful-aunt")
    check(read_run(tmp_path, "wistful-ant"))


def test_half_a_line_is_left_out_and_another_one_refused(tmp_path: Path) -> None:
    folder = write_run(tmp_path / "0", FIRST, "wistful-ant")
    (folder / "metrics" / "loss").write_text("1700000000000 2.0 0\n1700000000001 1.0 1\n17000")
    check(read_run(folder))
    (folder / "metrics" / "loss").write_text("1700000000000 2.0 0\nhello\n1700000000001 1.0 1\n")
    with pytest.raises(UnreadableFileError, match="line 2"):
        read_run(folder)


def test_a_damaged_database_is_refused(tmp_path: Path) -> None:
    content = write_database(tmp_path / "mlflow.db").read_bytes()
    for offset in range(0, len(content), 97):
        (tmp_path / "other.db").write_bytes(content[:offset] + b"\xff" * 50 + content[offset + 50 :])
        try:
            runs = find_runs(tmp_path / "other.db")
        except UnreadableFileError:
            continue
        assert len(runs) <= 3


def test_another_database_is_no_log(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "other.db") as database:
        database.execute("CREATE TABLE metrics (x)")
    assert find_log_format(tmp_path / "other.db") is None
