"""Weights of any shape as tables of rows and columns, and what rows and columns are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dotnet_viz.errors import OptionError
from dotnet_viz.formatting import format_sizes
from dotnet_viz.graph import Graph, Layer, Weight
from dotnet_viz.graph.layer_kinds import core_kind
from dotnet_viz.graph.weight_axes import axes_of, is_kernel
from dotnet_viz.translation.translate import mark, translate

_GATED = ("lstm", "gru")


@dataclass(frozen=True)
class WeightTable:
    """How a weight is seen as a table, in the order that its values are stored in.

    Args:
        rows: how many there are.
        columns: how many there are.
        row_title: what a row is.
        column_title: what a column is.
        note: how another shape became this one; empty for a weight of two axes.
    """

    rows: int
    columns: int
    row_title: str
    column_title: str
    note: str = ""


_WORDS = (
    mark("input"),
    mark("output"),
    mark("unit"),
    mark("gate unit"),
    mark("state"),
    mark("token"),
    mark("dimension"),
    mark("filter"),
    mark("position"),
    mark("row"),
    mark("column"),
    mark("place"),
    mark("place × input"),
    mark("place × output"),
)
"""What rows and columns of tables are, translated where they are written."""
_ONE_ROW, _LAST_AS_COLUMNS = mark("one row"), mark("all axes but the last as rows")
_AS_ROWS = {
    "input": mark("inputs as rows"),
    "output": mark("outputs as rows"),
    "place": mark("places as rows"),
    "place × input": mark("places and inputs as rows"),
    "place × output": mark("places and outputs as rows"),
}


def table_of(layer: Layer, weight: Weight) -> WeightTable:
    """Return how a weight is seen as a table.

    Args:
        layer: the layer that has the weight.
        weight: of any shape; its values are not read.

    Returns:
        Number of rows and columns with their titles, and a note where axes were joined.

    Example:
        >>> table_of(Layer("d", "d", "Dense"), Weight("kernel", "kernel", (4, 2), "float32"))
        WeightTable(rows=4, columns=2, row_title='input', column_title='unit', note='')
    """
    shape = weight.shape
    if len(shape) < 2:
        return WeightTable(1, weight.size, "", "position", _reshaped(weight, 1, weight.size, _ONE_ROW))
    if len(shape) == 2:
        return WeightTable(*shape, *_titles(layer, weight))
    if not is_kernel(weight):
        rows = weight.size // shape[-1]
        return WeightTable(rows, shape[-1], "row", "column", _reshaped(weight, rows, shape[-1], _LAST_AS_COLUMNS))
    axes = axes_of(layer, weight)
    row, column = ("output", "input") if axes.swapped else ("input", "unit")
    title = f"place × {row}" if len(shape) > 3 or core_kind(layer).family == "convolution" else row
    if axes.separate:
        title, column = "place", "filter"
    return WeightTable(axes.rows, axes.columns, title, column, _reshaped(weight, axes.rows, axes.columns, _AS_ROWS[title]))


def _titles(layer: Layer, weight: Weight) -> tuple[str, str]:
    if weight.role.endswith("embeddings"):
        return "token", "dimension"
    gated = core_kind(layer).gates > 1 or any(gate in weight.name for gate in _GATED)
    return "state" if weight.role == "recurrent_kernel" else "input", "gate unit" if gated else "unit"


def _reshaped(weight: Weight, rows: int, columns: int, how: str) -> str:
    return translate(
        "{weight} has the shape {shape}; it is drawn as a table of {size}, {how}",
        weight=weight.name,
        shape=weight.shape,
        size=format_sizes((rows, columns)),
        how=translate(how),
    )


def names_for(option: str, names: Sequence[str] | None, count: int, what: str) -> tuple[str, ...]:
    """Return names that were given for an axis.

    Args:
        option: that they were given to.
        names: one for each; ``None`` for none.
        count: how many there must be.
        what: that they are names of.

    Raises:
        OptionError: there are more or fewer.
    """
    if names is None:
        return ()
    if len(names) != count:
        raise OptionError(f"{option} has {len(names)} names, but there are {count:,} {what}")
    return tuple(str(name) for name in names)


def known_names(graph: Graph, layer: Layer, table: WeightTable) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of rows and columns that a model itself knows: those it was trained on.

    Args:
        graph: the model.
        layer: the layer whose weight is shown.
        table: the weight as a table.

    Returns:
        Names of rows and names of columns; empty where the model has none that fit.
    """
    first = next(index for index, one in enumerate(graph.layers) if one.weights)
    named = [one.config["feature_names"] for one in graph.layers[:first] if "feature_names" in one.config]
    inputs = named[-1] if named and graph.layers[first] is layer else ()
    classes = layer.config.get("class_names", ())
    rows = tuple(str(name) for name in inputs) if len(inputs) == table.rows else ()
    return rows, tuple(str(name) for name in classes) if len(classes) == table.columns else ()
