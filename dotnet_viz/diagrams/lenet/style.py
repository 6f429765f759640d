"""Feature maps as stacked planes, vectors as bars, after the figure of LeNet-5 (LeCun et al., 1998).

On the plane in front is the patch that the next layer's kernel covers, with lines to the value it becomes. Layers
that keep a tensor's shape are written below it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from dotnet_viz.colors import WHITE, mix
from dotnet_viz.diagrams.common.circle_columns import caption_area, wrapped_caption
from dotnet_viz.diagrams.common.family_colors import FAMILY_COLORS
from dotnet_viz.diagrams.common.graphs.flat_graph import FlatGraph, edge_tooltip, flattened
from dotnet_viz.diagrams.common.graphs.frames import containment, opened, with_names_of_groups
from dotnet_viz.diagrams.common.smaller import SMALL_MARGIN, lowered, scenes_of_layers
from dotnet_viz.diagrams.common.texts.config_text import layer_tooltip
from dotnet_viz.diagrams.common.texts.layer_facts import arithmetic, facts, heading
from dotnet_viz.diagrams.common.texts.model_text import model_text
from dotnet_viz.diagrams.common.texts.remarks import remark_lines
from dotnet_viz.diagrams.lenet.figures import PlaneSize, Stack, edge_corners, largest_side, patch, plane_size, point, stack
from dotnet_viz.diagrams.lenet.steps import Step, Steps, steps_of
from dotnet_viz.diagrams.options import check_options, option
from dotnet_viz.fonts import LINE_HEIGHT, one_line, shorten
from dotnet_viz.fonts.wrapping import wrap
from dotnet_viz.graph import Edge, Graph, Node
from dotnet_viz.graph.channel_axis import nodes_with_channels_first
from dotnet_viz.graph.layer_kinds import family_of
from dotnet_viz.number_ranges import MOST_PIXELS
from dotnet_viz.scene import MARGIN, Connection, Label, Mesh, Scene, Shape
from dotnet_viz.translation.translate import retold, translate

OUTLINE = "#57606a"

_SMALL = 10.5
_CAPTION_WIDTH = 128.0
# Of captions, and between figures, on a paper that is smaller than a column.
_NARROW_CAPTION = 76.0
_NARROW_SIZE = 11.0
_NEAR = 24.0
_CAPTION_GAP = 8.0
_LINES_BELOW = 4
_TINT = 0.4


@dataclass(frozen=True)
class LeNet:
    """Feature maps as stacks of planes, as LeNet-5 was drawn.

    Args:
        max_neurons: largest number of neurons, channels or other units drawn of each layer; ``None`` draws all.
        plane_size: pixels of the longest side of the largest plane.
        plane_spacing: pixels between two planes of a stack.
        layer_spacing: pixels between two layers; ``None`` for the distance that the lines need.
        show_captions: write next to each layer what it is.
        show_layer_names: write the names of the layers.
        show_windows: draw the patch that a kernel or pooling window covers, and lines to the next feature map.
        expand_nested: draw what is inside nested models, in a frame, instead of one box.
        expand_wrappers: also draw the layers inside wrappers (``TimeDistributed``, ``Bidirectional`` ...) and custom layers.

    Raises:
        OptionError: a value that an option cannot take.

    Command:
        dotnet-viz draw model.keras -o model.svg --style lenet
        dotnet-viz draw model.keras -o model.svg --style lenet --plane-size 80

    Example:
        >>> from dotnet_viz.graph import Layer, Node, TensorSpec
        >>> node = Node("n0", Layer("c", "c", "Conv2D"), outputs=(TensorSpec((None, 26, 26, 32)),))
        >>> planes, caption = LeNet(max_neurons=6).build(Graph("m", "Sequential", (node,))).shapes
        >>> len(planes.faces), caption.labels[0].text
        (6, '32@26×26')
    """

    max_neurons: int | None = option(8, least=1)
    plane_size: float = option(120.0, least=10, most=MOST_PIXELS, is_length=True)
    plane_spacing: float = option(5.0, least=0, most=MOST_PIXELS, is_length=True)
    layer_spacing: float | None = option(None, least=0, most=MOST_PIXELS, is_length=True)
    show_captions: bool = True
    show_layer_names: bool = False
    show_windows: bool = True
    expand_nested: bool = True
    expand_wrappers: bool = False

    def __post_init__(self) -> None:
        check_options(self)

    def smaller(self, graph: Graph, room: tuple[float, float]) -> Iterator[Scene]:
        """Yield ever smaller pictures of a graph, of which the first that has room on a page is drawn.

        Args:
            graph: the model.
            room: width and height of the page in CSS pixels, at a size at which texts can be read.
        """
        builds = [one.build for one in lowered(self, plane_size=(90, 60), max_neurons=(6, 4))]
        spacing = _NEAR if self.layer_spacing is None else min(self.layer_spacing, _NEAR)
        *_, small = lowered(replace(self, layer_spacing=spacing), plane_size=(50,), max_neurons=(3,))
        yield from scenes_of_layers(builds, graph, [partial(small.scene, is_narrow=True)])

    def build(self, graph: Graph) -> Scene:
        """Return the picture of a graph, its tensors as groups, without positions."""
        return self.scene(graph)

    def scene(self, graph: Graph, *, is_narrow: bool = False) -> Scene:
        """Return the picture of a graph, its tensors as groups, without positions.

        Args:
            graph: the model.
            is_narrow: whether texts go on in the next line soon.
        """
        described = model_text(graph)
        graph = with_names_of_groups(opened(graph) if self.expand_wrappers else graph)
        flat = flattened(graph, expand_nested=self.expand_nested)
        steps = steps_of(flat)
        stacks = self._stacks(graph, flat, steps, is_narrow=is_narrow)
        lines = _Lines(graph, steps, stacks, self.show_windows)
        return Scene(
            title=one_line(graph.name) or graph.kind,
            description=translate("Feature maps of {model}.", model=described),
            shapes=tuple(shape for name, item in stacks.items() for shape in (*item.shapes, *lines.marks[name])),
            connections=(*lines.connections, *(_owned(steps, line) for line in containment(graph, flat.contained))),
            meshes=tuple(lines.meshes),
            clusters=flat.clusters,
            notes=tuple(map(retold, graph.notes)),
            layout="groups",
            direction="LR",
            gap=self.layer_spacing,
            margin=SMALL_MARGIN if is_narrow else MARGIN,
            members={name: (name, *(node.id for node in step.joined)) for name, step in steps.steps.items() if step.joined},
        )

    def _stacks(self, graph: Graph, flat: FlatGraph, steps: Steps, *, is_narrow: bool) -> dict[str, Stack]:
        first = nodes_with_channels_first(graph)
        sizes = {name: _size(step, channels_first=name in first) for name, step in steps.steps.items()}
        largest = largest_side(list(sizes.values()))
        stacks = {
            name: stack(
                _owner(flat, step), sizes[name], largest=largest, size=self.plane_size, most=self.max_neurons,
                spacing=self.plane_spacing,
            )
            for name, step in steps.steps.items()
        }  # fmt: skip
        if not self.has_texts and not any(node.remarks for node in flat.nodes):
            return stacks
        counts = Counter(edge.source for edge in steps.edges) + Counter(edge.target for edge in steps.edges)
        is_chain = max(counts.values(), default=0) <= 2 and len(set(steps.edges)) == len(steps.steps) - 1
        level = max((item.half for item in stacks.values()), default=0.0) if is_chain else None
        return {
            name: self._captioned(item, steps.steps[name], sizes[name], level, is_narrow=is_narrow)
            for name, item in stacks.items()
        }  # fmt: skip

    def _captioned(self, item: Stack, step: Step, size: PlaneSize, level: float | None, *, is_narrow: bool) -> Stack:
        """Return a figure with its texts: all on two lines in a chain, else close to each figure."""
        reach = item.half if level is None else level
        above, below = self.texts_of(step, size, item)
        up, down = self.text_gaps
        font = _NARROW_SIZE if is_narrow else _SMALL
        lines = [part for line in below for part in wrap(line, font, _NARROW_CAPTION)] if is_narrow else below
        labels = (*_above(above, reach + up), *_below(lines, reach + down, font))
        return replace(item, shapes=(*item.shapes, caption_area(item.shapes[0], labels)))

    @property
    def has_texts(self) -> bool:
        """Whether there are texts at the figures."""
        return self.show_captions or self.show_layer_names

    @property
    def text_gaps(self) -> tuple[float, float]:
        """Pixels between a figure and the texts above and below it."""
        return _CAPTION_GAP, _CAPTION_GAP

    def texts_of(self, step: Step, size: PlaneSize, item: Stack) -> tuple[list[str], list[str]]:
        """Return the lines above and below the figure of a tensor.

        Args:
            step: the tensor, and the layers that made it.
            size: of the tensor.
            item: its figure.
        """
        name = [one_line(step.node.layer.name)] if self.show_layer_names else []
        remarks = remark_lines([step.node, *step.joined])
        if not self.show_captions:
            return name, remarks
        return [*name, size.caption], [*_made_by(step), *remarks]


class _Lines:
    """The lines between figures, and the small marks on the figures where they start and end."""

    def __init__(self, graph: Graph, steps: Steps, stacks: Mapping[str, Stack], show_windows: bool) -> None:
        self.marks: dict[str, list[Shape]] = {name: [] for name in stacks}
        self.meshes: list[Mesh] = []
        self.connections: list[Connection] = []
        self._stacks, self._steps, self._show_windows = stacks, steps, show_windows
        pairs = Counter((edge.source, edge.target) for edge in steps.edges)
        for edge in steps.edges:
            arrow = Connection(stacks[edge.source].anchor, stacks[edge.target].anchor, tooltip=edge_tooltip(graph, edge))
            if pairs[edge.source, edge.target] > 1 or not self._joined(edge, arrow):
                self.connections.append(arrow)

    def _joined(self, edge: Edge, arrow: Connection) -> bool:
        source, target = self._stacks[edge.source], self._stacks[edge.target]
        if target.is_bar:
            self._add_dense_edges(edge, arrow)
            return True
        number = len(self.marks[edge.source])
        found = patch(source, self._steps.steps[edge.target], number) if self._show_windows else None
        if found is None:
            return False
        box, corners = found
        value = point(target, len(self.marks[edge.target]))
        self.marks[edge.source] += [box, *corners]
        self.marks[edge.target].append(value)
        names = tuple(shape.id for shape in corners)
        self.meshes.append(Mesh(arrow.tooltip, names, (value.id,), above=True, instead=arrow))
        return True

    def _add_dense_edges(self, edge: Edge, arrow: Connection) -> None:
        """Draw a line from corner to corner, above and below: every value reaches every unit."""
        starts = edge_corners(self._stacks[edge.source], right=True)
        ends = edge_corners(self._stacks[edge.target], right=False)
        for name, shapes in ((edge.source, starts), (edge.target, ends)):
            known = {shape.id for shape in self.marks[name]}
            self.marks[name] += [shape for shape in shapes if shape.id not in known]
        for start, end in zip(starts, ends, strict=True):
            self.meshes.append(Mesh(arrow.tooltip, (start.id,), (end.id,), instead=arrow))


def _owner(flat: FlatGraph, step: Step) -> Shape:
    color = FAMILY_COLORS[family_of(step.node.layer)]
    tooltip = "\n\n".join(layer_tooltip(node.layer) for node in (step.node, *step.joined))
    return Shape(
        step.node.id, step.node.layer.name, 0.0, 0.0, fill=mix(color, WHITE, _TINT), stroke=OUTLINE, tooltip=tooltip,
        cluster=flat.frames.get(step.node.id), kind=step.node.layer.kind, group=step.node.id,
    )  # fmt: skip


def _owned(steps: Steps, line: Connection) -> Connection:
    return replace(line, source=steps.owner[line.source], target=steps.owner[line.target])


def _size(step: Step, *, channels_first: bool) -> PlaneSize:
    """Return the size of a tensor; what stands for several layers says those of all their tensors."""
    specs = step.node.outputs if len(step.node.stands_for) > 1 else ()
    size, *others = (plane_size(shape, channels_first=channels_first) for shape in (step.shape, *(one.shape for one in specs)))
    return replace(size, caption=", ".join(dict.fromkeys((size.caption, *(other.caption for other in others)))))


def _made_by(step: Step) -> list[str]:
    """Return the layers that made a tensor, one a line; many end in the number of those left out."""
    layer = step.node.layer
    if layer.kind == "InputLayer":
        return [translate("Input")]
    lines = [*_lines_of(step.node), *facts(layer, bare_kernel=True)[:1]]
    lines += [line for node in step.joined for line in _lines_of(node)]
    rest = len(lines) - _LINES_BELOW
    return lines if rest <= 0 else [*lines[: _LINES_BELOW - 1], translate("+{left_out} more", left_out=rest + 1)]


def _lines_of(node: Node) -> list[str]:
    """Return what a layer is called, and its activation."""
    layer, sign = node.layer, arithmetic(node)
    words = heading(layer) if layer.kind != "Activation" else layer.activation or "Activation"
    text = sign if len(sign) > 1 else words
    return wrapped_caption(text, _SMALL, _CAPTION_WIDTH)


def _above(texts: Sequence[str], reach: float) -> list[Label]:
    height = 12 * LINE_HEIGHT
    top = -reach - height * len(texts)
    return [
        Label(shorten(text, 12, _CAPTION_WIDTH, bold=True), 0.0, round(top + (index + 0.5) * height, 2), 12, bold=True)
        for index, text in enumerate(texts)
    ]


def _below(texts: Sequence[str], reach: float, font: float) -> list[Label]:
    height = font * LINE_HEIGHT
    return [
        Label(shorten(text, font, _CAPTION_WIDTH), 0.0, round(reach + (index + 0.5) * height, 2), font, color="muted")
        for index, text in enumerate(texts)
    ]
