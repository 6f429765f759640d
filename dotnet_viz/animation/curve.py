"""One small curve beside a picture: a metric so far, with a marker that moves."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.fonts import one_line, shorten, text_width
from dotnet_viz.formatting import format_count, format_number
from dotnet_viz.measures.training.history import Metric
from dotnet_viz.measures.training.smoothing import drawable
from dotnet_viz.scene import Connection, Label, Point, Shape
from dotnet_viz.translation.translate import translate

Doubles = NDArray[np.float64]

WIDTH = 216.0
HEIGHT = 176.0
"""Room that a curve takes with its title, key and numbers."""
LINES = (("training", "#2f78c4"), ("validation", "#c2620a"))
"""What lines are called, and their colours, which can be told apart on light and on dark paper."""

_TITLE, _SMALL = 12.0, 10.0
_TOP, _BOTTOM = 54.0, 150.0
# Numbers of the axis stand left of it, where no line passes.
_AXIS = 46.0
_LOG_SPAN = 200.0


@dataclass(frozen=True)
class CurveParts:
    """What is drawn of a curve."""

    shapes: tuple[Shape, ...]
    connections: tuple[Connection, ...]
    labels: tuple[Label, ...]


class MetricCurve:
    """The axes of a metric, which are the same in all frames.

    Args:
        metric: its values.
        epochs: their numbers, one a value.
        key: that its ids start with.
        place: left and upper edge.
    """

    def __init__(self, metric: Metric, epochs: Sequence[int], key: str, place: Point) -> None:
        self._epochs, self._key = np.array(epochs, np.float64), key
        self._left, self._top = place
        self._name = one_line(metric.name)
        lines = zip(LINES, (metric.train, metric.validation), strict=True)
        self._lines = [(name, color, drawable(values)) for (name, color), values in lines if values is not None]
        finite = np.concatenate([values[np.isfinite(values)] for _, _, values in self._lines])
        self._low, self._high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 1.0)
        self._is_log = self._low > 0 and self._high / _LOG_SPAN > self._low

    def parts(self, epoch: int) -> CurveParts:
        """Return the curve as it stands at the end of an epoch.

        Args:
            epoch: its number; before the first one nothing is drawn but the axes.
        """
        lines = [(index, color, values, self._points(values)) for index, (_, color, values) in enumerate(self._lines)]
        behind = [self._line(f"all{index}", points, "line", 0.8) for index, _, _, points in lines]
        done = self._epochs <= epoch
        before = [self._line(f"so-far{index}", _cut(points, done), color, 2.0) for index, color, _, points in lines]
        markers = [self._marker(index, color, points, done) for index, color, _, points in lines if done.any()]
        connections = [*(line for line in behind if line), *(line for line in before if line)]
        shapes = (self._end, *self._axes(), *self._swatches(), *(marker for marker in markers if marker))
        return CurveParts(shapes, tuple(connections), tuple(self._labels(done)))

    @property
    def _end(self) -> Shape:
        """A shape of which nothing is drawn, since lines must start and end somewhere."""
        return Shape(f"{self._key}-end", "", 0.0, 0.0, "area", self._left, self._top, stroke_width=0.0)

    def _axes(self) -> Iterator[Shape]:
        left, bottom = self._left, self._top + _BOTTOM
        middle = self._top + (_TOP + _BOTTOM) / 2
        yield _bar(f"{self._key}-x", left + (WIDTH + _AXIS) / 2, bottom, WIDTH - _AXIS, 1.0)
        yield _bar(f"{self._key}-y", left + _AXIS, middle, 1.0, _BOTTOM - _TOP)

    def _swatches(self) -> Iterator[Shape]:
        for index, (x, (_, color, _)) in enumerate(zip(self._columns, self._lines, strict=False)):
            place = x + 6.0, self._top + 32.0
            yield Shape(f"{self._key}-key{index}", "", 12.0, 3.0, "bar", *place, color, color, stroke_width=0.0, kind="key")

    @property
    def _columns(self) -> tuple[float, float]:
        return self._left, self._left + WIDTH / 2

    def _labels(self, done: NDArray[np.bool_]) -> Iterator[Label]:
        left, top = self._left, self._top
        title = translate("{name}, logarithmic", name=self._name) if self._is_log else self._name
        yield Label(shorten(title, _TITLE, WIDTH, bold=True), left, top + 9.0, _TITLE, bold=True, anchor="start")
        for x, (name, _, _) in zip(self._columns, self._lines, strict=False):
            yield Label(name, x + 16.0, top + 32.0, _SMALL, anchor="start", color="muted")
        yield Label(format_number(self._high, 3), left + _AXIS - 5.0, top + _TOP + 8.0, _SMALL, anchor="end", color="muted")
        if self._high > self._low:
            low = format_number(self._low, 3)
            yield Label(low, left + _AXIS - 5.0, top + _BOTTOM - 6.0, _SMALL, anchor="end", color="muted")
        first, last = int(self._epochs[0]), int(self._epochs[-1])
        start = translate("epoch {number}", number=format_count(first))
        yield Label(start, left + _AXIS, top + _BOTTOM + 11.0, _SMALL, anchor="start", color="muted")
        if last > first:
            yield Label(format_count(last), left + WIDTH, top + _BOTTOM + 11.0, _SMALL, anchor="end", color="muted")
        position = int(np.count_nonzero(done)) - 1
        for x, (name, _, values) in zip(self._columns, self._lines, strict=False):
            text = format_number(float(values[position]), 3) if position >= 0 else "–"
            yield Label(text, x + 20.0 + text_width(name, _SMALL), top + 32.0, _SMALL, bold=True, anchor="start")

    def _points(self, values: Doubles) -> Doubles:
        """Return the place of each value; shape (epochs, 2), NaN where there is none."""
        span = max(float(self._epochs[-1] - self._epochs[0]), 1e-9)
        x = self._left + _AXIS + 7.0 + (self._epochs - self._epochs[0]) / span * (WIDTH - _AXIS - 14.0)
        with np.errstate(invalid="ignore", divide="ignore"):
            low, high, numbers = (
                (math.log(self._low), math.log(self._high), np.log(values)) if self._is_log else (self._low, self._high, values)
            )
            share = (numbers - low) / (high - low) if high > low else np.where(np.isnan(values), np.nan, 0.5)
        return np.stack([x, self._top + _BOTTOM - 6.0 - share * (_BOTTOM - _TOP - 14.0)], axis=1)

    def _line(self, name: str, points: Doubles, color: str, width: float) -> Connection | None:
        runs = list(_runs(points))
        if not runs:
            return None
        end = f"{self._key}-end"
        return Connection(end, end, runs[0], color, width, arrow=False, strands=tuple(runs[1:]))

    def _marker(self, index: int, color: str, points: Doubles, done: NDArray[np.bool_]) -> Shape | None:
        x, y = points[int(np.count_nonzero(done)) - 1].tolist()
        if not math.isfinite(y):
            return None
        return Shape(f"{self._key}-marker{index}", "", 9.0, 9.0, "circle", x, y, color, "paper", 1.5, kind="marker")


def _cut(points: Doubles, done: NDArray[np.bool_]) -> Doubles:
    return np.where(done[:, np.newaxis], points, np.nan)


def _runs(points: Doubles) -> Iterator[tuple[Point, ...]]:
    """Yield the stretches without gaps as chains of Bézier curves, each straight from point to point."""
    there = np.isfinite(points[:, 1])
    edges = np.flatnonzero(np.diff(np.concatenate([[False], there, [False]]).astype(int)))
    for start, end in edges.reshape(-1, 2).tolist():
        if end - start < 2:
            continue
        stretch = points[start:end]
        steps = np.diff(stretch, axis=0) / 3
        chain = np.stack([stretch[:-1] + steps, stretch[:-1] + 2 * steps, stretch[1:]], axis=1).reshape(-1, 2)
        yield tuple((float(x), float(y)) for x, y in (stretch[0], *chain))


def _bar(name: str, x: float, y: float, width: float, height: float) -> Shape:
    return Shape(name, "", width, height, "bar", x, y, "line", stroke_width=0.0, kind="axis")
