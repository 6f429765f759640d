"""What must hold in every picture of blocks: no line through a block, no text on a text, a line or a block."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.fonts import text_width
from dotnet_viz.scene import Connection, Label, Point, Scene, Shape

Box = tuple[float, float, float, float]
_LINE_HEIGHT = 1.0


def corners(shape: Shape) -> list[Point]:
    """Return the corners of a block's outline in the picture."""
    return [((shape.x or 0.0) + x, (shape.y or 0.0) + y) for x, y in shape.points]


def contains(outline: Sequence[Point], points: NDArray[np.float64], margin: float = 0.5) -> NDArray[np.bool_]:
    """Return which points are inside a convex outline, by more than a margin."""
    signs = []
    area = sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise([*outline, outline[0]]))
    for (x0, y0), (x1, y1) in pairwise([*outline, outline[0]]):
        length = max(float(np.hypot(x1 - x0, y1 - y0)), 1e-9)
        cross = ((x1 - x0) * (points[:, 1] - y0) - (y1 - y0) * (points[:, 0] - x0)) / length
        signs.append(cross * np.sign(area) > margin)
    inside: NDArray[np.bool_] = np.all(signs, axis=0)
    return inside


def samples(line: Connection) -> NDArray[np.float64]:
    """Return points on a connection's curve, dense enough to hit any block."""
    steps = np.linspace(0, 1, 12)[:, None]
    found = []
    for start in range(0, len(line.points) - 3, 3):
        a, b, c, d = (np.array(point) for point in line.points[start : start + 4])
        count = max(2, int(np.hypot(*(d - a)) // 4) + 2)
        steps = np.linspace(0, 1, count)[:, None]
        rest = 1 - steps
        found.append(rest**3 * a + 3 * rest**2 * steps * b + 3 * rest * steps**2 * c + steps**3 * d)
    return np.concatenate(found) if found else np.zeros((0, 2))


def text_boxes(scene: Scene) -> Iterator[tuple[str, str, Box]]:
    """Yield every text outside blocks with its owner's id and the room that it takes."""
    for shape in scene.shapes:
        for label in shape.labels:
            if not (abs(label.y) < shape.height / 2 and label.text == "?"):
                yield shape.id, label.text, _room(label, shape.x or 0.0, shape.y or 0.0)
    for cluster in scene.clusters:
        left, top, right, bottom = cluster.box or (0.0, 0.0, 0.0, 0.0)
        yield cluster.id, cluster.label.text, _room(cluster.label, (left + right) / 2, (top + bottom) / 2)


def _room(label: Label, x: float, y: float) -> Box:
    width = text_width(label.text, label.size, label.bold)
    left = x + label.x - {"start": 0.0, "middle": width / 2, "end": width}[label.anchor]
    half = label.size * _LINE_HEIGHT / 2
    return left, y + label.y - half, left + width, y + label.y + half


def lines_through_blocks(scene: Scene) -> list[str]:
    """Return what is wrong with lines: those that run through a block that is not their own."""
    outlines = {shape.id: (shape, corners(shape)) for shape in scene.shapes}
    wrong = []
    for line in scene.connections:
        if line.strands or not line.points:
            continue
        points = samples(line)
        low, high = points.min(axis=0), points.max(axis=0)
        for name, (shape, outline) in outlines.items():
            x, y = shape.x or 0.0, shape.y or 0.0
            if abs(x - (low[0] + high[0]) / 2) > (high[0] - low[0] + shape.width) / 2 + 1 or (
                abs(y - (low[1] + high[1]) / 2) > (high[1] - low[1] + shape.height) / 2 + 1
            ):
                continue
            inside = contains(outline, points)
            if inside.any():
                wrong.append(f"{line.source} -> {line.target} runs through {name} at {points[inside][0]}")
    return wrong


def texts_on_something(scene: Scene) -> list[str]:
    """Return what is wrong with texts: those that meet another text, a block or a line."""
    boxes = sorted(text_boxes(scene), key=lambda item: item[2][0])
    return [*_texts_on_texts(boxes), *_texts_on_blocks(scene, boxes), *_lines_through_texts(scene, boxes)]


def _texts_on_texts(boxes: Sequence[tuple[str, str, Box]]) -> Iterator[str]:
    for turn, (one, text, room) in enumerate(boxes):
        for other, other_text, other_room in boxes[turn + 1 :]:
            if other_room[0] >= room[2]:
                break
            if _meet(room, other_room):
                yield f"text {text!r} of {one} meets {other_text!r} of {other}"


def _texts_on_blocks(scene: Scene, boxes: Sequence[tuple[str, str, Box]]) -> Iterator[str]:
    for one, text, (left, top, right, bottom) in boxes:
        grid = np.array([(x, y) for x in np.linspace(left, right, 9) for y in np.linspace(top + 1, bottom - 1, 4)])
        for shape in scene.shapes:
            near = abs((shape.x or 0) - (left + right) / 2) < (shape.width + right - left) / 2
            if near and contains(corners(shape), grid).any():
                yield f"text {text!r} of {one} stands on {shape.id}"


def _lines_through_texts(scene: Scene, boxes: Sequence[tuple[str, str, Box]]) -> Iterator[str]:
    for line in scene.connections:
        if line.strands or not line.points:
            continue
        points = samples(line)
        for one, text, (left, top, right, bottom) in boxes:
            hit = (points[:, 0] > left) & (points[:, 0] < right) & (points[:, 1] > top + 1) & (points[:, 1] < bottom - 1)
            if hit.any():
                yield f"line {line.source} -> {line.target} runs through {text!r} of {one}"


def fronts_over_fronts(scene: Scene) -> list[str]:
    """Return the pairs of blocks whose fronts lie on each other."""
    fronts = []
    for shape in scene.shapes:
        xs, ys = zip(*shape.faces[-1].points, strict=True)
        x, y = shape.x or 0.0, shape.y or 0.0
        fronts.append((shape.id, (x + min(xs), y + min(ys), x + max(xs), y + max(ys))))
    return [f"{one} and {other}" for (one, a), (other, b) in combinations(fronts, 2) if _meet(a, b, 0.01)]


def frames_over_strangers(scene: Scene) -> list[str]:
    """Return the blocks that stand in a frame that is not theirs, or out of their own."""
    parents = {cluster.id: cluster.parent for cluster in scene.clusters}
    wrong = []
    for cluster in scene.clusters:
        for shape in scene.shapes:
            inside = _is_within(shape, cluster.box or (0, 0, 0, 0))
            owner = shape.cluster
            while owner is not None and owner != cluster.id:
                owner = parents[owner]
            if (owner == cluster.id) != inside:
                wrong.append(f"{shape.id} and the frame {cluster.id}")
    return wrong


def _is_within(shape: Shape, box: Box) -> bool:
    x, y = shape.x or 0.0, shape.y or 0.0
    return box[0] < x < box[2] and box[1] < y < box[3]


def _meet(one: Box, other: Box, margin: float = 0.5) -> bool:
    return (
        one[0] + margin < other[2] and other[0] + margin < one[2] and one[1] + margin < other[3] and other[1] + margin < one[3]
    )


def faults(scene: Scene) -> list[str]:
    """Return everything that is wrong with a picture of blocks."""
    return [
        *lines_through_blocks(scene),
        *texts_on_something(scene),
        *fronts_over_fronts(scene),
        *frames_over_strangers(scene),
    ]
