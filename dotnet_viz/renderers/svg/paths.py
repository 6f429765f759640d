"""Path data as short as it can be: tenths of a pixel, steps from point to point, straight where the eye sees it so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import hypot

from dotnet_viz.scene import Point

# Tenths of a pixel; a curve that leaves its chord by less is drawn as a straight line.
_STRAIGHT = 0.8
Tenths = tuple[int, int]


def curve_path(points: Sequence[Point]) -> str:
    """Return a chain of cubic Bézier curves (3 n + 1 points) as path data.

    Example:
        >>> curve_path([(1, 2), (1, 5), (1, 8), (1, 12.5)])
        'M1 2v10.5'
        >>> curve_path([(0, 0), (0, 5), (5, 10), (10, 10)])
        'M0 0c0 5 5 10 10 10'
    """
    rounded = [_tenths(point) for point in points]
    start = f"M{_numbers(rounded[0])}"
    if _is_straight(rounded):
        return start + _step(rounded[0], rounded[-1])
    return start + "".join(_curve(rounded[position : position + 4]) for position in range(0, len(rounded) - 1, 3))


def closed_path(points: Sequence[Point]) -> str:
    """Return a figure with these corners as path data.

    Example:
        >>> closed_path([(0, 0), (4, 0), (2, 3.25)])
        'M0 0h4l-2 3.2z'
    """
    return f"{line_path(points)}z"


def line_path(points: Sequence[Point]) -> str:
    """Return straight lines from point to point as path data."""
    rounded = [_tenths(point) for point in points]
    return f"M{_numbers(rounded[0])}{''.join(_step(start, end) for start, end in pairwise(rounded))}"


def _tenths(point: Point) -> Tenths:
    return round(point[0] * 10), round(point[1] * 10)


def _curve(points: Sequence[Tenths]) -> str:
    if _is_straight(points):
        return _step(points[0], points[-1])
    x, y = points[0]
    return "c" + _numbers(part for across, down in points[1:] for part in (across - x, down - y))


def _step(start: Tenths, end: Tenths) -> str:
    across, down = end[0] - start[0], end[1] - start[1]
    if down == 0:
        return f"h{_numbers((across,))}"
    return f"v{_numbers((down,))}" if across == 0 else f"l{_numbers((across, down))}"


def _is_straight(points: Sequence[Tenths]) -> bool:
    """Whether all points are between the first and the last on one line."""
    (x0, y0), (x1, y1) = points[0], points[-1]
    across, down = x1 - x0, y1 - y0
    length = hypot(across, down)
    for x, y in points[1:-1]:
        aside = across * (y - y0) - down * (x - x0)
        along = across * (x - x0) + down * (y - y0)
        if abs(aside) > _STRAIGHT * length or not 0 <= along <= length * length:
            return False
    return True


def _numbers(tenths: Iterable[int]) -> str:
    """Return numbers side by side; a minus sign separates them as well as a space."""
    text = " ".join(map(_number, tenths))
    return text.replace(" -", "-")


def _number(tenths: int) -> str:
    whole, rest = divmod(abs(tenths), 10)
    digits = f"{whole or ''}.{rest}" if rest else str(whole)
    return f"-{digits}" if tenths < 0 else digits
