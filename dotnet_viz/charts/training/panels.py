"""Which lines of which runs stand in one panel of a chart of curves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.arguments import names_in
from dotnet_viz.errors import OptionError, unknown_choice
from dotnet_viz.measures.training.metric_names import base_name, better_direction, is_learning_rate
from dotnet_viz.measures.training.run import Curve, TrainingRun

SCALES = ("auto", "linear", "log")
UNITS = ("auto", "epoch", "step")
MAX_RUNS = 24
MAX_PANELS = 12
FEW_EPOCHS, MANY_STEPS = 4, 8
"""With fewer epochs, the curves by step of at least so many points are shown too."""


@dataclass(frozen=True)
class CurveOptions:
    """What a chart of curves shows.

    Args:
        metrics: names without ``val_``, in their order; ``None`` takes all, the loss first and the learning rate last.
        smoothing: weight of what was before in an exponential moving average, from 0 up to but not including 1.
        scale: ``"linear"`` or ``"log"``; ``"auto"`` takes a logarithmic axis for positive values that span more than a
            factor of 200.
        unit: ``"epoch"`` or ``"step"``; ``"auto"`` takes epochs, and steps for what has fewer than 4 epochs or none.

    Raises:
        OptionError: an unknown scale or unit, or a smoothing out of range.
    """

    metrics: Sequence[str] | None = None
    smoothing: float = 0.0
    scale: str = "auto"
    unit: str = "auto"

    def __post_init__(self) -> None:
        if self.scale not in SCALES:
            raise unknown_choice("scale", self.scale, SCALES)
        if self.unit not in UNITS:
            raise unknown_choice("unit", self.unit, UNITS)
        if isinstance(self.smoothing, bool) or not 0 <= self.smoothing < 1:
            raise OptionError(f"smoothing must be from 0 to less than 1, not {self.smoothing!r}")
        if self.metrics is not None:
            object.__setattr__(self, "metrics", names_in("metrics", self.metrics))


@dataclass(frozen=True, eq=False)
class RunLine:
    """One curve of one run.

    Args:
        run: index of the run.
        is_validation: whether it is of the validation data.
        curve: as it was logged.
    """

    run: int
    is_validation: bool
    curve: Curve = field(repr=False)

    @property
    def values(self) -> NDArray[np.float64]:
        """The number at each position."""
        return self.curve.values


@dataclass(frozen=True, eq=False)
class Best:
    """The best value of a run."""

    run: int
    position: int
    value: float


@dataclass(frozen=True, eq=False)
class ChartPanel:
    """The curves of one metric.

    Args:
        metric: its name without ``val_``.
        unit: ``"epoch"`` or ``"step"``.
        lines: of all runs, in their order.
    """

    metric: str
    unit: str
    lines: tuple[RunLine, ...]

    @property
    def bests(self) -> tuple[Best, ...]:
        """The best value of each run, by its validation data where there is any; none of a noisy metric by step."""
        better = None if is_learning_rate(self.metric) else better_direction(self.metric)
        if better is None:
            return ()
        chosen = {line.run: line for line in self.lines if line.is_validation or self.unit == "epoch"}
        chosen |= {line.run: line for line in self.lines if line.is_validation}
        return tuple(best for run in sorted(chosen) if (best := _best(chosen[run], better)) is not None)

    def best(self) -> Best | None:
        """Return the best of all runs, ``None`` where ``better`` is unknown."""
        sign = 1 if better_direction(self.metric) == "lower" else -1
        return min(self.bests, key=lambda best: sign * best.value, default=None)


def panels_of(runs: Sequence[TrainingRun], options: CurveOptions) -> tuple[tuple[ChartPanel, ...], int]:
    """Return the panels of a chart, and how many were left out.

    Args:
        runs: in the order of the legend.
        options: what is shown.

    Raises:
        OptionError: no run has a metric of such a name, or nothing was logged by the unit.
    """
    lines: dict[tuple[str, str], list[RunLine]] = {}
    for index, run in enumerate(runs):
        for curve in run.curves:
            if curve.positions.size:
                name = base_name(curve.name)
                lines.setdefault((name, curve.unit), []).append(RunLine(index, curve.name != name, curve))
    if options.unit != "auto":
        lines = {key: found for key, found in lines.items() if key[1] == options.unit}
    if not lines:
        unit = "" if options.unit == "auto" else f" by {options.unit}"
        raise OptionError(f"nothing was logged{unit} in {', '.join(repr(run.name) for run in runs) or 'no run'}")
    names = _chosen([name for name, _ in lines], options.metrics)
    panels = tuple(ChartPanel(name, unit, tuple(lines[name, unit])) for name in names for unit in _units(name, lines))
    return panels[:MAX_PANELS], max(0, len(panels) - MAX_PANELS)


def _chosen(logged: Sequence[str], metrics: Sequence[str] | None) -> list[str]:
    known = list(dict.fromkeys(logged))
    if metrics is None:
        return sorted(known, key=lambda name: (is_learning_rate(name), name != "loss"))
    for name in metrics:
        if name not in known:
            raise unknown_choice("metric", name, known)
    return list(dict.fromkeys(metrics))


def _units(name: str, lines: dict[tuple[str, str], list[RunLine]]) -> list[str]:
    """Return the units of a metric's panels: steps only where a run has nothing by epoch, or hardly anything."""
    by_epoch, by_step = lines.get((name, "epoch"), []), lines.get((name, "step"), [])
    enough = {line.run for line in by_epoch if line.curve.positions.size >= FEW_EPOCHS}
    more = {line.run for line in by_step if line.curve.positions.size >= MANY_STEPS} - enough
    more |= {line.run for line in by_step} - {line.run for line in by_epoch}
    return [*(["epoch"] if by_epoch else []), *(["step"] if more else [])]


def _best(line: RunLine, better: str) -> Best | None:
    finite = np.flatnonzero(np.isfinite(line.values))
    if not finite.size:
        return None
    values = line.values[finite]
    index = int(finite[values.argmin() if better == "lower" else values.argmax()])
    return Best(line.run, int(line.curve.positions[index]), float(line.values[index]))


def labels_of(runs: Sequence[TrainingRun]) -> tuple[str, ...]:
    """Return a name for each run, numbered where several have the same.

    Example:
        >>> labels_of([TrainingRun("7", "test"), TrainingRun("8", "test"), TrainingRun("7", "test")])
        ('7 (1)', '8', '7 (2)')
    """
    names = [run.name for run in runs]
    counts = {name: names.count(name) for name in names}
    return tuple(
        name if counts[name] == 1 else f"{name} ({names[: index + 1].count(name)})" for index, name in enumerate(names)
    )
