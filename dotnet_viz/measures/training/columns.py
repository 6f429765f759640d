"""From columns of numbers, as loggers leave them, to the history of a training."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from dotnet_viz.errors import ShapeError
from dotnet_viz.measures.training.history import History, Numbers, Series, once_in
from dotnet_viz.measures.training.metric_names import paired_names
from dotnet_viz.translation.sentences import sentence

_LAST_EPOCH = 2**53
"""The last whole number up to which a float tells each from the next."""


def history_of_columns(columns: Mapping[Any, Any], epochs: Sequence[int] | None = None) -> History:
    """Return the history of a training from one list a metric.

    Args:
        columns: by name, one number an epoch, or one a class and epoch; ``epoch`` holds the epochs' numbers from 0,
            as Keras logs them, or from 1 where it starts with 1. Validation may have fewer, as ``validation_freq`` makes it.
        epochs: their numbers from 0, where they are no column.

    Returns:
        The history; a metric with one number a class becomes a series for each class (``f1_score[0]``).

    Raises:
        ShapeError: the lists are of lengths that do not fit, or hold something that is not a number.

    Example:
        >>> history_of_columns({"epoch": [4, 5], "loss": [0.5, 0.25]}).epochs
        (5, 6)
    """
    numbers = {name: values for key, column in columns.items() for name, values in _split(str(key), column)}
    logged = numbers.pop("epoch", None)
    length = max((len(values) for values in numbers.values()), default=0)
    if length == 0:
        raise ShapeError("the training history holds no epochs; train the model for at least one, or leave the history out")
    start = logged if epochs is None else _numbers("epoch", epochs)
    counts_from_one = epochs is None and logged is not None and logged[:1] == (1.0,)
    numbered, notes = _number_epochs(start, length, shift=0 if counts_from_one else 1)
    series = []
    names = paired_names(numbers)
    for name, values in numbers.items():
        aligned, every, note = _aligned(names[name], values, length)
        series.append(Series(names[name], aligned, every))
        notes += note
    return History(numbered, tuple(series), tuple(dict.fromkeys(notes)))


def _split(name: str, column: Any) -> list[tuple[str, Numbers]]:
    """Return the series of a column: one, or one a class where each epoch has several numbers."""
    cells = cells_of(name, column)
    if {*map(type, cells)} <= {float, int}:  # asking NumPy about each takes ten times as long
        return [(name, _numbers(name, cells))]
    widths = {np.size(cell) for cell in cells if not isinstance(cell, float | int) and np.ndim(cell) > 0}
    if not widths:
        return [(name, _numbers(name, cells))]
    if len(widths) > 1:
        raise ShapeError(f"history {name!r} has {min(widths)} numbers in one epoch and {max(widths)} in another")
    width = widths.pop()
    rows = [np.ravel(cell) if np.ndim(cell) > 0 else np.full(width, cell) for cell in cells]
    return [(f"{name}[{index}]", _numbers(name, [row[index] for row in rows])) for index in range(width)]


def cells_of(name: str, column: Any) -> list[Any]:
    """Return the values of a column.

    Args:
        name: of the column, for the message.
        column: a list, array or other iterable, but not a text.

    Raises:
        ShapeError: it is none of these.

    Example:
        >>> cells_of("loss", (0.5, 0.25))
        [0.5, 0.25]
    """
    if isinstance(column, str | bytes) or not isinstance(column, Iterable):
        raise ShapeError(f"history {name!r} must be a list with one number an epoch, not {type(column).__name__!r}")
    return list(column)


def _numbers(name: str, cells: Sequence[Any]) -> Numbers:
    if {*map(type, cells)} == {float}:
        return tuple(cells)
    try:
        return tuple(math.nan if cell is None else float(cell) for cell in cells)
    except (TypeError, ValueError) as error:
        raise ShapeError(f"history {name!r} holds something that is not a number: {error}") from error


def _number_epochs(logged: Numbers | None, length: int, shift: int) -> tuple[tuple[int, ...], list[str]]:
    """Return the epochs' numbers from 1, and a note where they had to be renumbered."""
    through = tuple(range(1, length + 1))
    if logged is None:
        return through, []
    numbers = np.array(logged)
    if len(logged) != length or not np.all((np.abs(numbers) <= _LAST_EPOCH) & (numbers == np.floor(numbers))):
        raise ShapeError(f"the history has {length} values a metric, but its epochs are {_shown(logged)}")
    if np.all(numbers[:-1] < numbers[1:]):
        return tuple((numbers.astype(np.int64) + shift).tolist()), []
    return through, [sentence("The logged epochs start again, as when a log is continued; here they are numbered through.")]


def _shown(numbers: Numbers) -> str:
    return f"{', '.join(f'{number:g}' for number in numbers[:6])}{' ...' if len(numbers) > 6 else ''} ({len(numbers)} of them)"


def _aligned(name: str, values: Numbers, length: int) -> tuple[Numbers, int, list[str]]:
    """Return the values with NaN at the epochs that have none, as ``validation_freq`` leaves them out, and once in how many."""
    if len(values) == length:
        # CSVLogger writes NA into the others, which reads as NaN.
        return values, once_in(np.flatnonzero(~np.isnan(values)), length) if name.startswith("val_") else 1, []
    steps = [step for step in range(2, length + 1) if length // step == len(values)]
    if not name.startswith("val_") or len(steps) != 1:
        raise ShapeError(f"history {name!r} has {len(values)} values where others have {length}; all must have one an epoch")
    aligned = [math.nan] * length
    aligned[steps[0] - 1 :: steps[0]] = values
    return (
        tuple(aligned),
        steps[0],
        [
            sentence(
                "Validation values are fewer than epochs; they are shown once every {count} epoch.",
                "Validation values are fewer than epochs; they are shown once every {count} epochs.",
                count=steps[0],
            )
        ],
    )
