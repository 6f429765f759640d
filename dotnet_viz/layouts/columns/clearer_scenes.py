"""Scenes of columns with their captions where fewer lines pass through them."""

from __future__ import annotations

from collections.abc import Iterator

from dotnet_viz.layouts.columns.outer_captions import crossed_captions, with_moved_captions
from dotnet_viz.layouts.columns.place import place_in_columns
from dotnet_viz.scene import Scene


def clearer_scenes(scene: Scene) -> Iterator[Scene]:
    """Yield a scene with its captions where fewer lines pass through them, the best first; nothing where that is nowhere.

    Args:
        scene: without places; where its columns lie, captions beside all columns have no room for two of a rank.
    """
    is_upright = scene.direction in ("LR", "RL")
    if not is_upright or scene.captions or not (crossed := crossed_captions(place_in_columns(scene))):
        return
    found: list[tuple[int, Scene]] = []
    for other in with_moved_captions(scene, crossed):
        found.append((len(crossed_captions(place_in_columns(other))), other))
        if not found[-1][0]:
            break
    yield from (other for count, other in sorted(found, key=lambda one: one[0]) if count < len(crossed))
