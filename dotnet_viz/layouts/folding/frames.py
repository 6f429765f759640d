"""The frames of a scene in strips: one that passes the end of a strip goes on in the next, with its caption in one of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dotnet_viz.geometry.boxes import Box
from dotnet_viz.geometry.parts import caption_box
from dotnet_viz.layouts.folding.cuts import Strip
from dotnet_viz.layouts.folding.flow import Flow
from dotnet_viz.scene import Cluster, Label, Scene

_INSET = 2.0


@dataclass(frozen=True)
class FramePart:
    """The part of a frame in one strip.

    Args:
        cluster: with the id and parent of the part.
        strip: number of the strip.
        box: along the flow of the unfolded scene.
    """

    cluster: Cluster
    strip: int
    box: Box

    def cluster_at(self, box: Box) -> Cluster:
        """Return the part at its place.

        Args:
            box: its room in the folded scene.
        """
        old, label = self.cluster.box, self.cluster.label
        if old is not None and label.text:
            left, top = (old[0] + old[2]) / 2 + label.x - old[0], (old[1] + old[3]) / 2 + label.y - old[1]
            label = replace(label, x=left - box.width / 2, y=top - box.height / 2)
        return replace(self.cluster, box=box, label=label)


@dataclass(frozen=True)
class FrameParts:
    """All parts of all frames, and what a frame is called in a strip.

    Args:
        parts: outer frames first.
        names: ids by frame and strip.
    """

    parts: tuple[FramePart, ...]
    names: Mapping[tuple[str, int], str]

    def name_of(self, cluster: str | None, strip: int) -> str | None:
        """Return the id of a frame's part in a strip.

        Args:
            cluster: id of the frame; ``None`` for no frame.
            strip: number of the strip.
        """
        return None if cluster is None else self.names.get((cluster, strip), cluster)


def frame_parts(scene: Scene, flow: Flow, strips: Sequence[Strip]) -> FrameParts:
    """Return the parts of a scene's frames.

    Args:
        scene: with places.
        flow: its direction.
        strips: it is cut into.
    """
    pieces = {
        cluster.id: list(_pieces(flow.turned_box(Box(*cluster.box)), strips))
        for cluster in scene.clusters
        if cluster.box is not None
    }
    names = {
        (name, strip): name if index == 0 else f"{name}-part{strip}"
        for name, found in pieces.items()
        for index, (strip, _) in enumerate(found)
    }
    parts = []
    for cluster in scene.clusters:
        found = pieces.get(cluster.id, [])
        captioned = _captioned(cluster, flow, [box for _, box in found])
        for index, (strip, box) in enumerate(found):
            parent = None if cluster.parent is None else names.get((cluster.parent, strip), cluster.parent)
            part = replace(cluster, id=names[cluster.id, strip], parent=parent)
            if index != captioned:
                part = replace(part, label=Label("", size=cluster.label.size))
            elif index:
                part = _of_piece(part, flow.back_box(box))
            parts.append(FramePart(part, strip, box))
    return FrameParts(tuple(parts), names)


def _captioned(cluster: Cluster, flow: Flow, pieces: Sequence[Box]) -> int:
    """Return the number of the piece with the caption: the first, if it is not on the far side of a piece further on."""
    if cluster.box is None or not pieces or not cluster.label.text:
        return 0
    left, top, _, _ = cluster.box
    caption = caption_box(cluster)
    first = flow.back_box(pieces[0])
    if caption.right - left <= first.width and caption.bottom - top <= first.height:
        return 0
    room = flow.turned_box(caption)
    return next((index for index, box in enumerate(pieces) if box.left <= room.left and room.right <= box.right), 0)


def _of_piece(cluster: Cluster, box: Box) -> Cluster:
    """Return a frame with one piece of it as its box, its caption where it was."""
    left, top, right, bottom = cluster.box or box
    x, y = (left + right - box.left - box.right) / 2, (top + bottom - box.top - box.bottom) / 2
    label = replace(cluster.label, x=cluster.label.x + x, y=cluster.label.y + y)
    return replace(cluster, box=box, label=label)


def _pieces(box: Box, strips: Sequence[Strip]) -> Iterator[tuple[int, Box]]:
    for number, strip in enumerate(strips):
        # A strip's own part: what it repeats of the one before stands outside of frames.
        left, right = max(box.left, strip.start + _INSET), min(box.right, strip.end - _INSET)
        if number == 0:
            left = max(box.left, strip.start)
        if number == len(strips) - 1:
            right = min(box.right, strip.end)
        if left < right:
            yield number, Box(left, box.top, right, box.bottom)
