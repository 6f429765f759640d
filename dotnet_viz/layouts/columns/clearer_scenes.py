"""Scenes of columns with their captions where fewer lines pass through them."""

from __future__ import annotations

from collections.abc import Iterator

from dotnet_viz.layouts.columns.outer_captions import crossed_captions, is_caption, with_moved_captions
from dotnet_viz.layouts.columns.place import place_in_columns
from dotnet_viz.scene import Scene


def clearer_scenes(scene: Scene) -> Iterator[Scene]:
    """Yield a scene with its captions where fewer lines pass through them, the best first; nothing where that is nowhere.

    Args:
        scene: without places; where its columns lie, captions beside all columns have no room for two of a rank.
    """
    if scene.direction not in ("LR", "RL") or scene.captions or not any(map(is_caption, scene.shapes)):
        return
    crossed = crossed_captions(place_in_columns(scene))
    if not crossed:
        return
    found: list[tuple[int, Scene]] = []
    for other in with_moved_captions(scene, crossed):
        count = len(crossed_captions(place_in_columns(other)))
        if not count:
            yield other
        elif count < len(crossed):
            found.append((count, other))
    yield from (other for _, other in sorted(found, key=lambda one: one[0]))
