"""Captions of figures stand where no line passes: one that is in the way is moved aside, where there is room for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from dotnet_viz.geometry.boxes import Box, ManyBoxes, union
from dotnet_viz.geometry.curves import ManyLines
from dotnet_viz.geometry.outlines import centre
from dotnet_viz.geometry.parts import caption_box, label_box, placed_box
from dotnet_viz.layouts.mesh_room import blocks, spans, turned
from dotnet_viz.scene import Cluster, Connection, Label, Mesh, Point, Shape, changed

_CLEAR = 2.0
_STEPS = (0.0, 5.0, 10.0, 16.0, 24.0)
_ASIDE = 5.0
# Where it can stand at no end of its figure.
_STEPS_ALONG = (6.0, 12.0, 20.0, 30.0, 45.0)
_STEPS_ASIDE = (0.0, 10.0, 20.0, 40.0, 60.0, 90.0)
# Going away from its figure, a caption is lost sooner than along it.
_AWAY_COST = 3.0


def beside_lines(
    shapes: Mapping[str, Shape],
    meshes: Sequence[Mesh],
    connections: Sequence[Connection],
    frames: Sequence[Cluster],
    *,
    upright: bool,
) -> dict[str, Shape]:
    """Return shapes with their captions beside the lines.

    Args:
        shapes: by id, with places; captions are those of the kind ``"caption"``.
        meshes: that are drawn.
        connections: with places.
        frames: with places.
        upright: whether the flow runs from left to right, so that captions stand above and below their figures, not aside.
    """
    captions = {shape.id: shape for shape in shapes.values() if shape.kind == "caption" and shape.labels}
    lines = _Lines(shapes, meshes, connections, upright=upright)
    crossed = lines.through(captions.values())
    if not crossed:
        return dict(shapes)
    figures = _Figures([shape for shape in shapes.values() if shape.form != "area"])
    moved = _all_moved(crossed, captions, figures, lines, frames)
    still = lines.through(moved[shape.id] for shape in crossed)
    again = [captions[shape.id] for shape in still]
    return {**shapes, **_all_moved(again, moved, figures, lines, frames, anywhere=True)}


class _Lines:
    """All lines of a scene, to be asked where they pass."""

    def __init__(
        self, shapes: Mapping[str, Shape], meshes: Sequence[Mesh], connections: Sequence[Connection], *, upright: bool
    ) -> None:
        self.upright = upright
        # The boxes of short parts meet few captions, and only those parts are followed.
        curves = [curve for line in connections for curve in (line.points, *line.strands)]
        self._curves = ManyLines([curve[first : first + 4] for curve in curves for first in range(0, len(curve) - 1, 3)])
        self._meshes = [spans(mesh, shapes, upright=upright) for mesh in meshes]
        rooms = [Box(start[0], min(start[1], end[1]), end[0], max(start[2], end[2])) for start, end in self._meshes]
        self._mesh_rooms = ManyBoxes(rooms)

    def pass_by(self, box: Box) -> bool:
        """Return whether any line meets a box."""
        along = turned(box, upright=self.upright)
        near = self._mesh_rooms.positions_near(along)
        return any(blocks(along, *self._meshes[position]) for position in near) or any(self._curves.passing(box))

    def through(self, captions: Iterable[Shape]) -> list[Shape]:
        """Return the captions that any line passes through."""
        return [shape for shape in captions if any(map(self.pass_by, _rooms([shape])))]


class _Figures:
    """The rooms of all figures, and of those of each group."""

    def __init__(self, shapes: Sequence[Shape]) -> None:
        self._all = ManyBoxes(list(map(placed_box, shapes)))
        self._groups: dict[str, list[Box]] = {}
        for shape, box in zip(shapes, self._all.boxes, strict=True):
            self._groups.setdefault(shape.group or shape.id, []).append(box)

    @property
    def boxes(self) -> Sequence[Box]:
        """The rooms of all figures."""
        return self._all.boxes

    def of_group(self, name: str) -> Box:
        """Return the room of all figures of a group."""
        return union(self._groups.get(name, ()))

    def are_at(self, room: Box) -> bool:
        """Return whether any figure has room in common with another room."""
        return bool(self._all.positions_near(room))


def _parts(shape: Shape) -> list[tuple[Label, ...]]:
    """Return the lines above a figure and those below it; all together where they stand beside it."""
    if any(label.anchor != "middle" for label in shape.labels):
        return [shape.labels]
    sides = ([label for label in shape.labels if (label.y < 0) is above] for above in (True, False))
    return [tuple(side) for side in sides if side]


def _room(shape: Shape, labels: Sequence[Label]) -> Box:
    return union(map(label_box, labels)).moved(*centre(shape))


def _rooms(captions: Iterable[Shape]) -> list[Box]:
    return [_room(shape, part) for shape in captions for part in _parts(shape)]


def _all_moved(
    crossed: Sequence[Shape],
    captions: Mapping[str, Shape],
    figures: _Figures,
    lines: _Lines,
    frames: Sequence[Cluster],
    *,
    anywhere: bool = False,
) -> dict[str, Shape]:
    """Return all captions, those that lines pass through moved one after the other."""
    moved = dict(captions)
    for shape in crossed:
        moved[shape.id] = _moved(shape, figures, moved.values(), lines, frames, anywhere=anywhere)
    return moved


def _moved(
    shape: Shape,
    figures: _Figures,
    captions: Iterable[Shape],
    lines: _Lines,
    frames: Sequence[Cluster],
    *,
    anywhere: bool,
) -> Shape:
    own, others = figures.of_group(shape.group or shape.id), list(_taken(shape, captions, frames))
    inside = _frame_around(shape, frames)
    places: dict[Label, Label] = {}
    parts = _parts(shape)
    for part in parts:
        room = _room(shape, part)
        if not lines.pass_by(room):
            continue
        offsets = _offsets(room, own, above=part[0].y < 0) if lines.upright else _offsets_beside()
        if anywhere and lines.upright:
            offsets += _offsets_along(0.0)
            offsets += _offsets_across(room, own, union(figures.boxes)) if len(parts) == 1 else []
        rooms = ((offset, room.moved(*offset)) for offset in offsets)
        free = (
            offset
            for offset, place in rooms
            if (inside is None or inside.holds(place))
            and not figures.are_at(place)
            and not any(map(place.meets, others))
            and not lines.pass_by(place.widened(_CLEAR, _CLEAR))
        )
        x, y = next(free, (0.0, 0.0))
        places |= {label: replace(label, x=round(label.x + x, 2), y=round(label.y + y, 2)) for label in part}
    return changed(shape, labels=tuple(places.get(label, label) for label in shape.labels))


def _offsets(room: Box, figure: Box, *, above: bool) -> list[Point]:
    """Return how far a caption may be moved, the nearest place first: to an end of its figure or beyond, and away from it."""
    along = (
        0.0, figure.left - room.left, figure.right - room.right,
        figure.right + _ASIDE - room.left, figure.left - _ASIDE - room.right,
    )  # fmt: skip
    offsets = [(x, -step if above else step) for x in along for step in _STEPS]
    return sorted(offsets, key=lambda offset: abs(offset[0]) + _AWAY_COST * abs(offset[1]))


def _offsets_along(away: float) -> list[Point]:
    return [(0.0, away), *((side * step, away) for step in _STEPS_ALONG for side in (-1, 1))]


def _offsets_across(room: Box, figure: Box, figures: Box) -> list[Point]:
    """Return the same to the other side of the figure, as far from it, where the picture becomes no higher by that."""
    across = figure.top + figure.bottom - room.top - room.bottom
    fits = figures.top <= room.top + across and room.bottom + across <= figures.bottom
    return _offsets_along(across) if fits else []


def _offsets_beside() -> list[Point]:
    """Return the same for captions left of their figures: further to the left, and along the flow."""
    offsets = [(-x, y) for x in _STEPS_ASIDE for y in (0.0, *_STEPS[1:], *(-step for step in _STEPS[1:]))]
    return sorted(offsets, key=lambda offset: abs(offset[0]) + abs(offset[1]))


def _taken(shape: Shape, captions: Iterable[Shape], frames: Sequence[Cluster]) -> Iterator[Box]:
    """Yield where a caption cannot stand: other captions, frames that it is not in, and the captions of those that it is in."""
    around = {frame.id for frame in _around(shape, frames)}
    yield from (_room(one, part) for one in captions if one.id != shape.id for part in _parts(one))
    for frame in frames:
        if frame.box is not None:
            yield caption_box(frame) if frame.id in around else Box(*frame.box)


def _around(shape: Shape, frames: Sequence[Cluster]) -> Iterator[Cluster]:
    """Yield the frames that a shape stands in, the innermost first."""
    by_id = {frame.id: frame for frame in frames}
    name = shape.cluster
    while name is not None and name in by_id:
        yield by_id[name]
        name = by_id[name].parent


def _frame_around(shape: Shape, frames: Sequence[Cluster]) -> Box | None:
    box = next((frame.box for frame in _around(shape, frames)), None)
    return None if box is None else Box(*box)
