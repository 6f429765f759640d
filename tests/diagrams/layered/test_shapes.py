"""Blocks, frames and connections as parts of a scene."""

from __future__ import annotations

import re

import pytest

from dotnet_viz.diagrams.layered.style import Layered
from dotnet_viz.layouts import place
from dotnet_viz.layouts.frame.frame import content_box
from dotnet_viz.renderers.svg.document import svg
from tests.builders import nested_graph
from tests.diagrams.block_graphs import RandomGraph, sized_chain, small_cnn


def test_a_funnel_leads_from_corner_to_corner() -> None:
    scene = Layered(show_captions=False).build(small_cnn())
    line = scene.connections[0]
    one, other = scene.shape_by_id["n0"], scene.shape_by_id["n1"]
    starts = [way[0] for way in (line.points, *line.strands)]
    ends = [way[-1] for way in (line.points, *line.strands)]
    corners = [pytest.approx(corner) for face in one.faces for corner in face.points]
    assert all((x - (one.x or 0), y - (one.y or 0)) in corners for x, y in starts[:3])
    assert max(x for x, _ in starts) == pytest.approx((one.x or 0) + one.width / 2)
    assert min(x for x, _ in ends) == pytest.approx((other.x or 0) - other.width / 2)


def test_tooltips_tell_the_configuration_and_the_tensors() -> None:
    scene = Layered().build(small_cnn())
    assert scene.shapes[1].tooltip.endswith("output: (None, 26, 26, 32)")
    assert scene.connections[1].tooltip == "n1 → n2: (None, 26, 26, 32)"


def test_faces_and_strands_are_drawn_and_move_with_the_frame() -> None:
    placed = place(Layered(show_captions=False).build(small_cnn()))
    first = placed.shapes[0]
    text = svg(placed)
    assert text.count("<polygon") == 15
    drawn = [
        [float(part) for part in re.split("[ ,]", points)] for points in re.findall('<polygon[^>]* points="([^"]*)"', text)
    ]
    front = [part for x, y in first.faces[-1].points for part in (x, y)]
    assert pytest.approx(front, abs=0.1) in drawn
    box = content_box(placed)
    line = placed.connections[0]
    assert all(box.left <= x <= box.right for way in line.strands for x, _ in way)


def test_ways_into_frames_are_whole_curves() -> None:
    for seed in range(30):
        for line in Layered().build(RandomGraph(seed).graph()).connections:
            assert len(line.points) % 3 == 1


def test_a_frame_is_as_wide_as_its_title() -> None:
    scene = Layered().build(nested_graph())
    left, _, right, _ = scene.clusters[0].box or (0, 0, 0, 0)
    assert right - left > 28
    assert scene.clusters[0].label.anchor == "start"


def test_a_mark_for_the_unknown_stands_on_the_front_where_it_fits() -> None:
    graph = sized_chain(("Conv2D", (None, None, None, 64)))
    mark = Layered().build(graph).shapes[0].labels[0]
    assert (mark.text, mark.bold) == ("?", True)
    left, _, right, _ = -8.0, 0.0, 8.0, 0.0
    assert left < mark.x < right
    thin = Layered(min_z=2.0, max_z=2.0, show_shapes=False, show_captions=False).build(graph).shapes[0]
    assert thin.labels == ()
    assert thin.dashed
