"""A figure to draw on in CSS pixels, as text is measured in them: y grows downwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dotnet_viz.charts.style import GRID, INK, MUTED, PIXELS_PER_POINT, TEXT_SIZE, tick_text
from dotnet_viz.fonts import text_width

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Points = Sequence[tuple[float, float]]

TEXT = TEXT_SIZE * PIXELS_PER_POINT
"""Font size in pixels."""
SMALL = (TEXT_SIZE - 1) * PIXELS_PER_POINT
LINE = 16.0
_ANCHORS = {"start": "left", "middle": "center", "end": "right"}


@dataclass(frozen=True)
class PixelAxis:
    """Numbers along a line of pixels.

    Args:
        low: the number at its start.
        high: the number at its end.
        start: pixel of ``low``.
        end: pixel of ``high``.

    Example:
        >>> axis = PixelAxis.around([0.0, 1.0], 0, 100)
        >>> axis(0.5), axis.ticks(3)
        (50.0, (0.0, 0.5, 1.0))
    """

    low: float
    high: float
    start: float
    end: float

    @classmethod
    def around(cls, values: ArrayLike, start: float, end: float, margin: float = 0.04) -> PixelAxis:
        """Return the axis that has all finite values, with room beside them.

        Args:
            values: any numbers.
            start: pixel of the smallest.
            end: pixel of the largest.
            margin: the room, as a share of their range.
        """
        array = np.ravel(np.asarray(values, np.float64))
        finite = array[np.isfinite(array)]
        low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 1.0)
        room = margin * (high - low) if high > low else 0.5 * (abs(high) or 1.0)
        return cls(low - room, high + room, start, end)

    def __call__(self, value: float) -> float:
        """Return the pixel of a value."""
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)

    def pixels(self, values: ArrayLike) -> NDArray[np.float64]:
        """Return the pixel of each value."""
        array = np.asarray(values, np.float64)
        found: NDArray[np.float64] = self.start + (array - self.low) / (self.high - self.low) * (self.end - self.start)
        return found

    def ticks(self, count: int = 6) -> tuple[float, ...]:
        """Return round numbers on it, about so many."""
        from matplotlib.ticker import MaxNLocator

        found = MaxNLocator(nbins=count, steps=[1, 2, 2.5, 5, 10]).tick_values(self.low, self.high)
        slack = 1e-9 * (self.high - self.low)
        return tuple(float(tick) for tick in found if self.low - slack <= tick <= self.high + slack)


class Sheet:
    """Draws on a whole figure in pixels.

    Args:
        figure: an empty figure.
        width: in CSS pixels.
        height: in CSS pixels.
    """

    def __init__(self, figure: Figure, width: float, height: float) -> None:
        figure.set_layout_engine("none")
        figure.suppressComposite = True  # images stay what they are, in place of one of 72 pixels in an inch
        self.axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
        self.axes.set_xlim(0, width)
        self.axes.set_ylim(height, 0)
        self.axes.set_axis_off()
        self.width, self.height = width, height
        self._order = 0

    def _next(self) -> int:
        """Return the layer of the next part: what is drawn later stands above."""
        self._order += 1
        return self._order

    def text(
        self, x: float, y: float, text: str, *, size: float = TEXT, color: str = INK, anchor: str = "start", bold: bool = False
    ) -> None:
        """Write one line.

        Args:
            x: of its anchor.
            y: of its middle.
            text: the line.
            size: of the font, in pixels.
            color: of the letters.
            anchor: ``"start"``, ``"middle"`` or ``"end"``.
            bold: whether it is set in bold.
        """
        weight = "bold" if bold else "normal"
        self.axes.text(
            x, y, text, fontsize=size / PIXELS_PER_POINT, color=color, ha=_ANCHORS[anchor], va="center_baseline",
            fontweight=weight, zorder=self._next(),
        )  # fmt: skip

    def upright(self, x: float, y: float, text: str) -> None:
        """Write one small line from the bottom to the top.

        Args:
            x: of its middle.
            y: of its middle.
            text: the line.
        """
        size = SMALL / PIXELS_PER_POINT
        self.axes.text(x, y, text, fontsize=size, color=INK, ha="center", va="center", rotation=90, zorder=self._next())

    def line(self, points: Points, color: str = MUTED, width: float = 1.0, dash: tuple[float, float] | None = None) -> None:
        """Draw a line through points.

        Args:
            points: two or more.
            color: of the line.
            width: in pixels.
            dash: lengths of dash and gap, in widths of the line; ``None`` for a solid line.
        """
        style: Any = "-" if dash is None else (0, dash)
        xs, ys = zip(*points, strict=True)
        self.axes.plot(xs, ys, color=color, linewidth=width / PIXELS_PER_POINT, linestyle=style, zorder=self._next())

    def area(self, points: Points, color: str, opacity: float = 1.0) -> None:
        """Fill the area within points.

        Args:
            points: its corners.
            color: of the area.
            opacity: from 0 to 1.
        """
        from matplotlib.patches import Polygon

        self.axes.add_patch(
            Polygon(np.asarray(points), closed=True, facecolor=color, edgecolor="none", alpha=opacity, zorder=self._next())
        )

    def dots(self, x: NDArray[np.float64], y: NDArray[np.float64], color: str, diameter: float) -> None:
        """Draw dots of one colour as one path: each is a closed line of no length with round ends, which takes few bytes.

        Args:
            x: of each, in pixels.
            y: of each.
            color: of all.
            diameter: of each, in pixels.
        """
        from matplotlib.patches import PathPatch
        from matplotlib.path import Path

        if not len(x):
            return
        points = np.repeat(np.column_stack([x, y]), 2, axis=0)
        path = Path(points, np.tile(np.array([Path.MOVETO, Path.CLOSEPOLY], np.uint8), len(x)))
        path.should_simplify = False
        width = diameter / PIXELS_PER_POINT
        patch = PathPatch(path, facecolor="none", edgecolor=color, linewidth=width, capstyle="round", zorder=self._next())
        self.axes.add_patch(patch)

    def image(self, pixels: NDArray[Any], left: float, top: float, width: float, height: float, opacity: float = 1.0) -> None:
        """Draw an image with sharp pixels.

        Args:
            pixels: red, green and blue from 0 to 1, or with opacity; shape (rows, columns, 3 or 4).
            left: edge.
            top: edge.
            width: of the image.
            height: of the image.
            opacity: from 0 to 1.
        """
        # Each cell is many pixels of the file, so that no program that smooths images blurs its edges.
        rows, columns = (
            int(np.ceil(2 * size / count)) if count < size else 1
            for size, count in zip((height, width), pixels.shape, strict=False)
        )
        cells = np.repeat(np.repeat(np.clip(pixels, 0, 1), rows, axis=0), columns, axis=1)
        box: dict[str, Any] = {"extent": (left, left + width, top + height, top)}
        self.axes.imshow(cells, aspect="auto", interpolation="none", alpha=opacity, zorder=self._next(), **box)
        self.axes.set_xlim(0, self.width)
        self.axes.set_ylim(self.height, 0)

    def x_axis(self, axis: PixelAxis, y: float, label: str, *, top: float | None = None, count: int = 6) -> None:
        """Draw an axis with ticks below a line, and its label.

        Args:
            axis: the numbers.
            y: of the line.
            label: what the numbers are.
            top: up to where faint lines go from the ticks; ``None`` for none.
            count: about how many ticks there are.
        """
        for tick in axis.ticks(count):
            if top is not None:
                self.line([(axis(tick), y), (axis(tick), top)], GRID, 0.8)
            self.line([(axis(tick), y), (axis(tick), y + 4)], MUTED, 1.0)
            self.text(axis(tick), y + 13, tick_text(tick), size=SMALL, anchor="middle")
        self.line([(axis.start, y), (axis.end, y)], MUTED, 1.0)
        self.text((axis.start + axis.end) / 2, y + 30, label, anchor="middle")

    def y_axis(self, axis: PixelAxis, x: float, label: str, *, right: float | None = None, count: int = 7) -> None:
        """Draw an axis with ticks left of a line, and its label above it.

        Args:
            axis: the numbers; its start is below its end.
            x: of the line.
            label: what the numbers are.
            right: up to where faint lines go from the ticks; ``None`` for none.
            count: about how many ticks there are.
        """
        for tick in axis.ticks(count):
            if right is not None:
                self.line([(x, axis(tick)), (right, axis(tick))], GRID, 0.8)
            self.line([(x - 4, axis(tick)), (x, axis(tick))], MUTED, 1.0)
            self.text(x - 8, axis(tick), tick_text(tick), size=SMALL, anchor="end")
        self.line([(x, axis.start), (x, axis.end)], MUTED, 1.0)
        self.text(x, axis.end - 14, label, size=SMALL)


def widest(texts: Sequence[str], size: float = TEXT, bold: bool = False) -> float:
    """Return the width of the widest of some lines in pixels; 0 of none.

    Args:
        texts: the lines.
        size: of the font, in pixels.
        bold: whether they are set in bold.
    """
    return max((text_width(text, size, bold) for text in texts), default=0.0)
