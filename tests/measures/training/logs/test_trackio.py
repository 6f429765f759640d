from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from dotnet_viz.errors import OptionError, UnsafeFileError
from dotnet_viz.files.limits import Limits
from dotnet_viz.measures.training.logs import find_runs, read_run


def write(path: Path, rows: list[tuple[str, int, dict[str, Any]]]) -> Path:
    with sqlite3.connect(path) as database:
        database.executescript(
            "CREATE TABLE metrics (id INTEGER PRIMARY KEY AUTOINCREMENT, timestamp TEXT NOT NULL, run_name TEXT NOT NULL,"
            " step INTEGER NOT NULL, metrics TEXT NOT NULL);"
            "CREATE TABLE configs (id INTEGER PRIMARY KEY, run_name TEXT, config TEXT, created_at TEXT);"
        )
        for run, step, numbers in rows:
            values = ("2025-01-01", run, step, json.dumps(numbers))
            database.execute("INSERT INTO metrics (timestamp, run_name, step, metrics) VALUES (?, ?, ?, ?)", values)
        config = json.dumps({"lr": 0.1, "_Username": "someone", "tags": ["a"]})
        database.execute("INSERT INTO configs (run_name, config) VALUES ('first', ?)", (config,))
    return path


def test_each_run_of_a_project_has_its_numbers_and_settings(tmp_path: Path) -> None:
    rows = [("first", step, {"loss": 2.0 - step, "table": {"_type": "x"}}) for step in (0, 1)]
    path = write(tmp_path / "digits.db", [*rows, ("second", 0, {"loss": "NaN"}), ("second", 1, {"loss": 0.5})])
    first, second = find_runs(path)
    assert [(curve.name, curve.unit, curve.positions.tolist(), curve.values.tolist()) for curve in first.curves] == [
        ("loss", "epoch", [1, 2], [2.0, 1.0])
    ]
    assert first.settings == {"lr": 0.1, "tags": "['a']"}
    assert [(run.name, run.tool) for run in (first, second)] == [("first", "Trackio"), ("second", "Trackio")]
    with pytest.raises(OptionError, match="holds 2 runs"):
        read_run(path)


def test_an_epoch_that_was_logged_makes_curves_by_epoch(tmp_path: Path) -> None:
    rows = [("a", step, {"epoch": (step + 1) / 2, "train/loss": 4.0 - step}) for step in range(4)]
    curves = {curve.unit: curve for curve in read_run(write(tmp_path / "p.db", rows)).curves}
    assert (curves["epoch"].name, curves["epoch"].values.tolist()) == ("loss", [3.0, 1.0])
    assert curves["step"].positions.tolist() == [1, 2, 3, 4]


def test_a_database_with_a_write_ahead_log_gets_no_files_beside_it(tmp_path: Path) -> None:
    path = write(tmp_path / "p.db", [("a", step, {"loss": 1.0}) for step in range(2)])
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()
    assert len(read_run(path).curves) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["p.db"]


def test_numbers_without_end_are_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "p.db", [("a", step, {"loss": 1.0}) for step in range(9)])
    with Limits(log_bytes=100), pytest.raises(UnsafeFileError, match=r"more than 100 bytes of numbers.*--max-log-bytes"):
        read_run(path)
