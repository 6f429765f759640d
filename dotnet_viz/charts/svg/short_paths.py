"""Paths of matplotlib in fewer characters: the same lines, without points that lie on them."""

from __future__ import annotations

import re
from itertools import pairwise

_SUBPATH = re.compile(r"M[^M]*")
_STRAIGHT = re.compile(r"[MLz\d\s.-]+")
_NUMBER = re.compile(r"-?\d*\.?\d+")
_BLANKS = re.compile(r"\s+")

Point = tuple[int, int]
"""In hundredths, as matplotlib's coordinates are rounded."""


def short_path(path: str) -> str:
    """Return a path of an SVG in fewer characters, by offsets from point to point.

    Points that lie on the line between those before and behind are left out; curves stay as they are.

    Args:
        path: commands with absolute coordinates of two decimals, as matplotlib writes them.

    Example:
        >>> short_path("M 1.5 2 L 2 2  L 4.25 2  L 4 3  z ")
        'M1.5 2l2.75 0-.25 1z'
        >>> short_path("M 0 0 C 1 1 2 2  3 3 ")
        'M 0 0 C 1 1 2 2 3 3'
    """
    if not path.lstrip().startswith("M"):
        return path
    return "".join(_short_subpath(part) for part in _SUBPATH.findall(path)).rstrip()


def _short_subpath(part: str) -> str:
    if not _STRAIGHT.fullmatch(part):
        return _BLANKS.sub(" ", part)
    numbers = [round(float(number) * 100) for number in _NUMBER.findall(part)]
    points = _corners(list(zip(numbers[::2], numbers[1::2], strict=True)))
    if not points:
        return ""
    steps = [(x - before_x, y - before_y) for (before_x, before_y), (x, y) in pairwise(points)]
    lines = "l" + _joined(steps) if steps else ""
    return f"M{_joined(points[:1])}{lines}{'z' if part.rstrip().endswith('z') else ''}"


def _corners(points: list[Point]) -> list[Point]:
    kept = points[:2]
    for point in points[2:]:
        if _is_between(kept[-2], kept[-1], point):
            kept.pop()
        kept.append(point)
    return kept


def _is_between(before: Point, middle: Point, behind: Point) -> bool:
    """Return whether a point lies exactly on the way from one point to another, so that leaving out many bends nothing."""
    one_x, one_y = middle[0] - before[0], middle[1] - before[1]
    two_x, two_y = behind[0] - middle[0], behind[1] - middle[1]
    return one_x * two_x + one_y * two_y > 0 and one_x * two_y == one_y * two_x


def _joined(points: list[Point]) -> str:
    texts = [_text(number) for point in points for number in point]
    return "".join(text if not index or text.startswith("-") else f" {text}" for index, text in enumerate(texts))


def _text(hundredths: int) -> str:
    text = f"{hundredths / 100:.2f}".rstrip("0").rstrip(".")
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text
