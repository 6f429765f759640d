"""Scenes of columns with their captions where fewer lines pass through them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from dotnet_viz.layouts.columns.captions_aside import with_captions_aside, with_room_behind
from dotnet_viz.layouts.columns.crossings import crossed_captions, is_caption, is_movable
from dotnet_viz.layouts.columns.outer_captions import with_moved_captions
from dotnet_viz.layouts.columns.place import place_in_columns
from dotnet_viz.scene import Scene

# More room behind a caption that lines pass wherever it stands.
_ROOMS = (0.0, 20.0, 40.0)
# Columns come nearer to each other where the text beside dots moves, so that it may have to move again.
_ROUNDS = 2

_Counted = tuple[int, Scene]


def clearer_scenes(scene: Scene) -> Iterator[Scene]:
    """Yield a scene with its captions where fewer lines pass through them, the best first; nothing where that is nowhere.

    Args:
        scene: without places; where its columns lie, captions beside all columns have no room for two of a rank.
    """
    if scene.direction not in ("LR", "RL") or not any(map(is_movable, scene.shapes)):
        return
    crossed = crossed_captions(place_in_columns(scene))
    if not crossed:
        return
    outside: list[_Counted] = []
    aside: list[_Counted] = []
    yield from _clear(_outside(scene, crossed), len(crossed), outside)
    yield from _clear(_aside([*_by_count(outside), scene]), len(crossed), aside)
    yield from _by_count([*outside, *aside])


def _clear(found: Iterable[_Counted], most: int, fewer: list[_Counted]) -> Iterator[Scene]:
    """Yield the scenes in which no text is crossed, and keep those in which fewer are than at most."""
    for count, scene in found:
        if not count:
            yield scene
        elif count < most:
            fewer.append((count, scene))


def _outside(scene: Scene, crossed: Sequence[str]) -> Iterator[_Counted]:
    """Yield how many texts are crossed where captions, if one is, stand beside, above and below columns, as none does yet."""
    is_asked = not scene.captions and any(is_caption(shape) and shape.id in crossed for shape in scene.shapes)
    for other in with_moved_captions(scene, crossed) if is_asked else ():
        yield len(crossed_captions(place_in_columns(other))), other


def _aside(scenes: Sequence[Scene]) -> Iterator[_Counted]:
    """Yield how many texts are crossed where those stand aside that are crossed else, with ever more room behind captions."""
    for scene, room in product(scenes, _ROOMS):
        aside = with_room_behind(scene, crossed_captions(place_in_columns(scene)), room)
        for _ in range(_ROUNDS):
            placed = place_in_columns(aside)
            crossed = crossed_captions(placed)
            aside = with_captions_aside(aside, placed, crossed)
            if all(is_caption(shape) for shape in scene.shapes if shape.id in crossed):
                break
        yield len(crossed_captions(place_in_columns(aside))), aside


def _by_count(scenes: Sequence[_Counted]) -> list[Scene]:
    return [scene for _, scene in sorted(scenes, key=lambda one: one[0])]
