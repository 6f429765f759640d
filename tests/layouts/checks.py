"""What must hold for every placed scene: nothing is cut, nothing overlaps, lines end where shapes do."""

from __future__ import annotations

from itertools import combinations
from math import hypot

from dotnet_viz.geometry.boxes import Box
from dotnet_viz.geometry.outlines import centre
from dotnet_viz.geometry.parts import label_box, placed_box
from dotnet_viz.layouts.frame.frame import content_box
from dotnet_viz.scene import PlacedKey, Point, Scene, Shape


def overlap(one: Box, other: Box, slack: float = 0.6) -> bool:
    """Whether two boxes share more than a sliver."""
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return across > slack and down > slack


def assert_all_inside(scene: Scene) -> None:
    """Check that everything lies on the paper."""
    assert scene.size is not None
    box = content_box(scene)
    assert box.left >= 0
    assert box.top >= 0
    assert box.right <= scene.size[0]
    assert box.bottom <= scene.size[1]
    for box in legend_boxes(scene):
        assert box.left >= 0
        assert box.right <= scene.size[0]
        assert box.bottom <= scene.size[1]


def assert_nothing_overlaps(scene: Scene) -> None:
    """Check shapes with their texts, free labels, legends' bars and clusters' captions against each other."""
    boxes = [placed_box(shape) for shape in scene.shapes]
    boxes += [label_box(label) for label in scene.labels]
    boxes += legend_boxes(scene)
    boxes += caption_boxes(scene)
    for one, other in combinations(boxes, 2):
        assert not overlap(one, other), (one, other)


def legend_boxes(scene: Scene) -> list[Box]:
    """Return where the bars and swatches of legends are."""
    found = []
    for placed in scene.placed_legends:
        corners = placed.places if isinstance(placed, PlacedKey) else ((placed.x, placed.y),)
        found += [Box(x, y, x + placed.width, y + placed.height) for x, y in corners]
    return found


def caption_boxes(scene: Scene) -> list[Box]:
    """Return where the captions of clusters are."""
    found = []
    for cluster in scene.clusters:
        assert cluster.box is not None
        left, top, right, bottom = cluster.box
        found.append(label_box(cluster.label).moved((left + right) / 2, (top + bottom) / 2))
    return found


def distance_to_outline(shape: Shape, point: Point) -> float:
    """Return how far a point is from a shape's outline."""
    x, y = centre(shape)
    across, down = abs(point[0] - x), abs(point[1] - y)
    if shape.form == "circle":
        return abs(hypot(across, down) - shape.width / 2)
    outside = hypot(max(across - shape.width / 2, 0), max(down - shape.height / 2, 0))
    inside = min(shape.width / 2 - across, shape.height / 2 - down)
    return outside if outside > 0 else inside
