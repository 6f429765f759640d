"""Boxes, one and many."""

from __future__ import annotations

from dotnet_viz.geometry.boxes import Box, ManyBoxes, box_of_points, union


def test_boxes_unite_and_move() -> None:
    assert union([]) == Box(0, 0, 0, 0)
    assert union([Box(0, 0, 1, 1)]).moved(2, 3) == Box(2, 3, 3, 4)
    assert union(box for box in (Box(0, 5, 1, 6), Box(-1, 0, 0, 1))) == Box(-1, 0, 1, 6)


def test_a_box_has_a_size_and_a_middle() -> None:
    box = Box(1, 2, 4, 8)
    assert (box.width, box.height, box.middle) == (3, 6, (2.5, 5))
    assert Box.around_middle(box.middle, box.width, box.height) == box
    assert box.widened(1, 2) == Box(0, 0, 5, 10)


def test_boxes_that_touch_have_no_room_in_common() -> None:
    box = Box(0, 0, 2, 2)
    assert box.meets(Box(1, 1, 3, 3))
    assert not box.meets(Box(2, 0, 4, 2))
    assert box.holds(Box(0, 0, 2, 1))
    assert not box.holds(Box(0, 0, 2, 3))


def test_points_have_a_box() -> None:
    assert box_of_points(point for point in [(1, 9)]) == Box(1, 9, 1, 9)


def test_boxes_near_a_place_are_those_that_meet_it() -> None:
    boxes = [Box(float(x), float(y), x + 2.0, y + 1.0) for x in range(0, 9, 2) for y in range(4)]
    for place in (Box(2.0, 1.0, 4.0, 2.0), Box(1.5, 0.5, 6.0, 3.5), Box(50.0, 0.0, 60.0, 9.0)):
        near = [index for index, box in enumerate(boxes) if box.meets(place)]
        assert ManyBoxes(boxes).positions_near(place) == near
        assert ManyBoxes(boxes).near(place) == [boxes[index] for index in near]
    assert ManyBoxes([]).near(Box(0.0, 0.0, 1.0, 1.0)) == []
