"""A bar a layer of its parameters, operations, memory and exact zeros, beside the names of the layers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import ClassVar

from dotnet_viz.diagrams.bars.smaller import BarPart, drawn_parts
from dotnet_viz.diagrams.common.bar_table import NAME_GAP, SMALL_TEXT, BarColumn, BarRow, BarSizes, bar_table
from dotnet_viz.diagrams.common.measured_rows import (
    MEASURES,
    TITLES,
    MeasuredRow,
    check_measures,
    group_rows,
    layer_rows,
    measures_shown,
    notes_on_bars,
)
from dotnet_viz.diagrams.common.texts.model_text import model_text
from dotnet_viz.diagrams.common.texts.remarks import fitted_remarks, remark_lines
from dotnet_viz.diagrams.options import check_options, option
from dotnet_viz.fonts import one_line, text_width
from dotnet_viz.formatting import format_count
from dotnet_viz.graph import Graph
from dotnet_viz.measures.cost.measure import measure_cost
from dotnet_viz.scene import KeyEntry, KeyLegend, Scene
from dotnet_viz.translation.audience import addressed
from dotnet_viz.translation.translate import mark, translate

_COLORS = dict(zip(MEASURES, ("#4477aa", "#66a3b0", "#aa3377", "#228833", "#997700"), strict=True))

_MOST_NAME = 330.0


@dataclass(frozen=True)
class Bars:
    """Parameters, operations and memory of each layer as bars.

    Args:
        measures: what is shown, each in a column: ``"parameters"``, ``"macs"`` and ``"flops"`` of a sample, ``"memory"`` of the
            activations of a sample, ``"sparsity"``: the share of exact zeros among the weights; ``None`` for parameters, FLOPs
            and memory.
        sort: order of the layers: that of the data flow, ``"model"``, or by one of the measures, the largest first.
        log_lengths: draw bars as long as the logarithm of the numbers, so that small ones are visible.
        max_rows: largest number of rows; of more layers, those between two changes of size, or blocks, share a row.
            ``None`` draws every layer.

    Raises:
        OptionError: a value that an option cannot take.

    Command:
        dotnet-viz draw model.keras -o model.svg --style bars
        dotnet-viz draw model.keras -o model.svg --style bars --measures sparsity

    Example:
        >>> import numpy as np
        >>> from dotnet_viz.readers.arrays.in_memory import read
        >>> scene = Bars(measures=["parameters"]).build(read([np.ones((4, 3)), np.ones((3, 1))]))
        >>> [shape.name for shape in scene.shapes]
        ['dense_1: 12 (80 %)', 'dense_2: 3 (20 %)']
    """

    _has_swatches: ClassVar[bool] = False
    frames_rows: ClassVar[bool] = True
    """Frames of groups are placed on the finished picture, around whole rows."""

    measures: Sequence[str] | None = None
    sort: str = option("model", choices=("model", *MEASURES))
    log_lengths: bool = False
    max_rows: int | None = option(40, least=2)

    def __post_init__(self) -> None:
        check_options(self)
        check_measures(self.measures)

    @property
    def shown(self) -> Sequence[str]:
        """The measures that are shown, each once."""
        return measures_shown(self.measures)

    def smaller(self, graph: Graph, room: tuple[float, float]) -> Iterator[Scene]:
        """Yield ever smaller pictures of a graph, of which the first that has room on a page is drawn.

        Args:
            graph: the model.
            room: width and height of the page in CSS pixels, at a size at which texts can be read.
        """
        rows_of = cache(partial(self._rows, graph))  # blocks of a large model take longer to find than a picture
        for part in drawn_parts(self.shown, self.sort, self.max_rows, room):
            yield self._scene(graph, part, rows_of(part.most_rows))

    def build(self, graph: Graph) -> Scene:
        """Return the picture, with positions."""
        return self._scene(graph, BarPart(self.max_rows, self.shown, BarSizes()), self._rows(graph, self.max_rows))

    def with_swatches(self) -> Bars:
        """Return the style with a shape before each name, for colours of layers: some have no bar."""
        return _BarsWithSwatches(self.measures, self.sort, self.log_lengths, self.max_rows)

    def _scene(self, graph: Graph, part: BarPart, rows_of_layers: tuple[list[MeasuredRow], int]) -> Scene:
        rows, layers = rows_of_layers
        sizes = _with_room(part.sizes, rows)
        abouts = [_about(row, sizes.name - NAME_GAP, with_about=part.with_about) for row in rows]
        bars = [BarRow(row.name, about, f"{row.name}\n{row.about}") for row, about in zip(rows, abouts, strict=True)]
        columns = [self._column(measure, rows) for measure in part.measures]
        frozen = any(column.hollow for column in columns)
        scene = bar_table(one_line(graph.name) or graph.kind, bars, columns, sizes, has_swatches=self._has_swatches)
        return replace(
            scene,
            description=translate(
                "{columns} of {model}, a bar for each of {rows}.",
                columns=", ".join(column.title for column in columns),
                model=model_text(graph),
                rows=format_count(len(rows), "row"),
            ),
            show_title=True,
            legends=(self._key(columns[0].color),) if frozen else (),
            members=_members(rows, len(columns)),
            notes=(*self._notes(part, len(rows), layers), *graph.notes),
        )

    def _rows(self, graph: Graph, limit: int | None) -> tuple[list[MeasuredRow], int]:
        """Return the rows in order, and how many layers they stand for."""
        cost, zeros = measure_cost(graph), "sparsity" in (*self.shown, self.sort)
        rows = list(layer_rows(graph, cost, zeros=zeros).values())
        layers = len(rows)
        if limit is not None and layers > limit:
            rows = group_rows(graph, cost, limit, zeros=zeros)
        if self.sort != "model":
            rows.sort(key=lambda row: -(row.value(self.sort) or 0.0))
        return rows, layers

    def _column(self, measure: str, rows: Sequence[MeasuredRow]) -> BarColumn:
        is_share = measure == "sparsity"
        return BarColumn(
            translate(TITLES[measure]),
            [row.value(measure) for row in rows],
            [row.text(measure) for row in rows],
            _COLORS[measure],
            has_shares=not is_share,
            is_log=self.log_lengths and not is_share,
            most=1.0 if is_share else None,
            hollow=frozenset(index for index, row in enumerate(rows) if row.is_frozen),
        )

    def _key(self, color: str) -> KeyLegend:
        entries = (
            KeyEntry(translate("trained"), color, color),
            KeyEntry(translate("frozen: not trained"), "paper", color, dashed=True),
        )
        return KeyLegend(translate("bars"), entries)

    def _notes(self, part: BarPart, rows: int, layers: int) -> Iterator[str]:
        if rows < layers:
            text = _FEW_WORDS_ON_ROWS if part.has_short_notes else _SHARED_ROWS
            yield translate(text, rows=format_count(rows, "row"), layers=format_count(layers, "layer"))
        left_out = [translate(TITLES[measure]) for measure in self.shown if measure not in part.measures]
        if left_out:
            yield translate("So that it fits, these are left out: {measures}", measures=", ".join(left_out))
        yield from notes_on_bars(part.measures, is_log=self.log_lengths, is_short=part.has_short_notes)


_FEW_WORDS_ON_ROWS = mark("{rows} stand for {layers}")
_SHARED_ROWS = addressed(
    mark("{rows} stand for {layers}: those between two changes of size, or blocks, share a row; {option} draws all"),
    "max_rows=None",
    "--max-rows all",
    reader=mark("{rows} stand for {layers}: those between two changes of size, or blocks, share a row"),
)


class _BarsWithSwatches(Bars):
    """The style with a shape before each name."""

    _has_swatches = True


def _about(row: MeasuredRow, room: float, *, with_about: bool) -> str:
    """Return what stands below a name: what is said of the layer alone, where beside its class it would be cut."""
    stated = fitted_remarks(remark_lines(row.nodes), SMALL_TEXT, room)
    is_cut = bool(stated) and text_width(one_line(row.about), SMALL_TEXT) > room
    return row.about if with_about and not is_cut else stated


def _with_room(sizes: BarSizes, rows: Sequence[MeasuredRow]) -> BarSizes:
    """Return sizes with room for what is said of layers, where something is."""
    if not any(node.remarks for row in rows for node in row.nodes):
        return sizes
    needed = max(text_width(one_line(row.about), SMALL_TEXT) for row in rows) + 14
    return replace(sizes, name=max(sizes.name, min(needed, _MOST_NAME if not sizes.is_stacked else sizes.name)))


def _members(rows: Sequence[MeasuredRow], columns: int) -> dict[str, tuple[str, ...]]:
    """Return the calls that each bar stands for, and the shape before each name."""
    return {
        name: tuple(node.id for node in row.nodes)
        for index, row in enumerate(rows)
        for name in (f"row{index}", *(f"bar{index}-{column}" for column in range(columns)))
    }
