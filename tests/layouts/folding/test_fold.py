"""Long pictures in rows and columns."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations, pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dotnet_viz.diagrams.neurons import Neurons
from dotnet_viz.diagrams.plot_model import PlotModel
from dotnet_viz.diagrams.weight_graph.style import WeightGraph
from dotnet_viz.geometry.boxes import Box
from dotnet_viz.geometry.outlines import centre
from dotnet_viz.geometry.parts import placed_box
from dotnet_viz.layouts import place
from dotnet_viz.layouts.folding.fold import folded
from dotnet_viz.layouts.frame.frame import content_box
from dotnet_viz.scene import DIRECTIONS, Connection, Point, Scene, Shape
from tests.applications import kept
from tests.builders import dense_chain
from tests.scene_builders import chain, nested, neurons

ROOM = (500.0, 400.0)


def boxes(shapes: Sequence[Shape]) -> list[Box]:
    return [placed_box(shape) for shape in shapes if shape.form != "area"]


def overlapping(one: Box, other: Box) -> bool:
    return (
        min(one.right, other.right) - max(one.left, other.left) > 0.5
        and min(one.bottom, other.bottom) - max(one.top, other.top) > 0.5
    )


def distance(shape: Shape, point: Point) -> float:
    """Return how far a point is from a shape's outline, about."""
    x, y = centre(shape)
    return max(abs(point[0] - x) - shape.width / 2, abs(point[1] - y) - shape.height / 2)


def assert_joined(scene: Scene) -> None:
    """Check that every line goes from its source to its target without a break."""
    for line in scene.connections:
        ends = [scene.shape_by_id[name] for name in (line.source, line.target)]
        assert len(line.points) % 3 == 1
        assert all(math.isfinite(part) for point in line.points for part in point)
        assert distance(ends[0], line.points[0]) < 2, (line.source, line.points[0])
        assert distance(ends[1], line.points[-1]) < 2, (line.target, line.points[-1])


@given(st.integers(2, 30), st.sampled_from(DIRECTIONS))
@settings(max_examples=12, deadline=None)
def test_a_chain_goes_on_in_strips(count: int, direction: str) -> None:
    placed = place(replace(chain(count), direction=direction), room=ROOM)
    limit = ROOM[1] if direction in ("TB", "BT") else ROOM[0]
    assert placed.size is not None
    assert placed.size[1 if direction in ("TB", "BT") else 0] <= limit
    assert_joined(placed)
    for one, other in combinations(boxes(placed.shapes), 2):
        assert not overlapping(one, other)


@pytest.mark.parametrize(("direction", "axis", "sign"), [("LR", 0, 1), ("RL", 0, -1), ("TB", 1, 1), ("BT", 1, -1)])
def test_the_flow_of_each_strip_is_that_of_the_picture(direction: str, axis: int, sign: int) -> None:
    placed = place(replace(chain(12), direction=direction), room=ROOM)
    places = [centre(shape) for shape in placed.shapes]
    steps = [after[axis] - before[axis] for before, after in pairwise(places)]
    assert sum(step * sign < 0 for step in steps) >= 1  # from the end of a strip to the start of the next one
    across = [place[1 - axis] for place in places]
    assert across == sorted(across)


def test_what_has_room_stays_as_it_is() -> None:
    scene = chain(3)
    assert place(scene, room=(2000.0, 2000.0)) == place(scene)


def crossed(scene: Scene, line: Connection) -> list[str]:
    """Return the shapes that a line runs through, but those at its ends."""
    others = [shape for shape in scene.shapes if shape.id not in (line.source, line.target)]
    points = list(line.points)
    found = []
    steps = [_point(points[index : index + 4], step / 12) for index in range(0, len(points) - 1, 3) for step in range(13)]
    for shape in others:
        x, y = centre(shape)
        room = Box(x - shape.width / 2 + 3, y - shape.height / 2 + 3, x + shape.width / 2 - 3, y + shape.height / 2 - 3)
        if any(_inside(room, step) for step in steps):
            found.append(shape.id)
    return found


def _point(curve: Sequence[Point], share: float) -> Point:
    rest = 1 - share
    parts = (rest**3, 3 * rest**2 * share, 3 * rest * share**2, share**3)
    x, y = (sum(part * point[axis] for part, point in zip(parts, curve, strict=True)) for axis in (0, 1))
    return x, y


def _inside(room: Box, point: Point) -> bool:
    return room.left < point[0] < room.right and room.top < point[1] < room.bottom


@pytest.mark.parametrize("family", ["InceptionV3", "MobileNetV2"])
@pytest.mark.parametrize("direction", ["TB", "LR"])
def test_a_real_model_in_strips_reads_as_before(family: str, direction: str) -> None:
    scene = PlotModel(rankdir=direction).build(kept(family))
    placed = place(scene, room=(1200.0, 1200.0))
    assert [(line.source, line.target) for line in placed.connections] == [
        (line.source, line.target) for line in scene.connections
    ]
    assert_joined(placed)
    for one, other in combinations(boxes(placed.shapes), 2):
        assert not overlapping(one, other)
    assert [found for line in placed.connections for found in crossed(placed, line)] == []


