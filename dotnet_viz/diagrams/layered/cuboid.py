"""Blocks in oblique projection: the faces of a box, its outline, and the edges of a funnel between two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from dotnet_viz.colors import darken
from dotnet_viz.geometry.boxes import Box
from dotnet_viz.scene import Face, Point

# How far the back of a block is moved aside and up, as a part of its length into the picture.
OBLIQUE = 1 / 3


@dataclass(frozen=True)
class Cuboid:
    """A block seen from its right and from above; ``reversed`` from its left.

    All places are relative to the middle of its outline's bounding box.

    Args:
        length: along the flow, in pixels.
        height: of its front.
        depth: how far its back is moved aside and up; 0 is flat.
        reversed: whether the back is moved to the left.

    Example:
        >>> block = Cuboid(20, 30, 10)
        >>> block.width, block.full_height, len(block.faces("#808080", 20))
        (30, 40, 3)
    """

    length: float
    height: float
    depth: float = 0.0
    reversed: bool = False

    @property
    def width(self) -> float:
        """Width of the bounding box."""
        return self.length + self.depth

    @property
    def full_height(self) -> float:
        """Height of the bounding box."""
        return self.height + self.depth

    @property
    def front(self) -> Box:
        """The box of the front."""
        aside = self.depth / 2 * (1 if self.reversed else -1)
        half, low = self.length / 2, self.full_height / 2
        return Box(aside - half, low - self.height, aside + half, low)

    @property
    def back(self) -> Box:
        """The box of the back."""
        aside = self.depth * (-1 if self.reversed else 1)
        return self.front.moved(aside, -self.depth)

    def faces(self, fill: str, shade_step: float) -> tuple[Face, ...]:
        """Return the top, the side and the front, the latter in the fill and the others in darker shades of it.

        Args:
            fill: ``"#rrggbb"``.
            shade_step: by how much red, green and blue of each next face are lower, of 255.
        """
        left, top, right, bottom = self.front
        front = Face(((left, top), (right, top), (right, bottom), (left, bottom)), fill)
        if not self.depth:
            return (front,)
        back_left, back_top, back_right, back_bottom = self.back
        side, back_side = (left, back_left) if self.reversed else (right, back_right)
        roof = Face(((left, top), (back_left, back_top), (back_right, back_top), (right, top)), darken(fill, shade_step))
        wall = ((side, top), (back_side, back_top), (back_side, back_bottom), (side, bottom))
        return roof, Face(wall, darken(fill, 2 * shade_step)), front

    @property
    def outline(self) -> tuple[Point, ...]:
        """The corners of its outline."""
        left, top, right, bottom = self.front
        if not self.depth:
            return (left, top), (right, top), (right, bottom), (left, bottom)
        back_left, back_top, back_right, back_bottom = self.back
        corners = ((left, top), (back_left, back_top), (back_right, back_top), (back_right, back_bottom))
        rest = ((right, bottom), (left, bottom))
        if not self.reversed:
            return (*corners, *rest)
        return (right, top), (back_right, back_top), (back_left, back_top), (back_left, back_bottom), rest[1], rest[0]

    def reach_at(self, y: float) -> tuple[float, float]:
        """Return where a horizontal line meets the outline on the left and on the right; the middle if it misses."""
        found = list(_crossings(self.outline, y))
        return (min(found), max(found)) if found else (0.0, 0.0)


def _crossings(outline: Sequence[Point], y: float) -> Sequence[float]:
    found = []
    for (x0, y0), (x1, y1) in pairwise((*outline, outline[0])):
        if min(y0, y1) <= y <= max(y0, y1):
            found += [x0, x1] if y0 == y1 else [x0 + (x1 - x0) * (y - y0) / (y1 - y0)]
    return found


def funnel(source: Cuboid, source_middle: Point, target: Cuboid, target_middle: Point) -> tuple[tuple[Point, Point], ...]:
    """Return the lines from the corners of one block to those of the next: two for flat ones, else four.

    Args:
        source: the block that the lines leave.
        source_middle: its position in CSS pixels.
        target: the block that the lines enter.
        target_middle: its position in CSS pixels.

    Returns:
        Pairs of a start and an end in CSS pixels.
    """
    pairs = [(source.front, target.front)]
    if source.depth or target.depth:
        pairs.append((source.back, target.back))
    return tuple(
        (
            (source_middle[0] + start[2], source_middle[1] + start[side]),
            (target_middle[0] + end[0], target_middle[1] + end[side]),
        )
        for start, end in pairs
        for side in (1, 3)
    )
