"""Cubic Bézier curves: points on them, their parts, and whether a line, which is a chain of them, passes a box."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.geometry.boxes import Box, ManyBoxes, box_of_points
from dotnet_viz.geometry.lines import Curve, point_between
from dotnet_viz.scene import Point

# So close that no point of a row of text is between two of them.
_FEWEST, _MOST, _APART = 24, 400, 4
# Boxes of lines are wider by this, since lines that only touch a place count as in it.
_TOUCH = 1.0


def point_on_curve(curve: Sequence[Point], part: float) -> Point:
    """Return a point of a cubic curve.

    Args:
        curve: its four points.
        part: of the way along it, from 0 to 1.

    Example:
        >>> point_on_curve(((0.0, 0.0), (3.0, 0.0), (6.0, 0.0), (9.0, 0.0)), 0.5)
        (4.5, 0.0)
    """
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = curve
    rest = 1.0 - part
    first, second, third, last = rest * rest * rest, 3 * rest * rest * part, 3 * rest * part * part, part * part * part
    return first * x0 + second * x1 + third * x2 + last * x3, first * y0 + second * y1 + third * y2 + last * y3


def halves(curve: Sequence[Point], part: float) -> tuple[Curve, Curve]:
    """Return a Bézier curve before and behind one of its points (de Casteljau's algorithm).

    Args:
        curve: its points.
        part: of the way along it to the point, from 0 to 1.

    Example:
        >>> halves(((0.0, 0.0), (2.0, 0.0), (4.0, 0.0), (6.0, 0.0)), 0.5)[0]
        ((0.0, 0.0), (1.0, 0.0), (2.0, 0.0), (3.0, 0.0))
    """
    rows = [list(curve)]
    while len(rows[-1]) > 1:
        rows.append([point_between(one, other, part) for one, other in pairwise(rows[-1])])
    return tuple(row[0] for row in rows), tuple(row[-1] for row in reversed(rows))


def curve_weights(parts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how much each of a cubic curve's four points counts at parts of the way along it; shape (parts, 4)."""
    rest = 1 - parts
    return np.stack([rest**3, 3 * parts * rest**2, 3 * parts**2 * rest, parts**3], axis=1)


def points_along(lines: Iterable[Sequence[Point]]) -> NDArray[np.float64]:
    """Return points on all curves, so close that none skips a row of text; shape (n, 2).

    Args:
        lines: chains of cubic curves.
    """
    curves = [line[position : position + 4] for line in lines for position in range(0, len(line) - 1, 3)]
    corners = np.array(curves, dtype=np.float64).reshape(-1, 4, 2)
    longest = float(np.abs(np.diff(corners, axis=1)).sum(axis=(1, 2)).max(initial=1.0))
    weights = curve_weights(np.linspace(0.0, 1.0, max(_FEWEST, min(int(longest / _APART), _MOST))))
    points: NDArray[np.float64] = sum(
        (weights[:, number, np.newaxis, np.newaxis] * corners[np.newaxis, :, number] for number in range(4)),
        np.zeros((1, 1, 2)),
    )
    return points.reshape(-1, 2)


def passes(line: Sequence[Point], box: Box) -> bool:
    """Return whether a line comes into a box.

    Args:
        line: a chain of cubic curves.
        box: whose border counts as inside.

    Example:
        >>> passes(((0.0, 0.0), (3.0, 3.0), (6.0, 6.0), (9.0, 9.0)), Box(4.0, 4.0, 6.0, 6.0))
        True
    """
    x, y = points_along([line]).T
    return bool(((box.left <= x) & (x <= box.right) & (box.top <= y) & (y <= box.bottom)).any())


class ManyLines:
    """Lines of which those that pass a box are found without a look at each.

    Args:
        lines: chains of cubic curves.

    Example:
        >>> lines = ManyLines([((0.0, y), (3.0, y), (6.0, y), (9.0, y)) for y in (0.0, 5.0)])
        >>> [line[0] for line in lines.passing(Box(4.0, 4.0, 6.0, 6.0))]
        [(0.0, 5.0)]
    """

    def __init__(self, lines: Sequence[Sequence[Point]]) -> None:
        self._lines = lines
        self._boxes = ManyBoxes([box_of_points(line).widened(_TOUCH, _TOUCH) for line in lines])

    def passing(self, box: Box) -> Iterator[Sequence[Point]]:
        """Yield the lines that :func:`passes` finds to come into a box."""
        near = (self._lines[position] for position in self._boxes.positions_near(box))
        return (line for line in near if passes(line, box))
