"""Blocks of attention as in figure 1 of "Attention is all you need" (Vaswani et al., 2017, https://arxiv.org/abs/1706.03762).

Data flow upwards. Attention shows which tensors are its queries, keys and values; residuals are lines around what they pass;
blocks that repeat are drawn once; an encoder stands to the left of the decoder that attends to it. The data flow alone decides.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import ClassVar

from dotnet_viz.colors import WHITE, mix, seen_on
from dotnet_viz.diagrams.common.family_colors import FAMILY_COLORS
from dotnet_viz.diagrams.common.frames_in_place import with_nested_frames
from dotnet_viz.diagrams.common.graphs.flat_graph import edge_tooltip, flattened
from dotnet_viz.diagrams.common.graphs.frames import opened_for
from dotnet_viz.diagrams.common.rounded_lines import rounded
from dotnet_viz.diagrams.common.smaller import scenes_of_layers
from dotnet_viz.diagrams.common.text_box import MAX_TEXT_WIDTH, TextRow, text_box
from dotnet_viz.diagrams.common.texts.config_text import layer_tooltip
from dotnet_viz.diagrams.common.texts.model_text import model_text
from dotnet_viz.diagrams.common.texts.remarks import remark_lines
from dotnet_viz.diagrams.options import check_options
from dotnet_viz.diagrams.transformer.parts import PORTS, mark_lines, parts_of
from dotnet_viz.diagrams.transformer.places import FRAME_HEAD, PORT_PLACES, ColumnGaps, Columns, PlacedBox, TensorLine
from dotnet_viz.diagrams.transformer.repeats import Repeat, kinds_left_out, repeats_of
from dotnet_viz.fonts import one_line, text_width
from dotnet_viz.formatting import format_count
from dotnet_viz.graph import Edge, Graph, Node
from dotnet_viz.scene import Cluster, Connection, Label, Scene, Shape
from dotnet_viz.translation.audience import addressed
from dotnet_viz.translation.translate import mark, translate

_INK = "#111111"
_LIGHT = 0.72
_DARK = {False: 0.35, True: 0.6}
_TEXT, _SMALL = 12.0, 10.5
_PORT_ROOM = 15.0


@dataclass(frozen=True)
class Transformer:
    """Attention with queries, keys and values, and residuals.

    Args:
        fold: draw repeated blocks once, with the number of copies; else every copy is drawn.
        show_settings: write the layers in each box with their sizes; else what each box is alone.
        expand_nested: draw what is inside nested models, in a frame, instead of one box.
        expand_wrappers: also draw the layers inside wrappers (``TimeDistributed``, ``Bidirectional`` ...) and custom layers.

    Raises:
        OptionError: a value that an option cannot take.

    Command:
        dotnet-viz draw model.keras -o model.svg --style transformer
        dotnet-viz draw model.keras -o model.svg --style transformer --no-fold

    Example:
        >>> import numpy as np
        >>> from dotnet_viz.readers.arrays.in_memory import read
        >>> graph = read([np.ones((4, 3)), np.ones((3, 2))])
        >>> [shape.labels[0].text for shape in Transformer().build(graph).shapes]
        ['input', 'Feed forward']
    """

    frames_rows: ClassVar[bool] = False
    """Frames of groups are placed on the finished picture, around boxes."""
    joins_all: ClassVar[bool] = True
    """Boxes that no line reaches would stand among the others as if they were steps."""

    fold: bool = True
    show_settings: bool = True
    expand_nested: bool = True
    expand_wrappers: bool = True

    def __post_init__(self) -> None:
        check_options(self)

    def smaller(self, graph: Graph, room: tuple[float, float]) -> Iterator[Scene]:
        """Yield ever smaller pictures of a graph, of which the first that has room on a page is drawn.

        Args:
            graph: the model.
            room: width and height of the page in CSS pixels, at a size at which texts can be read.
        """
        short = replace(self, show_settings=False)
        yield from scenes_of_layers([self.build, short.build, partial(short.scene, is_close=True)], graph)

    def build(self, graph: Graph) -> Scene:
        """Return the picture, with positions."""
        return self.scene(graph)

    def scene(self, graph: Graph, *, is_close: bool = False) -> Scene:
        """Return the picture, with positions.

        Args:
            graph: the model.
            is_close: whether boxes are narrow and stand close to each other.
        """
        described = model_text(graph)
        graph = opened_for(self, graph)
        return _Picture(graph, self, is_close).scene(described)


class _Picture:
    """One model and what is drawn of it."""

    def __init__(self, graph: Graph, options: Transformer, is_close: bool = False) -> None:
        self.graph, self.options = graph, options
        self.least_width, self.lower = (100.0, 6.0) if is_close else (150.0, 0.0)
        self.gaps = ColumnGaps(12.0, 24.0) if is_close else ColumnGaps()
        self.parts = parts_of(flattened(graph, expand_nested=options.expand_nested))
        columns = [[number for number, part in enumerate(self.parts) if part.column == column] for column in (0, 1)]
        self.columns = [column for column in columns if column]
        self.repeats = [repeats_of(self.parts, column) if options.fold else () for column in self.columns]
        self.stand_in = {number: number for number in range(len(self.parts))}
        self.copy = dict.fromkeys(self.stand_in, -1)
        self.frames: list[tuple[int, Repeat]] = []
        self.framed: dict[int, int] = {}
        for column, repeats in zip(self.columns, self.repeats, strict=True):
            for repeat in repeats:
                self._fold(column, repeat)
        # What each box stands for, the copies that are not drawn too.
        self.calls: dict[int, list[Node]] = {}
        for number, part in enumerate(self.parts):
            self.calls.setdefault(self.stand_in[number], []).extend(part.nodes)

    def _fold(self, column: Sequence[int], repeat: Repeat) -> None:
        for offset in range(repeat.period * repeat.count):
            number = column[repeat.start + offset]
            self.stand_in[number] = column[repeat.start + offset % repeat.period]
            self.copy[number] = offset // repeat.period
        for number in column[repeat.start : repeat.start + repeat.period]:
            self.framed[number] = len(self.frames)
        self.frames.append((column[repeat.start], repeat))

    def scene(self, described: str) -> Scene:
        lines = self._lines()
        shapes = {
            number: self._shape(number) for column in self.columns for number in column if self.stand_in[number] == number
        }
        boxes = [list(self._boxes(column, shapes)) for column in self.columns]
        placed = Columns(boxes, list(lines), self.gaps)
        width = {box.number: box.width for column in boxes for box in column}
        scene = Scene(
            title=one_line(self.graph.name) or self.graph.kind,
            description=self._description(described, shapes),
            shapes=tuple(
                replace(self._widened(number, shape, width[number]), x=placed.middles[number][0], y=placed.middles[number][1])
                for number, shape in shapes.items()
            ),
            connections=tuple(self._connection(line, points, lines[line]) for line, points in placed.routes()),
            clusters=tuple(self._frame(index, placed) for index in range(len(self.frames))),
            notes=(*self._notes(list(shapes)), *self.graph.notes),
            layout="given",
            direction="BT",
            members={shape.id: tuple(node.id for node in self.calls[number]) for number, shape in shapes.items()},
        )
        return with_nested_frames(scene, self.graph) if self.options.expand_nested else scene

    def _boxes(self, column: Sequence[int], shapes: Mapping[int, Shape]) -> Iterator[PlacedBox]:
        """Yield the boxes of a column that are drawn, all as wide as the widest of them."""
        drawn = [number for number in column if number in shapes]
        width = max(shapes[number].width for number in drawn)
        for number in drawn:
            yield PlacedBox(number, width, shapes[number].height, self.parts[number].is_attention, self.framed.get(number))

    def _description(self, described: str, shapes: Collection[int]) -> str:
        attention = sum(self.parts[number].is_attention for number in shapes)
        return translate(
            "{model} from bottom to top, in {boxes}; {attention} with queries, keys and values.",
            model=described,
            boxes=format_count(len(shapes), "box", "boxes"),
            attention=format_count(attention, "attention", "attentions"),
        )

    def _lines(self) -> dict[TensorLine, Edge]:
        """Return the lines between the boxes that are drawn, each with the first edge that it stands for."""
        found: dict[TensorLine, Edge] = {}
        for number, part in enumerate(self.parts):
            edges = {edge.target_port: (source, edge) for source, edge in part.inputs}
            for source, edge in part.inputs:
                if self._is_between_copies(source, number):
                    continue
                ports = [""]
                if part.is_attention and edge.target_port < len(PORTS):
                    ports = [PORTS[edge.target_port], *(["K"] if edge.target_port == 1 and 2 not in edges else [])]
                for port in ports:
                    found.setdefault(TensorLine(self.stand_in[source], self.stand_in[number], port), edge)
        return found

    def _is_between_copies(self, source: int, target: int) -> bool:
        one, other = self.stand_in[source], self.stand_in[target]
        same = one in self.framed and self.framed[one] == self.framed.get(other)
        return same and self.copy[source] != self.copy[target]

    def _shape(self, number: int) -> Shape:
        part = self.parts[number]
        rows = [TextRow(part.title, bold=True, size=_TEXT)]
        if self.options.show_settings:
            rows += [TextRow(text, size=_SMALL) for line in part.lines for text in _in_rows(line)]
        calls = self.calls[number]
        marks = mark_lines(part, is_repeated=len(calls) > len(part.nodes))
        rows += [TextRow(text, size=_SMALL) for line in (*marks, *_remarks(calls)) for text in _in_rows(line)]
        box = text_box(part.nodes[0].id, part.nodes[0].layer.name, [rows])
        labels, height = box.labels, box.height - self.lower
        if part.is_attention:
            height += _PORT_ROOM
            labels = tuple(replace(label, y=label.y - _PORT_ROOM / 2) for label in labels)
        return replace(
            box,
            width=max(box.width, self.least_width),
            height=height,
            labels=tuple(replace(label, color=_INK) for label in labels),
            fill=mix(FAMILY_COLORS[part.family], WHITE, _LIGHT),
            stroke=seen_on(mix(FAMILY_COLORS[part.family], _INK, _DARK[part.family == "input"]), WHITE),
            tooltip="\n\n".join(layer_tooltip(node.layer) for node in part.nodes),
            cluster=_frame_id(self.framed[number]) if number in self.framed else None,
            kind=part.nodes[0].layer.kind,
        )

    def _widened(self, number: int, shape: Shape, width: float) -> Shape:
        """Return a box as wide as its column, with the names of its ports above them."""
        y = shape.height / 2 - 9.0
        ports = (Label(name, place * width, y, _SMALL, bold=True, color=_INK) for name, place in PORT_PLACES.items())
        return replace(shape, width=width, labels=(*shape.labels, *(ports if self.parts[number].is_attention else ())))

    def _connection(self, line: TensorLine, corners: Sequence[tuple[float, float]], edge: Edge) -> Connection:
        source, target = (self.parts[number].nodes[0].id for number in (line.source, line.target))
        words = edge_tooltip(self.graph, edge)
        return Connection(source, target, rounded(corners), tooltip=f"{line.port}: {words}" if line.port else words)

    def _frame(self, index: int, placed: Columns) -> Cluster:
        box = placed.frame(index)
        _, repeat = self.frames[index]
        y = -box.height / 2 + FRAME_HEAD / 2
        label = Label(f"× {repeat.count}", 10.0 - box.width / 2, y, _TEXT, bold=True, anchor="start", color="accent")
        return Cluster(_frame_id(index), f"× {repeat.count}", label, box=box)

    def _notes(self, shown: Sequence[int]) -> Iterator[str]:
        left_out = kinds_left_out(self.parts, shown)
        if left_out:
            count = format_count(sum(left_out.values()), "layer")
            yield translate(_FOLDED, layers=count)


_FOLDED = addressed(
    mark("{layers} of repeated blocks are not drawn again ({option} draws them)"),
    "fold=False",
    "--no-fold",
    reader=mark("{layers} of repeated blocks are not drawn again"),
)


def _remarks(calls: Sequence[Node]) -> list[str]:
    """Return what is written beside some calls, without the marks of single ones."""
    return remark_lines(replace(node, remarks=tuple(one for one in node.remarks if not one.is_mark)) for node in calls)


def _frame_id(index: int) -> str:
    return f"copies-{index}"


def _in_rows(line: str) -> list[str]:
    """Return a line in two at its last comma where it has no room in one."""
    head, comma, rest = line.rpartition(", ")
    return [line] if not comma or text_width(one_line(line), _SMALL) <= MAX_TEXT_WIDTH else [f"{head},", rest]
