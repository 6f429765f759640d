"""From the record of a model to its graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from dotnet_viz.errors import UnreadableFileError
from dotnet_viz.files.limits import active, exceeded
from dotnet_viz.graph import Edge, Graph, Layer, Node, Origin, Port, Subgraph, TensorSpec, Weight
from dotnet_viz.keras_format.config.names import listed
from dotnet_viz.keras_format.config.normalize import activation_name
from dotnet_viz.keras_format.config.records import Call, LayerRecord, ModelRecord, TensorReference
from dotnet_viz.keras_format.shapes.inference import CallKey, Inference, Specs
from dotnet_viz.keras_format.variables import Variable
from dotnet_viz.keras_format.weights.expected_shapes import expected_shapes, is_shape
from dotnet_viz.keras_format.weights.layer import weights_of
from dotnet_viz.keras_format.weights.unmatched import is_unbuilt, lacks_weights
from dotnet_viz.translation.sentences import sentence


def graph_of(model: ModelRecord, origin: Origin, notes: Iterable[str] = (), max_nodes: int | None = None) -> Graph:
    """Return the graph of a model.

    Args:
        model: the record that a reader made.
        origin: source and framework.
        notes: what the reader has to say already.
        max_nodes: how many nodes a graph may have; ``None`` for as many as the limits of reading say.

    Raises:
        UnsafeFileError: the model has more nodes than that.
    """
    builder = _Builder(active().nodes if max_nodes is None else max_nodes)
    inputs, outputs = builder.add_root(model)
    builder.fill_custom_layers()
    return Graph(
        name=model.name,
        kind=model.kind,
        nodes=tuple(builder.nodes),
        edges=tuple(builder.edges),
        inputs=inputs,
        outputs=outputs,
        origin=origin,
        notes=(*notes, *builder.notes()),
    )


NodeIds = Mapping[CallKey, str]


def _ports(ends: Sequence[TensorReference], ids: NodeIds) -> tuple[Port, ...]:
    return tuple(Port(ids[end.layer, end.call], end.tensor) for end in ends)


class _Builder:
    """Collects nodes and edges while walking through the models.

    Args:
        max_nodes: how many nodes there may be, those inside custom layers included.
        places: of the variables outside; inside a custom layer every variable is one that is listed there.
    """

    def __init__(self, max_nodes: int, places: dict[int, str] | None = None) -> None:
        self.nodes: list[Node] = []
        self.edges: list[Edge] = []
        self._max_nodes = max_nodes
        self._inference = Inference(max_nodes)
        self._layers: dict[int, Layer] = {}
        self._shared: dict[int, Layer] = {}
        self._ids: set[str] = set()
        self._places: dict[int, str] = {}
        self._outer_places = places or {}
        self._custom: list[tuple[int, ModelRecord, bool]] = []
        self._unfit: list[str] = []
        self._subclassed: dict[str, str | None] = {}
        self._unbuilt: list[str] = []
        self._outside: list[str] = []
        self._extra: list[str] = []

    def add_root(self, model: ModelRecord) -> tuple[tuple[Port, ...], tuple[Port, ...]]:
        """Add the outermost model; return the ports where data enters and leaves."""
        if model.form == "subclassed":  # a node of its own, since nothing inside says what is first and last
            inside = LayerRecord(
                model.name, model.kind, "model", model.config, model.trainable, (Call(outputs=()),), model=model
            )
            model = ModelRecord(model.name, model.kind, "functional", (inside,))
        ids = self.add_model(model, None, "", trainable=model.trainable is not False)
        self._remark(model, model.name)
        return _ports(model.inputs, ids), _ports(model.outputs, ids)

    def add_model(self, model: ModelRecord, parent: str | None, prefix: str, trainable: bool) -> NodeIds:
        """Add the calls of a model's layers, and of the models inside; return the node of each call."""
        found = self._inference.tensors(model)
        ids: dict[CallKey, str] = {}
        for record in model.layers:
            for index, call in enumerate(record.calls):
                ids[record.name, index] = self._add_call(record, call, found[record.name, index], parent, prefix, trainable)
        for record in model.layers:
            for index, call in enumerate(record.calls):
                self._connect(call, ids[record.name, index], ids)
        return ids

    def _add_call(
        self, record: LayerRecord, call: Call, specs: tuple[Specs, Specs], parent: str | None, prefix: str, trainable: bool
    ) -> str:
        if len(self.nodes) >= self._max_nodes:
            raise exceeded("nodes", f"the model has more than {self._max_nodes:,} nodes once its nested models are opened")
        layer = self._layer(record, prefix, trainable, specs[0])
        node_id, index = f"n{len(self.nodes)}", len(self.nodes)
        inputs, outputs = specs
        node = Node(node_id, layer, inputs, outputs, parent, call.constants)
        self.nodes.append(node)
        model = record.inside(call)
        if model is not None:
            self.nodes[index] = self._filled(node, model, trainable and record.trainable is not False)
        if call.inside is not None:
            self._custom.append((index, call.inside, trainable and record.trainable is not False))
        return node_id

    def fill_custom_layers(self) -> None:
        """Give the nodes of custom layers what is inside; done once it is known where each variable stands outside."""
        left = self._max_nodes - len(self.nodes)
        for index, model, trainable in self._custom:
            inside = _Builder(left, self._outer_places or self._places)
            ids = inside.add_model(model, None, "", trainable)
            inside.fill_custom_layers()
            left -= len(inside.nodes)
            self.nodes[index] = replace(
                self.nodes[index],
                inside=Subgraph(
                    nodes=tuple(inside.nodes),
                    edges=tuple(inside.edges),
                    inputs=_ports(model.inputs, ids),
                    outputs=_ports(model.outputs, ids),
                    reason=model.reason,
                    notes=(*_unused_note(self.nodes[index].layer.id, model), *inside.notes()),
                ),
            )

    def _filled(self, node: Node, model: ModelRecord, trainable: bool) -> Node:
        ids = self.add_model(model, node.id, f"{node.layer.id}/", trainable)
        self._remark(model, node.layer.id)
        if model.form == "subclassed":
            return node
        return replace(node, entries=_ports(model.inputs, ids), exits=_ports(model.outputs, ids))

    def _connect(self, call: Call, target: str, ids: NodeIds) -> None:
        for port, tensor in enumerate(call.tensors):
            edge = Edge(ids[tensor.layer, tensor.call], tensor.tensor, target, port)
            source, model = self._node(edge.source), self._node(target)
            if source.exits and edge.source_port >= len(source.exits):
                raise UnreadableFileError(
                    f"model {source.layer.id!r} has {len(source.exits)} outputs, but number {edge.source_port} is used"
                )
            if model.entries and port >= len(model.entries):  # a mask, say, which enters no layer
                self._extra.append(model.layer.id)
            else:
                self.edges.append(edge)

    def _node(self, node_id: str) -> Node:
        return self.nodes[int(node_id[1:])]

    def _layer(self, record: LayerRecord, prefix: str, trainable: bool, inputs: Specs) -> Layer:
        if id(record) in self._layers:
            return self._layers[id(record)]
        layer = self._shared_layer(record) or self._new_layer(record, prefix, trainable, inputs)
        self._layers[id(record)] = layer
        if record.identity is not None:
            self._shared.setdefault(record.identity, layer)
        return layer

    def _shared_layer(self, record: LayerRecord) -> Layer | None:
        shared = None if record.identity is None else self._shared.get(record.identity)
        if shared is None or (shared.name, shared.kind, shared.config) != (
            record.title or record.name,
            record.kind,
            record.config,
        ):
            return None
        return shared

    def _new_layer(self, record: LayerRecord, prefix: str, trainable: bool, inputs: Specs) -> Layer:
        layer_id = self._unique(prefix + record.name)

        def shared_with(variable: Variable, name: str) -> str | None:
            key, place = id(variable.source or variable), f"{layer_id}/{name}"
            if key in self._outer_places:
                return self._outer_places[key]
            first = self._places.setdefault(key, place)
            return None if first == place else first

        layer = Layer(
            id=layer_id,
            name=record.title or record.name,
            kind=record.kind,
            category=record.category,
            activation=activation_name(record.config),
            weights=weights_of(
                record.variables,
                record.kind,
                record.config,
                trainable and record.trainable is not False,
                shared_with,
                inputs[0].shape if inputs else None,
            ),
            trainable=record.trainable,
            config=record.config,
            lacks_weights=lacks_weights(record),
        )
        self._check(layer)
        return layer

    def _unique(self, wanted: str) -> str:
        name, number = wanted, 1
        while name in self._ids:
            number += 1
            name = f"{wanted}#{number}"
        self._ids.add(name)
        return name

    def _check(self, layer: Layer) -> None:
        expected = expected_shapes(layer.kind, layer.config)
        for weight in layer.weights:
            if weight.name in expected and not is_shape(weight.shape, expected[weight.name]):
                self._unfit.append(f"{layer.id}/{weight.name} {weight.shape}")

    def _remark(self, model: ModelRecord, name: str) -> None:
        if model.form == "subclassed":
            self._subclassed.setdefault(name, model.reason)
        self._outside += [layer for layer in model.outside if layer not in self._outside]
        if is_unbuilt(model) and name not in self._unbuilt:
            self._unbuilt.append(name)

    def notes(self) -> list[str]:
        """Return what the graph lacks, in words for its reader."""
        notes = self._subclassed_notes()
        if self._outside:
            notes.append(
                sentence(
                    "{names}: the model has them beside its graph, so that no connection is known.", names=listed(self._outside)
                )
            )
        if self._unbuilt:
            notes.append(
                sentence(
                    "{names}: not built yet; the shape of the input is not known, so there are no weights.",
                    names=listed(self._unbuilt),
                )
            )
        unknown = [node.layer.id for node in self.nodes if _has_unknown(node.outputs)]
        if unknown:
            notes.append(sentence("The output shape is not known for {names}.", names=listed(list(dict.fromkeys(unknown)))))
        notes += [note for node in self.nodes if (note := _width_note(node))]
        notes += self._value_notes()
        undecided = [f"{layer.id}/{weight.name}" for layer, weight in self._weights() if weight.trainable is None]
        if undecided:
            notes.append(sentence("Whether {names} is trainable is not in the file.", names=listed(undecided)))
        if self._extra:
            notes.append(
                sentence(
                    "{names}: called with more tensors than the model has inputs; the others are not drawn.",
                    names=listed(self._extra),
                )
            )
        if self._unfit:
            notes.append(
                sentence(
                    "These weights do not have the shape that their layer's configuration asks for: {names}.",
                    names=listed(self._unfit),
                )
            )
        return notes

    def _weights(self) -> Iterator[tuple[Layer, Weight]]:
        layers = {node.layer.id: node.layer for node in self.nodes}.values()
        return ((layer, weight) for layer in layers for weight in layer.weights)

    def _value_notes(self) -> list[str]:
        weights = [(f"{layer.id}/{weight.name}", weight) for layer, weight in self._weights()]
        unknown = [name for name, weight in weights if not (weight.has_values or weight.merged_into)]
        if not unknown or not any(weight.has_values for _, weight in weights):
            return []
        return [
            sentence(
                "The values of {names} are left out: it is not certain how they were quantised, or how much LoRA adds to them.",
                names=listed(unknown),
            )
        ]

    def _subclassed_notes(self) -> list[str]:
        groups: dict[str | None, list[str]] = {}
        for name, reason in self._subclassed.items():
            groups.setdefault(reason, []).append(name)
        return [_subclassed_note(reason, listed(names)) for reason, names in groups.items()]


