"""Histograms as shapes and labels: zero cuts through no bin, and values that are exactly zero are a line of their own.

A panel has a name, the bars on an axis of its own, and a few lines on the numbers below.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.fonts import one_line, shorten, text_width
from dotnet_viz.formatting import format_count, format_number, format_percent
from dotnet_viz.scene import Label, Scene, Shape
from dotnet_viz.translation.translate import mark, translate

Doubles = NDArray[np.float64]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

TEXT_SIZE = 11.0
SMALL = 9.5
LINE = 14.0
PANEL_WIDTH, PANEL_HEIGHT = 200.0, 64.0
STRIP = 6.0
ZERO_COLOR = "ink"
ZERO_WORDS = mark("exactly zero")
NO_VALUES = mark("Histogram without any finite value.")

_LEAST_BAR = 0.6
_ZERO_WIDTH = 2.4
_PANEL_MARGIN = 8.0


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


@dataclass(frozen=True, eq=False)
class HistogramPanel:
    """What a panel shows.

    Args:
        title: in bold above the bars.
        subtitle: below the title.
        distribution: of the values.
        scale: of the bars.
        color: of the bars.
        lines: below the axis: text and colour or role.
        quantiles: at 5, 25, 50, 75 and 95 %, for a strip below the bars; empty for none.
        about: what it shows, in words that need no panel beside it.
    """

    title: str
    subtitle: str
    distribution: Distribution
    scale: BarScale
    color: str
    lines: Sequence[tuple[str, str]] = ()
    quantiles: tuple[float, ...] = ()
    about: str = ""


QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)


def add_panel(panel: HistogramPanel, name: str, x: float, y: float, parts: tuple[list[Shape], list[Label]]) -> None:
    """Add a panel to the shapes and labels of a picture.

    Args:
        panel: what it shows.
        name: that the ids start with.
        x: of its left edge.
        y: of its upper edge.
        parts: the shapes and the labels.
    """
    shapes, labels = parts
    top, bottom = y + 2 * LINE + 2, y + 2 * LINE + 2 + PANEL_HEIGHT
    shapes += bars(panel.distribution, panel.scale, panel.color, name, (x, top, x + PANEL_WIDTH, bottom))
    shapes.append(axis_line(f"{name}-axis", x, PANEL_WIDTH, bottom))
    strip_top = bottom + STRIP
    shapes += strip(panel.quantiles, name, panel.scale.span, (x, strip_top, x + PANEL_WIDTH, strip_top + STRIP))
    head = Label("", x, y + LINE / 2, TEXT_SIZE, bold=True, anchor="start")
    labels += [_text(head, panel.title), _text(head, panel.subtitle, down=LINE, bold=False, color="muted")]
    low = strip_top + 2 * STRIP
    labels += _ticks(panel.distribution, panel.scale, x, PANEL_WIDTH, low + LINE / 2)
    for index, (text, color) in enumerate(panel.lines):
        position = x, low + (index + 1.5) * LINE
        labels.append(Label(shorten(text, SMALL, PANEL_WIDTH), *position, SMALL, anchor="start", color=color))


def panel_scene(panel: HistogramPanel) -> Scene:
    """Return a picture of one panel alone.

    Args:
        panel: what it shows.
    """
    parts: tuple[list[Shape], list[Label]] = ([], [])
    add_panel(panel, "w", 0.0, 0.0, parts)
    return Scene(
        title=panel.about,
        description=describe(panel.distribution, panel.scale),
        shapes=tuple(parts[0]),
        labels=tuple(parts[1]),
        layout="given",
        show_title=False,
        margin=_PANEL_MARGIN,
    )


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


def _text(model: Label, text: str, *, down: float = 0.0, bold: bool = True, color: str = "ink") -> Label:
    shown = shorten(one_line(text), model.size, PANEL_WIDTH, bold)
    return Label(shown, model.x, model.y + down, model.size, bold, model.anchor, color)


def _ticks(distribution: Distribution, scale: BarScale, x: float, width: float, y: float) -> Iterator[Label]:
    """Yield the ends of an axis and zero, where it has room between them; one number in the middle for equal values."""
    if distribution.is_empty:
        return
    if scale.limits[0] == scale.limits[1]:
        yield Label(format_number(scale.limits[0]), x + width / 2, y, SMALL)
        return
    yield from axis_ends(scale.span, x, width, y)
