"""Frames in strips: whose caption stands in which part."""

from __future__ import annotations

import pytest

from dotnet_viz.geometry.parts import label_box
from dotnet_viz.layouts.folding.fold import folded
from dotnet_viz.scene import Cluster, Connection, Label, Scene, Shape


def framed(caption: float) -> Scene:
    """Return a chain in one frame, whose caption begins as far right of the frame's middle."""
    shapes = tuple(Shape(f"n{at}", f"n{at}", 40.0, 40.0, x=100.0 * at, y=0.0, cluster="f") for at in range(10))
    lines = tuple(
        Connection(f"n{at}", f"n{at + 1}", ((x := 100.0 * at + 20, 0.0), (x + 20, 0.0), (x + 40, 0.0), (x + 60, 0.0)))
        for at in range(9)
    )
    label = Label("a caption", caption, -50.0, 12.0, True, anchor="start")
    frame = Cluster("f", "f", label, box=(-40.0, -60.0, 940.0, 60.0))
    return Scene("m", shapes=shapes, connections=lines, clusters=(frame,), layout="given", direction="LR")


@pytest.mark.parametrize(("caption", "index"), [(-480.0, 0), (370.0, -1)])
def test_a_caption_stands_within_the_part_of_its_frame_that_had_it(caption: float, index: int) -> None:
    parts = folded(framed(caption), 500.0).clusters
    assert len(parts) > 1
    assert [part.label.text for part in parts if part.label.text] == ["a caption"]
    one = parts[index]
    left, top, right, bottom = one.box or (0.0, 0.0, 0.0, 0.0)
    text = label_box(one.label).moved((left + right) / 2, (top + bottom) / 2)
    assert one.label.text
    assert left <= text.left
    assert text.right <= right
    assert top <= text.top
    assert text.bottom <= bottom
