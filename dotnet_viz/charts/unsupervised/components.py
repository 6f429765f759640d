"""Principal components: how much variance each has, and rows and features on the first two."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.charts.chart import Chart, draw_chart
from dotnet_viz.charts.data import ChartData
from dotnet_viz.charts.style import INK, MUTED, TRAIN, VALIDATION, name_for, plain_ticks
from dotnet_viz.charts.unsupervised.points import KEY_ROOM, draw_points, group_column
from dotnet_viz.fonts import text_width
from dotnet_viz.formatting import format_count, format_number, format_percent
from dotnet_viz.measures.unsupervised.components import PrincipalComponents
from dotnet_viz.measures.unsupervised.rows import Numbers, RowClasses, groups_at
from dotnet_viz.thinning import evenly
from dotnet_viz.translation.translate import translate

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MAX_COMPONENTS = 12
MAX_POINTS = 1500
_VARIANCE, _BIPLOT, _HEIGHT = 250.0, 450.0, 430.0
_NAME_ROOM = 110.0
_LINE = 13.0
"""Least pixels from one name to the next one below it."""


def component_chart(found: PrincipalComponents, groups: RowClasses | Numbers | None = None, *, max_features: int = 8) -> Chart:
    """Draw the explained variance of each component beside a biplot of the first two.

    Args:
        found: the components.
        groups: class or amount of each row; ``None`` for none.
        max_features: most features with an arrow, those with the longest.
    """
    rows = evenly(len(found.scores), MAX_POINTS)
    shown = groups_at(groups, rows)

    def paint(figure: Figure) -> None:
        left, right = figure.subplots(1, 2, width_ratios=[_VARIANCE, _BIPLOT])
        _variance(left, found)
        draw_points(right, found.scores[rows, :2], shown, size=3.6)
        factor = _arrows(right, found, max_features)
        plain_ticks(right.xaxis)
        plain_ticks(right.yaxis)
        first, second = (
            translate("component {number} ({share})", number=number, share=format_percent(found.ratios[number - 1]))
            for number in (1, 2)
        )
        right.set_xlabel("\n".join([first, *_remarks(found, len(rows), max_features, factor)]))
        right.set_ylabel(second)

    size = _VARIANCE + _BIPLOT + (KEY_ROOM if groups is not None else 0.0), _HEIGHT
    return draw_chart(translate("Principal components"), _description(found), size, paint, _data(found, groups))


def _variance(axes: Axes, found: PrincipalComponents) -> None:
    count = min(len(found.ratios), MAX_COMPONENTS)
    numbers = np.arange(1, count + 1)
    together = np.cumsum(found.ratios)[:count]
    axes.bar(numbers, found.ratios[:count], width=0.7, color=TRAIN, alpha=0.85, label=translate("of one"))
    axes.plot(numbers, together, color=VALIDATION, marker="s", markersize=4, label=translate("up to here"))
    axes.set_ylim(0, 1.18)
    axes.set_yticks([0, 0.25, 0.5, 0.75, 1], [format_percent(share / 4) for share in range(5)])
    axes.grid(axis="y")
    plain_ticks(axes.xaxis, whole=True)
    more = (
        ""
        if count == len(found.ratios)
        else "\n" + translate("the first {shown} of {total}", shown=count, total=format_count(len(found.ratios)))
    )
    axes.set_xlabel(f"{translate('component')}{more}")
    axes.set_ylabel(translate("explained variance"))
    axes.legend(loc="upper left", ncols=2, fontsize="small", handlelength=1.4, columnspacing=1.2)


def _arrows(axes: Axes, found: PrincipalComponents, max_features: int) -> float:
    """Draw the longest loadings and their names, and return how many times longer than they are."""
    loadings = found.loadings[:2].T
    drawn = np.argsort(-np.hypot(*loadings.T), kind="stable")[:max_features]
    reach = np.abs(found.scores[:, :2]).max(axis=0)
    factor = float((0.85 * reach / np.maximum(np.abs(loadings[drawn]).max(axis=0), 1e-12)).min())
    ends = loadings[drawn] * factor
    names = [name_for(found.names[feature], _NAME_ROOM) for feature in drawn]
    pixel = 2.2 * reach[1] / (_HEIGHT - 110)
    axes.set(xlim=_limits(found.scores[:, 0], ends[:, 0], names), ylim=(-1.15 * reach[1], 1.15 * reach[1]))
    axes.axhline(0, color=MUTED, linewidth=0.6)
    axes.axvline(0, color=MUTED, linewidth=0.6)
    # Names stand outside of their arrows, those of one side below each other, so that none lies on another.
    for is_right in (True, False):
        side = np.flatnonzero((ends[:, 0] >= 0) == is_right)
        heights = _apart(ends[side, 1], _LINE * pixel * 1.05)
        for position, height in zip(side, heights, strict=True):
            x, y = ends[position]
            axes.annotate(
                "", (x, y), (0, 0), arrowprops={"arrowstyle": "-|>", "color": INK, "linewidth": 1.1, "shrinkA": 0, "shrinkB": 0}
            )
            axes.annotate(
                names[position], (x, height), (4 if is_right else -4, 0), textcoords="offset points", va="center",
                ha="left" if is_right else "right", fontweight="bold",
            )  # fmt: skip
    return factor


def _limits(scores: Numbers, ends: Numbers, names: list[str]) -> tuple[float, float]:
    """Return the ends of the horizontal axis, between which all points lie, and all names beside their arrows."""
    room = np.array([text_width(name, 12.0) + 14 for name in names]) / (_BIPLOT - 80)
    left, right = float(scores.min()), float(scores.max())
    low, high = left, right
    for _ in range(20):  # a wider axis makes the names wider, in its own unit, less each time
        span = high - low
        low = min(left - 0.04 * span, float((ends - room * span)[ends < 0].min(initial=0.0)))
        high = max(right + 0.04 * span, float((ends + room * span)[ends >= 0].max(initial=0.0)))
    return low, high


def _apart(heights: Numbers, least: float) -> Numbers:
    """Return heights moved as little as needed so that neighbors are at least so far apart.

    Example:
        >>> _apart(np.array([0.0, 0.1, 5.0]), 1.0).tolist()
        [-0.45, 0.55, 5.0]
    """
    order: NDArray[np.intp] = np.argsort(heights, kind="stable")
    blocks: list[tuple[float, int]] = []  # middle and number of names that stand directly below each other
    for height in heights[order]:
        middle, count = float(height), 1
        while blocks and middle - blocks[-1][0] < least * (count + blocks[-1][1]) / 2:
            before, number = blocks.pop()
            middle, count = (before * number + middle * count) / (number + count), number + count
        blocks.append((middle, count))
    placed = [middle + least * (index - (count - 1) / 2) for middle, count in blocks for index in range(count)]
    moved = np.empty(len(heights))
    moved[order] = placed
    return moved


def _remarks(found: PrincipalComponents, points: int, max_features: int, factor: float) -> list[str]:
    total, features = len(found.scores), len(found.names)
    rows = translate("{count} rows", "{count} rows", count=total)
    if points != total:
        rows = translate("{part} of {total} rows, evenly taken", part=format_count(points), total=format_count(total))
    arrows = translate("loadings")
    if features > max_features:
        arrows = translate("the longest {shown} of {total} loadings", shown=max_features, total=format_count(features))
    columns = translate("columns scaled") if found.is_scaled else translate("columns not scaled")
    factors = format_number(factor, 3)
    return [translate("points: {rows}; arrows: {arrows}, times {factor}", rows=rows, arrows=arrows, factor=factors), columns]


def _description(found: PrincipalComponents) -> str:
    both = format_percent(float(found.ratios[:2].sum()))
    longest = found.names[int(np.argmax(np.abs(found.weights[0])))]
    return translate(
        "The first two of {total} principal components have {share} of the variance; {feature} weighs most.",
        total=format_count(len(found.ratios)),
        share=both,
        feature=longest,
    )


def _data(found: PrincipalComponents, groups: RowClasses | Numbers | None) -> ChartData:
    columns = {
        "row": np.arange(len(found.scores)),
        "component 1": found.scores[:, 0],
        "component 2": found.scores[:, 1],
        **group_column(groups),
    }
    facts = {
        "explained_variance": found.variances,
        "explained_variance_ratio": found.ratios,
        "features": found.names,
        "components": found.weights,
        "loadings": found.loadings,
        "scaled": found.is_scaled,
    }
    return ChartData(columns, facts)
