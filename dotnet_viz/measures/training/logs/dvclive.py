"""The folder of DVCLive: a table a metric in ``plots/metrics``, the last values in ``metrics.json``, ``params.yaml``."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from dotnet_viz.errors import UnreadableFileError
from dotnet_viz.measures.training.logs.csv_logger import read_table
from dotnet_viz.measures.training.logs.log_format import LogFormat
from dotnet_viz.measures.training.logs.points import Points, count_epochs
from dotnet_viz.measures.training.logs.settings import read_flat_yaml
from dotnet_viz.measures.training.logs.table import number_of
from dotnet_viz.measures.training.run import TrainingRun
from dotnet_viz.translation.sentences import sentence

METRICS, SETTINGS = Path("plots") / "metrics", "params.yaml"

_STEP, _TIMESTAMP = "step", "timestamp"
_MOST_FILES = 5000


def can_read(path: Path) -> bool:
    """Return whether a folder has tables of metrics as DVCLive writes them."""
    return next(_tables(path / METRICS), None) is not None


def read(path: Path) -> TrainingRun:
    """Return the training that a folder of DVCLive is of.

    Raises:
        UnreadableFileError: there is no table with numbers that can be read.
    """
    points: list[Points] = []
    damaged: list[UnreadableFileError] = []
    for file in _tables(path / METRICS):
        found = _readable(file, path / METRICS)
        if isinstance(found, UnreadableFileError):
            damaged.append(found)
        else:
            points += found
    if not points:
        raise damaged[0] if damaged else UnreadableFileError(f"{str(path)!r} has no numbers in {METRICS.as_posix()}")
    counted = count_epochs(points)
    settings = {**read_flat_yaml(path / SETTINGS), **counted.single_values}
    return TrainingRun(
        path.resolve().name,
        FORMAT.tool,
        counted.curves,
        settings=settings,
        notes=(*counted.notes, *(sentence("Left out: {reason}.", reason=str(error)) for error in damaged)),
    )


FORMAT = LogFormat("DVCLive", "a folder with plots/metrics/*.tsv", can_read, read)


def _tables(folder: Path) -> Iterator[Path]:
    found = 0
    for place, folders, files in os.walk(folder):
        folders.sort()
        for name in sorted(files):
            if name.endswith(".tsv") and found < _MOST_FILES:
                found += 1
                yield Path(place) / name


def _readable(file: Path, folder: Path) -> list[Points] | UnreadableFileError:
    """Return the numbers of a table, or why there are none: one metric that is cut off must not hide the others."""
    try:
        return list(_points(file, folder))
    except UnreadableFileError as error:
        return error


def _points(file: Path, folder: Path) -> Iterator[Points]:
    """Yield the numbers of a table, whose columns are the step, the time and the metric of the file's name."""
    columns = {
        name: np.array([number_of(cell) for cell in cells], dtype=np.float64) for name, cells in read_table(file).items()
    }
    values = next((columns[name] for name in columns if name not in (_STEP, _TIMESTAMP)), None)
    if values is None or not values.size:
        return
    steps = columns.get(_STEP, np.arange(float(values.size)))
    there = np.isfinite(steps)
    name = file.relative_to(folder).with_suffix("").as_posix()
    yield Points(name, values[there], steps[there].astype(np.int64))
