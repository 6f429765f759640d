"""Captions of columns in the middle of a rank move aside where lines would pass through them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dotnet_viz.geometry.boxes import union
from dotnet_viz.geometry.parts import label_box, outline_box, placed_box
from dotnet_viz.layouts import with_clear_captions
from dotnet_viz.layouts.columns.captions_aside import with_captions_aside, with_room_behind
from dotnet_viz.layouts.columns.crossings import crossed_captions, is_caption
from dotnet_viz.layouts.columns.place import place_in_columns
from dotnet_viz.scene import Caption, Label, Scene, Shape
from tests.layouts.columns.column_scenes import column, heads, joined

MIDDLE = "branch1-caption"


def branches(*counts: int, gap: float = 64.0) -> Scene:
    """Return a layer that several others read, of which the first has one behind it."""
    trunk, last = column("trunk", 8, 0), column("last", 6, 2)
    inner = [column(f"branch{number}", count, 1) for number, count in enumerate(counts)]
    shapes = (*trunk, *(shape for branch in inner for shape in branch), *last)
    bundles = (*(joined(trunk, branch) for branch in inner), joined(inner[0], last))
    return replace(heads(), shapes=shapes, bundles=bundles, gap=gap)


def gates() -> Scene:
    """Return three columns that gates read, the captions of the outer ones outside of all columns."""
    first, state, other = column("x", 4, 0), column("before", 2, 0), column("after", 2, 0)
    target = column("gates", 16, 1)
    shapes = (*first[:-1], *state, *other[:-1], *target[:-1])
    outside = [Caption(0, first[-1].labels, above=True), Caption(0, other[-1].labels), Caption(1, target[-1].labels)]
    bundles = (joined(first, target), joined(state, target[:9]), joined(other, target[8:]))
    return replace(heads(), shapes=shapes, bundles=bundles, captions=tuple(outside), gap=64.0)


def moved_by(before: Shape, after: Shape) -> tuple[float, float]:
    return after.labels[0].x - before.labels[0].x, after.labels[0].y - before.labels[0].y


@pytest.mark.parametrize("scene", [branches(4, 6, 4), branches(3, 4, 5, 2), gates()], ids=["three", "four", "gates"])
def test_captions_between_columns_of_one_rank_stand_where_no_line_passes(scene: Scene) -> None:
    assert crossed_captions(place_in_columns(scene))
    placed = place_in_columns(next(with_clear_captions(scene)))
    assert crossed_captions(placed) == []
    for caption in filter(is_caption, placed.shapes):
        text = union(map(label_box, caption.labels)).moved(caption.x or 0.0, caption.y or 0.0)
        own = union(outline_box(one) for one in placed.shapes if one.rank == caption.rank and not one.labels)
        assert text.left <= own.right
        assert own.left <= text.right
        assert not any(text.meets(placed_box(one)) for one in placed.shapes if one.id != caption.id)


def dots_between_columns() -> Scene:
    """Return two columns with dots between them, whose text lines to the next rank would pass."""
    label = Label("6 more layers", 30.0, 0.0, 11.0, anchor="start")
    dots = Shape("dots", "6 more layers", 20.0, 60.0, form="ellipsis", labels=(label,), rank=0)
    upper, lower, target = (column(name, 4, rank)[:-1] for name, rank in (("upper", 0), ("lower", 0), ("target", 1)))
    bundles = (joined(upper, target), joined(lower, target))
    return replace(heads(), shapes=(*upper, dots, *lower, *target), bundles=bundles, gap=64.0)


def test_a_text_beside_dots_goes_to_where_no_line_passes_and_keeps_off_the_dots() -> None:
    scene = dots_between_columns()
    assert crossed_captions(place_in_columns(scene)) == ["dots"]
    moved = place_in_columns(next(with_clear_captions(scene)))
    assert crossed_captions(moved) == []
    dots = next(shape for shape in moved.shapes if shape.id == "dots")
    text = label_box(dots.labels[0]).moved(dots.x or 0.0, dots.y or 0.0)
    assert not any(text.meets(outline_box(shape)) for shape in moved.shapes)


def test_columns_stay_where_they_are_when_a_caption_moves() -> None:
    scene = branches(4, 6, 4, gap=110.0)
    placed = place_in_columns(scene)
    aside = with_captions_aside(scene, placed, crossed_captions(placed))
    moved = place_in_columns(aside)
    assert [(shape.x, shape.y) for shape in moved.shapes] == [(shape.x, shape.y) for shape in placed.shapes]
    changes = {one.id: moved_by(one, other) for one, other in zip(scene.shapes, aside.shapes, strict=True) if one != other}
    assert changes[MIDDLE][0] > 0 > changes["trunk-caption"][0]


def test_captions_move_no_further_than_needed() -> None:
    scene = branches(4, 6, 4, gap=110.0)
    placed = place_in_columns(scene)
    aside = {shape.id: shape for shape in with_captions_aside(scene, placed, {MIDDLE}).shapes}
    shift, away = moved_by(next(shape for shape in scene.shapes if shape.id == MIDDLE), aside[MIDDLE])
    nearer = replace(aside[MIDDLE], labels=tuple(replace(label, x=label.x - 6.0) for label in aside[MIDDLE].labels))
    assert away == 0.0
    assert shift > 6.0
    shapes = tuple(nearer if shape.id == MIDDLE else shape for shape in scene.shapes)
    assert MIDDLE in crossed_captions(place_in_columns(replace(scene, shapes=shapes)))


def test_a_caption_without_a_free_place_stays() -> None:
    scene = branches(4, 6, 4)
    between = replace(scene, bundles=(*scene.bundles, joined(scene.shapes[-7:], column("branch2", 4, 1))))
    placed = place_in_columns(between)
    assert MIDDLE in crossed_captions(placed)
    assert with_captions_aside(between, placed, {MIDDLE}).shapes == between.shapes


def test_room_behind_a_caption_leaves_it_at_its_column() -> None:
    scene = branches(4, 6, 4)
    before, after = place_in_columns(scene), place_in_columns(with_room_behind(scene, {MIDDLE}, 20.0))

    def gaps(placed: Scene) -> tuple[float, float]:
        there = {shape.id: shape for shape in placed.shapes}
        text = union(map(label_box, there[MIDDLE].labels)).moved(there[MIDDLE].x or 0.0, there[MIDDLE].y or 0.0)
        return text.top - outline_box(there["branch15"]).bottom, outline_box(there["branch20"]).top - text.bottom

    assert gaps(after)[0] == pytest.approx(gaps(before)[0])
    assert gaps(after)[1] == pytest.approx(gaps(before)[1] + 20.0)
