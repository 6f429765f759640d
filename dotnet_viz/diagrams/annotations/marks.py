"""What readers of a picture miss: outputs that other layers take too, shared and frozen layers, masks and who uses them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from dotnet_viz.graph import Graph, Layer, Node, Port, Remark
from dotnet_viz.graph.counts import all_frozen
from dotnet_viz.graph.layer_kinds import core, family_of
from dotnet_viz.translation.translate import translate
from dotnet_viz.traversal import topological_order

SHOWN_ALREADY: Mapping[str, frozenset[str]] = {
    "plot-model": frozenset({"shared", "frozen"}),
    "blocks": frozenset({"shared", "frozen"}),
    "layered": frozenset(),
    "neurons": frozenset(),
    "ann": frozenset(),
    "lenet": frozenset(),
    "weight-graph": frozenset(),
    "bars": frozenset({"shared", "frozen"}),
    "transformer": frozenset(),
    "unrolled": frozenset(),
}
"""The styles that get marks, and what they show in a way of their own."""
_WITHOUT_FRAMES = frozenset({"weight-graph", "transformer", "unrolled"})
"""Those that draw no frame around the layers of a nested model, so that each of these has the marks of the model."""

_USING_FAMILIES = frozenset({"recurrent", "attention"})
_USING = frozenset({"GlobalAveragePooling1D"})
_PASSING_FAMILIES = frozenset({"activation", "regularization", "normalization", "merging", "attention"})
_PASSING = frozenset({"Dense", "EinsumDense", "TimeDistributed"})


def marks_of(graph: Graph, style: str, *, is_open: bool = True) -> Mapping[str, tuple[Remark, ...]]:
    """Return what a style writes beside calls that are more than they seem, by the call's id.

    Args:
        graph: the whole model.
        style: name of the style; those that do not show layers have no marks.
        is_open: whether it draws what is inside nested models, whose layers then say which outputs they are.

    Example:
        >>> from dotnet_viz.graph import Edge, Layer, Port
        >>> nodes = tuple(Node(name, Layer(name, name, "Dense")) for name in "ab")
        >>> both = Graph("m", "Functional", nodes, (Edge("a", 0, "b", 0),), outputs=(Port("a"), Port("b")))
        >>> {name: [mark.text for mark in marks] for name, marks in marks_of(both, "layered").items()}
        {'a': ['output 1 of 2'], 'b': ['output 2 of 2']}
    """
    if style not in SHOWN_ALREADY:
        return {}
    shown = SHOWN_ALREADY[style]
    found: dict[str, list[Remark]] = {}
    for name, remark in _marks(graph, shown, whole=style not in _WITHOUT_FRAMES, is_open=is_open):
        found.setdefault(name, []).append(remark)
    return {name: tuple(marks) for name, marks in found.items()}


def marked(graph: Graph, marks: Mapping[str, tuple[Remark, ...]]) -> Graph:
    """Return a graph, or a part of it, with marks as remarks.

    Args:
        graph: whose calls have the ids of the marks.
        marks: by the call's id.
    """
    if not marks:
        return graph
    nodes = (replace(n, remarks=(*n.remarks, *marks[n.id])) if n.id in marks else n for n in graph.nodes)
    return replace(graph, nodes=tuple(nodes))


def _marks(graph: Graph, shown: frozenset[str], *, whole: bool, is_open: bool) -> Iterator[tuple[str, Remark]]:
    yield from ((name, Remark(text, is_mark=True)) for name, text in _outputs(graph, is_open=is_open))
    if "shared" not in shown:
        yield from ((name, Remark(text, is_mark=True, is_shared=True)) for name, text in _shared(graph, whole=whole))
    if "frozen" not in shown:
        yield from ((name, Remark(text, is_mark=True)) for name, text in _frozen(graph, whole=whole))
    yield from ((name, Remark(text, is_mark=True)) for name, text in _masks(graph))


def _outputs(graph: Graph, *, is_open: bool) -> Iterator[tuple[str, str]]:
    """Yield all outputs where one is not the end of a path: an inner tensor, an input, or a tensor that is several outputs.

    A tensor that leaves nested models is an inner one where a layer inside goes on with it, as one outside.
    """
    taken = {Port(edge.source, edge.source_port) for edge in graph.edges}
    ends = [(port, graph.leaf_exit(port)) for port in graph.outputs]
    inputs = {node.id for node in graph.nodes if node.layer.kind == "InputLayer"}
    is_plain = len({leaf for _, leaf in ends}) == len(ends)
    if is_plain and not any(port in taken or leaf in taken or leaf.node in inputs for port, leaf in ends):
        return
    numbers: dict[str, list[int]] = {}
    for number, (port, leaf) in enumerate(ends, start=1):
        numbers.setdefault((leaf if is_open else port).node, []).append(number)
    for name, places in numbers.items():
        if len(ends) == 1:
            yield name, translate("output")
        else:
            yield name, translate("output {numbers} of {count}", numbers=", ".join(map(str, places)), count=len(ends))


def _shared(graph: Graph, *, whole: bool) -> Iterator[tuple[str, str]]:
    """Yield the calls of layers that are called several times: of a nested model the model alone, or its layers too."""
    calls = Counter(node.layer.id for node in graph.nodes)
    turns: Counter[str] = Counter()
    for node in graph.nodes:
        turns[node.layer.id] += 1
        count = calls[node.layer.id]
        if count < 2:
            continue
        is_marked = bool(node.layer.weights) or graph.is_model(node)
        if whole:
            is_marked = not any(calls[around.layer.id] >= count for around in graph.around(node.id))
        if is_marked:
            yield node.id, translate("shared: call {position} of {calls}", position=turns[node.layer.id], calls=count)


def _frozen(graph: Graph, *, whole: bool) -> Iterator[tuple[str, str]]:
    """Yield the layers that are not trained; in place of those of a nested model of which none is the model."""
    frozen = {node.id for node in graph.nodes if all_frozen(_layers(graph, node))}
    for node in graph.nodes:
        if node.id in frozen and not (whole and any(around.id in frozen for around in graph.around(node.id))):
            yield node.id, translate("frozen")


def _layers(graph: Graph, node: Node) -> Iterator[Layer]:
    waiting = [node]
    while waiting:
        one = waiting.pop()
        yield one.layer
        waiting += graph.children(one.id)


def _masks(graph: Graph) -> Iterator[tuple[str, str]]:
    """Yield who makes masks and who uses them, as far as Keras passes them on."""
    if not any(map(_makes_mask, graph.nodes)):
        return
    pairs = [(edge.source, edge.target) for edge in graph.leaf_edges()]
    sources: dict[str, list[str]] = {}
    for source, target in pairs:
        sources.setdefault(target, []).append(source)
    masks: dict[str, tuple[str, ...]] = {}
    by_id = {node.id: node for node in graph.nodes}
    for name in topological_order(by_id, pairs, break_cycles=True):
        node = by_id[name]
        taken = tuple(dict.fromkeys(mask for source in sources.get(name, ()) for mask in masks.get(source, ())))
        if _makes_mask(node):
            yield name, translate("makes a mask")
            masks[name] = (node.layer.name,)
        elif taken:
            if family_of(node.layer) in _USING_FAMILIES or node.layer.kind in _USING:
                yield name, translate("masked by {layers}", layers=", ".join(taken))
            if _passes_mask(node):
                masks[name] = taken


def _makes_mask(node: Node) -> bool:
    return node.layer.kind == "Masking" or core(node.layer).config.get("mask_zero") is True


def _passes_mask(node: Node) -> bool:
    family = family_of(node.layer)
    if family == "recurrent":
        return core(node.layer).config.get("return_sequences") is True
    return node.layer.category != "operation" and (family in _PASSING_FAMILIES or node.layer.kind in _PASSING)
