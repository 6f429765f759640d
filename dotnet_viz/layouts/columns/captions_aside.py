"""Captions and texts beside dots between the columns of a rank where lines would pass through them: aside, where none does."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from dotnet_viz.geometry.boxes import Box, ManyBoxes, union
from dotnet_viz.geometry.outlines import centre
from dotnet_viz.geometry.parts import label_box, outline_box, placed_box
from dotnet_viz.layouts.columns.crossings import LinesBetweenColumns, ink_boxes, is_caption, is_movable
from dotnet_viz.scene import Label, Point, Scene, Shape, changed

_STEP = 2.0
# Away from its column a caption is lost sooner than along it.
_STEPS_AWAY = (0.0, 4.0, 8.0)
_AWAY_COST = 3.0
_BETWEEN_TEXTS = 4.0
_CLEAR_ACROSS, _CLEAR_ALONG = 3.0, 1.0


def with_captions_aside(scene: Scene, placed: Scene, crossed: Collection[str]) -> Scene:
    """Return a scene with captions moved to where no line passes, each the least that is needed; others stay.

    Args:
        scene: without places; columns stand.
        placed: the same scene with places.
        crossed: ids of the captions that lines pass through.
    """
    lines = LinesBetweenColumns(placed)
    there = {shape.id: shape for shape in placed.shapes}
    moved = {}
    for shape in scene.shapes:
        if shape.id in crossed and is_movable(shape):
            others = [_taken(one) for one in there.values() if one.id != shape.id]
            own = [] if is_caption(shape) else [outline_box(there[shape.id])]
            taken = ManyBoxes([*others, *own, *map(label_box, placed.labels)])
            column = union(outline_box(there[one.id]) for one in scene.shapes if one.rank == shape.rank and not is_caption(one))
            offset = next(_free_offsets(there[shape.id], column, taken, lines), (0.0, 0.0))
            moved[shape.id] = _moved(shape, offset)
            there[shape.id] = _moved(there[shape.id], offset)
    return replace(scene, shapes=tuple(moved.get(shape.id, shape) for shape in scene.shapes))


def with_room_behind(scene: Scene, crossed: Collection[str], room: float) -> Scene:
    """Return a scene with more room between captions and what stands behind them in their rank.

    Args:
        scene: without places.
        crossed: ids of the captions.
        room: in pixels.
    """
    shapes = (_with_room(shape, room) if shape.id in crossed and is_caption(shape) else shape for shape in scene.shapes)
    return replace(scene, shapes=tuple(shapes))


def _taken(shape: Shape) -> Box:
    """Return where no other text can be; a caption has room around it in which others can."""
    return _texts_box(shape).widened(_BETWEEN_TEXTS, 0.0) if is_caption(shape) else placed_box(shape)


def _texts_box(shape: Shape) -> Box:
    return union(map(label_box, shape.labels)).moved(*centre(shape))


def _with_room(shape: Shape, room: float) -> Shape:
    return _moved(changed(shape, height=shape.height + room), (0.0, -room / 2))


def _moved(shape: Shape, offset: Point) -> Shape:
    x, y = offset
    return changed(shape, labels=tuple(_moved_label(label, x, y) for label in shape.labels))


def _moved_label(label: Label, x: float, y: float) -> Label:
    return changed(label, x=round(label.x + x, 2), y=round(label.y + y, 2))


def _free_offsets(shape: Shape, column: Box, taken: ManyBoxes, lines: LinesBetweenColumns) -> Iterator[Point]:
    """Yield how far a caption may be moved to where it meets nothing, the nearest place first: it stays at its column.

    A text beside dots may stand above, below and on the other side of them too.
    """
    room = _texts_box(shape)
    left, right = column.left - room.right, column.right - room.left
    away: Sequence[float] = _STEPS_AWAY
    if not is_caption(shape):
        left, right, away = 2 * centre(shape)[0] - room.left - room.right, max(right, 0.0), _steps_around(shape)
    for x, y in _offsets(left, right, away):
        if taken.positions_near(room.moved(x, y)):
            continue
        place = (centre(shape)[0] + x, centre(shape)[1] + y)
        if not any(lines.pass_by(box.widened(_CLEAR_ACROSS, _CLEAR_ALONG)) for box in ink_boxes(shape.labels, place)):
            yield x, y


def _steps_around(dots: Shape) -> tuple[float, ...]:
    """Return how far the text beside dots may go up and down: until it stands above or below them."""
    steps = int((dots.height / 2 + dots.labels[0].size) / _STEPS_AWAY[1])
    return tuple(step * _STEPS_AWAY[1] for step in range(-steps, steps + 1))


def _offsets(left: float, right: float, away: Sequence[float]) -> list[Point]:
    steps = int(max(-left, right) / _STEP)
    across = [side * step * _STEP for step in range(steps + 1) for side in (-1, 1) if left <= side * step * _STEP <= right]
    offsets = [(x, y) for x in dict.fromkeys(across) for y in away]
    return sorted(offsets, key=lambda offset: abs(offset[0]) + _AWAY_COST * abs(offset[1]))
