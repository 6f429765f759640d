"""The cost of a whole model: of each call, of all of them, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from dotnet_viz.errors import UnsafeFileError
from dotnet_viz.formatting import format_count, format_list
from dotnet_viz.graph import Graph, Node
from dotnet_viz.graph.layer_kinds import kind_of
from dotnet_viz.keras_format.shapes.one_sample import on_one_sample
from dotnet_viz.keras_format.wrappers.expand import expand_custom_layers, expand_wrappers
from dotnet_viz.measures.cost.call import whole
from dotnet_viz.measures.cost.cost import UNKNOWN_COST, Cost
from dotnet_viz.measures.cost.formulas import cost_of_call
from dotnet_viz.measures.cost.input_shapes import InputShapes, shapes_by_port
from dotnet_viz.measures.cost.memory import ActivationMemory, activation_memory, output_bytes
from dotnet_viz.translation.audience import addressed
from dotnet_viz.translation.translate import mark, translate

_NAMED = 5
_LETTERS = 40
_OPEN_INPUTS = addressed(
    mark("MACs and FLOPs are counted as far as sizes are known; to count all, give those of {inputs} with {option}."),
    "input_shape=",
    "--input-shape",
    reader=mark("MACs and FLOPs are counted as far as sizes are known; those of {inputs} vary."),
)


@dataclass(frozen=True)
class ModelCost:
    """What a model costs on one sample.

    Args:
        calls: the arithmetic of each call by the node's id; of a nested model or wrapper that of all inside.
        activation_bytes: bytes of the tensors that come out of each call, of a nested model those of all calls inside;
            ``None`` where a shape or dtype is not known.
        total: the arithmetic of the model.
        memory: of all activations.
        notes: sentences on what is missing, and how it can be given.
    """

    calls: Mapping[str, Cost]
    activation_bytes: Mapping[str, int | None]
    total: Cost
    memory: ActivationMemory
    notes: tuple[str, ...] = ()


def measure_cost(graph: Graph, input_shape: InputShapes = None) -> ModelCost:
    """Return what a model costs on one sample: by formulas on the sizes of its tensors, without running it.

    A layer that is called twice costs twice. Time grows with the number of calls, and no weight is read.

    Args:
        graph: the model.
        input_shape: sizes of one sample, for a model whose graph leaves some open: a shape without the batch axis; for
            several inputs a sequence of shapes, or a mapping from their names.

    Raises:
        OptionError: the model has no such input, or one of another shape.

    Example:
        >>> import numpy as np
        >>> from dotnet_viz.readers.arrays.in_memory import read
        >>> found = measure_cost(read([(np.ones((4, 3)), np.zeros(3), "relu"), np.ones((3, 2))]))
        >>> found.total, found.memory.total
        (Cost(macs=18, flops=39, is_complete=True), 72)
    """
    alone = on_one_sample(_with_custom_layers(graph), shapes_by_port(graph, input_shape))
    leaves = [node for node in alone.nodes if not alone.is_model(node)]
    sizes = {node.id: output_bytes(node) for node in leaves}
    opened = _opened(alone)
    calls = _costs(opened)
    memory = activation_memory(alone, sizes)
    if any(opened.is_model(node) and not node.exits for node in opened.nodes):  # what is inside makes tensors, too
        memory = replace(memory, is_complete=False)
    total = sum((calls[node.id] for node in alone.children(None)), Cost())
    inside = dict(sizes)
    for node in reversed(alone.nodes):
        inside.setdefault(node.id, 0)
        if node.parent is not None:
            inner, outer = inside[node.id], inside.get(node.parent, 0)
            inside[node.parent] = None if inner is None or outer is None else outer + inner
    return ModelCost(
        {node.id: calls[node.id] for node in graph.nodes},
        {node.id: inside[node.id] for node in graph.nodes},
        total,
        memory,
        tuple(_notes(graph, alone, calls)),
    )


def _with_custom_layers(graph: Graph) -> Graph:
    """Return a graph with the custom layers open of which the calls inside are known, those inside wrappers left out."""
    if all(node.inside is None for node in graph.nodes):
        return graph
    once = (replace(node, inside=None) if kind_of(node.layer).wraps else node for node in graph.nodes)
    return expand_custom_layers(replace(graph, nodes=tuple(once)))


def _opened(graph: Graph) -> Graph:
    """Return a graph with the insides of wrappers, which cost nothing that is known where there would be too many nodes."""
    try:
        return expand_wrappers(graph)
    except UnsafeFileError:
        return graph


def _costs(graph: Graph) -> dict[str, Cost]:
    """Return the cost of each node of a graph whose wrappers are open: parents come before their children."""
    inside: dict[str, Cost] = {}
    for node in reversed(graph.nodes):
        if graph.is_model(node):
            inside[node.id] = _whole_cost(node, inside.get(node.id, Cost()))
        else:
            inside[node.id] = cost_of_call(node)
        if node.parent is not None:
            inside[node.parent] = inside.get(node.parent, Cost()) + inside[node.id]
    return inside


def _whole_cost(node: Node, inside: Cost) -> Cost:
    """Return the cost of a nested model or wrapper from that of all inside: a wrapper may run it for each time step."""
    config = node.layer.config
    is_custom_wrapper = (
        node.layer.category != "model" and not kind_of(node.layer).wraps and ("layer" in config or "cell" in config)
    )
    if not node.exits or is_custom_wrapper:
        return inside + UNKNOWN_COST  # code of its own, which calls what is inside in ways that are not known
    if node.layer.kind != "TimeDistributed" and "cell" not in node.layer.config:
        return inside
    try:
        shape = node.inputs[0].shape or ()
        found = inside.times(whole(shape[1]))
    except (LookupError, ValueError):
        return UNKNOWN_COST
    return found if found.is_possible else UNKNOWN_COST


def _notes(graph: Graph, alone: Graph, calls: Mapping[str, Cost]) -> Iterator[str]:
    """Yield what is missing of a graph: sizes of inputs that are not given, and layers whose arithmetic is not known."""
    open_inputs = [
        f"{_short(graph.node(port.node).layer.name)} {graph.node(port.node).output(port.index)}"
        for port in graph.inputs
        if None in (alone.node(port.node).output(port.index).shape or ())
    ]
    incomplete = [node for node in alone.nodes if not alone.is_model(node) and not calls[node.id].is_complete]
    if not incomplete:
        return
    if open_inputs:
        yield translate(
            _OPEN_INPUTS,
            inputs=_listed(open_inputs),
        )
    else:
        names = list(dict.fromkeys(f"{_short(node.layer.name)} ({_short(node.layer.kind)})" for node in incomplete))
        yield translate(
            "MACs and FLOPs are without those of {layers}, whose sizes or arithmetic are not known.", layers=_listed(names)
        )


def _short(name: str) -> str:
    return name if len(name) <= _LETTERS else f"{name[: _LETTERS - 1]}…"


def _listed(names: list[str]) -> str:
    more = len(names) - _NAMED
    return format_list([*names[:_NAMED], format_count(more, "other")] if more > 0 else names)
