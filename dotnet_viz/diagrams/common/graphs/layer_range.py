"""A part of a model: the layers from one to another, by names, patterns or positions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from numbers import Integral

from dotnet_viz.errors import OptionError, near_miss
from dotnet_viz.fonts import one_line
from dotnet_viz.graph import Graph, Node
from dotnet_viz.translation.translate import translate

LayerRange = str | Sequence[str | int]


def range_ends(layer_range: LayerRange | None) -> tuple[str, str] | None:
    """Return the two ends of a range as texts; an empty one is the end of the model.

    Args:
        layer_range: two names, patterns or positions, or a text of both with a colon between them.

    Raises:
        OptionError: it is something else, or a pattern is none.

    Example:
        >>> range_ends("50:80"), range_ends((50, 80)), range_ends(["conv1", "conv3"])
        (('50', '80'), ('50', '80'), ('conv1', 'conv3'))
    """
    if layer_range is None:
        return None
    ends: Sequence[object] = layer_range if hasattr(layer_range, "__len__") else ()
    if isinstance(layer_range, str):
        ends = layer_range.split(":") if layer_range.strip() != ":" else ()
    if len(ends) != 2 or not all(isinstance(end, (str, Integral)) and not isinstance(end, bool) for end in ends):
        raise OptionError(
            f"layer_range {layer_range!r} must be two names of layers, patterns of them or positions, such as "
            "['conv1', 'conv3'] or '50:80'"
        )
    first, last = (str(end).strip() for end in ends)
    for pattern in (first, last):
        _pattern(pattern)
    return first, last


def in_range(graph: Graph, layer_range: LayerRange | None) -> Graph:
    """Return the graph of the layers between two, both included, in the model's order.

    Args:
        graph: the model.
        layer_range: a name, regular expression or position for the first layer and one for the last, see
            :func:`range_ends`. A name that is there counts as a name, else a whole number as a position from 0, where -1 is
            the last; a pattern has to match from the start of a name, and takes the first layer that it matches for the
            start, the last one for the end. They are looked for in the model, then in the models inside it. ``None`` leaves
            all.

    Raises:
        OptionError: not two of them, no valid pattern, or nothing matches.

    Example:
        >>> from dotnet_viz.graph import Layer
        >>> nodes = tuple(Node(f"n{i}", Layer(name, name, "Dense")) for i, name in enumerate(["a1", "a2", "b1", "b2"]))
        >>> [node.layer.name for node in in_range(Graph("m", "Sequential", nodes), ["a2", "b.*"]).nodes]
        ['a2', 'b1', 'b2']
    """
    found = range_ends(layer_range)
    if found is None:
        return graph
    for parent in (None, *(node.id for node in graph.nodes if graph.is_model(node))):
        level = graph.children(parent)
        starts, ends = (_matches(level, *end) for end in zip(found, (0, -1), strict=True))
        if starts and ends:
            first, last = min(starts), max(ends)
            if first > last:
                first, last = min(ends), max(starts)
            return _part(graph, level[first : last + 1], len(level))
    raise OptionError(_nothing_found(graph, found))


_POSITION = re.compile(r"-?\d{1,9}")


def _pattern(text: str) -> re.Pattern[str]:
    try:
        return re.compile(text)
    except re.error as error:
        raise OptionError(f"layer_range: {text!r} is no regular expression: {error}") from error


def _matches(level: Sequence[Node], text: str, default: int = 0) -> list[int]:
    named = [index for index, node in enumerate(level) if node.layer.name == text]
    if named:
        return named
    if not text or _POSITION.fullmatch(text):
        position = int(text or default)
        return [position % len(level)] if -len(level) <= position < len(level) else []
    pattern = _pattern(text)
    return [index for index, node in enumerate(level) if pattern.match(node.layer.name)]


def _part(graph: Graph, kept: Sequence[Node], count: int) -> Graph:
    top = {node.id for node in kept}
    inside = graph.with_insides(top)
    nodes = tuple(replace(node, parent=None) if node.id in top else node for node in graph.nodes if node.id in inside)
    left_out = count - len(kept)
    first, last = _name(kept[0]), _name(kept[-1])
    text = translate("Layers {first} to {last}: {kept} of {total}.", first=first, last=last, kept=len(kept), total=count)
    note = text if left_out else ""
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


def _nothing_found(graph: Graph, layer_range: tuple[str, str]) -> str:
    names = [node.layer.name for node in graph.children(None)]
    known = f"{', '.join(names[:12])}{f' ... {names[-1]}' if len(names) > 12 else ''} (0 to {len(names) - 1})"
    missing = [text for text in dict.fromkeys(layer_range) if not _matches(graph.nodes, text)]
    what = " nor ".join(map(repr, missing)) if missing else f"the pair {layer_range[0]!r}, {layer_range[1]!r} in one model"
    hint = near_miss(missing[0], (node.layer.name for node in graph.nodes)) if missing else ""
    return f"layer_range: no layer matches {what}{hint}; the model has: {known}"
