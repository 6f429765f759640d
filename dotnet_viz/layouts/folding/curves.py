"""Lines cut into pieces at places along the flow, and the corners of the lines that join the pieces."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from dotnet_viz.layouts.geometry import straight
from dotnet_viz.scene import Point

Curve = tuple[Point, ...]

_STEPS = 24
_RADIUS = 5.0


def cut_at(curve: Curve, place: float, *, last: bool = False) -> tuple[Curve, Curve]:
    """Return a chain of Bézier curves before and behind the place where it passes a number of the first axis.

    Args:
        curve: 3 n + 1 points.
        place: on the first axis.
        last: whether the last such place counts, where there are several.

    Returns:
        Two chains that share a point; the second is a single point where the curve ends before the place, and so is the
        first where it begins behind it.

    Example:
        >>> before, behind = cut_at(((0.0, 0.0), (1.0, 0.0), (2.0, 0.0), (3.0, 0.0)), 1.5)
        >>> round(before[-1][0], 3), round(behind[0][0], 3), len(before), len(behind)
        (1.5, 1.5, 4, 4)
    """
    segments = [curve[index : index + 4] for index in range(0, len(curve) - 1, 3)]
    passing = [index for index, part in enumerate(segments) if (part[0][0] - place) * (part[3][0] - place) <= 0]
    if not passing:
        return (curve, curve[-1:]) if curve[-1][0] < place else (curve[:1], curve)
    index = passing[-1 if last else 0]
    before, behind = _split(segments[index], place)
    return (*curve[: 3 * index], *before), (*behind, *curve[3 * index + 4 :])


def _split(part: Curve, place: float) -> tuple[Curve, Curve]:
    rises = part[3][0] >= part[0][0]
    low, high = 0.0, 1.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if (_along(part, middle) < place) == rises:
            low = middle
        else:
            high = middle
    return _halves(part, (low + high) / 2)


def _along(part: Curve, share: float) -> float:
    """Return the first coordinate of the point where :func:`_halves` parts a curve."""
    (one, _), (two, _), (three, _), (four, _) = part
    one, two, three = one + (two - one) * share, two + (three - two) * share, three + (four - three) * share
    one, two = one + (two - one) * share, two + (three - two) * share
    return one + (two - one) * share


def _halves(part: Curve, share: float) -> tuple[Curve, Curve]:
    """Return both parts of a Bézier curve (de Casteljau's algorithm)."""
    rows = [list(part)]
    while len(rows[-1]) > 1:
        rows.append([_between(one, other, share) for one, other in pairwise(rows[-1])])
    return tuple(row[0] for row in rows), tuple(row[-1] for row in reversed(rows))


def _between(one: Point, other: Point, share: float) -> Point:
    return one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share


def rounded(corners: Sequence[Point]) -> Curve:
    """Return straight lines from point to point with round corners, as a chain of Bézier curves.

    Args:
        corners: at least two.
    """
    points = [point for index, point in enumerate(corners) if index == 0 or point != corners[index - 1]]
    if len(points) < 2:
        return (*points, *points, *points, *points)[:4]
    chain: list[Point] = [points[0]]
    for before, corner, behind in zip(points, points[1:], points[2:], strict=False):
        enter, leave = _toward(corner, before), _toward(corner, behind)
        chain += [*straight(chain[-1], enter)[1:], corner, corner, leave]
    return (*chain, *straight(chain[-1], points[-1])[1:])


def _toward(corner: Point, other: Point) -> Point:
    length = math.dist(corner, other)
    share = min(_RADIUS, length / 2) / length
    return _between(corner, other, share)


def joined(pieces: Sequence[Curve]) -> Curve:
    """Return pieces that end where the next one starts as one chain."""
    chain = list(pieces[0])
    for piece in pieces[1:]:
        if len(chain) == 1:
            chain = list(piece)
        elif len(piece) > 1:
            chain += piece[1:]
    return tuple(chain) if len(chain) > 1 else straight(chain[0], chain[0])
