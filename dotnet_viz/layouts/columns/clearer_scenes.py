"""Scenes of columns with their captions where fewer lines pass through them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, product

from dotnet_viz.layouts.columns.captions_aside import with_captions_aside, with_room_behind
from dotnet_viz.layouts.columns.crossings import crossed_captions, is_caption
from dotnet_viz.layouts.columns.outer_captions import with_moved_captions
from dotnet_viz.layouts.columns.place import place_in_columns
from dotnet_viz.scene import Scene

# More room behind a caption that lines pass wherever it stands.
_ROOMS = (0.0, 20.0, 40.0)

_Counted = tuple[int, Scene]


def clearer_scenes(scene: Scene) -> Iterator[Scene]:
    """Yield a scene with its captions where fewer lines pass through them, the best first; nothing where that is nowhere.

    Args:
        scene: without places; where its columns lie, captions beside all columns have no room for two of a rank.
    """
    if scene.direction not in ("LR", "RL") or not any(map(is_caption, scene.shapes)):
        return
    crossed = crossed_captions(place_in_columns(scene))
    if not crossed:
        return
    fewer: list[_Counted] = []
    for count, other in chain(_outside(scene, crossed), _aside(scene, crossed)):
        if not count:
            yield other
        elif count < len(crossed):
            fewer.append((count, other))
    yield from _by_count(fewer)


def _outside(scene: Scene, crossed: Sequence[str]) -> Iterator[_Counted]:
    """Yield how many captions are crossed where they stand beside, above and below columns, if none does yet."""
    for other in () if scene.captions else with_moved_captions(scene, crossed):
        yield len(crossed_captions(place_in_columns(other))), other


def _aside(scene: Scene, crossed: Sequence[str]) -> Iterator[_Counted]:
    """Yield how many captions are crossed where those stand aside that are crossed else, with ever more room there."""
    fewer = [one for one in _outside(scene, crossed) if 0 < one[0] < len(crossed)]
    for other, room in product([*_by_count(fewer), scene], _ROOMS):
        roomy = with_room_behind(other, crossed_captions(place_in_columns(other)), room)
        placed = place_in_columns(roomy)
        aside = with_captions_aside(roomy, placed, crossed_captions(placed))
        yield len(crossed_captions(place_in_columns(aside))), aside


def _by_count(scenes: Sequence[_Counted]) -> list[Scene]:
    return [scene for _, scene in sorted(scenes, key=lambda one: one[0])]
