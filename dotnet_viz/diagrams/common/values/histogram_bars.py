"""The bars, the quantiles and the axis of a histogram: zero cuts through no bin, exact zeros are a line of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.fonts import text_width
from dotnet_viz.formatting import format_count, format_number, format_percent
from dotnet_viz.geometry.boxes import Box
from dotnet_viz.scene import Label, Shape
from dotnet_viz.translation.translate import mark, translate

Doubles = NDArray[np.float64]

SMALL = 9.5
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
ZERO_COLOR = "ink"
ZERO_WORDS = mark("exactly zero")
NO_VALUES = mark("Histogram without any finite value.")

_LEAST_BAR = 0.6
_ZERO_WIDTH = 2.4


class Distribution(Protocol):
    """Values of which a histogram is drawn."""

    @property
    def is_empty(self) -> bool:
        """Whether no value is finite."""

    @property
    def limits(self) -> tuple[float, float]:
        """Least and largest finite value."""

    @property
    def zeros(self) -> int:
        """How many values are exactly zero."""

    def counts(self, edges: Doubles) -> Doubles:
        """Return how many finite values other than zero lie in each bin between some edges."""


@dataclass(frozen=True, eq=False)
class BarScale:
    """What a histogram is drawn on.

    Args:
        limits: the least and the largest value.
        edges: of the bins; shape (bins + 1,).
        log_counts: whether heights grow with the logarithm of the counts.
        highest: the count, or its logarithm, that is as high as the room.
    """

    limits: tuple[float, float]
    edges: Doubles
    log_counts: bool = False
    highest: float = 1.0

    @property
    def span(self) -> tuple[float, float]:
        """The numbers at the ends of the axis."""
        return float(self.edges[0]), float(self.edges[-1])

    def heights(self, distribution: Distribution) -> tuple[Doubles, Doubles]:
        """Return how many values other than zero each bin has, and how high it is."""
        counts = np.zeros(len(self.edges) - 1) if distribution.is_empty else distribution.counts(self.edges)
        return counts, np.log1p(counts) if self.log_counts else counts

    def reaching(self, distributions: Sequence[Distribution]) -> BarScale:
        """Return the scale on which the fullest bin of some distributions fills the room."""
        highest = max(float(self.heights(one)[1].max(initial=0.0)) for one in distributions)
        if highest == 0:  # nothing but zeros
            highest = max(float(np.log1p(one.zeros)) if self.log_counts else float(one.zeros) for one in distributions)
        return replace(self, highest=highest)


def describe(distribution: Distribution, scale: BarScale) -> str:
    """Return what a histogram shows in a sentence.

    Args:
        distribution: of the values.
        scale: its bins.
    """
    counts, _ = scale.heights(distribution)
    if not counts.any():
        if not distribution.zeros:
            return translate(NO_VALUES)
        return translate("Histogram of {values}, all zero.", values=format_count(distribution.zeros, "value"))
    fullest = int(counts.argmax())
    low, high = (format_number(limit) for limit in distribution.limits)
    left, right = (format_number(float(scale.edges[index])) for index in (fullest, fullest + 1))
    total = format_count(round(float(counts.sum())) + distribution.zeros, "value")
    zeros = translate("; {zeros} are exactly zero", zeros=format_count(distribution.zeros)) if distribution.zeros else ""
    return translate(
        "Histogram of {total} from {low} to {high}; most lie between {left} and {right}{zeros}.",
        total=total,
        low=low,
        high=high,
        left=left,
        right=right,
        zeros=zeros,
    )


def bars(distribution: Distribution, scale: BarScale, color: str, name: str, box: Box) -> Iterator[Shape]:
    """Yield a bar for each bin that has values, and a line for the values that are exactly zero.

    The highest bar is as high as the room. The line is no higher: it stands for one value, and the bars for ranges.

    Args:
        distribution: whose values are counted.
        scale: bins, and how high they are.
        color: of the bars.
        name: that the ids start with.
        box: of the room.
    """
    left, top, right, bottom = box
    counts, heights = scale.heights(distribution)
    shares = heights / (scale.highest or 1.0)
    wide = (right - left) / len(counts)
    for index, low, high, values in filled_bins(counts, scale.edges):
        height = max(_LEAST_BAR, float(shares[index]) * (bottom - top))
        about = translate(
            "{values} from {low} to {high}", values=format_count(values), low=format_number(low), high=format_number(high)
        )
        place = left + (index + 0.5) * wide, bottom - height / 2
        yield Shape(f"{name}-{index}", about, wide, height, "bar", *place, color, stroke_width=0.0, kind="bin")
    if distribution.zeros:
        share = (np.log1p(distribution.zeros) if scale.log_counts else distribution.zeros) / (scale.highest or 1.0)
        height = max(_LEAST_BAR, min(1.0, float(share)) * (bottom - top))
        place = left + _zero_place(scale.span) * (right - left), bottom - height / 2
        about = translate("{zeros} exactly zero", zeros=format_count(distribution.zeros))
        yield Shape(f"{name}-zero", about, _ZERO_WIDTH, height, "bar", *place, ZERO_COLOR, stroke_width=0.0, kind="bin")


def filled_bins(counts: Doubles, edges: Doubles) -> Iterator[tuple[int, float, float, int]]:
    """Yield each bin that has values: its index, its lower and upper edge, and how many values.

    Args:
        counts: of the bins, which can be estimates; shape (bins,).
        edges: shape (bins + 1,).

    Example:
        >>> list(filled_bins(np.array([2.0, 0.2, 1.0]), np.array([0.0, 1.0, 2.0, 3.0])))
        [(0, 0.0, 1.0, 2), (2, 2.0, 3.0, 1)]
    """
    for index in np.flatnonzero(np.rint(counts) > 0).tolist():
        yield index, float(edges[index]), float(edges[index + 1]), round(counts[index])


def _zero_place(span: tuple[float, float]) -> float:
    """Return where zero lies on an axis, from 0 to 1; halves, for the whole may be beyond all numbers."""
    return -(span[0] / 2) / (span[1] / 2 - span[0] / 2)


def strip(quantiles: Sequence[float], name: str, span: tuple[float, float], box: Box) -> Iterator[Shape]:
    """Yield a line from 5 % to 95 % of the values, a box around the middle half and a mark at the median.

    Args:
        quantiles: at 5, 25, 50, 75 and 95 %; nothing is drawn where they are missing.
        name: that the ids start with.
        span: the values at the left and the right end of the room.
        box: of the room.
    """
    if not quantiles:
        return
    left, top, right, bottom = box
    width = span[1] / 2 - span[0] / 2
    places = [left + (value / 2 - span[0] / 2) / width * (right - left) for value in quantiles]
    middle = (top + bottom) / 2
    about = ", ".join(
        f"{format_percent(part)}: {format_number(value)}" for part, value in zip(QUANTILES, quantiles, strict=True)
    )
    marks = (
        ("reach", places[0], places[4], 1.4, "muted"),
        ("half", places[1], places[3], bottom - top, "muted"),
        ("median", places[2] - 0.8, places[2] + 0.8, bottom - top + 3, "ink"),
    )
    for part, start, end, height, color in marks:
        position = (start + end) / 2, middle
        size = max(end - start, _LEAST_BAR), height
        yield Shape(f"{name}-{part}", about, *size, "bar", *position, color, stroke_width=0.0, kind="quantiles")


def axis_line(name: str, x: float, width: float, y: float) -> Shape:
    """Return the line below bars.

    Args:
        name: its id.
        x: left end.
        width: how long it is.
        y: upper edge.
    """
    return Shape(name, translate("axis"), width, 1.0, "bar", x + width / 2, y + 0.5, fill="line", stroke_width=0.0, kind="axis")


def axis_ends(span: tuple[float, float], x: float, width: float, y: float) -> Iterator[Label]:
    """Yield the numbers at the ends of an axis, and zero where it has room between them.

    Args:
        span: the least and the largest number of the axis.
        x: left end of the axis in CSS pixels.
        width: length of the axis in CSS pixels.
        y: middle of the text in CSS pixels.
    """
    low, high = format_number(span[0]), format_number(span[1])
    yield Label(low, x, y, SMALL, anchor="start")
    yield Label(high, x + width, y, SMALL, anchor="end")
    zero = _zero_place(span) * width
    if text_width(low, SMALL) + 10 < zero < width - text_width(high, SMALL) - 10:
        yield Label("0", x + zero, y, SMALL)