def test_units_whose_weights_pass_an_end_are_drawn_again() -> None:
    scene = neurons((4, 5, 3, 4, 2))
    placed = place(scene, room=(330.0, 2000.0))
    again = [shape for shape in placed.shapes if "-again" in shape.id]
    assert again
    names = {shape.id for shape in placed.shapes}
    for bundle in placed.bundles:
        assert set(bundle.sources) | set(bundle.targets) <= names
        ends = [[centre(placed.shape_by_id[name])[0] for name in side] for side in (bundle.sources, bundle.targets)]
        assert 0 < min(ends[1]) - max(ends[0]) < 330
    dashed = [line for line in placed.connections if line.dashed]
    assert {line.target for line in dashed} <= {shape.id for shape in again}
    assert len(dashed) == len({shape.id.rpartition("-again")[2] for shape in again})
    assert sum(len(bundle) for bundle in placed.bundles) == sum(len(bundle) for bundle in scene.bundles)


def test_a_strip_begins_with_its_first_units_where_nothing_leads_to_them() -> None:
    parts = [neurons((4, 4)), neurons((4, 4))]
    moved = [
        replace(shape, id=f"late-{shape.id}", rank=(shape.rank or 0) + 2, group=shape.group and f"late-{shape.group}")
        for shape in parts[1].shapes
    ]
    first, last = (
        tuple(f"late-{name}" for name in names) for names in (parts[1].bundles[0].sources, parts[1].bundles[0].targets)
    )
    lines = (replace(parts[1].bundles[0], sources=first, targets=last),)
    scene = replace(parts[0], shapes=(*parts[0].shapes, *moved), bundles=(*parts[0].bundles, *lines), captions=())
    for width in range(300, 420, 20):
        assert not [shape.id for shape in place(scene, room=(float(width), 2000.0)).shapes if "-again" in shape.id], width


def test_strips_have_room_for_the_units_that_they_repeat() -> None:
    scene = place(WeightGraph().build(dense_chain(4, 9, 2, 9, 3)), room=(260.0, 2000.0))
    units = boxes([shape for shape in scene.shapes if shape.form == "circle"])
    returns = [line for line in scene.connections if "-again" in line.target]
    assert returns
    for line in returns:
        level = max(pairwise(line.points), key=lambda ends: abs(ends[0][0] - ends[1][0]))[0][1]
        way = [x for x, y in line.points if y == level]
        for unit in units:
            assert not (min(way) < (unit.left + unit.right) / 2 < max(way) and unit.top < level < unit.bottom)


def test_meshes_that_pass_an_end_are_one_line() -> None:
    scene = Neurons().build(dense_chain(*[6] * 14))
    placed = place(scene, room=(700.0, 5000.0))
    whole = place(scene)
    assert len(placed.meshes) + len(placed.connections) == len(whole.meshes) + len(whole.connections)
    assert 0 < len(placed.meshes) < len(whole.meshes)
    shapes = placed.shape_by_id
    for mesh in placed.meshes:
        assert abs(centre(shapes[mesh.sources[0]])[0] - centre(shapes[mesh.targets[0]])[0]) < 700


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_frames_go_on_in_the_next_strip(direction: str) -> None:
    unfolded = place(nested(direction))
    long = 1 if direction in ("TB", "BT") else 0
    scene = folded(replace(unfolded, size=None), (unfolded.size or (0, 0))[long] / 2)
    parts = {cluster.id: cluster for cluster in scene.clusters}
    assert len(parts) > len(unfolded.clusters)
    for cluster in parts.values():
        assert cluster.parent is None or cluster.parent in parts
    for shape in scene.shapes:
        if shape.cluster is not None:
            left, top, right, bottom = parts[shape.cluster].box or (0, 0, 0, 0)
            x, y = centre(shape)
            assert left <= x <= right
            assert top <= y <= bottom
    captioned = [part for part in parts if parts[part].label.text]
    assert [part.partition("-part")[0] for part in captioned] == [cluster.id for cluster in unfolded.clusters]
    # Captions stand at the left: at the start of a frame, or where the flow to the left ends.
    assert direction == "RL" or not any("-part" in part for part in captioned)


@pytest.mark.parametrize("options", [{}, {"room": (600.0, 500.0)}])
def test_everything_is_on_the_paper(options: dict[str, Any]) -> None:
    placed = place(PlotModel().build(kept("MobileNet")), **options)
    room = content_box(replace(placed, labels=()))
    assert placed.size is not None
    assert room.left >= 0
    assert room.top >= 0
    assert room.right <= placed.size[0]
    assert room.bottom <= placed.size[1]
