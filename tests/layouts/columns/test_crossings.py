"""Which captions among columns have lines through them."""

from __future__ import annotations

from dataclasses import replace

from dotnet_viz.geometry.boxes import Box
from dotnet_viz.layouts.columns.crossings import LinesBetweenColumns, crossed_captions, is_caption
from dotnet_viz.layouts.columns.place import place_in_columns
from dotnet_viz.scene import Connection, Label
from tests.layouts.columns.column_scenes import column, heads


def test_single_lines_pass_captions_too() -> None:
    lines = tuple(Connection(f"trunk{number}", "out10") for number in range(6))
    scene = replace(heads(1, 1), bundles=(), connections=lines)
    assert set(crossed_captions(place_in_columns(scene))) == {"out0-caption"}


def test_texts_outside_of_columns_are_crossed_too() -> None:
    placed = place_in_columns(replace(heads(3), shapes=tuple(one for one in heads(3).shapes if not is_caption(one))))
    between = Label("between", 60.0, 0.0)
    assert crossed_captions(replace(placed, labels=(between, replace(between, y=500.0)))) == ["between"]


def test_lines_end_at_the_middle_of_shapes() -> None:
    scene = replace(heads(), shapes=(*column("trunk", 1, 0)[:1], *column("out", 1, 1)[:1]), bundles=())
    lines = LinesBetweenColumns(place_in_columns(replace(scene, connections=(Connection("trunk0", "out0"),))))
    assert lines.pass_by(Box(50.0, -2.0, 60.0, 2.0))
    assert not lines.pass_by(Box(50.0, 2.0, 60.0, 4.0))
    assert not lines.pass_by(Box(-60.0, -2.0, -50.0, 2.0))
