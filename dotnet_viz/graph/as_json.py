"""A graph as JSON and back: everything but the values of the weights."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, fields
from typing import Any, Protocol, TypeVar

from dotnet_viz.errors import GraphError
from dotnet_viz.graph.field_types import wrong_fields
from dotnet_viz.graph.optimizer import optimizer_from_dict
from dotnet_viz.graph.parts import Edge, Layer, Node, Origin, Port, Subgraph, TensorSpec
from dotnet_viz.graph.weights import Weight

JSON_VERSION = 1

Made = TypeVar("Made")


class GraphParts(Protocol):
    """What is written of a graph."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def kind(self) -> str: ...  # noqa: D102
    @property
    def layers(self) -> tuple[Layer, ...]: ...  # noqa: D102
    @property
    def nodes(self) -> tuple[Node, ...]: ...  # noqa: D102
    @property
    def edges(self) -> tuple[Edge, ...]: ...  # noqa: D102
    @property
    def inputs(self) -> tuple[Port, ...]: ...  # noqa: D102
    @property
    def outputs(self) -> tuple[Port, ...]: ...  # noqa: D102
    @property
    def origin(self) -> Origin: ...  # noqa: D102
    @property
    def notes(self) -> tuple[str, ...]: ...  # noqa: D102


def graph_to_dict(graph: GraphParts) -> dict[str, Any]:
    """Return a graph as plain JSON values; layers stand once and nodes name them by id."""
    return {
        "version": JSON_VERSION,
        "name": graph.name,
        "kind": graph.kind,
        **_contents(graph, graph.layers),
        "origin": {key: value for key, value in asdict(graph.origin).items() if key != "file"},
        "notes": list(graph.notes),
    }


def _contents(graph: GraphParts | Subgraph, layers: Iterable[Layer]) -> dict[str, Any]:
    return {
        "layers": [_layer_to_dict(layer) for layer in layers],
        "nodes": [_node_to_dict(node) for node in graph.nodes],
        "edges": [[edge.source, edge.source_port, edge.target, edge.target_port] for edge in graph.edges],
        "inputs": [_port_to_list(port) for port in graph.inputs],
        "outputs": [_port_to_list(port) for port in graph.outputs],
    }


