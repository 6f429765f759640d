"""What is placed in rows: items, edges between them, distances; and the places that come out."""

from __future__ import annotations

from dataclasses import dataclass

from dotnet_viz.diagrams.layered.cuboid import Cuboid
from dotnet_viz.scene import Point


@dataclass(frozen=True)
class RowItem:
    """What stands at one place: a block, a framed model or the end of a connection.

    Args:
        cuboid: its figure.
        above: width and height of the text above it.
        below: width and height of the text below it.
        apart: whether it must not hide part of a neighbour, nor a neighbour part of it.
    """

    cuboid: Cuboid
    above: Point = (0.0, 0.0)
    below: Point = (0.0, 0.0)
    apart: bool = False

    @property
    def is_frame(self) -> bool:
        """Whether it is a framed model, which takes room of its own and has its texts inside."""
        return self.apart and self.cuboid.height > 0

    @property
    def front_middle(self) -> float:
        """How far the middle of its front is from its middle."""
        left, _, right, _ = self.cuboid.front
        return (left + right) / 2

    @property
    def reach(self) -> tuple[float, float]:
        """How far it and its texts reach to the left and to the right of its middle."""
        half, aside = self.cuboid.width / 2, self.front_middle
        text = self.below[0] / 2
        return max(half, self.above[0] / 2, text - aside), max(half, self.above[0] / 2, text + aside)


@dataclass(frozen=True)
class RowEdge:
    """A connection to be led.

    Args:
        source: number of the item it leaves.
        target: number of the item it enters.
        leave: how far below the source's middle it starts.
        enter: how far below the target's middle it ends; ``None`` lets the layout distribute the ends.
        hidden: whether it only keeps the order.
    """

    source: int
    target: int
    leave: float = 0.0
    enter: float | None = None
    hidden: bool = False


@dataclass(frozen=True)
class Space:
    """Distances.

    Args:
        spacing: between two items of a track.
        row_width: the most that a row may take; ``None`` never folds.
        text_gap: between two texts of a track.
        track_gap: between two tracks.
        clear_sides: whether no block stands before the side of another.
    """

    spacing: float = 10.0
    row_width: float | None = None
    text_gap: float = 6.0
    track_gap: float = 10.0
    clear_sides: bool = False


@dataclass(frozen=True)
class Placed:
    """Where everything stands, in pixels from the upper left corner.

    Args:
        middles: of the items.
        text_above: for each item the lower edge of the text above it.
        text_below: for each item the upper edge of the text below it.
        paths: of the edges; empty for hidden ones.
        direct: whether an edge leads to the next item in the same track, with nothing beside it.
        size: width and height.
    """

    middles: tuple[Point, ...]
    text_above: tuple[float, ...]
    text_below: tuple[float, ...]
    paths: tuple[tuple[Point, ...], ...]
    direct: tuple[bool, ...]
    size: Point
