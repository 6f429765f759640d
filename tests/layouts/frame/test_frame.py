from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from dotnet_viz.layouts import place
from dotnet_viz.layouts.frame import frame
from dotnet_viz.layouts.frame.frame import content_box
from dotnet_viz.scene import MARGIN, KeyEntry, KeyLegend, Label, Legend, PlacedKey, PlacedLegend, Scene
from tests.layouts.checks import assert_all_inside, assert_nothing_overlaps, legend_boxes
from tests.scene_builders import AWKWARD_TEXTS, box, chain, neurons


def texts(scene: Scene) -> str:
    return " ".join(label.text for label in scene.labels)


def test_title_and_notes_are_drawn_once_and_in_full() -> None:
    placed = place(neurons())
    assert texts(placed).count("Weights") == 1
    assert placed.notes[0] in texts(placed)


def test_a_title_can_be_left_out() -> None:
    with_title, without = place(chain(1)), place(replace(chain(1), show_title=False))
    assert "A chain" not in texts(without)
    assert with_title.size is not None
    assert without.size is not None
    assert without.size[1] < with_title.size[1]


def test_legends_go_below_wide_pictures_and_beside_tall_ones() -> None:
    wide, tall = place(neurons((3, 3, 3))), place(neurons((30, 30)))
    for scene, beside in ((wide, False), (tall, True)):
        (bar,) = legend_boxes(scene)
        shapes = [shape for shape in scene.shapes if shape.x is not None and shape.y is not None]
        assert (bar.left > max(shape.x or 0 for shape in shapes)) == beside
        assert (bar.top > max(shape.y or 0 for shape in shapes)) != beside
        assert_all_inside(scene)
        assert_nothing_overlaps(scene)


@pytest.mark.parametrize("count", [2, 3])
def test_several_legends_stand_below_each_other(count: int) -> None:
    scene = neurons()
    placed = place(replace(scene, legends=scene.legends * count))
    assert len(placed.placed_legends) == count
    assert_nothing_overlaps(placed)
    assert_all_inside(placed)


def test_several_legends_stand_side_by_side_where_a_page_would_else_be_too_low() -> None:
    scene = neurons()
    height = (place(scene).size or (0.0, 0.0))[1]
    placed = place(replace(scene, legends=scene.legends * 2), room=(600.0, height + 5))
    first, second = sorted(legend_boxes(placed), key=lambda box: box.left)
    assert second.left > first.right
    assert second.top == first.top
    assert_nothing_overlaps(placed)
    assert_all_inside(placed)


def test_ticks_of_a_legend_never_meet() -> None:
    ticks = tuple((number / 8, f"−1.2345e−{number}0") for number in range(9))
    legend = Legend("long numbers", ((0.0, "#000000"), (1.0, "#ffffff")), ticks, notes=("a note " * 20,))
    placed = place(replace(neurons(), legends=(legend,)))
    assert_nothing_overlaps(placed)
    assert_all_inside(placed)


@pytest.mark.parametrize("text", AWKWARD_TEXTS)
def test_any_title_and_note_fit(text: str) -> None:
    placed = place(replace(chain(2), title=text, notes=(text, text)))
    assert_all_inside(placed)
    assert_nothing_overlaps(placed)
    assert placed.size is not None
    assert placed.size[0] < 600


def test_labels_of_the_scene_move_with_it() -> None:
    placed = place(replace(neurons(), labels=(Label("far away", -500.0, 0.0),)))
    assert_all_inside(placed)


def test_the_picture_starts_at_its_margin() -> None:
    placed = place(replace(chain(1), show_title=False))
    box_of = content_box(placed)
    assert (box_of.left, box_of.top) == pytest.approx((MARGIN, MARGIN))
    assert placed.size == pytest.approx((box_of.right + MARGIN, box_of.bottom + MARGIN), abs=0.01)


def test_text_that_sticks_out_counts() -> None:
    shape = replace(box("a"), labels=(Label("a long text beside it", 70.0, 0.0, anchor="start"),))
    placed = place(Scene("beside", shapes=(shape,), show_title=False))
    assert_all_inside(placed)


def test_a_title_stands_over_the_drawing_and_not_over_the_legend_beside_it() -> None:
    key = KeyLegend("families", (KeyEntry("convolution"),))
    placed = place(replace(chain(9), title="nine", legends=(key,)))
    legend = placed.placed_legends[0]
    title = next(label for label in placed.labels if label.text == "nine")
    assert isinstance(legend, PlacedKey)
    assert legend.places[0][0] > max(shape.x or 0 for shape in placed.shapes)
    assert title.x == pytest.approx(placed.shapes[0].x)


def test_in_a_low_room_notes_stand_beside_the_drawing() -> None:
    scene = replace(neurons((8, 8)), notes=tuple(f"note {number}: {'word ' * 8}" for number in range(9)))
    usual = place(scene)
    assert usual.size is not None
    low = place(scene, room=(900.0, usual.size[1] - 200))
    assert low.size is not None
    assert low.size[1] <= usual.size[1] - 200
    notes = [label for label in low.labels if label.text.startswith("note ")]
    assert len(notes) == 9
    assert min(label.x for label in notes) > max((shape.x or 0) + shape.width / 2 for shape in low.shapes)
    assert_all_inside(low)


def test_legends_stand_side_by_side_where_there_is_no_room_below_each_other() -> None:
    bars = tuple(Legend(f"scale {name}", ((0.0, "#000000"), (1.0, "#ffffff")), ((0.0, "−1"), (1.0, "1"))) for name in "ab")
    scene = replace(neurons((4, 4)), legends=bars, notes=())
    usual = place(scene)
    assert usual.size is not None
    both = place(scene, room=(350.0, usual.size[1] - 40))
    first, second = both.placed_legends
    assert both.size is not None
    assert both.size[0] <= 350
    assert isinstance(first, PlacedLegend)
    assert isinstance(second, PlacedLegend)
    assert first.y == pytest.approx(second.y)
    assert_nothing_overlaps(both)


def test_a_wide_title_over_a_narrow_drawing_stays_in_the_picture() -> None:
    key = KeyLegend("families", (KeyEntry("convolution"),))
    placed = place(replace(chain(9), title="W" * 40, legends=(key,)))
    assert_all_inside(placed)


def test_a_picture_is_moved_into_its_frame_once_however_many_frames_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[str] = []

    def counted(name: str) -> Callable[..., Any]:
        own = getattr(frame, name)

        def call(*given: Any) -> Any:
            called.append(name)
            return own(*given)

        return call

    for name in ("_frame", "moved"):
        monkeypatch.setattr(frame, name, counted(name))
    scene = neurons()
    place(replace(scene, legends=scene.legends * 2), room=(100.0, 100.0))
    assert called.count("_frame") > 2
    assert called.count("moved") == 1
