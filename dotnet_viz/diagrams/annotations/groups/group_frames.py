"""Frames around groups on a finished picture whose boxes have places already, and a note on groups that have none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dotnet_viz.diagrams.annotations.groups.nested_groups import GroupRequest, calls_of_groups, grouped
from dotnet_viz.diagrams.annotations.members import Members
from dotnet_viz.diagrams.common.frames_in_place import FrameRequest, with_frames
from dotnet_viz.diagrams.common.graphs.frames import frame_of, is_group
from dotnet_viz.graph import Graph
from dotnet_viz.scene import Scene
from dotnet_viz.translation.translate import translate


def framed_in_place(scene: Scene, graph: Graph, members: Members, requests: Sequence[GroupRequest], *, by_row: bool) -> Scene:
    """Return a picture with a frame around the boxes of each group.

    Args:
        scene: with places; boxes that stand for layers of a group and for others belong to no group.
        graph: the whole model.
        members: what its shapes stand for.
        requests: the groups.
        by_row: whether a frame holds whole rows of the picture, the texts in them included.
    """
    groups = calls_of_groups(graph, requests)
    frames = {node.layer.name: frame_of(node) for node in grouped(graph, requests).nodes if is_group(node)}
    calls = {shape.id: frozenset(members.of(scene, shape)) for shape in scene.shapes}
    found = with_frames(scene, calls, [FrameRequest(frames[name], groups[name]) for name in groups], by_row=by_row)
    there, drawn = {frame.id for frame in found.clusters}, {call for own in calls.values() for call in own}
    left_out = [name for name in groups if frames[name].id not in there and groups[name] & drawn]
    if not left_out:
        return found
    note = translate("without a frame, as other layers stand in or between their boxes: {groups}", groups=", ".join(left_out))
    return replace(found, notes=(*found.notes, note))
