"""The columns of a recurrent kernel in blocks, one for each gate, with the gates' names above."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dotnet_viz.diagrams.units.gates import gates_of
from dotnet_viz.diagrams.weight_matrix.axes import MatrixAxis, column_labels
from dotnet_viz.fonts import shorten
from dotnet_viz.graph import Layer, Weight
from dotnet_viz.scene import Label, Raster
from dotnet_viz.translation.audience import addressed
from dotnet_viz.translation.translate import mark, translate

_GAP = 6.0
_ABOVE = 16.0
_NARROW = 14.0

WHOSE = {
    "kernel": addressed(
        mark("weights of the inputs; {option} draws those of the state one step before"),
        'weight="recurrent_kernel"',
        "--weight recurrent_kernel",
        reader=mark("weights of the inputs, without those of the state one step before"),
    ),
    "recurrent_kernel": addressed(
        mark("weights of the state one step before; {option} draws those of the inputs"),
        'weight="kernel"',
        "--weight kernel",
        reader=mark("weights of the state one step before, without those of the inputs"),
    ),
}
"""What a kernel of a recurrent layer belongs to, by its role."""


def column_gates(layer: Layer, weight: Weight, columns: MatrixAxis) -> tuple[str, ...]:
    """Return the gates that the columns of a weight belong to, in order; empty where they do not, or where cells mix them.

    Args:
        layer: that has the weight.
        weight: which is drawn.
        columns: with the number of columns that share a cell.
    """
    gates = gates_of(layer)
    fits = weight.role in ("kernel", "recurrent_kernel", "bias") and len(weight.shape) <= 2 and not columns.numbers
    if not gates or not fits or columns.count % len(gates) or columns.count // len(gates) % columns.block:
        return ()
    return gates


def in_blocks(raster: Raster, labels: Sequence[Label], columns: MatrixAxis) -> tuple[tuple[Raster, ...], tuple[Label, ...]]:
    """Return a heat map with a gap between the gates, and the texts above it: the numbers of its units, and its name.

    Args:
        raster: the whole heat map.
        labels: above its columns, of which those with names are moved along.
        columns: with the gates that they belong to.
    """
    count = len(columns.gates)
    cells, width = columns.cells // count, raster.width / count
    texts = raster.cell_tooltips
    rasters, heads = [], []
    for number, gate in enumerate(columns.gates):
        own = slice(number * cells, (number + 1) * cells)
        rows = [texts[start : start + columns.cells][own] for start in range(0, len(texts), columns.cells)]
        left = number * (width + _GAP)
        rasters.append(
            replace(
                raster,
                name=f"{raster.name} · {translate(gate)}",
                colors=raster.colors[:, own],
                negative=None if raster.negative is None else raster.negative[:, own],
                x=left,
                width=width,
                cell_tooltips=tuple(text for row in rows for text in row),
            )
        )
        name = shorten(translate(gate), columns.text_size, max(width, _NARROW), bold=True)
        # The letters of the gates are known, an ellipsis alone says nothing.
        name = translate(gate)[0] if name == "…" else name
        heads.append(Label(name, left + width / 2, 0.0, columns.text_size, bold=True))
    if columns.names:
        moved = [replace(label, x=label.x + _GAP * min(int(label.x / width), count - 1)) for label in labels if not label.bold]
    else:
        numbers = list(column_labels(replace(columns, title="", count=columns.count // count, gates=()), width / cells))
        moved = [replace(label, x=label.x + number * (width + _GAP)) for number in range(count) for label in numbers]
    top = min((label.y for label in moved), default=0.0)
    return tuple(rasters), (*moved, *(replace(head, y=top - _ABOVE) for head in heads))
