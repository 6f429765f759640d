"""The fullest picture of a model that fits a page."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from dotnet_viz.errors import EngineError, VizWarning
from dotnet_viz.fitting.drawn_size import DrawnSize
from dotnet_viz.fitting.paper import PAPERS, POINT, Paper
from dotnet_viz.geometry.boxes import union
from dotnet_viz.geometry.parts import shape_box
from dotnet_viz.layouts import place, place_within, with_clear_captions
from dotnet_viz.layouts.frame.frame import NOTE_SIZE
from dotnet_viz.layouts.frame.legends import TEXT_SIZE
from dotnet_viz.scene import CONNECTION_TEXT_SIZE, KeyLegend, Scene, Shape
from dotnet_viz.translation.audience import addressed
from dotnet_viz.translation.translate import mark, translate

# Boxes of which more than this part of the room would be covered do not stand in it without touching.
_MOST_COVERED = 0.8
# Texts that are smaller by less than this are as large as they were asked for, to the eye.
_SMALL = 0.95
_TAKEN_BACK = addressed(
    mark("At this width and height the smallest text has {size} pt: {option} in place of fit makes the picture for them."),
    "text_size=6",
    "--text-size 6",
    reader=mark("At this width and height the smallest text has {size} pt."),
)
_MAKES_ROOM = (
    "layout", "direction", "splines", "gap", "margin",
    "shapes", "connections", "meshes", "clusters", "labels", "captions", "brackets", "notes", "legends",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Fitted:
    """A picture that was made for a page.

    Args:
        scene: what is drawn, before layout.
        placed: with its places.
        zoom: how large it is drawn.
        size_of_text: of its smallest text as it is drawn, in CSS pixels.
    """

    scene: Scene
    placed: Scene
    zoom: float
    size_of_text: float

    def drawn_size(self, size: DrawnSize, paper: Paper) -> DrawnSize:
        """Return how large it is drawn; a width or height that takes the readable texts back is warned of.

        Args:
            size: that was asked for.
            paper: that it was made for.
        """
        drawn = size.zoomed(self.zoom, paper.slide)
        times = drawn.zoom_of(self.placed.size or (1.0, 1.0), smallest_text(self.placed)) / self.zoom
        points = self.size_of_text * times / POINT
        if times < 1.0 and points < _SMALL * min(paper.least_text, PAPERS["page"].least_text):
            warnings.warn(translate(_TAKEN_BACK, size=f"{points:.2g}"), VizWarning, stacklevel=2)
        return drawn


def fitted(scenes: Iterable[Scene], paper: Paper, *, engine: str, finished: Callable[[Scene], Scene]) -> Fitted:
    """Return the first of some pictures whose texts can be read on a page; if there is none, the one that comes closest.

    Args:
        scenes: of one model, each with less than the one before it.
        paper: the page.
        engine: layout engine.
        finished: gives a scene the title that was asked for.

    Raises:
        EngineError: the layout engine is not installed, or there is no picture at all.
    """
    best: Fitted | None = None
    last: Scene | None = None
    for scene in map(finished, scenes):
        room = paper.room(smallest_text(scene))
        last = scene
        if _covered(scene) > _MOST_COVERED * room[0] * room[1]:
            continue
        found = _placed(scene, paper, engine)
        if _is_readable(found, paper):
            return _with_clear_captions(found, paper, engine)
        best = found if best is None or found.size_of_text > best.size_of_text else best
    if last is None:
        raise EngineError("the style has no picture to fit")
    text = translate("Not even the smallest picture of this style fits with text of {size} pt.", size=f"{paper.least_text:g}")
    warnings.warn(text, VizWarning, stacklevel=2)
    return _placed(last, paper, engine) if best is None else best


def soonest_fitted(
    scenes: Sequence[Callable[[], Scene]], paper: Paper, *, engine: str, finished: Callable[[Scene], Scene]
) -> Fitted | None:
    """Return a picture whose texts can be read on a page, found by halves: few of the pictures are made.

    Args:
        scenes: make the pictures, each with less than the one before it.
        paper: the page.
        engine: layout engine.
        finished: gives a scene the title that was asked for.

    Returns:
        The first one that fits, if pictures become ever smaller; ``None`` where none was found.
    """
    low, high = 0, len(scenes)
    found: Fitted | None = None
    too_large: list[Scene] = []
    while low < high:
        # Most pictures have room with little less in them, so the first one is tried first, then early ones.
        index = low + (high - low) // 3 if low else 0
        scene = finished(scenes[index]())
        # Options that allow less than there is make the same picture again, and a layout takes much longer than a comparison.
        one = None if any(_has_same_size(scene, other) for other in too_large) else _readable(scene, paper, engine)
        if one is not None:
            found, high = one, index
        else:
            too_large.append(scene)
            low = index + 1
    return found and _with_clear_captions(found, paper, engine)


def _with_clear_captions(found: Fitted, paper: Paper, engine: str) -> Fitted:
    """Return a picture with its captions where fewer lines pass through them, if there is room for it then."""
    others = (_readable(scene, paper, engine) for scene in with_clear_captions(found.scene))
    return next((one for one in others if one is not None), found)


def _has_same_size(scene: Scene, other: Scene) -> bool:
    """Return whether all of two scenes is alike that a layout makes room for."""
    return all(getattr(scene, name) == getattr(other, name) for name in _MAKES_ROOM)


def _is_readable(one: Fitted, paper: Paper) -> bool:
    return one.size_of_text >= paper.least_text * POINT * (1 - 1e-9)


def _readable(scene: Scene, paper: Paper, engine: str) -> Fitted | None:
    """Return a scene with places, or nothing where its texts cannot be read: of most this is known before they are framed."""
    placed = place_within(scene, paper.room(smallest_text(scene)), engine=engine)
    found = None if placed is None else _on_paper(scene, placed, paper)
    return found if found is not None and _is_readable(found, paper) else None


def _placed(scene: Scene, paper: Paper, engine: str) -> Fitted:
    return _on_paper(scene, place(scene, engine=engine, room=paper.room(smallest_text(scene))), paper)


def _on_paper(scene: Scene, placed: Scene, paper: Paper) -> Fitted:
    smallest = smallest_text(placed)
    zoom = paper.zoom(placed.size or (1.0, 1.0), smallest)
    return Fitted(scene, placed, zoom, smallest * zoom)


def smallest_text(scene: Scene) -> float:
    """Return the size of the smallest text of a scene, with places or without, in CSS pixels."""
    return min(_text_sizes(scene), default=TEXT_SIZE)


def _text_sizes(scene: Scene) -> Iterator[float]:
    yield from (label.size for shape in scene.shapes for label in shape.labels if label.text)
    yield from (label.size for label in scene.labels if label.text)
    yield from (cluster.label.size for cluster in scene.clusters if cluster.label.text)
    yield from (line.size for caption in scene.captions for line in caption.lines)
    yield from (CONNECTION_TEXT_SIZE for line in scene.connections if line.label)
    yield from (NOTE_SIZE for _ in scene.notes)
    yield from (legend.text_size if isinstance(legend, KeyLegend) else TEXT_SIZE for legend in scene.legends)


def _covered(scene: Scene) -> float:
    """Return the area of a scene's shapes, those of a group together."""
    groups: dict[str, list[Shape]] = {}
    for shape in scene.shapes:
        groups.setdefault(shape.group or shape.id, []).append(shape)
    boxes = (union(shape_box(shape).moved(shape.x or 0.0, shape.y or 0.0) for shape in shapes) for shapes in groups.values())
    return sum(box.width * box.height for box in boxes)
