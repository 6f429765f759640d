"""From numbers as loggers leave them, by step or by epoch or both, to curves by epoch and by step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from dotnet_viz.measures.training.metric_names import logged_name
from dotnet_viz.measures.training.run import Curve, Doubles, Integers
from dotnet_viz.translation.sentences import sentence


@dataclass(frozen=True, eq=False)
class Points:
    """What was logged under one name.

    Args:
        name: as it was logged.
        values: shape (points,).
        steps: the training step of each value, from 1; ``None`` where it is not logged.
        epochs: the epoch of each value, from 1; ``None`` where it is not logged.
    """

    name: str
    values: Doubles = field(repr=False)
    steps: Integers | None = field(default=None, repr=False)
    epochs: Integers | None = field(default=None, repr=False)


def make_curve(name: str, unit: str, positions: Integers, values: Doubles) -> Curve:
    """Return a curve with ascending positions; of several values at one position the last counts.

    Args:
        name: of the metric.
        unit: of the positions: ``"epoch"`` or ``"step"``.
        positions: epochs or steps in any order, shape (values,).
        values: of the metric, shape (values,).

    Example:
        >>> make_curve("loss", "step", np.array([1, 3, 2, 3]), np.array([4.0, 3.0, 2.0, 1.0])).values
        array([4., 2., 1.])
    """
    order = np.argsort(positions, kind="stable")
    ordered = positions[order].astype(np.int64)
    last = np.append(ordered[1:] != ordered[:-1], True)[: ordered.size]
    return Curve(name, unit, ordered[last], values[order][last].astype(np.float64))


@dataclass(frozen=True)
class LogCurves:
    """The curves of a log.

    Args:
        curves: by epoch and by step.
        single_values: what was logged once only, such as the result of a test, by its name.
        notes: what was concluded.
    """

    curves: tuple[Curve, ...]
    single_values: Mapping[str, float] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def curves_of(logged: Sequence[Points]) -> LogCurves:
    """Return the curves of a log whose values say in which epoch they are from.

    Each metric has a curve by epoch, with the last value in each, and where there were more values than epochs one by
    step. Where ``loss_epoch`` was logged beside ``loss_step``, the former is the curve by epoch. A value that was logged
    once, after all epochs of the others, is none of a curve.

    Args:
        logged: in the order of the log.

    Example:
        >>> epochs, steps = np.array([1, 1, 2]), np.array([1, 2, 3])
        >>> losses = Points("loss", np.array([3.0, 2, 1]), steps, epochs)
        >>> [(curve.unit, curve.values.tolist()) for curve in curves_of([losses]).curves]
        [('epoch', [2.0, 1.0]), ('step', [3.0, 2.0, 1.0])]
    """
    epochs = [(points, points.epochs) for points in logged if points.epochs is not None]
    last = max((numbers.max() for _, numbers in epochs if numbers.size > 1), default=np.inf)
    single = [points for points, numbers in epochs if numbers.size == 1 and numbers[0] > last]
    named = [(points, *logged_name(points.name)) for points in logged if points not in single]
    stated = {(name, unit) for _, name, unit in named if unit is not None}
    curves: dict[tuple[str, str], Curve] = {}
    for points, name, own_unit in named:
        for unit, positions in (("epoch", points.epochs), ("step", points.steps)):
            if positions is None or own_unit not in (None, unit) or (own_unit is None and (name, unit) in stated):
                continue
            if unit == "step" and own_unit is None and points.epochs is not None and _is_rising(points.epochs):
                continue
            curves.setdefault((name, unit), make_curve(name, unit, positions, points.values))
    return LogCurves(tuple(curves.values()), {points.name: float(points.values[-1]) for points in single})


def count_epochs(logged: Sequence[Points]) -> LogCurves:
    """Tell epochs from steps in a log that does not: the shortest metrics with consecutive numbers are by epoch.

    Args:
        logged: in the order of the log; numbers from 0 or from 1.

    Example:
        >>> losses, batches = Points("loss", np.array([2.0, 1]), np.array([0, 1])), Points("b", np.zeros(9), np.arange(9))
        >>> [(curve.name, curve.unit, curve.positions[:2].tolist()) for curve in count_epochs([losses, batches]).curves]
        [('loss', 'epoch', [1, 2]), ('b', 'step', [1, 2])]
    """
    rows = [_Row(points, _distinct(points.steps)) for points in logged if points.steps is not None and points.steps.size]
    longest = max((row.numbers.size for row in rows), default=0)
    several = [row for row in rows if row.numbers.size > 1 or longest == 1]
    most = min((row.numbers.size for row in several if row.is_consecutive), default=0) + 1
    curves: dict[tuple[str, str], Curve] = {}
    for unit in ("epoch", "step"):
        chosen = [row for row in several if row.unit(most) == unit]
        shift = 1 if any(row.numbers[0] == 0 for row in chosen) else 0
        for row in chosen:
            name, _ = logged_name(row.points.name)
            if row.points.steps is not None:
                curves.setdefault((name, unit), make_curve(name, unit, row.points.steps + shift, row.points.values))
    single = {row.points.name: float(row.points.values[-1]) for row in rows if row not in several}
    note = sentence(
        "The log does not say which of its steps are epochs: metrics logged at consecutive numbers are shown by epoch."
    )
    return LogCurves(tuple(curves.values()), single, (note,) if any(unit == "epoch" for _, unit in curves) else ())


def _distinct(numbers: Integers) -> Integers:
    """Return the numbers in order, each once; those of a log are in order nearly always, so that sorting is quick."""
    ordered: Integers = np.sort(numbers)
    distinct: Integers = ordered[np.append(True, ordered[1:] != ordered[:-1])]
    return distinct


@dataclass(frozen=True, eq=False)
class _Row:
    points: Points
    numbers: Integers

    @property
    def is_consecutive(self) -> bool:
        return bool(self.numbers[0] in (0, 1) and self.numbers[-1] - self.numbers[0] == self.numbers.size - 1)

    def unit(self, most: int) -> str:
        """Return the unit in the name, else epochs where no more numbers than that follow one another."""
        stated = logged_name(self.points.name)[1]
        return stated or ("epoch" if self.is_consecutive and self.numbers.size <= most else "step")


def _is_rising(numbers: Integers) -> bool:
    return bool(np.all(np.diff(numbers) > 0))
