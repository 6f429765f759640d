from __future__ import annotations

import math

import pytest

import dotnet_viz as dv
from dotnet_viz.geometry.outlines import centre
from dotnet_viz.geometry.parts import placed_box
from dotnet_viz.layouts import place
from dotnet_viz.layouts.folding.fold import folded
from dotnet_viz.scene import Connection, Mesh, Point, Scene, Shape
from tests.builders import picture_network
from tests.layouts.checks import distance_to_outline


def picture(direction: str, *, spreads: bool) -> Scene:
    """Return a box and a column of circles, far from each other, with a line from or to each, before layout."""
    box, circles = Shape("box", "box", 60, 30, rank=0 if spreads else 1), [f"c{number}" for number in range(5)]
    column = [Shape(name, name, 20, 20, form="circle", rank=1 if spreads else 0) for name in circles]
    ends = (("box",), tuple(circles)) if spreads else (tuple(circles), ("box",))
    mesh = Mesh("fan", ends[0], ends[1], instead=Connection(ends[0][len(ends[0]) // 2], ends[1][len(ends[1]) // 2]))
    return Scene("fan", shapes=(box, *column), meshes=(mesh,), layout="columns", direction=direction)


@pytest.mark.parametrize("direction", ["LR", "TB"])
@pytest.mark.parametrize("spreads", [True, False])
def test_a_fan_that_a_fold_parts_reaches_every_one_of_the_many(direction: str, spreads: bool) -> None:
    scene = folded(place(picture(direction, spreads=spreads)), 120)
    assert scene.meshes == ()
    joined = {(line.source, line.target) for line in scene.connections}
    circles = {f"c{number}" for number in range(5)}
    assert joined == ({("box", name) for name in circles} if spreads else {(name, "box") for name in circles})
    for line in scene.connections:
        many = scene.shape_by_id[line.target if spreads else line.source]
        assert distance_to_outline(many, line.points[-1 if spreads else 0]) < 1


def test_every_picture_of_weights_gets_a_line_from_the_input_in_a_narrow_column() -> None:
    scene = dv.draw(picture_network(8, 8, units=8), style="weight-graph", fit="column").placed
    pictures = {shape.id: shape for shape in scene.shapes if shape.form == "bar"}
    box = next(shape for shape in scene.shapes if shape.kind == "InputLayer")
    assert len(pictures) == 8
    assert min(placed_box(shape).top for shape in pictures.values()) > centre(box)[1]
    lines = {line.target: line for line in scene.connections if line.source == box.id}
    assert set(lines) == set(pictures)
    for name, line in lines.items():
        assert distance_to_outline(pictures[name], line.points[-1]) < 1
        assert line.arrow


def test_lines_that_branch_off_pass_no_text() -> None:
    scene = dv.draw(picture_network(8, 8, units=8), style="weight-graph", fit="column").placed
    texts = [placed_box(shape) for shape in scene.shapes if shape.kind == "value"]
    assert texts
    passed = [
        (text, point)
        for line in scene.connections
        for point in along(line.points)
        for text in texts
        if text.left < point[0] < text.right and text.top < point[1] < text.bottom
    ]
    assert not passed


def along(points: tuple[Point, ...]) -> list[Point]:
    """Return points on the straight lines between the corners of a chain of curves."""
    found = []
    for one, two in zip(points[::3], points[3::3], strict=False):
        steps = max(1, math.ceil(math.dist(one, two)))
        found += [
            (one[0] + (two[0] - one[0]) * step / steps, one[1] + (two[1] - one[1]) * step / steps) for step in range(steps)
        ]
    return found
