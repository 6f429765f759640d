"""Curves so small that they fit a cell: one scale for all, so that they can be compared."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dotnet_viz.formatting import format_number
from dotnet_viz.measures.training.run_summary import Points, RunSummary
from dotnet_viz.translation.translate import mark, translate

WIDTH, HEIGHT = 120, 28
_LOG_SPAN = 200.0
_LIMITS = (3.0, 97.0)
_LINEAR = mark("{metric}, from {low} to {high}")
_LOGARITHMIC = mark("{metric}, from {low} to {high}, logarithmic")


@dataclass(frozen=True)
class Sparkline:
    """The lines of one run, as the ``d`` of SVG paths; empty where there is none.

    Args:
        train: on the training data.
        validation: on the validation data.
    """

    train: str
    validation: str


class Sparklines:
    """The scale of the curves of some runs, and the lines in it.

    The lowest and the highest 3 % of the values are drawn at the edges, so that one odd run does not flatten all others;
    positive values that span more than a factor of 200 are on a logarithmic scale.

    Args:
        runs: whose curves are drawn; the metric that most of them have counts.
    """

    def __init__(self, runs: Sequence[RunSummary]) -> None:
        counts = Counter(run.metric for run in runs if run.metric)
        self.metric = counts.most_common(1)[0][0] if counts else ""
        mine = [run for run in runs if run.metric == self.metric]
        values = np.array([value for run in mine for points in (run.train, run.validation) for _, value in points])
        # Differences of halves are finite, and doubling is exact.
        self._low, self._high = map(float, 2 * np.percentile(values / 2, _LIMITS)) if values.size else (0.0, 1.0)
        self._logarithmic = self._low > 0 and self._high / _LOG_SPAN > self._low

    @property
    def title(self) -> str:
        """What the curves are of, and in which scale; empty where there are none."""
        if not self.metric:
            return ""
        scale = _LOGARITHMIC if self._logarithmic else _LINEAR
        return translate(scale, metric=self.metric, low=format_number(self._low, 3), high=format_number(self._high, 3))

    def line(self, run: RunSummary) -> Sparkline | None:
        """Return the lines of a run, ``None`` where it lacks the metric.

        Args:
            run: one of the runs.
        """
        if run.metric != self.metric or not (run.train or run.validation):
            return None
        positions = [position for points in (run.train, run.validation) for position, _ in points]
        span = (min(positions), max(positions))
        return Sparkline(self._path(run.train, span), self._path(run.validation, span))

    def _path(self, points: Points, span: tuple[int, int]) -> str:
        first, last = span
        places = [((position - first) / ((last - first) or 1) * (WIDTH - 4) + 2, self._y(value)) for position, value in points]
        if len(places) == 1:
            places.append((places[0][0] + 1, places[0][1]))
        return "".join(f"{'L' if index else 'M'}{x:.0f} {y:.1f}" for index, (x, y) in enumerate(places))

    def _y(self, value: float) -> float:
        low, high, value = self._low, self._high, max(self._low, min(value, self._high))
        if self._logarithmic:
            low, high, value = math.log10(low), math.log10(high), math.log10(value)
        low, high, value = low / 2, high / 2, value / 2
        share = (value - low) / (high - low) if high > low else 0.5
        return HEIGHT - 2 - share * (HEIGHT - 4)
