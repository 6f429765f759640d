"""Captions among columns where lines would pass through them: beside or above their own column, else above and below all."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from itertools import pairwise

from dotnet_viz.geometry.boxes import union
from dotnet_viz.geometry.parts import label_box
from dotnet_viz.layouts.columns.crossings import is_caption
from dotnet_viz.scene import Caption, Label, Scene, Shape, changed

# Between columns of which the captions stand elsewhere.
_SPACE = 14.0
# Between columns with their captions beside them, and between those where they are higher.
_BETWEEN = 22.0
_CLEAR = 6.0
# On a page columns stand nearer to each other where that makes room for captions beside them.
_NARROWER = 0.75


def with_moved_captions(scene: Scene, crossed: Collection[str]) -> Iterator[Scene]:
    """Yield a scene with captions where fewer lines may pass, the most readable first.

    Those of the first and of the last rank stand beside their columns, the first of others above its own, then all outside.

    Args:
        scene: without places, with captions among its shapes alone; columns stand.
        crossed: ids of the captions that lines pass through.
    """
    ranks = _by_rank(scene)
    for outer in _outer_ranks(scene, ranks, crossed):
        inner = {rank: shapes for rank, shapes in ranks.items() if rank not in outer}
        beside = _with_captions_beside(scene, outer)
        if outer:
            yield beside
        if outer and scene.gap is not None:
            yield replace(beside, gap=scene.gap * _NARROWER)
        above = {shapes[0].id for shapes in inner.values() if len(shapes) > 1} & set(crossed)
        if above:
            yield _with_captions_above(beside, above)
        if not outer or any(shape.id in crossed for shapes in inner.values() for shape in shapes):
            yield _with_outer_captions(beside, inner)


def _by_rank(scene: Scene) -> dict[int, list[Shape]]:
    ranks: dict[int, list[Shape]] = {}
    for shape in filter(is_caption, scene.shapes):
        ranks.setdefault(shape.rank or 0, []).append(shape)
    return ranks


def _outer_ranks(scene: Scene, ranks: Mapping[int, Sequence[Shape]], crossed: Collection[str]) -> Iterator[tuple[int, ...]]:
    """Yield the ranks of which captions may stand beside columns, with nothing further out: all, some, none."""
    every = {shape.rank or 0 for shape in scene.shapes}
    found = [
        rank
        for rank in (max(every), min(every))
        if len(every) > 1 and len(ranks.get(rank, ())) > 1 and any(shape.id in crossed for shape in ranks[rank])
    ]
    yield from (tuple(found), *((rank,) for rank in found if len(found) > 1))
    if found:
        yield ()


def _with_captions_beside(scene: Scene, ranks: Collection[int]) -> Scene:
    """Return a scene with the captions of some ranks beside their columns, which stand as far apart as the texts need."""
    captions: list[Caption] = []
    spaces: dict[str, Shape] = {}
    for rank in ranks:
        columns = list(_columns_of(scene, rank))
        over = [_height(caption.labels) / 2 - sum(shape.height for shape in shapes) / 2 for shapes, caption in columns]
        rooms = [max(_BETWEEN, one + other + _CLEAR) for one, other in pairwise(over)] + [1.0]
        for (shapes, caption), room in zip(columns, rooms, strict=True):
            captions.append(replace(_outer(caption, above=False), beside=tuple(shape.id for shape in shapes)))
            spaces[caption.id] = _space(caption, room)
    return replace(scene, shapes=tuple(spaces.get(shape.id, shape) for shape in scene.shapes), captions=tuple(captions))


def _columns_of(scene: Scene, rank: int) -> Iterator[tuple[list[Shape], Shape]]:
    """Yield the shapes of each column of a rank with the caption behind them."""
    shapes: list[Shape] = []
    for shape in (shape for shape in scene.shapes if (shape.rank or 0) == rank):
        if not is_caption(shape):
            shapes.append(shape)
        elif shapes:
            yield shapes, shape
            shapes = []


def _height(labels: Sequence[Label]) -> float:
    return union(map(label_box, labels)).height


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
    return replace(scene, shapes=tuple(shapes), captions=(*scene.captions, *captions))


def _space(shape: Shape, height: float = _SPACE) -> Shape:
    return changed(shape, id=f"{shape.id}-space", width=1.0, height=round(height, 2), labels=())


def _mirrored(shape: Shape) -> Shape:
    """Return a caption that is as far from what stands below it as it was from what stood above it."""
    boxes = list(map(label_box, shape.labels))
    shift = -boxes[0].top - boxes[-1].bottom
    return changed(shape, labels=tuple(replace(label, y=round(label.y + shift, 2)) for label in shape.labels))


def _outer(shape: Shape, *, above: bool) -> Caption:
    return Caption(shape.rank or 0, tuple(replace(label, x=0.0, y=0.0) for label in shape.labels), above=above)
