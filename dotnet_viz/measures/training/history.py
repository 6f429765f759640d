"""What was logged while a model was trained: one number an epoch for each metric."""

from __future__ import annotations

import itertools
import math
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from dotnet_viz.errors import ShapeError, UnsupportedInputError
from dotnet_viz.measures.training.metric_names import base_name, better_direction, is_learning_rate

Numbers = tuple[float, ...]


@dataclass(frozen=True)
class Series:
    """One logged metric.

    Args:
        name: as it was logged, such as ``"val_loss"``.
        values: one number an epoch; NaN where none was logged.
    """

    name: str
    values: Numbers


@dataclass(frozen=True)
class Metric:
    """One metric on the training data and, where it was logged, on the validation data.

    Args:
        name: without ``val_``.
        train: one number an epoch; ``None`` where it was not logged.
        validation: likewise on the validation data.
        better: ``"lower"``, ``"higher"``, or ``None`` where the name does not tell which is better.
        best_epoch: the first epoch with the best value, by the validation data where there is any;
            ``None`` where it is unknown which way is better or no value is a number.
        best_value: the value of that epoch.
    """

    name: str
    train: Numbers | None
    validation: Numbers | None
    better: str | None
    best_epoch: int | None
    best_value: float | None


@dataclass(frozen=True)
class History:
    """The course of a training.

    Args:
        epochs: their numbers, from 1 as Keras prints them.
        series: every logged metric, in the order in which it was logged.
        notes: what had to be concluded, in words made for the reader.

    Example:
        >>> history = read_history({"loss": [0.9, 0.5, 0.4], "val_loss": [1.0, 0.6, 0.7]})
        >>> [(metric.name, metric.better, metric.best_epoch) for metric in history.metrics]
        [('loss', 'lower', 2)]
    """

    epochs: tuple[int, ...]
    series: tuple[Series, ...]
    notes: tuple[str, ...] = ()

    @cached_property
    def metrics(self) -> tuple[Metric, ...]:
        """Every metric once, with its training and validation values; the learning rate is none of them."""
        by_name = {series.name: series.values for series in self.series if not is_learning_rate(series.name)}
        names = dict.fromkeys(base_name(name) for name in by_name)
        return tuple(self._metric(name, by_name) for name in names)

    @property
    def learning_rate(self) -> Numbers | None:
        """The learning rate of each epoch, where it was logged."""
        return next((series.values for series in self.series if is_learning_rate(series.name)), None)

    def _metric(self, name: str, by_name: Mapping[str, Numbers]) -> Metric:
        train, validation = by_name.get(name), by_name.get(f"val_{name}")
        better = better_direction(name)
        values = validation if validation is not None else train
        position = _best_position(values or (), better)
        if position is None or values is None:
            return Metric(name, train, validation, better, None, None)
        return Metric(name, train, validation, better, self.epochs[position], values[position])


def read_history(source: Any) -> History:
    """Read the course of a training from what Keras leaves of it.

    Args:
        source: what ``model.fit`` returns (a ``History``), a mapping from names to one number an epoch
            (``history.history``, or a data frame), or the path of a file that ``CSVLogger`` wrote. In a mapping
            or file the column ``epoch`` holds the epochs' numbers from 0, as Keras logs them.

    Returns:
        The history; a metric with one number a class becomes a series for each class (``f1_score[0]``).

    Raises:
        UnsupportedInputError: the source is none of these.
        ShapeError: the lists are of lengths that do not fit, or hold something that is no number.
        MissingFileError: there is no such file.
        UnreadableFileError: the file is no log of ``CSVLogger``.

    Example:
        >>> read_history({"accuracy": [0.5, 0.75]}).epochs
        (1, 2)
    """
    if isinstance(source, History):
        return source
    if isinstance(source, str | os.PathLike):
        from dotnet_viz.measures.training.csv_log import read_csv_log

        return _from_columns(read_csv_log(source), None)
    if isinstance(getattr(source, "history", None), Mapping):
        return _from_columns(dict(source.history), getattr(source, "epoch", None))
    if callable(getattr(source, "items", None)):
        return _from_columns(dict(source.items()), None)
    raise UnsupportedInputError(
        f"cannot read a training history from {type(source).__name__!r}; pass what model.fit returned, "
        "a dict of names to lists, or the path of a CSVLogger file"
    )


