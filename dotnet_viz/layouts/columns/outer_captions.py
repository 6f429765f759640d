"""Captions among columns where lines would pass through them: above their own column, else above and below all columns."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.geometry.boxes import Box, ManyBoxes, union
from dotnet_viz.geometry.curves import ManyLines
from dotnet_viz.geometry.outlines import centre
from dotnet_viz.geometry.parts import label_box
from dotnet_viz.scene import Bundle, Caption, Label, Mesh, Scene, Shape, changed

# Between columns of which the captions stand elsewhere.
_SPACE = 14.0
# Letters take this part of the height of a line, above and below its middle.
_INK = 0.3


def with_moved_captions(scene: Scene, crossed: Collection[str]) -> Iterator[Scene]:
    """Yield a scene with captions where fewer lines may pass: the first of a rank above its column, then all outside.

    Args:
        scene: without places, with captions among its shapes alone.
        crossed: ids of the captions that lines pass through.
    """
    ranks = _by_rank(scene)
    above = {shapes[0].id for shapes in ranks.values() if len(shapes) > 1} & set(crossed)
    if above:
        yield _with_captions_above(scene, above)
    yield _with_outer_captions(scene, ranks)


def crossed_captions(scene: Scene) -> list[str]:
    """Return the ids of the captions that any line passes through, and the texts of those outside of columns, line by line.

    Args:
        scene: with places.
    """
    boxes = [(shape.id, box) for shape in filter(_is_caption, scene.shapes) for box in _ink(shape.labels, *centre(shape))]
    if not boxes and not scene.labels:
        return []
    boxes += [(label.text, box) for label, box in zip(scene.labels, _ink(scene.labels, 0.0, 0.0), strict=True)]
    places = {shape.id: centre(shape) for shape in scene.shapes}
    bundles: tuple[Bundle | Mesh, ...] = (*scene.bundles, *scene.meshes)
    straight_ones = [_ends(one, places) for one in bundles if one.sources and one.targets]
    passes = [(*line.points[0], *line.points[-1]) for line in scene.connections if len(line.points) == 4]
    straight_ones += [np.array(passes, dtype=np.float64)] if passes else []
    around = ManyLines([line.points for line in scene.connections if len(line.points) > 4])
    rooms = ManyBoxes([_room(lines) for lines in straight_ones])
    return [
        name
        for name, box in boxes
        if any(_cross(straight_ones[position], box) for position in rooms.positions_near(box)) or any(around.passing(box))
    ]


def _by_rank(scene: Scene) -> dict[int, list[Shape]]:
    ranks: dict[int, list[Shape]] = {}
    for shape in filter(_is_caption, scene.shapes):
        ranks.setdefault(shape.rank or 0, []).append(shape)
    return ranks


def _with_captions_above(scene: Scene, moved: Set[str]) -> Scene:
    """Return a scene with some captions before all other shapes of their rank, and room where they were."""
    captions = [_mirrored(shape) for shape in scene.shapes if shape.id in moved]
    others = (_space(shape) if shape.id in moved else shape for shape in scene.shapes)
    return replace(scene, shapes=(*captions, *others))


def _with_outer_captions(scene: Scene, ranks: Mapping[int, Sequence[Shape]]) -> Scene:
    """Return a scene with the captions of the first column of each rank above all columns, and of the last one below them."""
    above = {shapes[0].id: shapes[0] for shapes in ranks.values() if len(shapes) > 1}
    below = {shapes[-1].id: shapes[-1] for shapes in ranks.values()}
    captions = [_outer(shape, above=True) for shape in above.values()] + [
        _outer(shape, above=False) for shape in below.values()
    ]
    shapes = (_space(shape) if shape.id in above else shape for shape in scene.shapes if shape.id not in below)
    return replace(scene, shapes=tuple(shapes), captions=tuple(captions))


def _space(shape: Shape) -> Shape:
    return changed(shape, id=f"{shape.id}-space", width=1.0, height=_SPACE, labels=())


def _mirrored(shape: Shape) -> Shape:
    """Return a caption that is as far from what stands below it as it was from what stood above it."""
    boxes = list(map(label_box, shape.labels))
    shift = -boxes[0].top - boxes[-1].bottom
    return changed(shape, labels=tuple(replace(label, y=round(label.y + shift, 2)) for label in shape.labels))


def _outer(shape: Shape, *, above: bool) -> Caption:
    return Caption(shape.rank or 0, tuple(replace(label, x=0.0, y=0.0) for label in shape.labels), above=above)


def _is_caption(shape: Shape) -> bool:
    return shape.kind == "caption" and bool(shape.labels)


def _ink(labels: Sequence[Label], x: float, y: float) -> Iterator[Box]:
    for box in map(label_box, labels):
        half = box.height * _INK
        middle = (box.top + box.bottom) / 2
        yield Box(box.left, middle - half, box.right, middle + half).moved(x, y)


def _ends(lines: Bundle | Mesh, places: dict[str, tuple[float, float]]) -> NDArray[np.float64]:
    """Return where straight lines start and end; shape (n, 4)."""
    sources, targets = (np.array([places[name] for name in names]).reshape(-1, 2) for names in (lines.sources, lines.targets))
    if isinstance(lines, Bundle):
        return np.concatenate([sources[lines.source_index], targets[lines.target_index]], axis=1)
    return np.concatenate([np.repeat(sources, len(targets), axis=0), np.tile(targets, (len(sources), 1))], axis=1)


def _room(lines: NDArray[np.float64]) -> Box:
    """Return the box around straight lines."""
    points = lines.reshape(-1, 2)
    return Box(*points.min(axis=0).tolist(), *points.max(axis=0).tolist()) if len(points) else union(())


def _cross(lines: NDArray[np.float64], box: Box) -> bool:
    """Return whether any of some straight lines passes through a box (Liang and Barsky, 1984)."""
    start, step = lines[:, :2], lines[:, 2:] - lines[:, :2]
    low, high = np.array([box.left, box.top]), np.array([box.right, box.bottom])
    with np.errstate(divide="ignore", invalid="ignore"):
        first, second = (low - start) / step, (high - start) / step
    inside = (low < start) & (start < high)
    still = step == 0
    enters = np.where(still, np.where(inside, 0.0, np.inf), np.minimum(first, second)).max(axis=1, initial=0.0)
    leaves = np.where(still, np.where(inside, 1.0, -np.inf), np.maximum(first, second)).min(axis=1, initial=1.0)
    return bool((enters < leaves).any())
