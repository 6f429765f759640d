"""Frames around boxes that have places already: in styles that lay out no frames of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dotnet_viz.diagrams.common.bounds import Bounds, Rooms, label_bounds, meet, shape_bounds, union
from dotnet_viz.diagrams.common.graphs.frames import CAPTION_SIZE, frame_of, is_tree
from dotnet_viz.fonts import LINE_HEIGHT, text_width
from dotnet_viz.graph import Graph
from dotnet_viz.runtime.cached import cached_property
from dotnet_viz.scene import Cluster, Connection, Label, Point, Scene, changed

_PAD, _ROW_PAD, _GAP = 5.0, 2.0, 6.0
_LINE = CAPTION_SIZE * LINE_HEIGHT
_STEPS = 60


@dataclass(frozen=True)
class FrameRequest:
    """A frame that is wanted.

    Args:
        frame: without a place.
        calls: ids of the calls that it holds.
    """

    frame: Cluster
    calls: frozenset[str]


def with_nested_frames(scene: Scene, graph: Graph) -> Scene:
    """Return a picture with frames around the boxes of nested models, where no other box stands among them.

    Args:
        scene: with places, whose members are the calls that its boxes stand for.
        graph: the model.
    """
    models = [node for node in graph.nodes if graph.is_model(node) and not is_tree(graph, node)]
    if not models:
        return scene
    inside: dict[str, set[str]] = {node.id: set() for node in models}
    for node in graph.nodes:
        for outer in graph.around(node.id):
            inside.get(outer.id, set()).add(node.id)
    calls = {shape.id: frozenset(scene.members.get(shape.id, ())) for shape in scene.shapes}
    return with_frames(scene, calls, [FrameRequest(frame_of(node), frozenset(inside[node.id])) for node in models])


def with_frames(
    scene: Scene, calls: Mapping[str, frozenset[str]], wanted: Sequence[FrameRequest], *, by_row: bool = False
) -> Scene:
    """Return a picture with those frames that would hold no box of other calls, and all boxes of their own.

    Args:
        scene: with places.
        calls: what each of its shapes stands for, by the shape's id.
        wanted: the frames; they may be inside one another.
        by_row: whether a frame holds whole rows of the picture, the texts in them included; such frames own no shapes, since a
            page folds frames with their shapes, and a row is more than its bars.
    """
    held = _held_already(scene)
    frames = {frame.id: frame for frame in scene.clusters}
    placing = _Placing(scene, calls, by_row)
    of_call: dict[str, list[str]] = {}
    for name, found in calls.items():
        for call in found:
            of_call.setdefault(call, []).append(name)
    for request in sorted(wanted, key=lambda one: len(one.calls)):
        some = {name for call in request.calls for name in of_call.get(call, ())}
        own = frozenset(name for name in some if calls[name] <= request.calls)
        inner = [frame for name, frame in frames.items() if held[name] <= own]
        others = [frame for name, frame in frames.items() if not (held[name] <= own or own <= held[name])]
        is_whole = bool(own) and own == some
        frame = placing.framed(request.frame, own, inner, others) if is_whole else None
        if frame is not None:
            frames[frame.id], held[frame.id] = frame, own
    order = sorted(frames, key=lambda name: -len(held[name]))
    owners = {shape: name for name in order for shape in held[name]}
    return replace(
        scene,
        shapes=scene.shapes if by_row else tuple(changed(shape, cluster=owners.get(shape.id)) for shape in scene.shapes),
        clusters=tuple(replace(frames[name], parent=_around(place, order, held)) for place, name in enumerate(order)),
    )


def _around(place: int, order: Sequence[str], held: Mapping[str, frozenset[str]]) -> str | None:
    """Return the smallest of the frames before another one that holds it."""
    return next((name for name in reversed(order[:place]) if held[order[place]] <= held[name]), None)


def _held_already(scene: Scene) -> dict[str, frozenset[str]]:
    """Return the ids of the shapes in each frame that a picture has, those in frames inside it included."""
    held: dict[str, set[str]] = {frame.id: set() for frame in scene.clusters}
    for shape in scene.shapes:
        for frame in scene.frames_around(shape):
            held[frame.id].add(shape.id)
    return {name: frozenset(found) for name, found in held.items()}


@dataclass(frozen=True)
class _Placing:
    """Where frames and their captions have room."""

    scene: Scene
    calls: Mapping[str, frozenset[str]]
    by_row: bool

    @cached_property
    def bounds(self) -> Mapping[str, Bounds]:
        """The room of each shape, by its id."""
        return {shape.id: shape_bounds(shape) for shape in self.scene.shapes}

    @cached_property
    def _boxes(self) -> tuple[Sequence[str], Rooms]:
        """The ids of the shapes that stand for calls, and their rooms."""
        names = [name for name in self.bounds if self.calls[name]]
        return names, Rooms([self.bounds[name] for name in names])

    @cached_property
    def _texts(self) -> Rooms:
        return Rooms([label_bounds(label) for label in self.scene.labels])

    @cached_property
    def _lines(self) -> tuple[Sequence[Connection], Rooms]:
        lines = [line for line in self.scene.connections if line.points]
        return lines, Rooms([_reach(line) for line in lines])

    def framed(
        self, frame: Cluster, held: frozenset[str], inner: Sequence[Cluster], others: Sequence[Cluster]
    ) -> Cluster | None:
        """Return a frame around the shapes that it holds, ``None`` where it would hold a box that is not of its group."""
        inside = [self.bounds[name] for name in held if name in self.bounds]
        if not inside:
            return None
        own = self._row(union(inside), held) if self.by_row else union(inside)
        box = union([own, *(one.box for one in inner if one.box)])
        pad = _ROW_PAD if self.by_row else _PAD
        box = box[0] - _PAD, box[1] - pad, box[2] + _PAD, box[3] + pad
        width = text_width(frame.label.text, CAPTION_SIZE, bold=True)
        outlines = list(_outlines(box, frame.label, width))
        # What no outline nor caption comes near is looked at once, not for each of them.
        area = union([place for outline, label in outlines for place in (outline, _caption_room(label, width))])
        names, boxes = self._boxes
        foreign = [boxes.bounds[index] for index in boxes.near(area) if names[index] not in held]
        foreign += [one.box for one in others if one.box]
        fitting = [pair for pair in outlines if not any(meet(pair[0], one) for one in foreign)]
        if not fitting:
            return None
        texts = [self._texts.bounds[index] for index in self._texts.near(area)]
        outside = [text for text in texts if not meet(text, box)]
        outline, label = min(
            fitting,
            key=lambda pair: self._crossings(pair[1], width, texts) + sum(meet(pair[0], text) for text in outside),
        )
        middle = (outline[0] + outline[2]) / 2, (outline[1] + outline[3]) / 2
        return replace(frame, label=replace(label, x=label.x - middle[0], y=label.y - middle[1]), parent=None, box=outline)

    def _row(self, box: Bounds, held: frozenset[str]) -> Bounds:
        """Return the whole rows that the shapes of a frame stand in, up to halfway to other rows."""
        shapes = [(bounds, name in held or not self.calls[name]) for name, bounds in self.bounds.items()]
        texts = self._texts.bounds
        everything = union([*(bounds for bounds, _ in shapes), *texts])
        above = min((box[1] - one[3] for one, is_own in shapes if not is_own and one[3] <= box[1]), default=2 * _LINE)
        below = min((one[1] - box[3] for one, is_own in shapes if not is_own and one[1] >= box[3]), default=2 * _LINE)
        near = [text for text in texts if box[1] - above / 2 < (text[1] + text[3]) / 2 < box[3] + below / 2]
        _, top, _, bottom = union([box, *near])
        return everything[0], top, everything[2], bottom

    def _crossings(self, label: Label, width: float, texts: Sequence[Bounds]) -> int:
        """Return how many texts and lines a caption would stand on."""
        own = _caption_room(label, width)
        lines, reaches = self._lines
        passing = sum(any(_holds(own, point) for point in _along(lines[index])) for index in reaches.near(own))
        return passing + sum(meet(own, text) for text in texts)


def _caption_room(label: Label, width: float) -> Bounds:
    return label.x, label.y - _LINE / 2, label.x + width, label.y + _LINE / 2


def _outlines(box: Bounds, label: Label, width: float) -> Iterator[tuple[Bounds, Label]]:
    """Yield a frame with room for its caption at each of its sides, and the caption."""
    left, top, right, bottom = box
    label = replace(label, size=CAPTION_SIZE, anchor="start")
    wide = max(right, left + width + 2 * _GAP)
    yield (left, top - _LINE, wide, bottom), replace(label, x=left + _GAP, y=top - _LINE / 2 + _PAD / 2)
    yield (left, top, wide, bottom + _LINE), replace(label, x=left + _GAP, y=bottom + _LINE / 2 - _PAD / 2)
    yield (left, top, right + width + 2 * _GAP, bottom), replace(label, x=right + _GAP, y=(top + bottom) / 2)
    yield (left - width - 2 * _GAP, top, right, bottom), replace(label, x=left - width - _GAP, y=(top + bottom) / 2)


def _reach(line: Connection) -> Bounds:
    across, down = zip(*line.points, strict=True)
    return min(across) - 1.0, min(down) - 1.0, max(across) + 1.0, max(down) + 1.0


def _along(line: Connection) -> Iterator[Point]:
    for start in range(0, len(line.points) - 3, 3):
        (x0, y0), (x1, y1), (x2, y2), (x3, y3) = line.points[start : start + 4]
        for step in range(_STEPS + 1):
            t = step / _STEPS
            a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3
            yield a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3


def _holds(box: Bounds, point: Point) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]
