"""What is said below a heat map: in which order its cells stand, what a cell of many values shows, names without room."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from dotnet_viz.diagrams.weight_matrix.axes import MatrixAxis, hidden_names
from dotnet_viz.diagrams.weight_matrix.cells import Cells
from dotnet_viz.formatting import format_count, format_sizes
from dotnet_viz.translation.audience import addressed
from dotnet_viz.translation.translate import mark, translate

_BLOCK_TITLES = {"extreme": mark("weight with the largest magnitude of each block"), "mean": mark("mean weight of each block")}
_POOLED = {
    "extreme": mark(
        "each cell is a block of up to {size} weights and shows the weight with the largest magnitude of them{broken}"
    ),
    "mean": mark("each cell is a block of up to {size} weights and shows the mean weight of them{broken}"),
}
_POOLED_BRIEFLY = {
    "extreme": mark("each cell: the largest in magnitude of up to {size} weights{broken}"),
    "mean": mark("each cell: the mean of up to {size} weights{broken}"),
}
_ORDERED = {
    "rows": mark("rows are ordered so that those that are alike stand together"),
    "columns": mark("columns are ordered so that those that are alike stand together"),
    "both": mark("rows and columns are ordered so that those that are alike stand together"),
}
_CELLS = addressed(mark("; {option} sets how many cells there are"), "max_cells=", "--max-cells", reader="")
_MOST_NAMES = 40


def block_title(cells: Cells, pooling: str, *, is_brief: bool = False) -> str:
    """Return what the colours stand for.

    Args:
        cells: of the heat map.
        pooling: what a cell shows of a block of values.
        is_brief: whether the notes alone say what a cell shows.
    """
    return translate("weight" if cells.is_whole or is_brief else _BLOCK_TITLES[pooling])


def cell_notes(cells: Cells, pooling: str, cluster: str, *, is_brief: bool = False) -> Iterator[str]:
    """Yield in which order the cells stand, and what they show where each is a block.

    Args:
        cells: of the heat map.
        pooling: what a cell shows of a block of values.
        cluster: what is ordered so that those that are alike stand together.
        is_brief: whether to say it in few words.
    """
    if cluster != "none":
        yield translate(_ORDERED[cluster])
    if not cells.is_whole:
        broken = _broken(cells) if cells.value_range.has_nan else ""
        texts = _POOLED_BRIEFLY if is_brief else _POOLED
        yield f"{translate(texts[pooling], size=format_sizes(cells.block), broken=broken)}{translate(_CELLS)}"


def _broken(cells: Cells) -> str:
    count = int(np.isnan(cells.values).sum())
    return translate(
        "; {count} of {total} blocks, drawn in orange, is one with a NaN",
        "; {count} of {total} blocks, drawn in orange, are those with a NaN",
        count=count,
        total=format_count(cells.values.size),
    )


def name_notes(columns: MatrixAxis, width: float) -> Iterator[str]:
    """Yield the names that have no room above their columns.

    Args:
        columns: of the heat map.
        width: of a column in pixels.
    """
    names = hidden_names(columns, width)
    if names and columns.block == 1 and len(names) <= _MOST_NAMES and not columns.numbers:
        listed = ", ".join(f"{index} {name}" for index, name in enumerate(names))
        yield translate("{thing}s: {names}", thing=translate(columns.title), names=listed)
