"""Frames around boxes that have places already: in styles that lay out no frames of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dotnet_viz.diagrams.common.graphs.frames import CAPTION_SIZE, frame_of, is_tree
from dotnet_viz.fonts import LINE_HEIGHT, text_width
from dotnet_viz.geometry.boxes import Box, ManyBoxes, union
from dotnet_viz.geometry.curves import ManyLines
from dotnet_viz.geometry.parts import label_box, outline_and_texts_box
from dotnet_viz.graph import Graph
from dotnet_viz.runtime.cached import cached_property
from dotnet_viz.scene import Cluster, Label, Scene, changed

_PAD, _ROW_PAD, _GAP = 5.0, 2.0, 6.0
_LINE = CAPTION_SIZE * LINE_HEIGHT


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
    def _shapes(self) -> Mapping[str, Box]:
        """The box of each shape, by its id."""
        return {shape.id: outline_and_texts_box(shape) for shape in self.scene.shapes}

    @cached_property
    def _calls(self) -> tuple[Sequence[str], ManyBoxes]:
        """The ids of the shapes that stand for calls, and their boxes."""
        names = [name for name in self._shapes if self.calls[name]]
        return names, ManyBoxes([self._shapes[name] for name in names])

    @cached_property
    def _texts(self) -> ManyBoxes:
        return ManyBoxes([label_box(label) for label in self.scene.labels])

    @cached_property
    def _lines(self) -> ManyLines:
        return ManyLines([line.points for line in self.scene.connections if line.points])

    def framed(
        self, frame: Cluster, held: frozenset[str], inner: Sequence[Cluster], others: Sequence[Cluster]
    ) -> Cluster | None:
        """Return a frame around the shapes that it holds, ``None`` where it would hold a box that is not of its group."""
        inside = [self._shapes[name] for name in held if name in self._shapes]
        if not inside:
            return None
        own = self._row(union(inside), held) if self.by_row else union(inside)
        around = union([own, *(Box(*one.box) for one in inner if one.box)])
        box = around.widened(_PAD, _ROW_PAD if self.by_row else _PAD)
        outlines = list(_outlines(box, frame.label))
        # What no outline nor caption comes near is looked at once, not for each of them.
        area = union([place for outline, label in outlines for place in (outline, label_box(label))])
        names, calls = self._calls
        foreign = [calls.boxes[index] for index in calls.positions_near(area) if names[index] not in held]
        foreign += [Box(*one.box) for one in others if one.box]
        fitting = [pair for pair in outlines if not any(map(pair[0].meets, foreign))]
        if not fitting:
            return None
        texts = self._texts.near(area)
        outside = [text for text in texts if not text.meets(box)]
        outline, label = min(fitting, key=lambda pair: self._crossings(pair[1], texts) + sum(map(pair[0].meets, outside)))
        middle = outline.middle
        return replace(frame, label=replace(label, x=label.x - middle[0], y=label.y - middle[1]), parent=None, box=outline)

    def _row(self, box: Box, held: frozenset[str]) -> Box:
        """Return the whole rows that the shapes of a frame stand in, up to halfway to other rows."""
        shapes = [(one, name in held or not self.calls[name]) for name, one in self._shapes.items()]
        texts = self._texts.boxes
        everything = union([*self._shapes.values(), *texts])
        above = min((box.top - one.bottom for one, own in shapes if not own and one.bottom <= box.top), default=2 * _LINE)
        below = min((one.top - box.bottom for one, own in shapes if not own and one.top >= box.bottom), default=2 * _LINE)
        near = [text for text in texts if box.top - above / 2 < text.middle[1] < box.bottom + below / 2]
        row = union([box, *near])
        return Box(everything.left, row.top, everything.right, row.bottom)

    def _crossings(self, label: Label, texts: Sequence[Box]) -> int:
        """Return how many texts and lines a caption would stand on."""
        own = label_box(label)
        return len(list(self._lines.passing(own))) + sum(map(own.meets, texts))


def _outlines(box: Box, label: Label) -> Iterator[tuple[Box, Label]]:
    """Yield a frame with room for its caption at each of its sides, and the caption."""
    left, top, right, bottom = box
    label = replace(label, size=CAPTION_SIZE, bold=True, anchor="start")
    width = text_width(label.text, label.size, label.bold)
    wide = max(right, left + width + 2 * _GAP)
    yield Box(left, top - _LINE, wide, bottom), replace(label, x=left + _GAP, y=top - _LINE / 2 + _PAD / 2)
    yield Box(left, top, wide, bottom + _LINE), replace(label, x=left + _GAP, y=bottom + _LINE / 2 - _PAD / 2)
    yield Box(left, top, right + width + 2 * _GAP, bottom), replace(label, x=right + _GAP, y=(top + bottom) / 2)
    yield Box(left - width - 2 * _GAP, top, right, bottom), replace(label, x=left - width - _GAP, y=(top + bottom) / 2)
