"""From the record of a model to its graph."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from dotnet_viz.errors import UnreadableFileError
from dotnet_viz.files.limits import active, exceeded
from dotnet_viz.graph import Edge, Graph, Layer, Node, Origin, Port, Subgraph
from dotnet_viz.keras_format.config.normalize import activation_name
from dotnet_viz.keras_format.config.records import Call, LayerRecord, ModelRecord, TensorReference
from dotnet_viz.keras_format.lacking import Lacking, unused_notes
from dotnet_viz.keras_format.shapes.inference import CallKey, Inference, Specs
from dotnet_viz.keras_format.variables import Variable
from dotnet_viz.keras_format.weights.layer import weights_of
from dotnet_viz.keras_format.weights.unmatched import lacks_weights


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
        self._max_edges = active().connections
        self._inference = Inference(max_nodes)
        self._layers: dict[int, Layer] = {}
        self._shared: dict[int, Layer] = {}
        self._ids: set[str] = set()
        self._places: dict[int, str] = {}
        self._outer_places = places or {}
        self._custom: list[tuple[int, ModelRecord, bool]] = []
        self._lacking = Lacking()

    def add_root(self, model: ModelRecord) -> tuple[tuple[Port, ...], tuple[Port, ...]]:
        """Add the outermost model; return the ports where data enters and leaves."""
        if model.form == "subclassed":  # a node of its own, since nothing inside says what is first and last
            inside = LayerRecord(
                model.name, model.kind, "model", model.config, model.trainable, (Call(outputs=()),), model=model
            )
            model = ModelRecord(model.name, model.kind, "functional", (inside,))
        ids = self.add_model(model, None, "", trainable=model.trainable is not False)
        self._lacking.see(model, model.name)
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
                    notes=(*unused_notes(self.nodes[index].layer.id, model), *inside.notes()),
                ),
            )

    def _filled(self, node: Node, model: ModelRecord, trainable: bool) -> Node:
        ids = self.add_model(model, node.id, f"{node.layer.id}/", trainable)
        self._lacking.see(model, node.layer.id)
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
                self._lacking.extra.append(model.layer.id)
            elif len(self.edges) >= self._max_edges:
                raise exceeded("connections", f"the model has more than {self._max_edges:,} tensors between its layers")
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
        self._lacking.check(layer)
        return layer

    def _unique(self, wanted: str) -> str:
        name, number = wanted, 1
        while name in self._ids:
            number += 1
            name = f"{wanted}#{number}"
        self._ids.add(name)
        return name

    def notes(self) -> list[str]:
        """Return what the graph lacks, in words for its reader."""
        return self._lacking.notes(self.nodes)
