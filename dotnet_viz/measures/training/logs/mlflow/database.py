"""MLflow's SQLite database, which is its default store: tables of runs, metrics and parameters."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dotnet_viz.files.limits import active
from dotnet_viz.measures.training.logs.mlflow.run import StoredRun
from dotnet_viz.measures.training.logs.sqlite_file import open_database, tables_of

if TYPE_CHECKING:
    import sqlite3

_NEEDED = {"runs": {"run_uuid"}, "metrics": {"key", "value", "step", "run_uuid"}, "params": {"key", "value", "run_uuid"}}


def is_store(path: Path) -> bool:
    """Return whether a file is a database of MLflow, by its tables."""
    tables = tables_of(path)
    return all(columns <= tables.get(table, set()) for table, columns in _NEEDED.items())


def read_database(path: Path) -> list[StoredRun]:
    """Return the runs that are not deleted, the oldest first.

    Raises:
        UnreadableFileError: the database is damaged.
    """
    columns = tables_of(path).get("runs", set())
    name, status, stage, start = (
        column if column in columns else "NULL" for column in ("name", "status", "lifecycle_stage", "start_time")
    )
    with open_database(path) as database:
        rows = database.execute(
            f"SELECT run_uuid, {name}, {status} FROM runs WHERE coalesce({stage}, 'active') != 'deleted'"  # noqa: S608 - own words
            f" ORDER BY {start}, run_uuid LIMIT {active().log_rows}"
        ).fetchall()
        metrics: dict[str, dict[str, list[tuple[int, float]]]] = {str(row[0]): {} for row in rows}
        parameters: dict[str, dict[str, str]] = {str(row[0]): {} for row in rows}
        is_nan = "is_nan" if "is_nan" in tables_of(path)["metrics"] else "0"
        query = f"SELECT run_uuid, key, step, value, {is_nan} FROM metrics ORDER BY rowid LIMIT {active().log_rows}"  # noqa: S608
        for run, key, rows_of_key in _series(database, query):
            if run in metrics:
                metrics[run].setdefault(key, []).extend(rows_of_key)
        for run, key, text in database.execute(f"SELECT run_uuid, key, value FROM params LIMIT {active().log_rows}"):  # noqa: S608
            if run in parameters:
                parameters[run][str(key)] = str(text)
    return [StoredRun(str(run), str(title or run), metrics[run], parameters[run], str(state)) for run, title, state in rows]


def _series(database: sqlite3.Connection, query: str) -> Iterator[tuple[str, str, list[tuple[int, float]]]]:
    """Yield runs and names of metrics with their steps and values; each name, which many rows repeat, is decoded once."""
    found: dict[tuple[Any, Any], list[tuple[int, float]]] = {}
    as_text, database.text_factory = database.text_factory, bytes
    for run, key, step, value, missing in database.execute(query):
        if isinstance(step, int) and isinstance(value, int | float):
            found.setdefault((run, key), []).append((step, float("nan") if missing else float(value)))
    database.text_factory = as_text
    for names, rows in found.items():
        run, key = (name.decode("utf-8", "replace") if isinstance(name, bytes) else str(name) for name in names)
        yield run, key, rows
