"""A model in numbers: its layers, shapes, parameters, dtypes and size."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, replace
from typing import Any

from dotnet_viz.display.notebook import mime_bundle
from dotnet_viz.graph import Graph, Layer, Node, Port, TensorSpec
from dotnet_viz.graph.counts import count_parameters, total
from dotnet_viz.measures.cost.cost import Cost
from dotnet_viz.measures.cost.input_shapes import InputShapes
from dotnet_viz.measures.cost.measure import ModelCost, measure_cost
from dotnet_viz.measures.summary.columns import safe
from dotnet_viz.measures.summary.compiled import compile_summary
from dotnet_viz.measures.summary.notebook import summary_html, summary_line
from dotnet_viz.measures.summary.numbers import LayerSummary, ModelSummary, TensorSummary
from dotnet_viz.measures.summary.sizes import dtype_summaries, optimizer_summary, weight_bytes
from dotnet_viz.measures.summary.table import format_summary
from dotnet_viz.measures.weights.statistics import values_in_numbers


class Summary(ModelSummary):
    """A model in numbers; ``str()`` of it is a table.

    Its fields are those of :class:`~dotnet_viz.measures.summary.numbers.ModelSummary`: ``layers``, the number of layers and
    of parameters, ``inputs``, ``outputs``, ``dtypes`` and what is known of the file.
    """

    def to_dict(self) -> dict[str, Any]:
        """Return the summary as plain JSON values."""
        found = asdict(self)
        for numbers in found["statistics"] or ():
            del numbers["histogram"]
        return found

    def __str__(self) -> str:
        return format_summary(self)

    def __repr__(self) -> str:
        return f"<Summary of {safe(summary_line(self))}>"

    def _repr_mimebundle_(
        self, include: Collection[str] | None = None, exclude: Collection[str] | None = None
    ) -> Mapping[str, str]:
        return mime_bundle({"text/html": summary_html(self), "text/plain": str(self)}, include, exclude)


def summarise(
    graph: Graph, input_shape: InputShapes = None, *, statistics: bool = False, cost: ModelCost | None = None
) -> Summary:
    """Return a model in numbers.

    Args:
        graph: the model.
        input_shape: sizes of one sample, for a model whose inputs have sizes that vary; see
            :func:`~dotnet_viz.measures.cost.measure.measure_cost`.
        statistics: whether the values of the weights are read for their statistics.
        cost: of the model, where it was measured before.

    Raises:
        OptionError: the model has no such input, or one of another shape.
        VizError: the values of the weights are asked for, and cannot be read.

    Example:
        >>> import numpy as np
        >>> from dotnet_viz.readers.arrays.in_memory import read
        >>> summary = summarise(read([(np.ones((4, 3)), np.zeros(3), "relu"), np.ones((3, 2))]))
        >>> summary.parameter_count, [layer.output_shapes for layer in summary.layers]
        (21, [('(None, 4)',), ('(None, 3)',), ('(None, 2)',)])
    """
    parameters, trainable = graph.parameter_count, graph.trainable_count
    cost = measure_cost(graph, input_shape) if cost is None else cost
    return Summary(
        name=graph.name,
        kind=graph.kind,
        layers=layer_summaries(graph, cost),
        layer_count=graph.layer_count,
        parameter_count=parameters,
        trainable_count=trainable,
        non_trainable_count=None if parameters is None or trainable is None else parameters - trainable,
        weight_bytes=weight_bytes(graph),
        inputs=tuple(_tensor(graph, port) for port in graph.inputs),
        outputs=tuple(_tensor(graph, port) for port in graph.outputs),
        dtypes=dtype_summaries(graph),
        format=graph.origin.format,
        file_size=graph.origin.file_size,
        framework=graph.origin.framework,
        framework_version=graph.origin.framework_version,
        notes=(*graph.notes, *cost.notes),
        cost=cost.total,
        activation_memory=cost.memory,
        date_saved=graph.origin.date_saved,
        compiled=compile_summary(graph.origin.training),
        optimizer=optimizer_summary(graph),
        statistics=values_in_numbers(graph) if statistics else None,
    )


def layer_summaries(graph: Graph, cost: ModelCost | None = None) -> tuple[LayerSummary, ...]:
    """Return the facts of each layer of a model.

    Args:
        graph: the model.
        cost: of the model; ``None`` where it is not asked for.
    """
    calls: dict[str, list[Node]] = {}
    for node in graph.nodes:
        calls.setdefault(node.layer.id, []).append(node)
    sources = _sources(graph, calls)
    depths = _depths(graph)
    inside = _inside(graph)
    rows = (_layer(nodes, depths[nodes[0].id], inside[nodes[0].id], sources) for nodes in calls.values())
    if cost is None:
        return tuple(rows)
    return tuple(
        replace(
            row,
            cost=sum((cost.calls[node.id] for node in nodes), Cost()),
            activation_bytes=total(cost.activation_bytes[node.id] for node in nodes),
        )
        for row, nodes in zip(rows, calls.values(), strict=True)
    )


def _layer(nodes: list[Node], depth: int, inside: dict[str, Layer], sources: dict[str, list[str]]) -> LayerSummary:
    layer = nodes[0].layer
    specs = [spec for node in nodes for spec in node.outputs]
    return LayerSummary(
        id=layer.id,
        name=layer.name,
        kind=layer.kind,
        category=layer.category,
        depth=depth,
        calls=len(nodes),
        output_shapes=tuple(dict.fromkeys(str(spec) for spec in specs)),
        parameters=count_parameters(inside.values()),
        trainable_parameters=count_parameters(inside.values(), only_trainable=True),
        trainable=layer.trainable,
        dtype=_layer_dtype(layer, specs),
        activation=layer.activation,
        connected_to=tuple(name for node in nodes for name in sources.get(node.id, ())),
    )


def _layer_dtype(layer: Layer, specs: list[TensorSpec]) -> str | None:
    quantised = [weight.dtype for weight in layer.weights if weight.stored_dtype]
    found = quantised + [weight.dtype for weight in layer.weights] + [spec.dtype for spec in specs if spec.dtype is not None]
    return found[0] if found else None


def _sources(graph: Graph, calls: dict[str, list[Node]]) -> dict[str, list[str]]:
    """Return for each node the names of the layers that its inputs come from, with the call where there are several."""
    labels = {}
    for nodes in calls.values():
        for number, node in enumerate(nodes):
            labels[node.id] = node.layer.name if len(nodes) == 1 else f"{node.layer.name}[{number}]"
    sources: dict[str, list[str]] = {}
    for edge in sorted(graph.edges, key=lambda edge: edge.target_port):
        sources.setdefault(edge.target, []).append(labels[edge.source])
    return sources


def _depths(graph: Graph) -> dict[str, int]:
    depths: dict[str, int] = {}
    for node in graph.nodes:
        depths[node.id] = 0 if node.parent is None else depths[node.parent] + 1
    return depths


def _inside(graph: Graph) -> dict[str, dict[str, Layer]]:
    """Return for each node its layer and all layers inside, each once: parents come before their children."""
    inside: dict[str, dict[str, Layer]] = {node.id: {node.layer.id: node.layer} for node in graph.nodes}
    for node in reversed(graph.nodes):
        if node.parent is not None:
            inside[node.parent].update(inside[node.id])
    return inside


def _tensor(graph: Graph, port: Port) -> TensorSummary:
    node = graph.node(port.node)
    spec = node.output(port.index)
    return TensorSummary(node.layer.name, str(spec), spec.dtype)
