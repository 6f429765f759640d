"""The small plots in nodes as faces: stacked histograms, bars of shares, number lines and marks on them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.measures.trees.node_data import NodeDistribution
from dotnet_viz.scene import Face, Point

AXIS = 1.0
WEDGE = 6.0


def rectangle(left: float, top: float, right: float, bottom: float, fill: str) -> Face:
    """Return a box as a face.

    Args:
        left: in CSS pixels from the middle of the plot, as all that follow.
        top: see there.
        right: see there.
        bottom: see there.
        fill: colour or role.
    """
    points = ((left, top), (right, top), (right, bottom), (left, bottom))
    return Face(tuple((round(x, 1), round(y, 1)) for x, y in points), fill)


def wedge(x: float, y: float, fill: str) -> Face:
    """Return a triangle whose tip points up to a place on an axis.

    Args:
        x: of its tip, in CSS pixels.
        y: of its tip.
        fill: colour or role.
    """
    half = WEDGE * 0.6
    return Face(tuple((round(a, 1), round(b, 1)) for a, b in ((x, y), (x + half, y + WEDGE), (x - half, y + WEDGE))), fill)


def stacked_bars(found: NodeDistribution, colors: Sequence[str], width: float, height: float, bottom: float) -> Iterator[Face]:
    """Yield a histogram: for each class one figure, which stands on those before it.

    Args:
        found: what is shown.
        colors: of the classes.
        width: of the plot.
        height: of the highest bar.
        bottom: of the plot; all in CSS pixels from its middle.
    """
    totals = found.counts.sum(axis=0)
    highest = int(totals.max(initial=0))
    if not highest:
        return
    x = np.linspace(-width / 2, width / 2, len(totals) + 1)
    gap = 2.0 if found.names else 0.0
    below = np.zeros(len(totals))
    for counts, color in zip(found.counts, colors, strict=True):
        above = below + counts * (height / highest)
        for start, end in _runs(counts > 0, apart=bool(found.names)):
            yield Face(_steps(x[start : end + 1], bottom - above[start:end], bottom - below[start:end], gap), color)
        below = above


def _runs(is_there: NDArray[np.bool_], *, apart: bool) -> Iterator[tuple[int, int]]:
    """Yield from where to where there are bars in a row; each alone where bars stand apart."""
    places = np.flatnonzero(is_there)
    parts = np.split(places, np.flatnonzero(np.diff(places) > (0 if apart else 1)) + 1) if len(places) else []
    yield from ((int(part[0]), int(part[-1]) + 1) for part in parts)


def _steps(x: NDArray[np.float64], top: NDArray[np.float64], bottom: NDArray[np.float64], gap: float) -> tuple[Point, ...]:
    """Return the corners of bars that stand next to each other, without those on a straight line."""
    ahead = [point for index, y in enumerate(top) for point in ((x[index] + gap / 2, y), (x[index + 1] - gap / 2, y))]
    back = [point for index, y in enumerate(bottom) for point in ((x[index] + gap / 2, y), (x[index + 1] - gap / 2, y))]
    corners = [(round(float(a), 1), round(float(b), 1)) for a, b in (*ahead, *reversed(back))]
    kept: list[Point] = []
    for point in corners:
        if len(kept) > 1 and kept[-2][1] == kept[-1][1] == point[1]:
            kept.pop()
        if not kept or kept[-1] != point:
            kept.append(point)
    return tuple(kept)


def share_bar(shares: Sequence[float], colors: Sequence[str], width: float, height: float) -> Iterator[Face]:
    """Yield one bar whose parts are as long as shares.

    Args:
        shares: of the classes; their sum is 1, or 0 for an empty bar.
        colors: of the classes.
        width: of the whole bar.
        height: of the bar.
    """
    left = -width / 2
    for share, color in zip(shares, colors, strict=True):
        right = left + share * width
        if share > 0:
            yield rectangle(left, -height / 2, right, height / 2, color)
        left = right


def position_on(value: float, low: float, high: float, width: float) -> float:
    """Return where a value stands on an axis, from its middle; values outside stand at its ends.

    Args:
        value: a number; NaN stands in the middle.
        low: at the left end.
        high: at the right end.
        width: of the axis.

    Example:
        >>> position_on(5.0, 0.0, 10.0, 100.0), position_on(20.0, 0.0, 10.0, 100.0)
        (0.0, 50.0)
    """
    if high <= low or np.isnan(value):
        return 0.0
    return width * (min(max((value - low) / (high - low), 0.0), 1.0) - 0.5)
