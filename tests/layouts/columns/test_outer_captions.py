"""Captions among columns stand where no line passes through them."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice, pairwise

import pytest

from dotnet_viz.drawing import Drawing
from dotnet_viz.geometry.boxes import union
from dotnet_viz.geometry.outlines import centre
from dotnet_viz.geometry.parts import label_box, placed_box
from dotnet_viz.layouts import MostSize, place, with_clear_captions
from dotnet_viz.layouts.columns.crossings import crossed_captions
from dotnet_viz.layouts.columns.place import place_in_columns
from dotnet_viz.scene import Label, Scene
from tests.layouts.columns.column_scenes import column, heads, joined


def inputs(*counts: int) -> Scene:
    """Return a layer that reads several inputs."""
    sources = [column(f"in{number}", count, 0) for number, count in enumerate(counts)]
    target = column("trunk", 6, 1)
    return replace(
        heads(),
        shapes=(*(shape for source in sources for shape in source), *target),
        bundles=tuple(joined(source, target) for source in sources),
    )


def captions_of(placed: Scene) -> dict[str, tuple[Label, Label]]:
    """Return the two lines of each caption outside of columns, by the first."""
    return {title.text: (title, kind) for title, kind in zip(placed.labels[::2], placed.labels[1::2], strict=True)}


def without_captions_beside(scene: Scene) -> Scene:
    """Return the first scene with clear captions that has none beside columns."""
    return next(one for one in with_clear_captions(scene) if not one.captions)


def scene_width(placed: Scene) -> float:
    return union([*map(placed_box, placed.shapes), *map(label_box, placed.labels)]).width


@pytest.mark.parametrize(
    ("counts", "trunk_count", "gap"),
    [((1, 6), 6, 90.0), ((1, 6, 3), 6, 90.0), ((6, 1, 1, 4), 6, 90.0), ((1, 6, 3), 12, None), ((6, 1, 1, 4), 20, None)],
)
def test_captions_of_outputs_stand_right_of_them_where_lines_would_pass(
    counts: tuple[int, ...], trunk_count: int, gap: float | None
) -> None:
    scene = replace(heads(*counts, trunk_count=trunk_count), gap=gap)
    assert crossed_captions(place_in_columns(scene))
    placed = place_in_columns(next(with_clear_captions(scene)))
    assert crossed_captions(placed) == []
    units = {shape.id: shape for shape in placed.shapes}
    captions = [captions_of(placed)[f"out{number}"] for number in range(len(counts))]
    for number, (title, kind) in enumerate(captions):
        column = [units[f"out{number}{unit}"] for unit in range(counts[number])]
        assert title.anchor == kind.anchor == "start"
        assert title.x == kind.x == pytest.approx(centre(column[0])[0] + 20.5)
        middle = (centre(column[0])[1] + centre(column[-1])[1]) / 2
        assert label_box(title).top + label_box(kind).bottom == pytest.approx(2 * middle)
    boxes = [union(map(label_box, lines)) for lines in captions]
    assert all(upper.bottom < lower.top for upper, lower in pairwise(boxes))


def test_captions_of_inputs_stand_left_of_them_and_flow_to_the_left_turns_both() -> None:
    scene = inputs(6, 1, 6)
    assert crossed_captions(place_in_columns(scene))
    for direction, anchor in (("LR", "end"), ("RL", "start")):
        placed = place_in_columns(next(with_clear_captions(replace(scene, direction=direction))))
        assert crossed_captions(placed) == []
        titles = [title for name, (title, _) in captions_of(placed).items() if name != "trunk"]
        assert [title.anchor for title in titles] == [anchor] * 3
        units = [centre(shape)[0] for shape in placed.shapes if shape.name.startswith("in")]
        assert all((title.x < min(units)) is (anchor == "end") for title in titles)


def test_pictures_without_a_page_have_captions_beside_columns_where_they_are_no_larger_than_allowed() -> None:
    scene = replace(heads(1, 6, 3, trunk_count=12), gap=None)
    placed = Drawing(scene).placed
    assert {label.text: label.anchor for label in placed.labels}["out0"] == "start"
    clear = replace(heads(1, 6), gap=None)
    assert Drawing(clear).placed == place(clear)
    wider = replace(heads(1, 6, 3, trunk_count=20), gap=None)
    width, height = place(wider).size or (0.0, 0.0)
    most = MostSize(width, height, lambda width, height: "too large")
    assert not most.has(Drawing(wider).placed)
    assert Drawing(wider, is_limited=True, most=most).placed == place(wider)


def test_captions_of_pictures_that_are_too_large_anyway_stand_clear() -> None:
    scene = replace(heads(1, 6, 3, trunk_count=12), gap=None)
    most = MostSize(100.0, 100.0, lambda width, height: "too large")
    placed = Drawing(scene, is_limited=True, most=most).placed
    assert crossed_captions(placed) == []
    assert "too large" in {label.text for label in placed.labels}


def test_columns_stand_nearer_where_captions_beside_them_have_no_room_else() -> None:
    widths = [scene_width(place_in_columns(scene)) for scene in islice(with_clear_captions(heads(1, 6)), 2)]
    assert widths[1] < widths[0]


def test_the_caption_of_the_first_output_stands_above_it_where_there_is_no_room_beside() -> None:
    scene = heads(1, 6)
    assert set(crossed_captions(place_in_columns(scene))) == {"out0-caption"}
    placed = place_in_columns(without_captions_beside(scene))
    assert crossed_captions(placed) == []
    tops = {shape.id: centre(shape)[1] for shape in placed.shapes}
    assert tops["out0-caption"] < tops["out00"] < tops["out10"] < tops["out1-caption"]
    assert tops["trunk5"] < tops["trunk-caption"]


def test_a_caption_is_as_far_from_its_column_above_as_below() -> None:
    scene = heads(1, 6)
    below, above = (
        next(shape for shape in one.shapes if shape.id == "out0-caption") for one in (scene, without_captions_beside(scene))
    )
    assert label_box(below.labels[0]).top == pytest.approx(-label_box(above.labels[-1]).bottom, abs=0.01)
    assert [label.text for label in above.labels] == [label.text for label in below.labels]


def test_captions_stand_above_and_below_all_columns_where_that_is_clearer() -> None:
    trunk, state, cell, out = column("trunk", 9, 0), column("state", 9, 1), column("cell", 3, 2), column("out", 2, 1)
    scene = replace(
        heads(), shapes=(*trunk, *state, *out, *cell), bundles=(joined(trunk, state), joined(state, cell), joined(out, cell))
    )
    crossed = crossed_captions(place_in_columns(scene))
    best = next(with_clear_captions(scene))
    assert len(crossed_captions(place_in_columns(best))) < len(crossed)


def test_captions_that_no_line_passes_stay() -> None:
    scene = replace(heads(6, 6), bundles=())
    assert list(with_clear_captions(scene)) == []


@pytest.mark.parametrize("direction", ["TB", "BT"])
def test_captions_of_columns_that_lie_stay(direction: str) -> None:
    assert list(with_clear_captions(heads(1, 6, direction=direction))) == []
