"""What must hold for every placed scene of groups: texts apart, groups apart, no line through a group that is not its own."""

from __future__ import annotations

from itertools import combinations

from dotnet_viz.geometry.boxes import Box, union
from dotnet_viz.geometry.outlines import centre
from dotnet_viz.geometry.parts import label_box, placed_box
from dotnet_viz.scene import Point, Scene
from tests.layouts.checks import assert_all_inside, caption_boxes, overlap


def assert_groups_read_well(scene: Scene) -> None:
    """Check everything that must hold."""
    assert_all_inside(scene)
    assert_texts_apart(scene)
    assert_groups_apart(scene)
    assert_no_line_through_a_group(scene)


def group_boxes(scene: Scene) -> dict[str, Box]:
    """Return the room of each group, its texts included."""
    members: dict[str, list[Box]] = {}
    for shape in scene.shapes:
        members.setdefault(shape.group or shape.id, []).append(placed_box(shape))
    return {name: union(boxes) for name, boxes in members.items()}


def assert_groups_apart(scene: Scene) -> None:
    """Check that no two groups share room."""
    for (one, box), (other, second) in combinations(group_boxes(scene).items(), 2):
        assert not overlap(box, second), (one, other)


def assert_texts_apart(scene: Scene) -> None:
    """Check every text against every other, and against the captions of frames."""
    boxes = [label_box(label).moved(*centre(shape)) for shape in scene.shapes for label in shape.labels]
    boxes += [label_box(label) for label in scene.labels if label.text]
    boxes += caption_boxes(scene)
    for one, other in combinations(boxes, 2):
        assert not overlap(one, other), (one, other)


def assert_no_line_through_a_group(scene: Scene) -> None:
    """Check points along every connection against the shapes of all groups but the two it joins."""
    owner = {shape.id: shape.group or shape.id for shape in scene.shapes}
    solid = [shape for shape in scene.shapes if shape.form != "area"]
    for line in scene.connections:
        ends = {owner[line.source], owner[line.target]}
        for shape in solid:
            if owner[shape.id] in ends:
                continue
            x, y = centre(shape)
            box = Box(x - shape.width / 2, y - shape.height / 2, x + shape.width / 2, y + shape.height / 2)
            assert not any(_is_in(box, point) for point in _along(line.points)), (line.tooltip, shape.id)


def _along(points: tuple[Point, ...], steps: int = 8) -> list[Point]:
    found = []
    for start in range(0, len(points) - 3, 3):
        for step in range(steps):
            found.append(_bezier(points[start : start + 4], step / steps))
    return found


def _bezier(curve: tuple[Point, ...], part: float) -> Point:
    rest = 1 - part
    weights = rest**3, 3 * rest**2 * part, 3 * rest * part**2, part**3
    return (
        sum(weight * point[0] for weight, point in zip(weights, curve, strict=True)),
        sum(weight * point[1] for weight, point in zip(weights, curve, strict=True)),
    )


def _is_in(box: Box, point: Point) -> bool:
    return box.left < point[0] < box.right and box.top < point[1] < box.bottom
