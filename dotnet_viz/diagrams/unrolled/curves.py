"""Curves between boxes."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from dotnet_viz.diagrams.unrolled.places import BACK_ROW, ROW, StepSizes
from dotnet_viz.geometry.lines import bent_line, straight
from dotnet_viz.scene import Point, Shape

_CORNER = 12.0


def rising_curve(start: Point, end: Point) -> tuple[Point, ...]:
    """Return a curve that leaves and enters upright.

    Args:
        start: in CSS pixels.
        end: in CSS pixels.

    Example:
        >>> rising_curve((0.0, 0.0), (3.0, -4.0))
        ((0.0, 0.0), (0.0, -2.0), (3.0, -2.0), (3.0, -4.0))
    """
    middle = (start[1] + end[1]) / 2
    return start, (start[0], middle), (end[0], middle), end


def along(x: float, box: Shape) -> float:
    """Return the place nearest to ``x`` at which a line meets a wide box, away from its corners.

    Args:
        x: where the line comes from.
        box: any shape with a place.

    Example:
        >>> along(0.0, Shape("b", "b", 100.0, 30.0, x=150.0, y=0.0))
        112.0
    """
    middle, reach = box.x or 0.0, box.width / 2 - _CORNER
    return min(max(x, middle - reach), middle + reach)


def rise(one: Shape, other: Shape, boxes: Collection[Shape], sizes: StepSizes) -> tuple[Point, ...]:
    """Return the way of a tensor from a box to one in a row above, past the boxes of single steps between the two.

    Args:
        one: the box that it leaves.
        other: the box that it enters.
        boxes: all that there are, with places.
        sizes: of steps and boxes.
    """
    (x0, y0), (x1, y1) = (one.x or 0.0, one.y or 0.0), (other.x or 0.0, other.y or 0.0)
    starts_wide, ends_wide = (box.width > 2 * sizes.step for box in (one, other))
    start = along(x1, one) if starts_wide else x0, y0 - one.height / 2
    end = along(x0, other) if ends_wide else x1, y1 + other.height / 2
    if abs(start[0] - end[0]) > sizes.step and end[1] < y0 - ROW / 2 < start[1]:
        return _long_route(start, end, one, boxes)
    if y0 - y1 <= 1.6 * ROW or abs(start[0] - end[0]) >= 1.0:
        return rising_curve(start, end)
    passed = _widest_between(one, other, start[0], boxes, 2 * sizes.step)
    if starts_wide == ends_wide:
        aside = max(one.width, other.width, passed) / 2 + 24.0
        return (x0 + one.width / 2, y0), (x0 + aside, y0), (x1 + aside, y1), (x1 + other.width / 2, y1)
    if not passed:
        return rising_curve(start, end)
    gap = min(_CORNER, (sizes.step - sizes.cell) / 2)
    return _beside(start, end, passed / 2 + gap, one if starts_wide else other, starts_wide=starts_wide)


def state_route(
    one: Shape, other: Shape, are_backward: tuple[bool, bool], sizes: StepSizes, *, is_doubled: bool
) -> tuple[Point, ...]:  # fmt: skip
    """Return the way of a state from where a sequence ends to where another one begins.

    Args:
        one: the cell that has it at last, or a box without steps.
        other: the cell that starts with it.
        are_backward: whether each of them stands among cells that run backwards beside others: such are left at the left and
            entered from the right.
        sizes: of steps and boxes.
        is_doubled: whether cells of the other direction stand beside the first one.
    """
    leaves, enters = (-1.0 if are_backward[0] else 1.0), (1.0 if are_backward[1] else -1.0)
    start = (one.x or 0.0) + leaves * one.width / 2, one.y or 0.0
    end = (other.x or 0.0) + enters * other.width / 2, other.y or 0.0
    past = sizes.cell * 0.62 if is_doubled else 0.0
    out, into = start[0] + leaves * (past + 14.0), end[0] + enters * 18.0
    if sizes.is_stacked:
        level = end[1] + other.height / 2 + (BACK_ROW + 13.0 if are_backward[1] else 8.0)
    else:
        level = end[1] - (19.0 if are_backward[1] else 26.0)
    return bent_line([start, (out, start[1]), (out, level), (into, level), (into, end[1]), end])


def _widest_between(one: Shape, other: Shape, x: float, boxes: Iterable[Shape], most: float) -> float:
    """Return the width of the widest box, of those that are not too wide to be passed, in a column between two others."""
    low, high = one.y or 0.0, other.y or 0.0
    between = (box for box in boxes if high < (box.y or 0.0) < low and box.width <= most)
    return max((box.width for box in between if abs((box.x or 0.0) - x) < box.width / 2), default=0.0)


def _beside(start: Point, end: Point, away: float, wide: Shape, *, starts_wide: bool) -> tuple[Point, ...]:
    """Return a line between a wide box and one of a column that passes the boxes between them on the side that is inside."""
    x = start[0] + away * (1 if start[0] <= (wide.x or 0.0) else -1)
    turn = ROW - wide.height
    if starts_wide:
        bottom = x, end[1] + turn
        return straight((x, start[1]), bottom) + rising_curve(bottom, end)[1:]
    top = x, start[1] - turn
    return rising_curve(start, top) + straight(top, (x, end[1]))[1:]


def _long_route(start: Point, end: Point, source: Shape, boxes: Collection[Shape]) -> tuple[Point, ...]:
    """Return a line to another column: upwards in a column that has no boxes in the way, else between the two."""
    low, high = _level_above(start, end, source, boxes), end[1] + (ROW - source.height) / 2
    between = [box for box in boxes if high < (box.y or 0.0) < low]
    for x, level in ((end[0], low), (start[0], high)):
        if not any(abs((box.x or 0.0) - x) < box.width / 2 for box in between):
            return bent_line([start, (start[0], level), (end[0], level), end])
    aside = start[0] + (source.width / 2 + _CORNER) * (1 if end[0] > start[0] else -1)
    return bent_line([start, (start[0], low), (aside, low), (aside, high), (end[0], high), end])


def _level_above(start: Point, end: Point, source: Shape, boxes: Collection[Shape]) -> float:
    """Return the height at which a line leaves a row to the side: above the cells of the other direction, if there are any."""
    level = start[1] + (source.height - ROW) / 2
    left, right = sorted((start[0], end[0]))
    beside = [box.y or 0.0 for box in boxes if left < (box.x or 0.0) < right and abs((box.y or 0.0) - level) < box.height / 2]
    return min(beside) - ROW / 2 if beside else level