def _subclassed_note(reason: str | None, names: str) -> str:
    if reason is None:
        return sentence(
            "{names}: a subclassed model, whose connections are in its code only; its layers are listed without edges.",
            names=names,
        )
    return sentence(
        "{names}: a subclassed model, whose connections are in its code only; its layers are listed without edges ({reason}).",
        names=names,
        reason=reason,
    )


def _unused_note(layer_id: str, inside: ModelRecord) -> Iterator[str]:
    if inside.outside:
        yield sentence("The forward pass of {layer} does not use {names}.", layer=layer_id, names=listed(inside.outside))


def _width_note(node: Node) -> str | None:
    """Return a note where Keras states another width of joined directions than they have."""
    config = node.layer.config
    directions = config.get("layer"), config.get("backward_layer")
    if node.layer.kind != "Bidirectional" or config.get("merge_mode") != "concat" or not all(directions):
        return None
    one, other = (_units(direction) for direction in directions)
    if one is None or other is None or one == other:
        return None
    return sentence(
        "{layer}: its directions give {one} and {other} values, but Keras states {stated} in all.",
        layer=node.layer.id,
        one=one,
        other=other,
        stated=2 * one,
    )


def _units(entry: object) -> int | None:
    config = entry.get("config") if isinstance(entry, Mapping) else None
    units = config.get("units") if isinstance(config, Mapping) else None
    return units if isinstance(units, int) else None


def _has_unknown(specs: Sequence[TensorSpec]) -> bool:
    return any(spec.shape is None for spec in specs)
