"""The plot of a node: how the feature is distributed at a split, and the answer or the target at a leaf."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from dotnet_viz.diagrams.tree.class_colors import POINT_COLOR
from dotnet_viz.diagrams.tree.plots import AXIS, WEDGE, position_on, rectangle, stacked_bars, wedge
from dotnet_viz.diagrams.tree.subject import TreeSubject
from dotnet_viz.fonts import one_line, text_width
from dotnet_viz.formatting import format_count, format_number
from dotnet_viz.measures.trees.node_data import NodeDistribution, category_distribution, distribution
from dotnet_viz.measures.trees.tree import SCORE, Numbers
from dotnet_viz.scene import Face, Label, Point
from dotnet_viz.thinning import evenly
from dotnet_viz.translation.translate import translate

_HEIGHT, _LEAF_HEIGHT = 42.0, 26.0
_TICK = 9.0
_TICK_ROOM = WEDGE + _TICK * 1.3
_GAP = 4.0
_MEAN = 2.2


@dataclass(frozen=True)
class Plot:
    """Faces, texts and dots, measured from the middle of the room that they take.

    Args:
        height: of the room.
        faces: in drawing order, above the dots.
        labels: of its axis.
        dots: places.
    """

    height: float
    faces: tuple[Face, ...] = ()
    labels: tuple[Label, ...] = ()
    dots: tuple[Point, ...] = ()


def split_plot(subject: TreeSubject, node: int) -> Plot:
    """Return the distribution of the feature that a split asks for, with the threshold.

    Args:
        subject: with data.
        node: a split.
    """
    data, tree = subject.data, subject.tree
    if data is None:
        return Plot(0.0)
    rows = subject.rows[node]
    values, target = data.x[rows, tree.feature[node]], data.target[rows]
    groups = subject.groups[target.astype(np.intp)].astype(np.float64) if data.class_names else None
    count = max(len(subject.group_names), 1)
    colors = subject.colors or (POINT_COLOR,)
    if node in tree.categories:
        names = tree.category_names.get(int(tree.feature[node]), ())
        found, left = category_distribution(values, groups, count, tree.categories[node], names)
        return _category_plot(found, left, colors, subject.width)
    threshold = float(tree.threshold[node])
    own = [float(subject.sample[tree.feature[node]])] if subject.sample is not None and node in subject.path else []
    found = distribution(values, groups, count, subject.options.bins, [threshold, *own])
    low, high = float(found.edges[0]), float(found.edges[-1])
    marks = tuple(_marks(threshold, own, low, high, subject.width))
    labels = _ticks(low, high, threshold, found, subject.width)
    height = _GAP + _HEIGHT + _TICK_ROOM
    bottom = _bottom(height)
    if data.class_names:
        return Plot(height, (*stacked_bars(found, colors, subject.width, _HEIGHT, bottom), *marks), labels)
    dots, means = _scatter(subject, values, target, threshold, (low, high))
    return Plot(height, (*means, *marks), labels, dots)


def leaf_plot(subject: TreeSubject, node: int) -> Plot:
    """Return where the answer of a leaf stands among all answers, and with data how the target is distributed there.

    Args:
        subject: what is drawn.
        node: a leaf of a regression, or of boosting.
    """
    low, high = subject.value_range
    value = float(subject.tree.value[node, 0])
    x = position_on(value, low, high, subject.width)
    if subject.tree.task == SCORE:
        zero = position_on(0.0, low, high, subject.width)
        bar = [rectangle(min(x, zero), -4.5, max(x, zero), 4.5, "muted")] if x != zero else []
        return Plot(
            17.0,
            (
                rectangle(-subject.width / 2, -0.3, subject.width / 2, 0.3, "line"),
                *bar,
                rectangle(zero - 0.6, -7, zero + 0.6, 7, "ink"),
            ),
        )
    if subject.data is None or subject.data.class_names:
        return Plot(WEDGE + 8, (_axis(-1.0, subject.width), wedge(x, 0.0, "ink")))
    found = distribution(subject.data.target[subject.rows[node]], None, 1, subject.options.bins, (low, high))
    height = _GAP + _LEAF_HEIGHT + WEDGE + 3
    bottom = -height / 2 + _GAP + _LEAF_HEIGHT
    bars = stacked_bars(found, (POINT_COLOR,), subject.width, _LEAF_HEIGHT, bottom)
    return Plot(height, (*bars, _axis(bottom, subject.width), wedge(x, bottom + AXIS, "ink")))


def _bottom(height: float) -> float:
    return -height / 2 + _GAP + _HEIGHT


def _axis(y: float, width: float) -> Face:
    return rectangle(-width / 2, y, width / 2, y + AXIS, "muted")


def _marks(threshold: float, own: list[float], low: float, high: float, width: float) -> Iterator[Face]:
    """Yield the axis, the line of the threshold and its triangle, and the line of the sample."""
    bottom = _bottom(_GAP + _HEIGHT + _TICK_ROOM)
    yield _axis(bottom, width)
    for value in own:
        if np.isfinite(value):
            x = position_on(value, low, high, width)
            yield rectangle(x - 1.1, bottom - _HEIGHT - 1, x + 1.1, bottom + AXIS + 3, "accent")
    if np.isfinite(threshold):
        x = position_on(threshold, low, high, width)
        yield rectangle(x - 0.5, bottom - _HEIGHT - 1, x + 0.5, bottom, "ink")
        yield wedge(x, bottom + AXIS, "ink")


def _ticks(low: float, high: float, threshold: float, found: NodeDistribution, room: float) -> tuple[Label, ...]:
    """Return the numbers below an axis: the threshold, and its ends where there is room."""
    y = (_GAP + _HEIGHT + _TICK_ROOM) / 2 - _TICK * 0.65
    half = room / 2
    text = (
        format_number(threshold)
        if np.isfinite(threshold)
        else translate("{values} missing", values=format_count(found.missing, "value"))
    )
    width = text_width(text, _TICK, bold=True)
    x = position_on(threshold, low, high, room) if np.isfinite(threshold) else 0.0
    x = round(min(max(x, width / 2 - half), half - width / 2), 1)
    labels = [Label(text, x, y, _TICK, bold=True)]
    first, last = format_number(low, 3), format_number(high, 3)
    if -half + text_width(first, _TICK) + 5 < x - width / 2:
        labels.append(Label(first, -half, y, _TICK, anchor="start", color="muted"))
    if half - text_width(last, _TICK) - 5 > x + width / 2:
        labels.append(Label(last, half, y, _TICK, anchor="end", color="muted"))
    return tuple(labels)


def _category_plot(found: NodeDistribution, left: int, colors: tuple[str, ...], width: float) -> Plot:
    """Return bars of categories, with a line between those that go left and the others."""
    height = _GAP + _HEIGHT + _TICK_ROOM
    bottom = _bottom(height)
    bins = max(len(found.names), 1)
    x = width * (left / bins - 0.5)
    room = width / bins
    y = height / 2 - _TICK * 0.65
    names = [one_line(name) for name in found.names]
    labels = [Label(name, round((index + 0.5) * room - width / 2, 1), y, _TICK) for index, name in enumerate(names)]
    if any(text_width(name, _TICK) > room - 2 for name in names):
        text = translate("{part} of {total}", part=left, total=format_count(len(names), "category", "categories"))
        labels = [Label(text, 0.0, y, _TICK, color="muted")]
    bars = stacked_bars(found, colors, width, _HEIGHT, bottom)
    border = rectangle(x - 0.5, bottom - _HEIGHT - 1, x + 0.5, bottom, "ink")
    return Plot(height, (*bars, _axis(bottom, width), border, wedge(x, bottom + AXIS, "ink")), tuple(labels))


def _scatter(
    subject: TreeSubject, values: Numbers, target: Numbers, threshold: float, reach: tuple[float, float]
) -> tuple[tuple[Point, ...], list[Face]]:
    """Return rows as dots, target upwards, and the mean target on either side of the threshold as two lines."""
    shown = np.flatnonzero(np.isfinite(values))
    if not len(shown) or not subject.options.max_points:
        return (), []
    low, high = _target_range(subject)
    bottom = _bottom(_GAP + _HEIGHT + _TICK_ROOM)

    def height_of(amount: float) -> float:
        return bottom - _HEIGHT * (position_on(amount, low, high, 1.0) + 0.5)

    kept = shown[evenly(len(shown), subject.options.max_points)]
    pairs = zip(values[kept].tolist(), target[kept].tolist(), strict=True)
    dots = tuple((position_on(x, *reach, subject.width), height_of(y)) for x, y in pairs)
    middle = position_on(threshold, *reach, subject.width)
    sides = ((values <= threshold, -subject.width / 2, middle), (values > threshold, middle, subject.width / 2))
    means = []
    for is_side, start, end in sides:
        if is_side.any():
            y = height_of(float(target[is_side].mean()))
            means.append(rectangle(start, y - _MEAN / 2, end, y + _MEAN / 2, "ink"))
    return dots, means


def _target_range(subject: TreeSubject) -> tuple[float, float]:
    """Return the range of the target in the data."""
    if subject.data is None:
        return 0.0, 1.0
    return float(subject.data.target.min()), float(subject.data.target.max())