def _from_columns(columns: dict[Any, Any], epochs: Sequence[int] | None) -> History:
    numbers = {name: values for key, column in columns.items() for name, values in _split(str(key), column)}
    logged = numbers.pop("epoch", None)
    length = max((len(values) for values in numbers.values()), default=0)
    if length == 0:
        raise ShapeError("the training history holds no epochs; train the model for at least one, or leave the history out")
    start = logged if epochs is None else _numbers("epoch", epochs)
    numbered, notes = _number_epochs(start, length)
    series = []
    for name, values in numbers.items():
        spread, note = _spread(name, values, length)
        series.append(Series(name, spread))
        notes += note
    return History(numbered, tuple(series), tuple(dict.fromkeys(notes)))


def _split(name: str, column: Any) -> list[tuple[str, Numbers]]:
    """Return the series of a column: one, or one a class where each epoch has several numbers."""
    cells = _cells(name, column)
    widths = {np.size(cell) for cell in cells if np.ndim(cell) > 0}
    if not widths:
        return [(name, _numbers(name, cells))]
    if len(widths) > 1:
        raise ShapeError(f"history {name!r} has {min(widths)} numbers in one epoch and {max(widths)} in another")
    width = widths.pop()
    rows = [np.ravel(cell) if np.ndim(cell) > 0 else np.full(width, cell) for cell in cells]
    return [(f"{name}[{index}]", _numbers(name, [row[index] for row in rows])) for index in range(width)]


def _cells(name: str, column: Any) -> list[Any]:
    if isinstance(column, str | bytes) or not isinstance(column, Iterable):
        raise ShapeError(f"history {name!r} must be a list with one number an epoch, not {type(column).__name__!r}")
    return list(column)


def _numbers(name: str, cells: Iterable[Any]) -> Numbers:
    try:
        return tuple(math.nan if cell is None else float(cell) for cell in cells)
    except (TypeError, ValueError) as error:
        raise ShapeError(f"history {name!r} holds something that is no number: {error}") from error


def _number_epochs(logged: Numbers | None, length: int) -> tuple[tuple[int, ...], list[str]]:
    """Return the epochs' numbers from 1, and a note where they had to be numbered anew."""
    through = tuple(range(1, length + 1))
    if logged is None:
        return through, []
    if len(logged) != length or not all(math.isfinite(number) and number.is_integer() for number in logged):
        raise ShapeError(f"the history has {length} values a metric, but its epochs are {_shown(logged)}")
    if all(one < two for one, two in itertools.pairwise(logged)):
        return tuple(int(number) + 1 for number in logged), []
    return through, ["The logged epochs start again, as when a log is continued; here they are numbered through."]


def _shown(numbers: Numbers) -> str:
    return f"{', '.join(f'{number:g}' for number in numbers[:6])}{' ...' if len(numbers) > 6 else ''} ({len(numbers)} of them)"


def _spread(name: str, values: Numbers, length: int) -> tuple[Numbers, list[str]]:
    """Return the values with NaN at the epochs that have none, as ``validation_freq`` leaves them out."""
    if len(values) == length:
        return values, []
    steps = [step for step in range(2, length + 1) if length // step == len(values)]
    if not name.startswith("val_") or len(steps) != 1:
        raise ShapeError(f"history {name!r} has {len(values)} values where others have {length}; all must have one an epoch")
    spread = [math.nan] * length
    spread[steps[0] - 1 :: steps[0]] = values
    return tuple(spread), [f"Validation values are fewer than epochs; they are shown once every {steps[0]} epochs."]


def _best_position(values: Sequence[float], better: str | None) -> int | None:
    numbers = [(value, position) for position, value in enumerate(values) if not math.isnan(value)]
    if better is None or not numbers:
        return None
    if better == "lower":
        return min(numbers)[1]
    return min(numbers, key=lambda pair: (-pair[0], pair[1]))[1]
