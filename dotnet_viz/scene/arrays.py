"""What there are many of in a picture, as arrays: the weights of a layer, the cells of a matrix."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.scene.figures import Connection


@dataclass(frozen=True, eq=False)
class Bundle:
    """Many straight lines between two columns of shapes, as arrays: the weights of one dense layer.

    Args:
        name: what it stands for: the layer's name.
        sources: ids of the shapes that lines leave.
        targets: ids of the shapes that lines enter.
        source_index: for each line the position in ``sources``; shape (n,).
        target_index: for each line the position in ``targets``; shape (n,).
        values: for each line the number it shows; shape (n,).
        widths: for each line its width in pixels; shape (n,).
        colors: for each line red, green and blue, 0 to 255; shape (n, 3).
        dashed: for each line whether it is dashed; shape (n,).
        measure: what the numbers are, such as ``"weight"``.
        means: where a line stands for several weights, for each line their mean; shape (n,).
        arrow: whether lines end in arrowheads.
        show_values: whether the layout writes each value on its line.
        scale: name of the scale that gives widths and colours; bundles of one scale can be compared.

    The lines stand in the order in which they are drawn. NaN can stand among them.
    """

    name: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    source_index: NDArray[np.intp]
    target_index: NDArray[np.intp]
    values: NDArray[np.float64]
    widths: NDArray[np.float64]
    colors: NDArray[np.uint8]
    dashed: NDArray[np.bool_]
    measure: str = "weight"
    means: NDArray[np.float64] | None = None
    arrow: bool = False
    show_values: bool = False
    scale: str = ""

    def __len__(self) -> int:
        return len(self.values)


@dataclass(frozen=True, eq=False)
class Raster:
    """A table of coloured cells: the values of a matrix, or the pixels of a filter. Cells are never smoothed.

    Args:
        name: what it shows; any text.
        colors: red, green and blue of each cell, 0 to 255; shape (rows, columns, 3).
        x: left edge.
        y: top edge.
        width: of the whole table.
        height: of the whole table.
        tooltip: shown while the pointer rests on it.
        cell_tooltips: for each cell, row by row, what is shown instead while the picture has few cells; may be empty.
        at: id of the shape in whose middle it stands, which then says its place; empty for one that has its place.
        negative: which cells are numbers below zero, where their colours fade into the paper at zero; shape (rows, columns).
            ``None`` where they do not.
    """

    name: str
    colors: NDArray[np.uint8]
    x: float
    y: float
    width: float
    height: float
    tooltip: str = ""
    cell_tooltips: tuple[str, ...] = ()
    at: str = ""
    negative: NDArray[np.bool_] | None = None

    @property
    def cells(self) -> int:
        """How many cells it has."""
        return int(self.colors.shape[0] * self.colors.shape[1])


@dataclass(frozen=True)
class Mesh:
    """Straight lines from every one of some shapes to every one of others, all alike: a dense layer without its weights.

    Args:
        name: what it stands for.
        sources: ids of the shapes that lines leave.
        targets: ids of the shapes that lines enter.
        stroke: colour or role.
        width: of each line.
        above: whether the lines are drawn over the shapes, not below.
        instead: the one line that a layout draws where another shape stands between; ``None`` if none ever does.
    """

    name: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    stroke: str = "line"
    width: float = 0.8
    above: bool = False
    instead: Connection | None = None

    @property
    def is_fan(self) -> bool:
        """Whether one shape is joined with several."""
        return (len(self.sources) == 1) != (len(self.targets) == 1)


@dataclass(frozen=True)
class Omission:
    """How much of a layer's weights a picture shows, in numbers.

    Args:
        name: the layer's name.
        drawn: lines that are drawn.
        total: lines that there would be.
        share: part of the sum of all magnitudes that the drawn ones have, from 0 to 1; ``None`` where nothing was read.
        sources: of the neurons that lines leave, those drawn and all.
        targets: of the neurons that lines enter, those drawn and all.
        least: the smallest magnitude among the drawn lines where weaker ones are left out; else ``None``.
    """

    name: str
    drawn: int
    total: int
    share: float | None = None
    sources: tuple[int, int] | None = None
    targets: tuple[int, int] | None = None
    least: float | None = None
