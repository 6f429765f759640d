"""The architecture as boxes and arrows, in the style of ``keras.utils.plot_model``.

Nested models are frames, a layer that is called twice has two boxes, and every tensor has an arrow.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from dotnet_viz.diagrams.common.graphs.flat_graph import edge_tooltip
from dotnet_viz.diagrams.common.graphs.frames import cluster_of, contained, containment, frame_of, has_box, opened
from dotnet_viz.diagrams.common.layer_colors import COLORINGS, Coloring, coloring
from dotnet_viz.diagrams.common.smaller import scenes_of_layers
from dotnet_viz.diagrams.common.text_box import TextRow, text_box
from dotnet_viz.diagrams.common.texts.config_text import config_lines, layer_tooltip, missing_fields
from dotnet_viz.diagrams.common.texts.model_text import model_text
from dotnet_viz.diagrams.common.texts.remarks import remark_lines
from dotnet_viz.diagrams.options import check_options, option
from dotnet_viz.fonts import one_line
from dotnet_viz.formatting import format_count
from dotnet_viz.graph import Graph, Layer, Node, TensorSpec, Weight
from dotnet_viz.graph.counts import count_parameters
from dotnet_viz.graph.layer_kinds import family_of
from dotnet_viz.scene import DIRECTIONS, SPLINES, Connection, KeyEntry, KeyLegend, Scene, Shape, changed
from dotnet_viz.translation.translate import mark, retold, translate

MAX_TENSORS = 4
MAX_WEIGHTS = 6
_MUTED_SIZE = 11.0
_NARROW = 104.0
# Between boxes on a paper that is smaller than a column.
_NEAR = 20.0
_WIDE = 230.0


@dataclass(frozen=True)
class PlotModel:
    """Layers as boxes and arrows, as in ``keras.utils.plot_model``.

    Args:
        show_shapes: write the shapes of the tensors.
        show_dtype: write the dtypes of the outputs.
        show_layer_names: write the names of the layers.
        show_layer_activations: write the activation next to the class.
        show_parameters: write the numbers of parameters.
        show_trainable: write whether layers are trained; ``None`` marks only those that are not, ``False`` none.
        expand_nested: draw what is inside nested models, in a frame, instead of one box.
        expand_wrappers: also draw the layers inside wrappers (``TimeDistributed``, ``Bidirectional`` ...) and custom layers.
        rankdir: direction of the data flow: ``"TB"`` from top to bottom, ``"LR"`` from left to right, ``"BT"`` or ``"RL"``.
        splines: form of the lines: ``"spline"``, ``"ortho"`` (right angles), ``"polyline"``, ``"curved"`` or ``"line"``.
        config_fields: fields of the layers' configurations to show, such as ``["kernel_size", "strides", "rate"]``.
        color_by: meaning of the colours, with a legend: ``"family"``, ``"kind"`` (the class) or ``"none"``.

    Raises:
        OptionError: an unknown ``rankdir``, ``splines`` or ``color_by``.

    Command:
        dotnet-viz draw model.keras -o model.svg --style plot-model --rankdir LR
        dotnet-viz draw model.keras -o model.svg --no-expand-nested --show-dtype
        dotnet-viz draw model.keras -o model.svg --config-fields kernel_size,strides

    Example:
        >>> from dotnet_viz.graph import Graph, Layer, Node, TensorSpec
        >>> graph = Graph("m", "Sequential", (Node("n0", Layer("a", "a", "Dense"), outputs=(TensorSpec((None, 3)),)),))
        >>> [label.text for label in PlotModel().build(graph).shapes[0].labels]
        ['a', 'Dense', 'out (None, 3)']
    """

    show_shapes: bool = True
    show_dtype: bool = False
    show_layer_names: bool = True
    show_layer_activations: bool = True
    show_parameters: bool = True
    show_trainable: bool | None = None
    expand_nested: bool = True
    expand_wrappers: bool = False
    rankdir: str = option("TB", choices=DIRECTIONS)
    splines: str = option("spline", choices=SPLINES)
    config_fields: Sequence[str] | None = None
    color_by: str = option("family", choices=COLORINGS)

    def __post_init__(self) -> None:
        check_options(self)

    def smaller(self, graph: Graph, room: tuple[float, float]) -> Iterator[Scene]:
        """Yield ever smaller pictures of a graph, of which the first that has room on a page is drawn.

        Args:
            graph: the model.
            room: width and height of the page in CSS pixels, at a size at which texts can be read.
        """
        bare = replace(self, show_shapes=False, show_dtype=False, show_parameters=False)
        plain = partial(replace(bare, color_by="none").scene, gap=_NEAR)
        small = [partial(plain, wrapped_at=_NARROW), partial(plain, wrapped_at=_WIDE, is_low=True)]
        yield from scenes_of_layers([self.build, bare.build, partial(bare.scene, wrapped_at=_NARROW)], graph, small)

    def build(self, graph: Graph) -> Scene:
        """Return the picture of a graph, without positions.

        Raises:
            OptionError: a name in ``config_fields`` is no setting of any layer.
        """
        return self.scene(graph)

    def scene(self, graph: Graph, *, wrapped_at: float | None = None, is_low: bool = False, gap: float | None = None) -> Scene:
        """Return the picture of a graph, without positions.

        Args:
            graph: the model.
            wrapped_at: pixels at which texts go on in the next line; ``None`` shortens those that are very wide.
            is_low: whether the name of a layer and what it is stand in one line.
            gap: between boxes, in pixels; ``None`` for the usual one.
        """
        part = opened(graph) if self.expand_wrappers else graph
        if self.config_fields:
            from dotnet_viz.graph.layer_kinds.known import check_settings

            check_settings("config_fields", self.config_fields, part.layers)
        nodes = part.nodes if self.expand_nested else part.children(None)
        frames = [node for node in nodes if self.expand_nested and part.is_model(node)]
        boxes = [node for node in nodes if not self.expand_nested or has_box(part, node)]
        colored = coloring([node.layer for node in boxes if not _is_of_several(node)], self.color_by)
        shapes = tuple(self._shape(part, node, colored, wrapped_at, is_low=is_low) for node in boxes)
        return Scene(
            title=one_line(graph.name) or graph.kind,
            description=translate("Architecture of {model}.", model=model_text(graph)),
            shapes=shapes,
            connections=(*self._connections(part), *containment(part, contained(part, frames))),
            clusters=tuple(frame_of(node) for node in frames),
            legends=_keys(colored, frozen=any(shape.dashed for shape in shapes)),
            notes=(*map(retold, part.notes), *self._remarks(part)),
            direction=self.rankdir,
            splines=self.splines,
        )

    def _remarks(self, graph: Graph) -> list[str]:
        missing = missing_fields(graph.layers, self.config_fields or ())
        fields = ", ".join(map(one_line, missing))
        return [translate("No layer here has the field {fields}.", fields=fields)] if missing else []

    def _shape(self, graph: Graph, node: Node, colored: Coloring | None, wrapped_at: float | None, *, is_low: bool) -> Shape:
        inside = graph.children(node.id)
        head = None if colored is None or _is_of_several(node) else colored.color(node.layer)
        return changed(
            text_box(node.id, node.layer.name, self._groups(graph, node, is_low=is_low), head, wrapped_at),
            dashed=self.show_trainable is not False and node.layer.trainable is False and bool(node.layer.weights or inside),
            tooltip=layer_tooltip(node.layer),
            cluster=cluster_of(graph, node) if self.expand_nested else None,
            kind=node.layer.kind,
        )

    def _groups(self, graph: Graph, node: Node, *, is_low: bool) -> list[list[TextRow]]:
        fields = [_muted(line) for line in config_lines(node.layer, self.config_fields or ())]
        tensors = self._tensors(node) if graph.has_architecture else self._weights(node.layer)
        remarks = [TextRow(line, bold=True, size=_MUTED_SIZE) for line in remark_lines([node], labelled=True)]
        heading = self._heading(node.layer)
        if is_low:
            heading = [TextRow(" · ".join(row.text for row in heading), bold=True)]
        return [heading, tensors, [*fields, *self._facts(graph, node), *remarks]]

    def _heading(self, layer: Layer) -> list[TextRow]:
        activation = layer.activation if self.show_layer_activations else None
        shown = activation if activation not in (None, "linear") else None
        kind = TextRow(" · ".join(part for part in (layer.kind, shown) if part), bold=not self.show_layer_names)
        return [TextRow(layer.name or translate("(no name)"), bold=True), kind] if self.show_layer_names else [kind]

    def _tensors(self, node: Node) -> list[TextRow]:
        rows: list[TextRow] = []
        if self.show_shapes and node.layer.kind != "InputLayer":
            rows += _tensor_rows(mark("in"), node.inputs)
        if self.show_shapes:
            rows += _tensor_rows(mark("out"), node.outputs)
        if self.show_dtype:
            dtypes = dict.fromkeys(spec.dtype or "?" for spec in node.outputs)
            rows.append(_muted(translate("dtype {dtypes}", dtypes=", ".join(dtypes) or "?")))
        return rows

    def _weights(self, layer: Layer) -> list[TextRow]:
        """Return the shapes of the weights, which are all that is known of a layer without an architecture."""
        if not self.show_shapes:
            return []
        shown = [_weight_row(weight, with_dtype=self.show_dtype) for weight in layer.weights[:MAX_WEIGHTS]]
        left_out = len(layer.weights) - MAX_WEIGHTS
        return [*shown, _muted(translate("+{left_out} more", left_out=left_out))] if left_out > 0 else shown

    def _facts(self, graph: Graph, node: Node) -> list[TextRow]:
        facts = []
        # Counting goes through everything inside, so it is left where no row needs it.
        needed = self.show_parameters or (self.show_trainable is None and node.layer.trainable is False)
        count = parameter_count(graph, node) if needed else 0
        if self.show_parameters and count != 0:
            facts.append(_muted(format_count(count, "parameter")))
        if self.show_trainable and node.layer.trainable is not None:
            facts.append(_muted(translate("trainable") if node.layer.trainable else translate("frozen")))
        elif self.show_trainable is None and node.layer.trainable is False and count != 0:
            facts.append(_muted(translate("frozen")))
        return [*facts, *_shared(graph, node)]

    def _connections(self, graph: Graph) -> tuple[Connection, ...]:
        edges = (
            graph.leaf_edges() if self.expand_nested else tuple(e for e in graph.edges if graph.node(e.source).parent is None)
        )
        return tuple(Connection(edge.source, edge.target, tooltip=edge_tooltip(graph, edge)) for edge in edges)


def _is_of_several(node: Node) -> bool:
    """Whether a box stands for several layers of no common class, so that no colour says what it is."""
    return len(node.stands_for) > 1 and family_of(node.layer) == "other"


def _keys(colored: Coloring | None, *, frozen: bool) -> tuple[KeyLegend, ...]:
    """Return the key to the colours, unless there is only one, and to dashes where there are any."""
    key = colored.key() if colored is not None and len(colored.colors) > 1 else KeyLegend(translate("outlines"), ())
    dashes = (KeyEntry(translate("frozen: not trained"), dashed=True),) if frozen else ()
    return (replace(key, entries=(*key.entries, *dashes)),) if key.entries or dashes else ()


def parameter_count(graph: Graph, node: Node) -> int | None:
    """Return the number of parameters of a node's layer and of everything inside it, each layer once.

    Args:
        graph: the model.
        node: one of its nodes.

    Returns:
        ``None`` where the source does not say the number for some layers.
    """
    layers: dict[str, Layer] = {}
    waiting = [node]
    while waiting:
        current = waiting.pop()
        layers[current.layer.id] = current.layer
        waiting += graph.children(current.id)
    return count_parameters(layers.values())


def _shared(graph: Graph, node: Node) -> list[TextRow]:
    """Return a line that distinguishes boxes of the same layer from boxes of two layers."""
    calls = graph.calls(node.layer.id)
    position = [call.id for call in calls].index(node.id) + 1
    rows = (
        [_muted(translate("shared: call {position} of {calls}", position=position, calls=len(calls)))] if len(calls) > 1 else []
    )
    places = dict.fromkeys(place.rpartition("/")[0] for weight in node.layer.weights if (place := weight.shared_with))
    others = (place for place in places if place != node.layer.id)
    return [*rows, *(_muted(translate("weights shared with {place}", place=place)) for place in others)]


def _tensor_rows(direction: str, specs: Sequence[TensorSpec]) -> list[TextRow]:
    word = translate(direction)
    rows = [_muted(f"{word} {spec}") for spec in specs[:MAX_TENSORS]]
    left_out = len(specs) - MAX_TENSORS
    return [*rows, _muted(f"{word} {translate('+{left_out} more', left_out=left_out)}")] if left_out > 0 else rows


def _weight_row(weight: Weight, *, with_dtype: bool) -> TextRow:
    return _muted(f"{one_line(weight.name)} {weight.shape}{f' {weight.dtype}' if with_dtype else ''}")


def _muted(text: str) -> TextRow:
    return TextRow(text, size=_MUTED_SIZE, color="muted")
