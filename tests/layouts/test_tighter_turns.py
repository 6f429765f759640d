"""Lines turn within their gap."""

from __future__ import annotations

import pytest

from dotnet_viz.geometry.boxes import Box
from dotnet_viz.geometry.curves import passes
from dotnet_viz.layouts.tighter_turns import with_tighter_turns
from dotnet_viz.scene import Connection, Point

SWING = ((-20, 0), (-10, 0), (-10, 0), (0, 0), (120, 0), (-86, 200), (34, 200), (40, 200), (45, 200), (50, 200))
CAPTION = Box(36, 40, 90, 70)


def turned(points: tuple[Point, ...], *, upright: bool) -> tuple[Point, ...]:
    return points if upright else tuple((y, x) for x, y in points)


@pytest.mark.parametrize("upright", [True, False])
def test_a_swing_through_a_caption_stays_in_its_gap(upright: bool) -> None:
    caption = CAPTION if upright else Box(CAPTION.top, CAPTION.left, CAPTION.bottom, CAPTION.right)
    swing = Connection("a", "b", points=turned(SWING, upright=upright))
    assert passes(swing.points, caption)
    (line,) = with_tighter_turns([swing], [caption], [caption], [], upright=upright)
    assert not passes(line.points, caption)
    assert (line.points[:4], line.points[6:]) == (swing.points[:4], swing.points[6:])


def test_a_line_that_passes_no_caption_stays_as_it_is() -> None:
    lines = [Connection("a", "b", points=SWING), Connection("a", "c")]
    assert with_tighter_turns(lines, [Box(200, 40, 300, 70)], [CAPTION], [], upright=True) == lines
    assert with_tighter_turns(lines, [], [CAPTION], [], upright=True) == lines


def test_a_line_does_not_turn_into_what_else_is_there() -> None:
    swing = Connection("a", "b", points=SWING)
    others = [Box(0, 80, 34, 120)]
    assert with_tighter_turns([swing], [CAPTION], [CAPTION], others, upright=True) == [swing]


@pytest.mark.parametrize("upright", [True, False])
def test_an_end_that_is_a_corner_is_rounded(upright: bool) -> None:
    points = ((0, 200), (160, 200), (50, 0), (50, 0))
    caption = Box(51, 20, 90, 90)
    if not upright:
        caption = Box(caption.top, caption.left, caption.bottom, caption.right)
    swing = Connection("a", "b", points=turned(points, upright=upright))
    (line,) = with_tighter_turns([swing], [caption], [caption], [], upright=upright)
    _, _, before, end = turned(line.points, upright=upright)
    assert before[1] == end[1]
    assert before[0] < end[0]
