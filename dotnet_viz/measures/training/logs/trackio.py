"""The SQLite database of a Trackio project: a row for each time something was logged, its numbers as JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from dotnet_viz.errors import ShapeError
from dotnet_viz.files.limits import active, exceeded
from dotnet_viz.measures.training.logs.log_format import LogFormat
from dotnet_viz.measures.training.logs.settings import Setting, plain_setting
from dotnet_viz.measures.training.logs.sqlite_file import open_database, tables_of
from dotnet_viz.measures.training.logs.table import run_of_rows
from dotnet_viz.measures.training.run import TrainingRun
from dotnet_viz.translation.sentences import sentence

_NEEDED = {"run_name", "step", "metrics"}
_LONGEST = 1 << 20
_SPECIAL = {"NaN": float("nan"), "Infinity": float("inf"), "-Infinity": float("-inf")}


def can_read(path: Path) -> bool:
    """Return whether a file is such a database, by its tables."""
    return tables_of(path).get("metrics", set()) >= _NEEDED


def read_all(path: Path) -> tuple[TrainingRun, ...]:
    """Return the trainings of a project, the first one first.

    Raises:
        UnreadableFileError: the database is damaged.
        UnsafeFileError: it has more numbers than the limits of reading say.
    """
    rows: dict[str, list[dict[str, Any]]] = {}
    settings: dict[str, dict[str, Setting]] = {}
    with open_database(path) as database:
        query = f"SELECT run_name, step, metrics FROM metrics ORDER BY id LIMIT {active().log_rows}"  # noqa: S608 - a number
        length = 0
        for run, step, text in database.execute(query):
            length += len(text) if isinstance(text, str) else 0
            if length > active().log_bytes:
                raise exceeded("log_bytes", f"{str(path)!r} has more than {active().log_bytes:,} bytes of numbers as JSON")
            rows.setdefault(str(run), []).append({**_numbers(text), "step": step})
        if {"run_name", "config"} <= tables_of(path).get("configs", set()):
            for run, text in database.execute("SELECT run_name, config FROM configs"):
                settings[str(run)] = {name: plain_setting(value) for name, value in _object(text).items() if name[:1] != "_"}
    return tuple(_run(name, entries, settings.get(name, {})) for name, entries in rows.items())


FORMAT = LogFormat("Trackio", "a project's .db", can_read, read_all=read_all)


def _run(name: str, entries: list[dict[str, Any]], settings: dict[str, Setting]) -> TrainingRun:
    try:
        return run_of_rows(name, FORMAT.tool, entries, settings)
    except ShapeError:
        return TrainingRun(name, FORMAT.tool, settings=settings, notes=(sentence("No number was logged."),))


def _numbers(text: object) -> dict[str, Any]:
    """Return what was logged at once; numbers that JSON does not have are stored as words."""
    return {name: _SPECIAL.get(value, value) if isinstance(value, str) else value for name, value in _object(text).items()}


def _object(text: object) -> dict[str, Any]:
    if not isinstance(text, str) or len(text) > _LONGEST:
        return {}
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