def graph_from_json(text: str, make: Callable[..., Made]) -> Made:
    """Read a graph from JSON text.

    Args:
        text: what :func:`graph_to_dict` returned, as JSON.
        make: called with what was read, as the fields of :class:`~dotnet_viz.graph.Graph`.

    Raises:
        GraphError: the text is not JSON, or no graph of this version, or a value in it has the wrong type.
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise GraphError(f"this is not the JSON of a graph: {error}") from error
    return graph_from_dict(data, make)


def graph_from_dict(data: Any, make: Callable[..., Made]) -> Made:
    """Read a graph from plain JSON values.

    Args:
        data: what :func:`graph_to_dict` returned.
        make: called with what was read, as the fields of :class:`~dotnet_viz.graph.Graph`.

    Raises:
        GraphError: it is no graph of this version, or a value in it has the wrong type.
    """
    version = data.get("version") if isinstance(data, dict) else None
    if version != JSON_VERSION:
        raise GraphError(f"graph JSON of version {version!r}; this release reads version {JSON_VERSION}")
    try:
        found = _fields_of(data)
    except RecursionError as error:
        raise GraphError("graph JSON nests layers inside layers too deep to be read") from error
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise GraphError(f"graph JSON lacks or mistypes {error}") from error
    for fault in _faults(found):
        raise GraphError(f"in this graph JSON {fault}")
    return make(**found)


def _faults(found: dict[str, Any]) -> Iterator[str]:
    """Yield what has the wrong type; texts are not lists of letters."""
    yield from (f"{key} is {found[key]!r:.40}, but should be a text" for key in ("name", "kind") if type(found[key]) is not str)
    yield from wrong_fields(found["origin"], "origin")
    for key in ("nodes", "edges", "inputs", "outputs"):
        for number, part in enumerate(found[key]):
            yield from wrong_fields(part, f"{key}[{number}]")
    yield from (f"notes has {note!r:.40}, but should have texts" for note in found["notes"] if type(note) is not str)


def _fields_of(data: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": data["name"],
        "kind": data["kind"],
        **_contents_of(data),
        "origin": _origin_from_dict(data["origin"]),
        "notes": tuple(_list(data["notes"])),
    }


def _contents_of(data: dict[str, Any]) -> dict[str, Any]:
    layers = {item["id"]: _layer_from_dict(item) for item in _list(data["layers"])}
    return {
        "nodes": tuple(_node_from_dict(item, layers) for item in _list(data["nodes"])),
        "edges": tuple(Edge(*item) for item in _list(data["edges"])),
        "inputs": tuple(Port(*item) for item in _list(data["inputs"])),
        "outputs": tuple(Port(*item) for item in _list(data["outputs"])),
    }


def _subgraph_to_dict(inside: Subgraph) -> dict[str, Any]:
    layers = {node.layer.id: node.layer for node in inside.nodes}
    return {**_contents(inside, layers.values()), "reason": inside.reason, "notes": list(inside.notes)}


def _subgraph_from_dict(data: dict[str, Any]) -> Subgraph:
    return Subgraph(**_contents_of(data), reason=data["reason"], notes=tuple(_list(data["notes"])))


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError(f"a list: {str(value)[:40]!r}")
    return value


def _origin_from_dict(item: dict[str, Any]) -> Origin:
    return Origin(**{**item, "optimizer": optimizer_from_dict(item.get("optimizer")), "file": None})


def _layer_to_dict(layer: Layer) -> dict[str, Any]:
    plain = {item.name: getattr(layer, item.name) for item in fields(layer) if item.name != "weights"}
    weights = [
        {key: getattr(weight, key) for key in ("name", "role", "dtype", "trainable")}
        | {"shape": list(weight.shape)}
        | ({"stored_shape": list(weight.stored_shape)} if weight.stored_shape else {})
        | {key: value for key in ("stored_dtype", "merged_into", "lora_rank") if (value := getattr(weight, key)) is not None}
        | ({"shared_with": weight.shared_with} if weight.shared_with else {})
        for weight in layer.weights
    ]
    if not layer.lacks_weights:
        del plain["lacks_weights"]
    return plain | {"config": dict(layer.config), "weights": weights}


def _layer_from_dict(item: dict[str, Any]) -> Layer:
    shapes = ("shape", "stored_shape")
    weights = tuple(
        Weight(**{**weight, **{key: tuple(_list(weight[key])) for key in shapes if key in weight}})
        for weight in _list(item["weights"])
    )
    return Layer(**{**item, "weights": weights})


def _node_to_dict(node: Node) -> dict[str, Any]:
    return {
        "id": node.id,
        "layer": node.layer.id,
        "inputs": [_spec_to_list(spec) for spec in node.inputs],
        "outputs": [_spec_to_list(spec) for spec in node.outputs],
        "parent": node.parent,
        "constants": [list(constant) for constant in node.constants],
        "entries": [_port_to_list(port) for port in node.entries],
        "exits": [_port_to_list(port) for port in node.exits],
    } | ({} if node.inside is None else {"inside": _subgraph_to_dict(node.inside)})


def _node_from_dict(item: dict[str, Any], layers: dict[str, Layer]) -> Node:
    return Node(
        id=item["id"],
        layer=layers[item["layer"]],
        inputs=tuple(_spec_from_list(spec) for spec in _list(item["inputs"])),
        outputs=tuple(_spec_from_list(spec) for spec in _list(item["outputs"])),
        parent=item["parent"],
        constants=tuple((name, value) for name, value in _list(item["constants"])),
        entries=tuple(Port(*port) for port in _list(item["entries"])),
        exits=tuple(Port(*port) for port in _list(item["exits"])),
        inside=_subgraph_from_dict(item["inside"]) if item.get("inside") else None,
    )


def _port_to_list(port: Port) -> list[Any]:
    return [port.node, port.index]


def _spec_to_list(spec: TensorSpec) -> list[Any]:
    written = [None if spec.shape is None else list(spec.shape), spec.dtype]
    return written if spec.last_size is None else [*written, spec.last_size]


def _spec_from_list(item: list[Any]) -> TensorSpec:
    shape, dtype, *last_size = item
    return TensorSpec(None if shape is None else tuple(_list(shape)), dtype, *last_size)
