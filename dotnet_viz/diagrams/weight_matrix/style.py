"""A weight as a heat map: one cell for each value, or for each block of values where there are very many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import cache, reduce

import numpy as np

from dotnet_viz.colors import Color
from dotnet_viz.diagrams.common.smaller import SMALL_MARGIN
from dotnet_viz.diagrams.common.values.select_weight import (
    WEIGHTS,
    Candidate,
    candidates_of,
    choose,
    nothing_to_show,
    other_layers,
    title_of,
)  # fmt: skip
from dotnet_viz.diagrams.common.values.value_notes import value_notes
from dotnet_viz.diagrams.common.values.value_scale import check_colors, color_scale
from dotnet_viz.diagrams.common.values.weight_table import WeightTable, known_names, names_for, table_of
from dotnet_viz.diagrams.options import check_options, option
from dotnet_viz.diagrams.weight_matrix.axes import FULL, MatrixAxis, column_labels, has_room, row_labels
from dotnet_viz.diagrams.weight_matrix.cells import (
    POOLINGS,
    Cells,
    Doubles,
    likeness_order,
    pooled,
    read_cells,
    table_rows,
)
from dotnet_viz.diagrams.weight_matrix.gates import WHOSE, column_gates, in_blocks
from dotnet_viz.diagrams.weight_matrix.notes import block_title, cell_notes, name_notes
from dotnet_viz.diagrams.weight_matrix.raster import matrix_legend, matrix_raster
from dotnet_viz.errors import OptionError
from dotnet_viz.formatting import format_sizes
from dotnet_viz.graph import Graph, Layer, Weight
from dotnet_viz.graph.weight_axes import is_kernel
from dotnet_viz.scales import TRANSFORMS, ValueRange
from dotnet_viz.scales.palettes import DEFAULT, PALETTES
from dotnet_viz.scene import Raster, Scene
from dotnet_viz.translation.audience import READER, speaking_to
from dotnet_viz.translation.translate import translate

CLUSTERS = ("none", "rows", "columns", "both")
MAX_CLUSTERED = 2048
MAX_HELD = 1 << 24
# Of smaller pictures: how long all cells are together.
_SMALLER = (448.0, 384.0, 320.0, 288.0, 256.0, 224.0, 192.0, 160.0, 128.0)
# Of those in few words: how long all cells are together, and how many there are at most.
_BRIEF = ((160, 160), (128, 128), (96, 96), (96, 48), (72, 72), (72, 36), (64, 64), (60, 60), (48, 48))
_BRIEF_TEXT_SIZE = 11.0


@dataclass(frozen=True)
class _Drawn:
    """What is drawn of a model: a weight as a table, its cells, and what stands along the sides."""

    one: Candidate
    table: WeightTable
    cells: Cells
    rows: MatrixAxis
    columns: MatrixAxis
    notes: tuple[str, ...]
    title: str
    is_brief: bool = False

    def within(self, most: float, *, is_brief: bool) -> _Drawn:
        """Return what is drawn with smaller cells.

        Args:
            most: how long all rows, and all columns, are together in CSS pixels, where they have a pixel each and no texts.
            is_brief: whether it has few words, none of them smaller than those of the legend.
        """
        size = _BRIEF_TEXT_SIZE if is_brief else self.rows.text_size
        rows, columns = (replace(axis, most=most, text_size=size) for axis in (self.rows, self.columns))
        return replace(self, rows=rows, columns=columns, is_brief=is_brief)


@dataclass(frozen=True)
class WeightMatrix:
    """A weight as a heat map, one cell for each value.

    Args:
        layer: name of the layer; ``None`` for the first one with a two-dimensional kernel, else with any weight.
        weight: name of the weight, such as ``"recurrent_kernel"``; ``None`` for the layer's first kernel.
        cluster: ``"rows"``, ``"columns"`` or ``"both"`` are ordered by hierarchical clustering, similar ones together (average
            linkage of their Euclidean distances); ``"none"`` keeps the weight's own order.
        max_cells: largest number of rows and of columns of cells; of a larger weight each cell shows a block. ``None`` draws
            every value.
        pooling: value of a block: ``"extreme"`` for the one with the largest magnitude, or ``"mean"``.
        scaling: transform from magnitude to colour and width of line: ``"linear"``, ``"sqrt"`` or ``"log"``.
        limit: magnitude with the full colour and width, to compare two pictures; ``None`` for the largest magnitude.
        palette: name of a diverging palette, one of :data:`dotnet_viz.scales.palettes.PALETTES`; ``_r`` at its end reverses it.
        positive: colour of positive values, instead of the palette's.
        negative: colour of negative values, instead of the palette's.
        feature_names: names of the inputs, one for each.
        class_names: names of the outputs, one for each.

    Raises:
        OptionError: a value that an option cannot take.

    Command:
        dotnet-viz draw model.keras -o model.svg --style weight-matrix
        dotnet-viz draw model.keras -o model.svg --style weight-matrix --cluster both

    Example:
        >>> from dotnet_viz.graph import Graph, Layer, Node, Weight
        >>> layer = Layer("d", "d", "Dense", weights=(Weight.from_array("kernel", np.eye(3)),))
        >>> WeightMatrix().build(Graph("m", "Sequential", (Node("n0", layer),))).rasters[0].colors.shape
        (3, 3, 3)
    """

    layer: str | None = None
    weight: str | None = None
    cluster: str = option("none", choices=CLUSTERS)
    max_cells: int | None = option(256, least=1)
    pooling: str = option("extreme", choices=POOLINGS)
    scaling: str = option("linear", choices=TRANSFORMS)
    limit: float | None = option(None, above=0)
    palette: str = option(DEFAULT, choices=PALETTES, suffix="_r")
    positive: Color | None = None
    negative: Color | None = None
    feature_names: Sequence[str] | None = None
    class_names: Sequence[str] | None = None

    def __post_init__(self) -> None:
        check_options(self)
        check_colors(self)

    def smaller(self, graph: Graph, room: tuple[float, float]) -> Iterator[Scene]:
        """Yield ever smaller pictures of a graph, of which the first that has room on a page is drawn.

        Args:
            graph: the model.
            room: width and height of the page in CSS pixels, at a size at which texts can be read.
        """
        one = self._choose(graph)
        axes = self._axes(graph, one, table_of(one.layer, one.weight))
        usual = [(self.max_cells, FULL, False), *((self._at_most(int(most)), most, False) for most in _SMALLER)]
        brief = [(self._at_most(cells), most, True) for most, cells in _BRIEF]
        having_room = [step for step in (*usual, *brief) if has_room(axes, step[0], step[1], room)]
        # Each reading takes the whole weight.
        drawn = cache(lambda max_cells: self._drawn(graph, max_cells))
        for max_cells, most, is_brief in having_room or brief[-1:]:
            yield self._scene(drawn(max_cells).within(most, is_brief=is_brief))

    def _at_most(self, cells: int) -> int:
        return min(self.max_cells or cells, cells)

    def build(self, graph: Graph) -> Scene:
        """Return the picture.

        Raises:
            UnsupportedInputError: the model has no weights.
            OptionError: an unknown layer or weight, a wrong number of names, or too many rows to be clustered.
            GraphError: the graph was read without the values of its weights.
        """
        return self._scene(self._drawn(graph, self.max_cells))

    def build_frames(self, graphs: Sequence[Graph]) -> list[Scene]:
        """Return a picture for each of some states of one model, on one scale and in one order: that of the last.

        Args:
            graphs: the states, at least one, equal but for the values of their weights.

        Raises:
            VizError: as :meth:`build`.
        """
        last = self._drawn(graphs[-1], self.max_cells)
        drawn = [*(self._drawn(graph, self.max_cells, last) for graph in graphs[:-1]), last]
        together = reduce(ValueRange.joined, (self._range(one.cells) for one in drawn))
        return [self._scene(one, together) for one in drawn]

    def _drawn(self, graph: Graph, max_cells: int | None, ordered_as: _Drawn | None = None) -> _Drawn:
        one = self._choose(graph)
        table = table_of(one.layer, one.weight)
        drawn = self._cells(one, table, *self._axes(graph, one, table), max_cells, ordered_as)
        notes = tuple(other_layers(candidates_of(graph, _fits), self.layer, WEIGHTS))
        return _Drawn(one, table, *drawn, notes, title_of(graph, one, table.rows, table.columns))

    def _range(self, cells: Cells) -> ValueRange:
        return cells.value_range if self.pooling == "extreme" else _mean_range(cells)

    def _scene(self, drawn: _Drawn, value_range: ValueRange | None = None) -> Scene:
        one, table, cells, rows, columns = drawn.one, drawn.table, drawn.cells, drawn.rows, drawn.columns
        scale = color_scale(value_range or self._range(cells), self)
        columns = replace(columns, gates=column_gates(one.layer, one.weight, columns))
        raster = matrix_raster(one, cells, scale, rows, columns)
        width = raster.width / columns.cells
        rasters: tuple[Raster, ...] = (raster,)
        above = tuple(column_labels(columns, width))
        if columns.gates:
            rasters, above = in_blocks(raster, above, columns)
        labels = (*row_labels(rows, raster.height / rows.cells, in_corner=drawn.is_brief), *above)
        size = format_sizes((table.rows, table.columns))
        with speaking_to(READER) if drawn.is_brief else nullcontext():
            notes = tuple(self._notes(drawn, columns, width))
        return Scene(
            title=drawn.title,
            description=translate(
                "A heat map of the weight {weight} of {layer}, {size}.",
                weight=one.weight.name,
                layer=one.layer.name,
                size=size,
            ),
            rasters=rasters,
            labels=labels,
            legends=(matrix_legend(scale, cells, block_title(cells, self.pooling, is_brief=drawn.is_brief)),),
            notes=notes,
            layout="given",
            margin=SMALL_MARGIN if drawn.is_brief else Scene.margin,
        )

    def _notes(self, drawn: _Drawn, columns: MatrixAxis, width: float) -> Iterator[str]:
        one = drawn.one
        if columns.gates and one.weight.role in WHOSE:
            yield translate(WHOSE[one.weight.role])
        if drawn.table.note:
            yield drawn.table.note
        yield from cell_notes(drawn.cells, self.pooling, self.cluster, is_brief=drawn.is_brief)
        yield from name_notes(columns, width)
        yield from value_notes([(one.layer, one.weight)])
        yield from drawn.notes

    def _choose(self, graph: Graph) -> Candidate:
        found = candidates_of(graph, _fits)
        if not found:
            raise nothing_to_show(graph, "weight to draw as a matrix", "the style 'plot-model' draws any model")
        chosen = choose(found, self.layer, self.weight, "weight")
        kernels = [one for one in chosen if is_kernel(one.weight)]
        return next((one for one in kernels if len(one.weight.shape) == 2), (kernels or list(chosen))[0])

    def _axes(self, graph: Graph, one: Candidate, table: WeightTable) -> tuple[MatrixAxis, MatrixAxis]:
        known = known_names(graph, one.layer, table)
        features = names_for("feature_names", self.feature_names, table.rows, f"rows in {one.title}")
        classes = names_for("class_names", self.class_names, table.columns, f"columns in {one.title}")
        return (
            MatrixAxis(table.row_title, table.rows, names=features or known[0]),
            MatrixAxis(table.column_title, table.columns, names=classes or known[1]),
        )

    def _cells(
        self, one: Candidate, table: WeightTable, rows: MatrixAxis, columns: MatrixAxis, max_cells: int | None,
        ordered_as: _Drawn | None,
    ) -> tuple[Cells, MatrixAxis, MatrixAxis]:  # fmt: skip
        if self.cluster == "none":
            cells = read_cells(one.weight, (table.rows, table.columns), max_cells, self.pooling)
        else:
            self._check_size(one, table)
            values = np.vstack(list(table_rows(one.weight, table.columns, table.rows)))
            if self.cluster in ("rows", "both"):
                rows, values = _ordered(rows, values, None if ordered_as is None else ordered_as.rows)
            if self.cluster in ("columns", "both"):
                columns, turned = _ordered(columns, values.T, None if ordered_as is None else ordered_as.columns)
                values = turned.T
            cells = pooled(values, max_cells, self.pooling)
        return cells, replace(rows, block=cells.block[0]), replace(columns, block=cells.block[1])

    def _check_size(self, one: Candidate, table: WeightTable) -> None:
        for name, count in (("rows", table.rows), ("columns", table.columns)):
            if self.cluster in (name, "both") and count > MAX_CLUSTERED:
                raise OptionError(
                    f"cluster={self.cluster!r} orders at most {MAX_CLUSTERED:,} {name}, and {one.title!r} has {count:,}; "
                    "take cluster='none', or name another layer"
                )
        if one.weight.size > MAX_HELD:
            raise OptionError(
                f"cluster={self.cluster!r} takes at most {MAX_HELD:,} weights, and {one.title!r} has {one.weight.size:,}; "
                "take cluster='none', or name another layer"
            )


def _fits(layer: Layer, weight: Weight) -> bool:
    return weight.size > 0 and weight.dtype not in ("string", "object") and layer.category != "model"


def _ordered(axis: MatrixAxis, values: Doubles, model: MatrixAxis | None) -> tuple[MatrixAxis, Doubles]:
    """Return rows in the order of another axis, or in one in which rows that are alike stand together."""
    order = likeness_order(values) if model is None else np.array(model.numbers, dtype=np.intp)
    names = tuple(axis.names[position] for position in order.tolist()) if axis.names else ()
    return replace(axis, is_ordered=axis.count > 2, names=names, numbers=tuple(order.tolist())), values[order]


def _mean_range(cells: Cells) -> ValueRange:
    own = ValueRange.of(cells.values)
    return ValueRange(own.largest, cells.value_range.has_infinite, cells.value_range.has_nan)
