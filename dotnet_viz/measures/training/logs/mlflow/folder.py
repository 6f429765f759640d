"""The folder ``mlruns``: ``<experiment>/<run>/metrics/<name>``, one line ``time value step`` for each number."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from dotnet_viz.errors import UnreadableFileError
from dotnet_viz.files.paths import is_file, is_folder
from dotnet_viz.measures.training.logs.mlflow.run import StoredRun
from dotnet_viz.measures.training.logs.settings import read_flat_yaml
from dotnet_viz.measures.training.logs.text_file import read_text

META = "meta.yaml"

_MOST_RUNS, _MOST_FILES = 10_000, 5000
_PARTS = ("metrics", "params", "tags")
_LONGEST = 1 << 20


def is_run(path: Path) -> bool:
    """Return whether a folder is that of one run."""
    return is_file(path / META) and any(is_folder(path / part) for part in _PARTS)


def run_folders(path: Path) -> Iterator[Path]:
    """Yield the folders of the runs in a run's own folder, in an experiment's or in ``mlruns``; deleted ones are in none."""
    if is_run(path):
        yield path
        return
    found = 0
    experiments = [path] if is_file(path / META) else [folder for folder in _folders(path) if is_file(folder / META)]
    for experiment in experiments:
        for folder in _folders(experiment):
            if is_run(folder) and found < _MOST_RUNS and read_flat_yaml(folder / META).get("lifecycle_stage") != "deleted":
                found += 1
                yield folder


def read_folder(folder: Path) -> StoredRun:
    """Read the folder of a run.

    Raises:
        UnreadableFileError: a file of it is damaged.
    """
    meta = read_flat_yaml(folder / META)
    name = meta.get("run_name") or _text(folder / "tags" / "mlflow.runName") or folder.name
    status = meta.get("status")
    return StoredRun(
        folder.name,
        str(name),
        {name: _numbers(file) for name, file in _files(folder / "metrics")},
        {name: _text(file) for name, file in _files(folder / "params")},
        f"{status:g}" if isinstance(status, float) else str(status),
    )


def _folders(path: Path) -> list[Path]:
    try:
        with os.scandir(path) as entries:
            return sorted(Path(entry.path) for entry in entries if entry.is_dir(follow_symlinks=False) and entry.name[0] != ".")
    except OSError:
        return []


def _files(folder: Path) -> list[tuple[str, Path]]:
    """Return the files of a folder and those in it by their path, which is the metric's name: it may have slashes."""
    found = [Path(place) / name for place, _, names in os.walk(folder) for name in names]
    return [(path.relative_to(folder).as_posix(), path) for path in sorted(found)[:_MOST_FILES]]


def _text(file: Path) -> str:
    return read_text(file, "MLflow", _LONGEST).strip() if is_file(file) else ""


def _numbers(file: Path) -> list[tuple[int, float]]:
    lines = read_text(file, "MLflow").splitlines()
    numbers = []
    for number, line in enumerate(lines, 1):
        parts = line.split()
        try:
            numbers.append((int(parts[2]) if len(parts) > 2 else 0, float(parts[1])))
        except (ValueError, IndexError):
            if number == len(lines):
                break  # a killed training leaves half a line
            raise UnreadableFileError(f"{str(file)!r} line {number} is no 'time value step': {line[:40]!r}") from None
    return numbers
