"""The cells of a heat map in their colours, and the legend of these."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from dotnet_viz.diagrams.common.values.select_weight import Candidate
from dotnet_viz.diagrams.common.values.value_scale import color_legend
from dotnet_viz.diagrams.weight_matrix.axes import MatrixAxis, cells_size
from dotnet_viz.diagrams.weight_matrix.cells import Cells
from dotnet_viz.formatting import format_count, format_number
from dotnet_viz.scales import WeightScale
from dotnet_viz.scene import FEW_CELLS, Legend, Raster
from dotnet_viz.translation.translate import translate


def matrix_legend(scale: WeightScale, cells: Cells, title: str) -> Legend:
    """Return the legend, which counts exact zeros, as a pruned model has them: they look like the smallest weights.

    Args:
        scale: from values to colours.
        cells: that are drawn.
        title: of the legend.
    """
    legend, zeros = replace(color_legend(scale), title=title), int(np.count_nonzero(cells.values == 0))
    if not cells.is_whole or not 0 < zeros < cells.values.size:
        return legend
    text = translate("exactly zero: {zeros} of {values}", zeros=format_count(zeros), values=format_count(cells.values.size))
    return replace(legend, notes=(*legend.notes, text))


def matrix_raster(one: Candidate, cells: Cells, scale: WeightScale, rows: MatrixAxis, columns: MatrixAxis) -> Raster:
    """Return the cells in their colours.

    Args:
        one: the weight.
        cells: of it.
        scale: from values to colours.
        rows: what stands along the left side.
        columns: what stands along the top.
    """
    size = cells_size(rows, columns)
    texts = tuple(_texts(cells, rows, columns)) if cells.values.size <= FEW_CELLS else ()
    colors = scale.colors(cells.values)
    return Raster(one.title, colors, 0.0, 0.0, *size, cell_tooltips=texts, negative=cells.values < 0)


def _texts(cells: Cells, rows: MatrixAxis, columns: MatrixAxis) -> Iterator[str]:
    for row, line in enumerate(cells.values):
        for column, value in enumerate(line):
            yield f"{rows.name(row)} → {columns.name(column)}: {format_number(float(value))}"
