"""A training run from any of its sources: a log on disk, what Keras returned, or numbers in memory."""

from __future__ import annotations

import math
import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from dotnet_viz.errors import ShapeError, UnsupportedInputError
from dotnet_viz.measures.training.columns import cells_of, history_of_columns
from dotnet_viz.measures.training.history import History
from dotnet_viz.measures.training.logs import iterate_runs, read_run
from dotnet_viz.measures.training.logs.table import STEPS, number_of, run_of_rows
from dotnet_viz.measures.training.run import TrainingRun, curves_of_history


def run_of(source: Any, name: str = "training") -> TrainingRun:
    """Return the training run that an object or a path records.

    Args:
        source: a :class:`TrainingRun`, the path of a log, what ``model.fit`` returned, or numbers: a mapping or data
            frame with one list a metric, or a list with one mapping an epoch or step.
        name: of the run, where the source has none.

    Raises:
        UnsupportedInputError: the source is none of these.
        ShapeError: the lists are of lengths that do not fit, or hold something that is not a number.
        MissingFileError: there is no such file.
        UnreadableFileError: the file is a log, but damaged.

    Example:
        >>> [(curve.name, curve.unit) for curve in run_of({"loss": [0.5, 0.25]}).curves]
        [('loss', 'epoch')]
    """
    if isinstance(source, TrainingRun):
        return source
    if isinstance(source, str | os.PathLike):
        return read_run(source)
    if isinstance(source, History):
        return _run(source, name, "dotnet_viz")
    if isinstance(getattr(source, "history", None), Mapping):
        return _keras_run(source, name)
    if callable(getattr(source, "items", None)):
        return _run_of_columns(dict(source.items()), name)
    if isinstance(source, Sequence) and source and all(isinstance(row, Mapping) for row in source):
        return run_of_rows(name, "numbers", source)
    raise UnsupportedInputError(
        f"cannot read a training history from {type(source).__name__!r}; pass what model.fit returned, "
        "a dict of names to lists, a list of dicts, or the path of a CSVLogger file or another training log"
    )


def runs_of(sources: Sequence[Any]) -> tuple[TrainingRun, ...]:
    """Return every training that some objects and paths tell of.

    Args:
        sources: each is what :func:`run_of` takes, or the path of a folder of logs, all of which are taken.

    Returns:
        The runs in the order of their sources; those from paths that would have the same name are called by their path.

    Raises:
        VizError: as :func:`run_of`.
        UnsupportedInputError: there is no training log in a folder.

    Example:
        >>> [run.name for run in runs_of([{"loss": [0.5]}, {"loss": [0.25]}])]
        ['training 1', 'training 2']
    """
    found = [(run, log) for run, log in iterate_sources(sources)]
    names = Counter(run.name for run, _ in found)
    logs = Counter(log for _, log in found)
    return tuple(
        replace(run, name=log.as_posix()) if log is not None and names[run.name] > 1 and logs[log] == 1 else run
        for run, log in found
    )


def iterate_sources(sources: Sequence[Any]) -> Iterator[tuple[TrainingRun, Path | None]]:
    """Yield the runs of some sources, each read only then, with the path of its log, ``None`` for an object.

    Args:
        sources: see :func:`runs_of`.

    Raises:
        VizError: see :func:`runs_of`.
    """
    for number, source in enumerate(sources, start=1):
        if not isinstance(source, str | os.PathLike):
            yield run_of(source, "training" if len(sources) == 1 else f"training {number}"), None
            continue
        is_empty = True
        for run, log in iterate_runs(source):
            is_empty = False
            yield run, log
        if is_empty:
            read_run(source)  # raises the error that says which logs are known


def read_history(source: Any) -> History:
    """Return the metrics of a training by epoch.

    Args:
        source: what :func:`run_of` takes.

    Returns:
        The history; a metric with one number a class becomes a series for each class (``f1_score[0]``).

    Raises:
        VizError: as :func:`run_of`.
        ShapeError: nothing was logged by epoch.

    Example:
        >>> read_history({"accuracy": [0.5, 0.75]}).epochs
        (1, 2)
    """
    if isinstance(source, History):
        return source
    run = run_of(source)
    if run.history is None:
        raise ShapeError(f"the training {run.name!r} has nothing logged by epoch, only by step")
    return run.history


def _keras_run(source: Any, name: str) -> TrainingRun:
    """Return the training of what ``model.fit`` returned, which knows how many epochs were planned."""
    run = _run(history_of_columns(source.history, getattr(source, "epoch", None)), name, "Keras")
    parameters = getattr(source, "params", None)
    planned = parameters.get("epochs") if isinstance(parameters, Mapping) else None
    return replace(run, planned_epochs=planned if isinstance(planned, int) else None)


def _run_of_columns(columns: Mapping[Any, Any], name: str) -> TrainingRun:
    """Return the training of columns by epoch; a column with steps beside them makes them rows of a table."""
    if not any(step in columns for step in STEPS):
        return _run(history_of_columns(columns), name, "numbers")
    cells = {str(key): cells_of(str(key), column) for key, column in columns.items()}
    lengths = {len(column) for column in cells.values()}
    if len(lengths) > 1:
        raise ShapeError(f"the columns of a table have one length, not {min(lengths)} and {max(lengths)}")
    rows = [dict(zip(cells, row, strict=True)) for row in zip(*cells.values(), strict=True)]
    return run_of_rows(name, "numbers", [_without_nan(row) for row in rows])


def _without_nan(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the cells of a row that are not empty: a data frame has NaN for these."""
    return {key: cell for key, cell in row.items() if not math.isnan(number_of(cell) or 0.0)}


def _run(history: History, name: str, tool: str) -> TrainingRun:
    return TrainingRun(name, tool, curves_of_history(history), notes=history.notes)
