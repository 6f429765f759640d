"""The argument ``collapse_rules``: of layers or blocks that repeat in a chain the first is drawn, with a note of how many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dotnet_viz.compat.visualkeras.arguments import WrongTypeError, check_parts, whole_number_of
from dotnet_viz.errors import OptionError, unknown_choice
from dotnet_viz.graph import Edge, Graph, Node

KINDS = ("layer", "block")
POSITIONS = ("above", "below")
_PARTS = ("kind", "selector", "repeat_count", "label", "annotation_position")


@dataclass(frozen=True)
class CollapseRule:
    """What is drawn once.

    Args:
        pattern: classes or names of layers, one after the other.
        repeat_count: how often they repeat at least.
        label: what is said of them; ``""`` says how often.
        is_above: whether it is said above them.
    """

    pattern: tuple[str, ...]
    repeat_count: int
    label: str = ""
    is_above: bool = True


def collapse_rules(rules: Any) -> tuple[CollapseRule, ...]:
    """Return rules as visualkeras takes them.

    Args:
        rules: mappings with ``"kind"`` (``"layer"`` or ``"block"``), ``"selector"`` (a class or name, for blocks a list of
            them), ``"repeat_count"`` (2 or more), and ``"label"`` and ``"annotation_position"``.

    Raises:
        OptionError: a rule lacks something or has something that it cannot have; also a ``TypeError`` for a wrong type.

    Example:
        >>> collapse_rules([{"kind": "layer", "selector": "Dense", "repeat_count": 3}])[0].pattern
        ('Dense',)
    """
    if rules is None:
        return ()
    if isinstance(rules, (str, Mapping)) or not isinstance(rules, Sequence):
        raise WrongTypeError(f"collapse_rules must be a list of mappings, not {rules!r}")
    return tuple(_rule(rule) for rule in rules)


def _rule(rule: Any) -> CollapseRule:
    if not isinstance(rule, Mapping):
        raise WrongTypeError(f"a rule of collapse_rules must be a mapping, not {rule!r}")
    check_parts("collapse_rules", rule, _PARTS)
    missing = [part for part in ("kind", "selector", "repeat_count") if part not in rule]
    if missing:
        raise OptionError(f"a rule of collapse_rules needs {missing[0]!r}, and {dict(rule)!r} has none")
    kind, position = rule["kind"], rule.get("annotation_position", "above")
    if kind not in KINDS:
        raise unknown_choice("kind of collapse_rules:", kind, KINDS)
    if position not in POSITIONS:
        raise unknown_choice("annotation_position", position, POSITIONS)
    label = rule.get("label")
    if label is not None and not isinstance(label, str):
        raise WrongTypeError(f"label in collapse_rules must be a text, not {label!r}")
    count = whole_number_of("repeat_count", rule["repeat_count"], least=2)
    return CollapseRule(_pattern(kind, rule["selector"]), count, label or "", position == "above")


def _pattern(kind: str, selector: Any) -> tuple[str, ...]:
    parts = [selector] if kind == "layer" else selector
    is_list = isinstance(parts, (list, tuple)) and all(isinstance(part, (str, type)) for part in parts)
    if not is_list:
        wanted = "a class or a name" if kind == "layer" else "a list of classes or names"
        raise WrongTypeError(f"selector of a rule for a {kind} must be {wanted}, not {selector!r}")
    if kind == "block" and len(parts) < 2:
        raise OptionError(f"selector of a rule for a block must name at least two layers, not {selector!r}")
    return tuple(part.__name__ if isinstance(part, type) else part for part in parts)


@dataclass(frozen=True)
class Collapsed:
    """A model with fewer layers, and what is said of those that stand for several.

    Args:
        graph: the model.
        notes: a text and whether it stands above, by the id of the node that stands for several.
    """

    graph: Graph
    notes: Mapping[str, tuple[str, bool]]


def collapsed(graph: Graph, rules: Sequence[CollapseRule]) -> Collapsed:
    """Return a model in which of repeated layers only the first are left.

    Args:
        graph: the model; only layers that are in no nested model are collapsed.
        rules: applied one after the other.
    """
    notes: dict[str, tuple[str, bool]] = {}
    for rule in rules:
        for run in list(_runs(graph, rule)):
            size = len(rule.pattern)
            graph = _without(graph, run, size)
            times = len(run) // size
            notes[run[(size - 1) // 2].id] = (rule.label or f"{times}×", rule.is_above)
    return Collapsed(graph, notes)


def _runs(graph: Graph, rule: CollapseRule) -> Iterator[tuple[Node, ...]]:
    """Yield the layers of each repetition that is long enough, in chains without branches."""
    for chain in _chains(graph):
        start = 0
        while start < len(chain):
            count = 0
            while _matches(chain[start + count * len(rule.pattern) :], rule.pattern):
                count += 1
            if count >= rule.repeat_count:
                yield tuple(chain[start : start + count * len(rule.pattern)])
            start += max(count * len(rule.pattern), 1)


def _matches(nodes: Sequence[Node], pattern: Sequence[str]) -> bool:
    return len(nodes) >= len(pattern) and all(
        part in (node.layer.kind, node.layer.name) for node, part in zip(nodes, pattern, strict=False)
    )


def _chains(graph: Graph) -> Iterator[list[Node]]:
    """Yield the parts of a model in which each layer feeds the next one alone, and the next one is fed by it alone."""
    nodes = graph.children(None)
    known = {node.id for node in nodes}
    edges = [edge for edge in graph.edges if edge.source in known]
    leaving, entering = Counter(edge.source for edge in edges), Counter(edge.target for edge in edges)
    following = {edge.source: edge.target for edge in edges if leaving[edge.source] == 1 and entering[edge.target] == 1}
    inner = set(following.values())
    for node in nodes:
        if node.id not in inner:
            chain = [node]
            while chain[-1].id in following:
                chain.append(graph.node(following[chain[-1].id]))
            yield chain


def _without(graph: Graph, run: Sequence[Node], kept: int) -> Graph:
    """Return a model in which the last layer that is kept stands for all behind it, with the output of the last one."""
    inside, stands = graph.with_insides(node.id for node in run[kept:]), run[kept - 1]

    def moved(edge: Edge) -> Edge:
        return replace(edge, source=stands.id) if edge.source == run[-1].id else edge

    edges = (
        moved(edge)
        for edge in graph.edges
        if edge.target not in inside and (edge.source not in inside or edge.source == run[-1].id)
    )
    nodes = (
        replace(node, outputs=run[-1].outputs) if node.id == stands.id else node
        for node in graph.nodes
        if node.id not in inside
    )
    ports = [
        tuple(replace(port, node=stands.id) if port.node in inside else port for port in group)
        for group in (graph.inputs, graph.outputs)
    ]
    return replace(graph, nodes=tuple(nodes), edges=tuple(edges), inputs=ports[0], outputs=ports[1])
