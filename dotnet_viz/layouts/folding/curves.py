"""Lines cut into pieces at places along the flow, and pieces joined."""

from __future__ import annotations

from collections.abc import Sequence

from dotnet_viz.geometry.curves import halves
from dotnet_viz.geometry.lines import Curve, straight

_STEPS = 24


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
    return halves(part, (low + high) / 2)


def _along(part: Curve, share: float) -> float:
    """Return the first coordinate of the point where :func:`~dotnet_viz.geometry.curves.halves` parts a curve."""
    (one, _), (two, _), (three, _), (four, _) = part
    one, two, three = one + (two - one) * share, two + (three - two) * share, three + (four - three) * share
    one, two = one + (two - one) * share, two + (three - two) * share
    return one + (two - one) * share


def joined(pieces: Sequence[Curve]) -> Curve:
    """Return pieces that end where the next one starts as one chain."""
    chain = list(pieces[0])
    for piece in pieces[1:]:
        if len(chain) == 1:
            chain = list(piece)
        elif len(piece) > 1:
            chain += piece[1:]
    return tuple(chain) if len(chain) > 1 else straight(chain[0], chain[0])
