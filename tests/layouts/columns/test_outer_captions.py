"""Captions among columns stand where no line passes through them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dotnet_viz.geometry.outlines import centre
from dotnet_viz.geometry.parts import label_box
from dotnet_viz.layouts import with_clear_captions
from dotnet_viz.layouts.columns.outer_captions import crossed_captions
from dotnet_viz.layouts.columns.place import place_in_columns
from dotnet_viz.scene import Bundle, Connection, Label, Scene, Shape


def column(name: str, count: int, rank: int) -> tuple[Shape, ...]:
    units = (Shape(f"{name}{number}", name, 20, 20, form="circle", rank=rank) for number in range(count))
    labels = (Label(name, 0.0, -16.0), Label("a kind of layer", 0.0, 0.0, 11))
    caption = Shape(f"{name}-caption", name, 90, 50, form="area", rank=rank, kind="caption", labels=labels)
    return (*units, caption)


def joined(source: tuple[Shape, ...], target: tuple[Shape, ...]) -> Bundle:
    starts, ends = np.meshgrid(np.arange(len(source) - 1), np.arange(len(target) - 1))
    count = starts.size
    return Bundle(
        "weights", tuple(one.id for one in source[:-1]), tuple(one.id for one in target[:-1]),
        starts.ravel().astype(np.intp), ends.ravel().astype(np.intp),
        np.ones(count), np.ones(count), np.zeros((count, 3), np.uint8), np.zeros(count, bool),
    )  # fmt: skip


def heads(*counts: int, direction: str = "LR") -> Scene:
    """Return a layer that several outputs read."""
    trunk = column("trunk", 6, 0)
    outputs = [column(f"out{number}", count, 1) for number, count in enumerate(counts)]
    return Scene(
        "heads",
        shapes=(*trunk, *(shape for output in outputs for shape in output)),
        bundles=tuple(joined(trunk, output) for output in outputs),
        direction=direction,
        layout="columns",
        gap=90.0,
    )


def test_the_caption_of_the_first_output_stands_above_it_where_lines_would_pass() -> None:
    scene = heads(1, 6)
    assert set(crossed_captions(place_in_columns(scene))) == {"out0-caption"}
    placed = place_in_columns(next(with_clear_captions(scene)))
    assert crossed_captions(placed) == []
    tops = {shape.id: centre(shape)[1] for shape in placed.shapes}
    assert tops["out0-caption"] < tops["out00"] < tops["out10"] < tops["out1-caption"]
    assert tops["trunk5"] < tops["trunk-caption"]


def test_a_caption_is_as_far_from_its_column_above_as_below() -> None:
    scene = heads(1, 6)
    below, above = (
        next(shape for shape in one.shapes if shape.id == "out0-caption") for one in (scene, next(with_clear_captions(scene)))
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
    assert list(with_clear_captions(replace(heads(1, 6), gap=None))) == []


@pytest.mark.parametrize("direction", ["TB", "BT"])
def test_captions_of_columns_that_lie_stay(direction: str) -> None:
    assert list(with_clear_captions(heads(1, 6, direction=direction))) == []


def test_single_lines_pass_captions_too() -> None:
    lines = tuple(Connection(f"trunk{number}", "out10") for number in range(6))
    scene = replace(heads(1, 1), bundles=(), connections=lines)
    assert set(crossed_captions(place_in_columns(scene))) == {"out0-caption"}
