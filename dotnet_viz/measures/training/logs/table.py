"""From rows of numbers, one for each time something was logged and most of their cells empty, to a training."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.errors import ShapeError
from dotnet_viz.measures.training.logs.points import LogCurves, Points, count_epochs, curves_of
from dotnet_viz.measures.training.logs.settings import Setting
from dotnet_viz.measures.training.run import Doubles, TrainingRun

EPOCH, STEPS = "epoch", ("step", "global_step", "_step", "iteration")

_WHOLE = 1e-6


def run_of_rows(
    name: str,
    tool: str,
    rows: Iterable[Mapping[str, Any]],
    settings: Mapping[str, Setting] | None = None,
    *,
    from_zero: bool = False,
) -> TrainingRun:
    """Return the training that the rows of a table are of.

    Args:
        name: of the run.
        tool: what wrote the table.
        rows: numbers by their name; what is missing, ``None`` or no number was not logged then, and NaN was. ``epoch`` and
            ``step`` (or ``global_step``) say when, from 0 or 1. An epoch may be a fraction: 0.5 is within the first.
        settings: of the training.
        from_zero: whether epochs and steps are known to count from 0, even where the first ones are missing.

    Raises:
        ShapeError: no number was logged.

    Example:
        >>> rows = [{"epoch": 0, "loss": 2.0}, {"epoch": 0, "val_loss": 3.0}, {"epoch": 1, "loss": 1.0}]
        >>> [(curve.name, curve.positions.tolist()) for curve in run_of_rows("a", "numbers", rows).curves]
        [('loss', [1, 2]), ('val_loss', [1])]
    """
    entries = list(rows)
    columns = {key: _column(entries, key) for key in dict.fromkeys(key for row in entries for key in row)}
    logged = {key: column for key, column in columns.items() if key not in (EPOCH, *STEPS) and column.there.any()}
    if not logged:
        raise ShapeError(f"the training {name!r} has no numbers")
    counted = _counted(logged, *_positions(columns, len(entries), from_zero=from_zero))
    return TrainingRun(name, tool, counted.curves, settings={**(settings or {}), **counted.single_values}, notes=counted.notes)


def number_of(value: Any) -> float | None:
    """Return a value as a number, ``None`` where it is none: a text, a list, nothing.

    Example:
        >>> number_of(True), number_of("high")
        (1.0, None)
    """
    if isinstance(value, str | bytes):
        return None
    try:
        return float(value)
    except (TypeError, ValueError, OverflowError):
        return None


@dataclass(frozen=True, eq=False)
class _Column:
    """The numbers of one name; where none is there, they are NaN. Both of shape (rows,)."""

    values: Doubles
    there: NDArray[np.bool_]


def _column(rows: Sequence[Mapping[str, Any]], name: str) -> _Column:
    numbers = [number_of(row.get(name)) for row in rows]
    there = np.array([number is not None for number in numbers], dtype=np.bool_)
    return _Column(np.array([np.nan if number is None else number for number in numbers], dtype=np.float64), there)


def _positions(columns: Mapping[str, _Column], rows: int, *, from_zero: bool) -> tuple[Doubles | None, Doubles | None]:
    """Return the epoch and the step of each row; rows that have neither are epochs one after the other."""
    epochs = columns.get(EPOCH)
    step = next((columns[key] for key in STEPS if key in columns and np.isfinite(columns[key].values).any()), None)
    steps = None if step is None else _filled(step.values)
    if epochs is None or not np.isfinite(epochs.values).any():
        return (np.arange(1.0, rows + 1) if steps is None else None), steps
    if steps is not None and (from_zero or steps.min() == 0):
        steps = steps + 1
    return _epochs(_filled(epochs.values), from_zero=from_zero), steps


def _epochs(numbers: Doubles, *, from_zero: bool) -> Doubles:
    """Return epochs from 1: those that count from 0 are moved on, fractions belong to the epoch that they are in."""
    whole = np.round(numbers)
    if (np.abs(numbers - whole) > _WHOLE).any():
        return np.maximum(np.ceil(numbers - _WHOLE), 1)
    return whole + (1 if from_zero or numbers.min() == 0 else 0)


def _filled(column: Doubles) -> Doubles:
    """Return the column with the number before it where one is missing, and the first number before that."""
    finite = np.isfinite(column)
    before = np.maximum.accumulate(np.where(finite, np.arange(column.size), np.argmax(finite)))
    return np.clip(column[before], -(2.0**62), 2.0**62)


def _counted(logged: Mapping[str, _Column], epochs: Doubles | None, steps: Doubles | None) -> LogCurves:
    points = [
        Points(
            str(name),
            column.values[column.there],
            None if steps is None else steps[column.there].astype(np.int64),
            None if epochs is None else epochs[column.there].astype(np.int64),
        )
        for name, column in logged.items()
    ]
    return count_epochs(points) if epochs is None else curves_of(points)
