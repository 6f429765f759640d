"""The room that the lines of a mesh take between its two columns of shapes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate

from dotnet_viz.geometry.boxes import Box
from dotnet_viz.geometry.outlines import centre
from dotnet_viz.scene import Mesh, Shape

Span = tuple[float, float, float]
"""Where along the flow shapes stand, and from where to where across it."""


def spans(mesh: Mesh, shapes: Mapping[str, Shape], *, upright: bool) -> tuple[Span, Span]:
    """Return where the two columns of a mesh stand, the one that comes first along the flow before the other.

    Args:
        mesh: any.
        shapes: by id, with places.
        upright: whether the flow runs from left to right.
    """
    start, end = sorted(_span([shapes[name] for name in names], upright=upright) for names in (mesh.sources, mesh.targets))
    return start, end


def _span(shapes: Sequence[Shape], *, upright: bool) -> Span:
    places = [centre(shape) if upright else centre(shape)[::-1] for shape in shapes]
    across = [position[1] for position in places]
    return places[0][0], min(across), max(across)


def turned(box: Box, *, upright: bool) -> Box:
    """Return a box whose left and right are along the flow.

    Args:
        box: in the picture.
        upright: whether the flow runs from left to right.
    """
    return box if upright else Box(box.top, box.left, box.bottom, box.right)


def blocks(box: Box, start: Span, end: Span) -> bool:
    """Return whether a box meets the lines between two columns.

    Args:
        box: along the flow.
        start: the column that comes first along the flow.
        end: the other one.

    Example:
        >>> blocks(Box(4, -1, 6, 1), (0, -5, 5), (10, -5, 5)), blocks(Box(4, 6, 6, 8), (0, -5, 5), (10, -5, 5))
        (True, False)
    """
    left, right = max(box.left, start[0]), min(box.right, end[0])
    if left >= right:
        return False
    parts = [(position - start[0]) / (end[0] - start[0]) for position in (left, right)]
    top = min(start[1] + part * (end[1] - start[1]) for part in parts)
    bottom = max(start[2] + part * (end[2] - start[2]) for part in parts)
    return box.top < bottom and box.bottom > top


class RoomsAlong:
    """The rooms of groups in their order along the flow: those between two columns are found without a look at all others.

    Args:
        rooms: by the group's name, along the flow.

    Example:
        >>> rooms = RoomsAlong({str(place): Box(place, 0, place + 2, 9) for place in (0, 10, 20)})
        >>> [name for name, _ in rooms.between(11, 20)]
        ['10']
    """

    def __init__(self, rooms: Mapping[str, Box]) -> None:
        self._rooms = sorted(rooms.items(), key=lambda room: room[1].left)
        self._starts = [box.left for _, box in self._rooms]
        self._furthest = list(accumulate((box.right for _, box in self._rooms), max))

    def between(self, start: float, end: float) -> Sequence[tuple[str, Box]]:
        """Return the rooms that may lie between two places, and all that do.

        Args:
            start: along the flow.
            end: further along it.
        """
        return self._rooms[bisect_right(self._furthest, start) : bisect_left(self._starts, end)]
