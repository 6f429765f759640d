"""The boxes of a scene's parts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from dotnet_viz.errors import GraphError
from dotnet_viz.fonts import LINE_HEIGHT, text_width
from dotnet_viz.geometry.boxes import Box
from dotnet_viz.geometry.parts import (
    caption_box,
    caption_place,
    connection_text_box,
    frame_box,
    is_inside,
    label_box,
    outline_and_texts_box,
    outline_box,
    placed_box,
    shape_box,
)
from dotnet_viz.scene import Cluster, Connection, Label, Shape

BESIDE = Shape("a", "a", 20, 20, x=100.0, y=50.0, stroke_width=4.0, labels=(Label("a text beside it", 12, 0, anchor="start"),))


@pytest.mark.parametrize(("anchor", "left"), [("start", 0.0), ("middle", -0.5), ("end", -1.0)])
def test_labels_reach_from_their_anchor(anchor: str, left: float) -> None:
    box = label_box(Label("text", 10.0, 20.0, anchor=anchor))
    assert box.left == pytest.approx(10.0 + left * text_width("text", 12))
    assert box.width == pytest.approx(text_width("text", 12))
    assert (box.top + box.bottom) / 2 == 20.0


def test_a_shape_takes_the_room_of_its_text() -> None:
    shape = Shape("a", "a", 20, 20, labels=(Label("a text beside it", 12, 0, anchor="start"),))
    assert shape_box(shape).right > 60
    assert shape_box(shape).left == -10.5


def test_the_box_of_a_shape_is_measured_anew_where_it_differs() -> None:
    shape = Shape("a", "a", 20, 20)
    assert shape_box(shape) == Box(-10.5, -10.5, 10.5, 10.5)
    assert shape_box(replace(shape, width=40)) == Box(-20.5, -10.5, 20.5, 10.5)


def test_boxes_of_a_shape_differ_in_stroke_and_texts() -> None:
    right = 112.0 + text_width("a text beside it", 12)
    assert outline_box(BESIDE) == Box(90.0, 40.0, 110.0, 60.0)
    assert outline_and_texts_box(BESIDE) == Box(90.0, 40.0, right, 60.0)
    assert placed_box(BESIDE) == Box(88.0, 38.0, right, 62.0)


@pytest.mark.parametrize("of", [outline_box, outline_and_texts_box, placed_box])
def test_a_shape_without_place_has_no_box_in_the_picture(of: Callable[[Shape], Box]) -> None:
    with pytest.raises(GraphError, match="'a' has no place"):
        of(replace(BESIDE, x=None))


def test_a_caption_stands_in_its_frame() -> None:
    frame = Cluster("f", "f", Label("caption", 0.0, -40.0), box=(0.0, 0.0, 200.0, 100.0))
    assert frame_box(frame) == Box(0.0, 0.0, 200.0, 100.0)
    assert frame_box(replace(frame, box=None)) == Box(0.0, 0.0, 0.0, 0.0)
    assert caption_place(frame) == (100.0, 10.0)
    assert caption_box(frame).middle == pytest.approx((100.0, 10.0))


def test_only_a_placed_text_of_a_connection_has_a_box() -> None:
    line = Connection("a", "b", label="text", label_at=(30.0, 40.0))
    box = connection_text_box(line)
    assert box is not None
    assert box.middle == pytest.approx((30.0, 40.0))
    assert box.height == pytest.approx(11 * LINE_HEIGHT)
    assert connection_text_box(replace(line, label_at=None)) is connection_text_box(replace(line, label="")) is None


def test_a_text_on_the_border_of_its_shape_is_inside() -> None:
    assert is_inside(Label("a", 10.0, -10.0), BESIDE)
    assert not is_inside(Label("a", 10.1, 0.0), BESIDE)
    assert not is_inside(Label("a", 0.0, -10.1), BESIDE)
