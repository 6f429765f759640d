"""From tables with a row for each time something was logged, most of their cells empty, to a training."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from dotnet_viz.errors import ShapeError
from dotnet_viz.measures.training.logs.points import Points, count_epochs, curves_of
from dotnet_viz.measures.training.logs.settings import Setting
from dotnet_viz.measures.training.run import Doubles, TrainingRun

EPOCH, STEPS = "epoch", ("step", "global_step", "_step", "iteration")

_WHOLE = 1e-6


def columns_of(rows: Iterable[Mapping[str, Any]]) -> dict[str, Doubles]:
    """Return the columns of rows of numbers, with NaN where a row lacks one; columns that are no numbers are left out.

    Example:
        >>> columns_of([{"epoch": 0, "loss": 0.5}, {"epoch": 1, "note": "late"}])
        {'epoch': array([0., 1.]), 'loss': array([0.5, nan])}
    """
    rows = list(rows)
    names = dict.fromkeys(name for row in rows for name in row)
    columns = {str(name): np.array([number_of(row.get(name)) for row in rows], dtype=np.float64) for name in names}
    return {name: column for name, column in columns.items() if not np.isnan(column).all() or name == EPOCH}


def run_of_table(
    name: str,
    tool: str,
    columns: Mapping[str, Doubles],
    settings: Mapping[str, Setting] | None = None,
    notes: tuple[str, ...] = (),
) -> TrainingRun:
    """Return the training that a table is of.

    Args:
        name: of the run.
        tool: what wrote the table.
        columns: numbers by their name, NaN where nothing was logged; ``epoch`` and ``step`` (or ``global_step``) say when,
            from 0 or 1. An epoch may be a fraction: 0.5 is within the first.
        settings: of the training.
        notes: what was left out.

    Raises:
        ShapeError: no number was logged.

    Example:
        >>> table = {"epoch": np.array([0.0, 0, 1]), "loss": np.array([2, np.nan, 1]), "val_loss": np.array([np.nan, 3, 4])}
        >>> [(curve.name, curve.positions.tolist()) for curve in run_of_table("a", "numbers", table).curves]
        [('loss', [1, 2]), ('val_loss', [1, 2])]
    """
    step = next((columns[key] for key in STEPS if key in columns), None)
    logged = {key: values for key, values in columns.items() if key not in (EPOCH, *STEPS) and not np.isnan(values).all()}
    if not logged:
        raise ShapeError(f"the training {name!r} has no numbers")
    steps = None if step is None else _filled(step)
    epochs = _epochs(columns[EPOCH]) if EPOCH in columns and not np.isnan(columns[EPOCH]).all() else None
    if steps is None and epochs is None:
        epochs = np.arange(1.0, next(iter(logged.values())).size + 1)
    points = []
    for key, values in logged.items():
        there = ~np.isnan(values)
        in_epoch = None if epochs is None else epochs[there].astype(np.int64)
        shift = 1 if steps is not None and epochs is not None and steps.min() == 0 else 0
        at_step = None if steps is None else steps[there].astype(np.int64) + shift
        points.append(Points(key, values[there], at_step, in_epoch))
    if epochs is not None:
        return TrainingRun(name, tool, curves_of(points), settings=settings or {}, notes=notes)
    counted = count_epochs(points)
    return TrainingRun(
        name, tool, counted.curves, settings={**(settings or {}), **counted.single_values}, notes=(*notes, *counted.notes)
    )


def _epochs(column: Doubles) -> Doubles:
    """Return epochs from 1: those counted from 0 are moved on, fractions belong to the epoch that they are in."""
    filled = _filled(column)
    if (np.abs(filled - np.round(filled)) > _WHOLE).any():
        return np.maximum(np.ceil(filled - _WHOLE), 1)
    return np.round(filled) + (1 if filled.min() == 0 else 0)


def _filled(column: Doubles) -> Doubles:
    """Return the column with the number before it where one is missing, and the first number before that."""
    there = np.flatnonzero(np.isfinite(column))
    if not there.size:
        return np.zeros_like(column)
    before = np.maximum.accumulate(np.where(np.isfinite(column), np.arange(column.size), there[0]))
    return np.clip(column[before], -(2.0**62), 2.0**62)


def number_of(value: Any) -> float:
    """Return a value as a number, NaN where it is none: a text, a list, nothing.

    Example:
        >>> number_of(True), number_of("high")
        (1.0, nan)
    """
    if isinstance(value, str | bytes) or value is None:
        return math.nan
    try:
        return float(value)
    except (TypeError, ValueError, OverflowError):
        return math.nan
