"""Frames around groups on a finished picture whose boxes have places already: in styles that lay out no frames of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dotnet_viz.diagrams.annotations.groups import GroupRequest, calls_of_groups, grouped
from dotnet_viz.diagrams.annotations.members import Members
from dotnet_viz.diagrams.common.bounds import Bounds, label_bounds, meet, shape_bounds, union
from dotnet_viz.diagrams.common.graphs.frames import CAPTION_SIZE, frame_of, is_group
from dotnet_viz.fonts import LINE_HEIGHT, text_width
from dotnet_viz.graph import Graph
from dotnet_viz.scene import Cluster, Connection, Label, Point, Scene, Shape
from dotnet_viz.translation.translate import translate

_PAD, _ROW_PAD, _GAP = 5.0, 2.0, 6.0
_LINE = CAPTION_SIZE * LINE_HEIGHT
_STEPS = 8


def framed_in_place(scene: Scene, graph: Graph, members: Members, requests: Sequence[GroupRequest], *, by_row: bool) -> Scene:
    """Return a picture with a frame around the boxes of each group, and a note on groups that have none.

    Args:
        scene: with places; boxes that stand for layers of a group and for others belong to no group.
        graph: the whole model.
        members: what its shapes stand for.
        requests: the groups.
        by_row: whether a frame holds whole rows of the picture, the texts in them included.
    """
    calls = calls_of_groups(graph, requests)
    frames = {node.layer.name: frame_of(node) for node in grouped(graph, requests).nodes if is_group(node)}
    placing = _Placing(scene, {shape.id: frozenset(members.of(scene, shape)) for shape in scene.shapes}, by_row)
    done: dict[str, Cluster] = {}
    for name in sorted(calls, key=lambda name: len(calls[name])):
        inner = [done[other] for other in done if calls[other] < calls[name]]
        found = placing.framed(frames[name], calls[name], inner, [frame for frame in done.values() if frame not in inner])
        if found is not None:
            done[name] = found
    clusters = [replace(done[name], parent=_around(name, calls, done)) for name in reversed(done)]
    drawn = {call for own in placing.calls.values() for call in own}
    left_out = [name for name in calls if name not in done and calls[name] & drawn]
    note = translate("without a frame, as other layers stand in or between their boxes: {groups}", groups=", ".join(left_out))
    return replace(
        scene,
        # A page folds frames with the shapes in them, but a row is more than its bars.
        shapes=scene.shapes if by_row else tuple(_owned(shape, placing.calls[shape.id], calls, done) for shape in scene.shapes),
        clusters=(*clusters, *scene.clusters),
        notes=(*scene.notes, note) if left_out else scene.notes,
    )


def _around(name: str, calls: Mapping[str, frozenset[str]], done: Mapping[str, Cluster]) -> str | None:
    """Return the id of the frame of the smallest group around another one."""
    return next((frame.id for other, frame in done.items() if calls[name] < calls[other]), None)


def _owned(shape: Shape, own: frozenset[str], calls: Mapping[str, frozenset[str]], done: Mapping[str, Cluster]) -> Shape:
    if shape.cluster is not None or not own:
        return shape
    return replace(shape, cluster=next((done[name].id for name in done if own <= calls[name]), None))


@dataclass(frozen=True)
class _Placing:
    """Where frames and their captions have room."""

    scene: Scene
    calls: Mapping[str, frozenset[str]]
    by_row: bool

    def framed(
        self, frame: Cluster, calls: frozenset[str], inner: Sequence[Cluster], others: Sequence[Cluster]
    ) -> Cluster | None:
        """Return a frame in its place, ``None`` where it would hold a box that is not of its group."""
        inside = [shape_bounds(shape) for shape in self.scene.shapes if self.calls[shape.id] and self.calls[shape.id] <= calls]
        if not inside:
            return None
        own = self._row(union(inside), calls) if self.by_row else union(inside)
        box = union([own, *(one.box for one in inner if one.box)])
        pad = _ROW_PAD if self.by_row else _PAD
        box = box[0] - _PAD, box[1] - pad, box[2] + _PAD, box[3] + pad
        foreign = [shape_bounds(shape) for shape in self.scene.shapes if not self.calls[shape.id] <= calls]
        foreign += [one.box for one in others if one.box]
        width = text_width(frame.label.text, CAPTION_SIZE, bold=True)
        fitting = [
            (outline, label)
            for outline, label in _outlines(box, frame.label, width)
            if not any(meet(outline, one) for one in foreign)
        ]
        if not fitting:
            return None
        texts = [bounds for bounds in map(label_bounds, self.scene.labels) if not meet(bounds, box)]
        outline, label = min(
            fitting, key=lambda pair: self._crossings(pair[1], width) + sum(meet(pair[0], text) for text in texts)
        )
        middle = (outline[0] + outline[2]) / 2, (outline[1] + outline[3]) / 2
        return replace(frame, label=replace(label, x=label.x - middle[0], y=label.y - middle[1]), parent=None, box=outline)

    def _row(self, box: Bounds, calls: frozenset[str]) -> Bounds:
        """Return the whole rows that the boxes of some calls stand in, up to halfway to other rows."""
        shapes = [(shape_bounds(shape), self.calls[shape.id] <= calls) for shape in self.scene.shapes]
        texts = [label_bounds(label) for label in self.scene.labels]
        everything = union([*(bounds for bounds, _ in shapes), *texts])
        above = min((box[1] - one[3] for one, is_own in shapes if not is_own and one[3] <= box[1]), default=2 * _LINE)
        below = min((one[1] - box[3] for one, is_own in shapes if not is_own and one[1] >= box[3]), default=2 * _LINE)
        near = [text for text in texts if box[1] - above / 2 < (text[1] + text[3]) / 2 < box[3] + below / 2]
        _, top, _, bottom = union([box, *near])
        return everything[0], top, everything[2], bottom

    def _crossings(self, label: Label, width: float) -> int:
        """Return how many texts and lines a caption would stand on."""
        own = label.x, label.y - _LINE / 2, label.x + width, label.y + _LINE / 2
        texts = sum(meet(own, label_bounds(other)) for other in self.scene.labels)
        return texts + sum(any(_holds(own, point) for point in _along(line)) for line in self.scene.connections)


def _outlines(box: Bounds, label: Label, width: float) -> Iterator[tuple[Bounds, Label]]:
    """Yield a frame with room for its caption at each of its sides, and the caption."""
    left, top, right, bottom = box
    label = replace(label, size=CAPTION_SIZE, anchor="start")
    wide = max(right, left + width + 2 * _GAP)
    yield (left, top - _LINE, wide, bottom), replace(label, x=left + _GAP, y=top - _LINE / 2 + _PAD / 2)
    yield (left, top, wide, bottom + _LINE), replace(label, x=left + _GAP, y=bottom + _LINE / 2 - _PAD / 2)
    yield (left, top, right + width + 2 * _GAP, bottom), replace(label, x=right + _GAP, y=(top + bottom) / 2)
    yield (left - width - 2 * _GAP, top, right, bottom), replace(label, x=left - width - _GAP, y=(top + bottom) / 2)


def _along(line: Connection) -> Iterator[Point]:
    for start in range(0, len(line.points) - 3, 3):
        (x0, y0), (x1, y1), (x2, y2), (x3, y3) = line.points[start : start + 4]
        for step in range(_STEPS + 1):
            t = step / _STEPS
            a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3
            yield a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3


def _holds(box: Bounds, point: Point) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]
