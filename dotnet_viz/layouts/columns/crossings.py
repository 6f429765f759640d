"""Which captions lines between columns pass through."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.geometry.boxes import Box, ManyBoxes
from dotnet_viz.geometry.curves import ManyLines
from dotnet_viz.geometry.outlines import centre
from dotnet_viz.geometry.parts import label_box
from dotnet_viz.geometry.straight_lines import any_passes, box_of_straight_lines
from dotnet_viz.scene import Bundle, Label, Mesh, Point, Scene, Shape

# Letters take this part of the height of a line, above and below its middle.
_INK = 0.3


class LinesBetweenColumns:
    """All lines of a scene of columns, to be asked whether any passes a place.

    Args:
        scene: with places.
    """

    def __init__(self, scene: Scene) -> None:
        places = {shape.id: centre(shape) for shape in scene.shapes}
        bundles: tuple[Bundle | Mesh, ...] = (*scene.bundles, *scene.meshes)
        self._straight = [_ends(one, places) for one in bundles if one.sources and one.targets]
        passes = [(*line.points[0], *line.points[-1]) for line in scene.connections if len(line.points) == 4]
        self._straight += [np.array(passes, dtype=np.float64)] if passes else []
        self._around = ManyLines([line.points for line in scene.connections if len(line.points) > 4])
        self._rooms = ManyBoxes([box_of_straight_lines(lines) for lines in self._straight])

    def pass_by(self, box: Box) -> bool:
        """Return whether any line passes through a box."""
        near = self._rooms.positions_near(box)
        return any(any_passes(self._straight[position], box) for position in near) or any(self._around.passing(box))


def crossed_captions(scene: Scene) -> list[str]:
    """Return the ids of the shapes whose movable texts any line passes through, and the texts of captions outside of columns.

    Args:
        scene: with places.
    """
    boxes = [(shape.id, box) for shape in filter(is_movable, scene.shapes) for box in ink_boxes(shape.labels, centre(shape))]
    if not boxes and not scene.labels:
        return []
    boxes += [(label.text, box) for label, box in zip(scene.labels, ink_boxes(scene.labels), strict=True)]
    lines = LinesBetweenColumns(scene)
    return [name for name, box in boxes if lines.pass_by(box)]


def is_caption(shape: Shape) -> bool:
    """Return whether a shape is the caption of a column, among the shapes of its rank."""
    return shape.kind == "caption" and bool(shape.labels)


def is_movable(shape: Shape) -> bool:
    """Return whether a shape is a caption, or dots with a text beside them for what is left out between columns of a rank."""
    return is_caption(shape) or (shape.form == "ellipsis" and any(label.anchor == "start" for label in shape.labels))


def ink_boxes(labels: Sequence[Label], place: Point = (0.0, 0.0)) -> Iterator[Box]:
    """Yield where the letters of each line of text are.

    Args:
        labels: the lines.
        place: that they are measured from.
    """
    for box in map(label_box, labels):
        half = box.height * _INK
        middle = (box.top + box.bottom) / 2
        yield Box(box.left, middle - half, box.right, middle + half).moved(*place)


def _ends(lines: Bundle | Mesh, places: Mapping[str, Point]) -> NDArray[np.float64]:
    """Return where straight lines start and end; shape (n, 4)."""
    sources, targets = (np.array([places[name] for name in names]).reshape(-1, 2) for names in (lines.sources, lines.targets))
    if isinstance(lines, Bundle):
        return np.concatenate([sources[lines.source_index], targets[lines.target_index]], axis=1)
    return np.concatenate([np.repeat(sources, len(targets), axis=0), np.tile(targets, (len(sources), 1))], axis=1)
