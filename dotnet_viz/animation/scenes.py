"""Scenes of one style at several times: one choice, one scale, one place for everything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dotnet_viz.diagrams import Style
from dotnet_viz.errors import GraphError, OptionError
from dotnet_viz.geometry.boxes import union
from dotnet_viz.graph import Graph
from dotnet_viz.layouts import place, with_clear_captions
from dotnet_viz.layouts.frame.frame import content_box
from dotnet_viz.scene import Scene, Shape, changed

_AREA = "dv-area"
_NUMBERS = "numbers in these notes are those of one frame, mostly the last"


def frame_scenes(graphs: Sequence[Graph], style: Style, engine: str) -> list[Scene]:
    """Return a scene with places for each of some states of one model.

    A style that has ``build_frames`` chooses by all states what is drawn, and gives all of them one scale; pictures of
    other styles do not depend on values.

    Args:
        graphs: the states, at least one.
        style: the options of the style.
        engine: see :class:`~dotnet_viz.drawing.Drawing`.

    Raises:
        OptionError: weights that the style draws were not kept whole.
        VizError: as the style's ``build``.
    """
    together = getattr(style, "build_frames", None)
    try:
        scenes = [style.build(graph) for graph in graphs] if together is None else together(graphs)
    except GraphError as error:
        raise OptionError(
            f"{error}. Large weights may have been sampled while training: record with a larger snapshot_bytes, or draw "
            "other layers"
        ) from error
    return place_alike(scenes, engine)


def place_alike(scenes: Sequence[Scene], engine: str) -> list[Scene]:
    """Return scenes with places: what several of them have stands at the same place in all.

    Args:
        scenes: without places, or all with.
        engine: see :class:`~dotnet_viz.drawing.Drawing`.
    """
    if scenes[0].layout == "given":
        framed = _with_common_area(scenes)
        return [place(scene, engine=engine) for scene in framed]
    first = _placed(scenes[0], engine)
    return [first, *(_placed_as(scene, scenes[0], first, engine) for scene in scenes[1:])]


def _with_common_area(scenes: Sequence[Scene]) -> list[Scene]:
    """Return scenes whose content takes the same room, by a shape in each of which nothing is drawn."""
    room = union(content_box(scene) for scene in scenes)
    middle = (room.left + room.right) / 2, (room.top + room.bottom) / 2
    area = Shape(_AREA, "", room.width, room.height, "area", *middle, stroke_width=0.0)
    notes = _common_notes([scene.notes for scene in scenes])
    return [replace(scene, shapes=(area, *scene.shapes), notes=notes, legends=scenes[0].legends) for scene in scenes]


def _common_notes(notes: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Return notes that are the same in all frames, so that these are equally high: those of the last one with the most."""
    chosen = max(reversed(notes), key=len)
    return chosen if all(own == chosen for own in notes) else (*chosen, _NUMBERS)


def _placed(scene: Scene, engine: str) -> Scene:
    """Return a scene with places, and its captions where they stand in a picture of it alone."""
    return place(next(with_clear_captions(scene), scene), engine=engine)


def _placed_as(scene: Scene, model: Scene, placed: Scene, engine: str) -> Scene:
    """Return a scene with the places of another that differs from it in colours, widths and tooltips alone."""
    if _skeleton(scene) != _skeleton(model) or any(bundle.show_values for bundle in scene.bundles):
        return _placed(scene, engine)
    own = {shape.id: shape for shape in scene.shapes}
    shapes = tuple(_as_there(own[there.id], there) if there.id in own else there for there in placed.shapes)
    return replace(placed, shapes=shapes, bundles=scene.bundles, description=scene.description)


def _as_there(shape: Shape, there: Shape) -> Shape:
    """Return a shape where it stands in another scene; captions may have been moved away from lines there."""
    labels = there.labels if shape.kind == "caption" else shape.labels
    return changed(shape, x=there.x, y=there.y, labels=labels)


def _skeleton(scene: Scene) -> tuple[object, ...]:
    """Return what the places of a scene depend on."""
    shapes = [
        (shape.id, shape.width, shape.height, shape.form, shape.rank, shape.cluster, shape.group,
         [(label.text, label.x, label.y, label.size) for label in shape.labels])
        for shape in scene.shapes
    ]  # fmt: skip
    return (
        shapes, scene.connections, scene.clusters, scene.labels, scene.captions, scene.legends, scene.notes, scene.title,
        scene.direction, scene.rasters,
    )  # fmt: skip
