"""A part of a model: the layers from one name to another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dotnet_viz.errors import OptionError, near_miss
from dotnet_viz.fonts import one_line
from dotnet_viz.graph import Graph, Node

LayerRange = Sequence[str]


def check_range(layer_range: LayerRange | None) -> None:
    """Raise if a range is not two names or patterns.

    Raises:
        OptionError: it is not.
    """
    if layer_range is None:
        return
    if isinstance(layer_range, str) or len(layer_range) != 2 or not all(isinstance(end, str) for end in layer_range):
        raise OptionError(
            f"layer_range {layer_range!r} must be two names of layers or patterns of them, such as ['conv1', 'conv3']"
        )
    for pattern in layer_range:
        _pattern(pattern)


def in_range(graph: Graph, layer_range: LayerRange | None) -> Graph:
    """Return the graph of the layers between two, both included, in the model's order.

    Args:
        graph: the model.
        layer_range: a name or regular expression for the first layer and one for the last. A name that is there
            counts as a name; a pattern has to match from the start of a name, and takes the first layer that it
            matches for the start, the last one for the end. They are looked for in the model, then in the models
            inside it. ``None`` leaves all.

    Raises:
        OptionError: not two of them, no valid pattern, or nothing matches.

    Example:
        >>> from dotnet_viz.graph import Layer
        >>> nodes = tuple(Node(f"n{i}", Layer(name, name, "Dense")) for i, name in enumerate(["a1", "a2", "b1", "b2"]))
        >>> [node.layer.name for node in in_range(Graph("m", "Sequential", nodes), ["a2", "b.*"]).nodes]
        ['a2', 'b1', 'b2']
    """
    check_range(layer_range)
    if layer_range is None:
        return graph
    for parent in (None, *(node.id for node in graph.nodes if graph.is_model(node))):
        level = graph.children(parent)
        starts, ends = (_matches(level, pattern) for pattern in layer_range)
        if starts and ends:
            first, last = min(starts), max(ends)
            if first > last:
                first, last = min(ends), max(starts)
            return _part(graph, level[first : last + 1], len(level))
    raise OptionError(_nothing_found(graph, layer_range))


def _pattern(text: str) -> re.Pattern[str]:
    try:
        return re.compile(text)
    except re.error as error:
        raise OptionError(f"layer_range: {text!r} is no regular expression: {error}") from error


def _matches(level: Sequence[Node], text: str) -> list[int]:
    named = [index for index, node in enumerate(level) if node.layer.name == text]
    if named:
        return named
    pattern = _pattern(text)
    return [index for index, node in enumerate(level) if pattern.match(node.layer.name)]


def _part(graph: Graph, kept: Sequence[Node], count: int) -> Graph:
    top = {node.id for node in kept}
    inside = set(top)
    for node in graph.nodes:
        if node.parent in inside:
            inside.add(node.id)
    nodes = tuple(replace(node, parent=None) if node.id in top else node for node in graph.nodes if node.id in inside)
    left_out = count - len(kept)
    note = f"Layers {_name(kept[0])} to {_name(kept[-1])}: {len(kept)} of {count}." if left_out else ""
    return replace(
        graph,
        nodes=nodes,
        edges=tuple(edge for edge in graph.edges if edge.source in inside and edge.target in inside),
        inputs=tuple(port for port in graph.inputs if port.node in inside),
        outputs=tuple(port for port in graph.outputs if port.node in inside),
        notes=(*graph.notes, *([note] if note else [])),
    )


def _name(node: Node) -> str:
    return one_line(node.layer.name)


def _nothing_found(graph: Graph, layer_range: LayerRange) -> str:
    names = [node.layer.name for node in graph.children(None)]
    known = ", ".join(names[:12]) + (f" ... {names[-1]}" if len(names) > 12 else "")
    missing = [text for text in layer_range if not _matches(graph.nodes, text)]
    what = " nor ".join(map(repr, missing)) if missing else f"the pair {layer_range[0]!r}, {layer_range[1]!r} in one model"
    hint = near_miss(missing[0], (node.layer.name for node in graph.nodes)) if missing else ""
    return f"layer_range: no layer matches {what}{hint}; the model has: {known}"
