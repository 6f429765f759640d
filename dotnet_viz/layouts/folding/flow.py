"""A scene seen along its data flow: places as (along, across), whatever its direction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dotnet_viz.geometry.boxes import Box
from dotnet_viz.geometry.outlines import centre
from dotnet_viz.geometry.parts import placed_box
from dotnet_viz.scene import Point, Scene, Shape

Range = tuple[float, float]


@dataclass(frozen=True)
class Flow:
    """Turns places so that data flows towards larger numbers of the first axis, and back.

    Args:
        direction: of the scene.
    """

    direction: str

    @property
    def is_vertical(self) -> bool:
        """Whether data flows downwards or upwards, so that strips stand side by side."""
        return self.direction in ("TB", "BT")

    @property
    def sign(self) -> float:
        """-1 where data flows to the left or upwards."""
        return -1.0 if self.direction in ("RL", "BT") else 1.0

    def turned(self, point: Point) -> Point:
        """Return (along, across) of a place."""
        x, y = point
        return (self.sign * y, x) if self.is_vertical else (self.sign * x, y)

    def back(self, point: Point) -> Point:
        """Return the place of (along, across)."""
        along, across = point
        return (across, self.sign * along) if self.is_vertical else (self.sign * along, across)

    def turned_box(self, box: Box) -> Box:
        """Return a box whose left and right are along the flow."""
        if self.direction == "LR":
            return box
        (one, two), (three, four) = self.turned((box.left, box.top)), self.turned((box.right, box.bottom))
        return Box(min(one, three), min(two, four), max(one, three), max(two, four))

    def back_box(self, box: Box) -> Box:
        """Return the box in the scene of one along the flow."""
        (one, two), (three, four) = self.back((box.left, box.top)), self.back((box.right, box.bottom))
        return Box(min(one, three), min(two, four), max(one, three), max(two, four))

    def room(self, shape: Shape) -> Box:
        """Return the room of a shape with its texts, along the flow."""
        return self.turned_box(placed_box(shape))

    def place(self, shape: Shape) -> float:
        """Return where along the flow a shape's centre is."""
        return self.turned(centre(shape))[0]


def free_ranges(taken: Sequence[Range], least: float) -> list[Range]:
    """Return the ranges between others that none of them covers.

    Args:
        taken: from and to.
        least: how long a free range must be.

    Example:
        >>> free_ranges([(5, 9), (0, 3), (2, 4), (20, 22)], 2)
        [(9, 20)]
    """
    found: list[Range] = []
    end: float | None = None
    for start, stop in sorted(taken):
        if end is not None and start - end >= least:
            found.append((end, start))
        end = stop if end is None else max(end, stop)
    return found


def flow_range(scene: Scene, flow: Flow) -> Range:
    """Return from where to where along the flow a scene's shapes and frames are.

    Args:
        scene: with places.
        flow: its direction.
    """
    boxes = [flow.room(shape) for shape in scene.shapes]
    boxes += [flow.turned_box(Box(*cluster.box)) for cluster in scene.clusters if cluster.box is not None]
    return min(box.left for box in boxes), max(box.right for box in boxes)
