"""Where a scene is cut into strips: between shapes, where few lines pass."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from dotnet_viz.geometry.boxes import Box
from dotnet_viz.geometry.parts import caption_box, frame_box, label_box
from dotnet_viz.layouts.columns.edge_values import bundle_of
from dotnet_viz.layouts.folding.flow import Flow, Range, flow_range, free_ranges
from dotnet_viz.scene import Cluster, Scene

LEAST_GAP = 8.0
_LINE_COST = 0.15
_REPEAT_COST = 0.6
_PAD = 4.0


@dataclass(frozen=True)
class Strip:
    """A part of a scene along its flow.

    Args:
        start: where its own shapes begin.
        end: where they end.
        first: where it begins with the shapes that are repeated from the strip before.
        repeated: ids of these.
    """

    start: float
    end: float
    first: float
    repeated: frozenset[str] = frozenset()

    @property
    def length(self) -> float:
        """From its first shape to its end."""
        return self.end - self.first


@dataclass(frozen=True)
class _Cut:
    """A place where a scene may be cut, what it costs, and what the next strip repeats."""

    place: float
    cost: float
    first: float
    repeated: frozenset[str]


def strips(scene: Scene, flow: Flow, most: float) -> list[Strip]:
    """Return a scene's strips, none longer than a length where that can be, all of about the same length.

    Args:
        scene: with places.
        flow: its direction.
        most: the length in CSS pixels.
    """
    whole = flow_range(scene, flow)
    cuts = list(_possible(scene, flow, most))
    found = _strips(whole, cuts, most)
    # The same number of strips may do with less, so that the last one is not a short rest.
    low = (whole[1] - whole[0]) / max(len(found), 1)
    for part in (0.0, 0.15, 0.3, 0.5, 0.7):
        even = _strips(whole, cuts, low + part * (most - low))
        if len(even) == len(found) and max(strip.length for strip in even) <= max(most, *(one.length for one in found)):
            return _less_repeated(even, cuts, most)
    return _less_repeated(found, cuts, most)


def _strips(whole: Range, cuts: Sequence[_Cut], most: float) -> list[Strip]:
    found: list[Strip] = []
    start, first, repeated = whole[0], whole[0], frozenset[str]()
    while whole[1] - first > most:
        later = [cut for cut in cuts if cut.place > start + 1 and cut.first > first + 1]
        near = [cut for cut in later if cut.place - first <= most]
        if not later:
            break
        chosen = max(near, key=lambda cut: (cut.place - first) / most - cut.cost) if near else later[0]
        found.append(Strip(start, chosen.place, first, repeated))
        start, first, repeated = chosen.place, chosen.first, chosen.repeated
    return [*found, Strip(start, whole[1], first, repeated)]


def _less_repeated(found: Sequence[Strip], cuts: Sequence[_Cut], most: float) -> list[Strip]:
    """Return strips cut before what they would repeat, where nothing is repeated there and there is room for it."""
    result = list(found)
    for number, (before, after) in enumerate(pairwise(found), 1):
        free = [
            cut
            for cut in cuts
            if not cut.repeated and before.start + 1 < cut.place <= after.first and after.end - cut.first <= most
        ]
        if after.repeated and free:
            result[number - 1] = replace(result[number - 1], end=free[-1].place)
            result[number] = Strip(free[-1].place, after.end, free[-1].first)
    return result


def _possible(scene: Scene, flow: Flow, most: float) -> Iterator[_Cut]:
    lines = sorted(_ranges(scene, flow))
    starts, ends = [start for start, _ in lines], sorted(end for _, end in lines)
    bundles = [(*_ends(scene, flow, bundle.sources, bundle.targets), frozenset(bundle.sources)) for bundle in scene.bundles]
    for low, high in free_ranges(list(_taken(scene, flow)), LEAST_GAP):
        place = (low + high) / 2
        passing = bisect_left(starts, place) - bisect_right(ends, place)
        again = frozenset(name for start, end, names in bundles if start < place < end for name in names)
        # Where nothing passes, the next strip begins with its shapes and not with the gap before them.
        empty = place if passing else max(place, high - _PAD)
        first = min((flow.room(scene.shape_by_id[name]).left - _PAD for name in again), default=empty)
        # What leads backwards is repeated nowhere.
        backward = sum(end < place < start for start, end, _ in bundles)
        cost = _LINE_COST * max(passing - 1, 0) + _REPEAT_COST * (place - first) / most + backward
        yield _Cut(place, cost, first, again)


def _ranges(scene: Scene, flow: Flow) -> Iterator[Range]:
    for line in scene.connections:
        if line.points:
            along = [flow.turned(point)[0] for point in line.points]
            yield min(along), max(along)
    for mesh in scene.meshes:
        ends = _ends(scene, flow, mesh.sources, mesh.targets)
        yield min(ends), max(ends)


def _ends(scene: Scene, flow: Flow, sources: Sequence[str], targets: Sequence[str]) -> Range:
    return flow.place(scene.shape_by_id[sources[0]]), flow.place(scene.shape_by_id[targets[0]])


def _taken(scene: Scene, flow: Flow) -> Iterator[Range]:
    groups: dict[str, list[Box]] = {}
    # Values go with their lines, which start once more where they are cut.
    for shape in (shape for shape in scene.shapes if bundle_of(shape) is None):
        groups.setdefault(shape.group or shape.id, []).append(flow.room(shape))
    for rooms in groups.values():
        yield min(room.left for room in rooms), max(room.right for room in rooms)
    for label in scene.labels:
        room = flow.turned_box(label_box(label))
        yield room.left, room.right
    for line in scene.connections:
        if line.label and line.label_at is not None:
            along = flow.turned(line.label_at)[0]
            yield along - LEAST_GAP, along + LEAST_GAP
    inside = _inside(scene, flow)
    for cluster in scene.clusters:
        if cluster.box is not None:
            yield from _edges(cluster, flow, inside.get(cluster.id))


def _edges(cluster: Cluster, flow: Flow, inside: Range | None) -> Iterator[Range]:
    """Yield what a frame takes before its first and behind its last shape, and its caption."""
    box = flow.turned_box(frame_box(cluster))
    low, high = inside or (box.right, box.right)
    yield box.left, max(low, box.left)
    yield min(high, box.right), box.right
    caption = flow.turned_box(caption_box(cluster))
    yield caption.left, caption.right


def _inside(scene: Scene, flow: Flow) -> dict[str, Range]:
    """Return from where to where the shapes of each frame stand, those of frames in it included."""
    found: dict[str, Range] = {}
    for shape in scene.shapes if scene.clusters else ():
        room = flow.room(shape)
        for frame in scene.frames_around(shape):
            low, high = found.get(frame.id, (math.inf, -math.inf))
            found[frame.id] = min(low, room.left), max(high, room.right)
    return found
