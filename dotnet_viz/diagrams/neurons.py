"""The architecture as units and tensors, in the style of visualkeras' ``graph_view``: without weights and with little text.

Layers with units are columns of circles, those with filters columns of squares, one a feature map, cut in the middle with a
visible ``+N``. Every other layer is a bar as long as what comes in, with arrows; tensors that enter and leave are boxes.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from dotnet_viz.diagrams.common.circle_columns import UnitAppearance, UnitColumn, caption_area, caption_labels, unit_column
from dotnet_viz.diagrams.common.family_colors import FAMILY_COLORS
from dotnet_viz.diagrams.common.graphs.flat_graph import FlatGraph, flattened
from dotnet_viz.diagrams.common.graphs.frames import opened
from dotnet_viz.diagrams.common.smaller import lowered, scenes_of_layers
from dotnet_viz.diagrams.common.texts.config_text import layer_tooltip
from dotnet_viz.diagrams.common.texts.layer_facts import heading, is_column, output_shape, output_sizes, unit_count
from dotnet_viz.diagrams.common.texts.model_text import model_text
from dotnet_viz.diagrams.common.texts.remarks import remark_lines
from dotnet_viz.diagrams.common.unit_lines import lines_between
from dotnet_viz.diagrams.options import check_options, option
from dotnet_viz.fonts import one_line, shorten
from dotnet_viz.formatting import format_count
from dotnet_viz.graph import Graph, Node
from dotnet_viz.graph.layer_kinds import core, family_of
from dotnet_viz.number_ranges import MOST_PIXELS
from dotnet_viz.scene import Connection, Label, Scene, Shape
from dotnet_viz.translation.translate import retold, translate

DIRECTIONS = ("LR", "TB")

_BOX_LENGTH = 3.0
_CAPTION_WIDTH = 130.0
_SMALL = 11.0
# Of papers that are smaller than a column.
_LOW_BOX = 16.0
_NEAR = 24.0


@dataclass(frozen=True)
class Neurons:
    """Layers as columns of units, as in ``visualkeras.graph_view``.

    Args:
        max_neurons: largest number of neurons, channels or other units drawn of each layer; ``None`` draws all.
        node_size: diameter of a unit's circle in pixels.
        node_spacing: pixels between two units.
        layer_spacing: pixels between two layers; ``None`` for the distance that the lines need.
        show_neurons: draw a circle for each unit; else every layer is one box.
        inout_as_tensor: draw one box for each input and output tensor; else inputs are circles, one for each value.
        show_captions: write next to each layer what it is.
        expand_nested: draw what is inside nested models, in a frame, instead of one box.
        expand_wrappers: also draw the layers inside wrappers (``TimeDistributed``, ``Bidirectional`` ...) and custom layers.
        rankdir: direction of the data flow: ``"LR"`` from left to right or ``"TB"`` from top to bottom.

    Raises:
        OptionError: a value that an option cannot take.

    Command:
        dotnet-viz draw model.keras -o model.svg --style neurons
        dotnet-viz draw model.keras -o model.svg --style neurons --node-size 16

    Example:
        >>> from dotnet_viz.graph import Layer
        >>> node = Node("n0", Layer("d", "d", "Dense", config={"units": 300}))
        >>> shapes = Neurons().build(Graph("m", "Sequential", (node,))).shapes
        >>> [shape.labels[-1].text for shape in shapes if shape.kind == "left-out"]
        ['+291']
    """

    max_neurons: int | None = option(10, least=2)
    node_size: float = option(26.0, least=1, most=MOST_PIXELS, is_length=True)
    node_spacing: float = option(8.0, least=0, most=MOST_PIXELS, is_length=True)
    layer_spacing: float | None = option(None, least=0, most=MOST_PIXELS, is_length=True)
    show_neurons: bool = True
    inout_as_tensor: bool = True
    show_captions: bool = True
    expand_nested: bool = True
    expand_wrappers: bool = False
    rankdir: str = option("LR", choices=DIRECTIONS)

    def __post_init__(self) -> None:
        check_options(self)

    def smaller(self, graph: Graph, room: tuple[float, float]) -> Iterator[Scene]:
        """Yield ever smaller pictures of a graph, of which the first that has room on a page is drawn.

        Args:
            graph: the model.
            room: width and height of the page in CSS pixels, at a size at which texts can be read.
        """
        boxes = replace(self, show_neurons=False)
        builds = [one.build for one in (*lowered(self, max_neurons=(6, 4)), boxes)]
        size, spacing = min(self.node_size, _LOW_BOX), min(self.layer_spacing or _NEAR, _NEAR)
        low = replace(boxes, inout_as_tensor=False, node_size=size, layer_spacing=spacing, rankdir="TB")
        yield from scenes_of_layers(builds, graph, [partial(low.scene, is_short=True)])

    def build(self, graph: Graph) -> Scene:
        """Return the picture of a graph, its layers as groups, without positions."""
        return self.scene(graph)

    def scene(self, graph: Graph, *, is_short: bool = False) -> Scene:
        """Return the picture of a graph, its layers as groups, without positions.

        Args:
            graph: the model.
            is_short: whether to write no more beside a layer than its name and what it is.
        """
        described = model_text(graph)
        graph = opened(graph) if self.expand_wrappers else graph
        flat = flattened(graph, expand_nested=self.expand_nested)
        columns = {node.id: self.layer_column(flat, node) for node in flat.nodes}
        tensors = self._outputs(graph, flat)
        bars = self._bars(graph, flat, columns)
        columns |= {**{name: _single(bar) for name, bar in bars.items()}, **{shape.id: _single(shape) for shape, _ in tensors}}
        connections, meshes = lines_between(graph, flat, columns, bars, [line for _, line in tensors])
        captions = self._captions(flat, columns, is_short=is_short)
        return Scene(
            title=one_line(graph.name) or graph.kind,
            description=translate("Units of {model}.", model=described),
            shapes=tuple(shape for name, column in columns.items() for shape in _with_caption(column, captions.get(name, ()))),
            connections=connections,
            meshes=meshes,
            clusters=flat.clusters,
            notes=tuple(map(retold, graph.notes)),
            layout="groups",
            direction=self.rankdir,
            gap=self.layer_spacing,
        )

    @property
    def has_bars(self) -> bool:
        """Whether boxes between columns are as long as what comes in."""
        return self.show_neurons

    @property
    def box_length(self) -> float:
        """How many times longer a box is than wide."""
        return _BOX_LENGTH

    @property
    def channel_form(self) -> str:
        """The form of a feature map."""
        return "box"

    def layer_column(self, flat: FlatGraph, node: Node) -> UnitColumn:
        """Return the units of a layer, or its box.

        Args:
            flat: the model.
            node: the layer's call.
        """
        layer = node.layer
        owner = Shape(
            node.id,
            layer.name,
            0,
            0,
            fill=FAMILY_COLORS[family_of(layer)],
            tooltip=layer_tooltip(layer),
            cluster=flat.frames.get(node.id),
            kind=layer.kind,
            group=node.id,
        )
        total = self._units(node)
        if total is None:
            return _single(self._box(owner))
        form = "circle" if is_column(node) or core(layer).kind == "InputLayer" else self.channel_form
        appearance = UnitAppearance(
            self.node_size, self.node_spacing, self.rankdir == "LR", owner.fill, margin=0.0, form=form
        )  # fmt: skip
        # The last but one gives its place to the mark of those that are left out.
        limit = self.max_neurons if self.max_neurons is None or total <= self.max_neurons else self.max_neurons - 1
        return unit_column(owner, total, limit, appearance, mark_last=False)

    def _units(self, node: Node) -> int | None:
        """Return how many circles a layer has; ``None`` if it is a box."""
        layer = core(node.layer)
        if not self.show_neurons or node.layer.category == "model":
            return None
        if layer.kind == "InputLayer":
            return None if self.inout_as_tensor else _values(node)
        if is_column(node):
            return unit_count(node)
        filters = layer.config.get("filters")
        return filters if isinstance(filters, int) and filters > 0 else None

    def _box(self, owner: Shape) -> Shape:
        size = (self.node_size, self.node_size * self.box_length)
        width, height = size if self.rankdir == "LR" else size[::-1]
        return replace(owner, form="rounded", x=0.0, y=0.0, width=width, height=height)

    def _bars(self, graph: Graph, flat: FlatGraph, columns: Mapping[str, UnitColumn]) -> dict[str, Shape]:
        """Return the boxes of layers that stand between columns, as long as what comes in: none narrows it to one unit."""
        if not self.has_bars:
            return {}
        before = flat.before()
        lengths: dict[str, float] = {}
        bars = {}
        for node in flat.nodes:
            (first, *units) = columns[node.id].shapes
            longest = max((lengths.get(name, 0.0) for name in before[node.id]), default=0.0)
            lengths[node.id] = 2 * columns[node.id].half
            if units or node.layer.category == "model" or core(node.layer).kind == "InputLayer":
                continue
            lengths[node.id] = length = max(longest, lengths[node.id])
            bars[node.id] = replace(first, height=length) if self.rankdir == "LR" else replace(first, width=length)
        return bars

    def _outputs(self, graph: Graph, flat: FlatGraph) -> list[tuple[Shape, Connection]]:
        """Return a box for each tensor that leaves the model, and the line to it."""
        if not self.inout_as_tensor:
            return []
        found = []
        for number, name in enumerate(node.id for node in flat.nodes if node.id in flat.outputs):
            layer = graph.node(name).layer
            owner = Shape(
                f"output{number}", translate("output of {layer}", layer=layer.name), 0, 0, fill=FAMILY_COLORS["input"]
            )
            box = replace(self._box(owner), kind="output")
            found.append((box, Connection(name, box.id, tooltip=translate("{layer}: output", layer=layer.name))))
        return found

    def _captions(self, flat: FlatGraph, columns: Mapping[str, UnitColumn], *, is_short: bool) -> dict[str, list[Label]]:
        """Return the words beside each layer: on one line where the model is a chain, else close to each layer."""
        if not self.show_captions:
            return {}
        chain = not flat.contained and all(len(names) <= 1 for names in (*flat.before().values(), *flat.after().values()))
        longest = max((column.half for column in columns.values()), default=0.0)
        nodes = {node.id: node for node in flat.nodes}
        return {
            name: caption_labels(
                _words(nodes.get(name), is_short=is_short), longest if chain else column.half, upright=self.rankdir == "LR"
            )
            for name, column in columns.items()
        }  # fmt: skip


def _values(node: Node) -> int | None:
    """Return how many numbers a sample has, ``None`` where a size is not known."""
    shape = output_shape(node)
    sizes = [size for size in (shape or ())[1:] if size is not None]
    return math.prod(sizes) or None if shape is not None and len(sizes) == len(shape) - 1 else None


def _single(box: Shape) -> UnitColumn:
    return UnitColumn((box,), (box.id,), max(box.width, box.height) / 2)


def _with_caption(column: UnitColumn, labels: Sequence[Label]) -> tuple[Shape, ...]:
    return (*column.shapes, caption_area(column.shapes[0], labels)) if labels else column.shapes


def _words(node: Node | None, *, is_short: bool) -> list[Label]:
    if node is None:
        return [Label(translate("output"), size=_SMALL, color="muted")]
    name, kind = one_line(node.layer.name) or translate("(no name)"), heading(node.layer)
    filters = core(node.layer).config.get("filters")
    maps = format_count(filters, "channel") if isinstance(filters, int) and not is_column(node) else ""
    texts = [kind if node.layer.kind != "InputLayer" else translate("Input")]
    texts += [] if is_short else [output_sizes(node), maps]
    lines = [Label(shorten(name, 12, _CAPTION_WIDTH, bold=True), bold=True)]
    texts += remark_lines([node])
    return lines + [Label(shorten(text, _SMALL, _CAPTION_WIDTH), size=_SMALL, color="muted") for text in texts if text]
