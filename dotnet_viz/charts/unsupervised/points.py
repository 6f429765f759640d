"""Points of rows in the colors and markers of their classes, or in a color map of amounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dotnet_viz.charts.style import NEUTRAL, SERIES_COLORS, SERIES_MARKERS, name_for, plain_ticks
from dotnet_viz.formatting import format_count
from dotnet_viz.measures.unsupervised.rows import Numbers, RowClasses

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MAX_CLASSES = 20
KEY_ROOM = 130.0
"""Pixels for the names of classes."""


def draw_points(axes: Axes, points: Numbers, groups: RowClasses | Numbers | None, *, size: float = 4.2) -> None:
    """Draw rows as points, and a key of their classes or amounts beside them.

    Args:
        axes: where to draw.
        points: shape (rows, 2).
        groups: class or amount of each row; ``None`` for points of one color.
        size: of the markers in points.
    """
    if groups is None:
        axes.plot(
            *points.T, linestyle="none", marker="o", markersize=size, color=SERIES_COLORS[0], alpha=0.6, markeredgewidth=0
        )
    elif isinstance(groups, RowClasses):
        _by_class(axes, points, groups, size)
    else:
        dots = axes.scatter(points[:, 0], points[:, 1], s=size**2, c=groups, cmap="viridis", alpha=0.85, linewidths=0)
        bar = axes.figure.colorbar(dots, ax=axes, fraction=0.05, pad=0.02, label="y")
        plain_ticks(bar.ax.yaxis)
        bar.outline.set_visible(False)


def group_column(groups: RowClasses | Numbers | None) -> dict[str, object]:
    """Return the column of the class or amount of each row, by its name."""
    if groups is None:
        return {}
    if isinstance(groups, RowClasses):
        return {"class": [groups.names[position] for position in groups.positions]}
    return {"value": groups}


def _by_class(axes: Axes, points: Numbers, classes: RowClasses, size: float) -> None:
    sizes = classes.sizes
    there = np.flatnonzero(sizes)
    # Of many classes the largest have colors of their own; the key keeps the order of the classes.
    drawn = there if len(there) <= MAX_CLASSES else np.sort(np.argsort(-sizes, kind="stable")[: MAX_CLASSES - 1])
    others = ~np.isin(classes.positions, drawn)
    if others.any():
        label = format_count(len(there) - len(drawn), "other class", "other classes")
        axes.plot(*points[others].T, linestyle="none", marker=".", markersize=size, color=NEUTRAL, alpha=0.5, label=label)
    for number, position in enumerate(drawn):
        axes.plot(
            *points[classes.positions == position].T,
            linestyle="none",
            # Past the eighth class colors repeat, each with another marker.
            marker=SERIES_MARKERS[(number + 3 * (number // len(SERIES_COLORS))) % len(SERIES_MARKERS)],
            color=SERIES_COLORS[number % len(SERIES_COLORS)],
            markersize=size,
            markeredgewidth=0,
            alpha=0.75,
            label=name_for(classes.names[position], KEY_ROOM),
        )
    key = axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), borderaxespad=0.0, handlelength=1.2, fontsize="small")
    for handle in key.legend_handles:
        if handle is not None:
            handle.set_alpha(1.0)
