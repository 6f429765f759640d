from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.diagrams.common.circle_columns import UnitAppearance, caption_labels, unit_column, wrapped_caption
from dotnet_viz.fonts import text_width
from dotnet_viz.geometry.parts import placed_box
from dotnet_viz.scene import Label, Shape

OWNER = Shape("n1", "dense", 0, 0)


@given(st.integers(1, 60), st.one_of(st.none(), st.integers(1, 20)), st.booleans(), st.booleans())
def test_every_unit_is_a_circle_or_counted(total: int, limit: int | None, upright: bool, mark_last: bool) -> None:
    column = unit_column(OWNER, total, limit, UnitAppearance(upright=upright), mark_last=mark_last)
    left_out = [label.text for shape in column.shapes for label in shape.labels if label.text.startswith("+")]
    assert len(column.units) == min(total, limit or total)
    assert left_out == ([f"+{total - len(column.units)}"] if len(column.units) < total else [])
    assert len(set(column.units)) == len(column.units)


@given(st.integers(1, 60), st.integers(1, 20), st.booleans(), st.booleans())
def test_units_stand_apart_in_one_line_within_their_area(total: int, limit: int, upright: bool, mark_last: bool) -> None:
    column = unit_column(OWNER, total, limit, UnitAppearance(upright=upright), mark_last=mark_last)
    area, *items = column.shapes
    boxes = [placed_box(item) for item in items]
    spans = [(box.top, box.bottom) if upright else (box.left, box.right) for box in boxes]
    assert all(before[1] <= after[0] + 0.02 for before, after in pairwise(spans))
    assert max(-spans[0][0], spans[-1][1]) <= (area.height if upright else area.width) / 2


def test_the_mark_ends_the_column_or_stands_before_the_last() -> None:
    kinds = [
        [shape.kind for shape in unit_column(OWNER, 9, 3, UnitAppearance(), mark_last=last).shapes[1:]]
        for last in (True, False)
    ]
    assert kinds == [["neuron", "neuron", "neuron", "left-out"], ["neuron", "neuron", "left-out", "neuron"]]


def test_circles_are_named_by_their_place_in_the_layer() -> None:
    column = unit_column(OWNER, 9, 3, UnitAppearance(), mark_last=False)
    assert [shape.name for shape in column.shapes if shape.kind == "neuron"] == ["dense [0]", "dense [1]", "dense [8]"]


@pytest.mark.parametrize(("upright", "anchor"), [(True, "middle"), (False, "end")])
def test_captions_keep_their_distance(upright: bool, anchor: str) -> None:
    labels = caption_labels([Label("a"), Label("b", size=10)], 100.0, upright=upright)
    assert [label.anchor for label in labels] == [anchor, anchor]
    assert labels[0].y < labels[1].y
    assert (labels[0].y if upright else -labels[0].x) > 100


@given(st.text(max_size=80), st.integers(1, 3))
def test_lines_of_captions_fit(text: str, most: int) -> None:
    lines = wrapped_caption(text, 12, 100.0, most=most)
    assert 1 <= len(lines) <= most
    assert all(text_width(line, 12) <= 100.0 for line in lines)
