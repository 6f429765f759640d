"""The layers of a block as paths, each of which goes on until branches join."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dotnet_viz.graph import Edge, Node


@dataclass(frozen=True)
class BlockPaths:
    """The nodes of a block as paths: each goes on while one node takes a tensor and joins no branches.

    A tensor that one layer goes on with, and that others take beside what comes out of that, is a skip: it does
    not end a path.

    Args:
        lines: the nodes of each path.
        skips: by id of a node that takes skips beside its path's tensor, the ids of the nodes they come from.
        joins: ids of the nodes that join several paths.
        sources: by id of a node, the ids of those whose tensors it takes, each once.
    """

    lines: tuple[tuple[Node, ...], ...]
    skips: Mapping[str, tuple[str, ...]]
    joins: frozenset[str]
    sources: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, nodes: Sequence[Node], edges: Iterable[Edge]) -> BlockPaths:
        """Return the paths through some nodes.

        Args:
            nodes: in an order in which edges lead forward.
            edges: between them and others.
        """
        places = {node.id: position for position, node in enumerate(nodes)}
        sources: dict[str, list[str]] = {node.id: [] for node in nodes}
        takers: dict[str, list[str]] = {}
        for source, target in dict.fromkeys((edge.source, edge.target) for edge in edges):
            if target in places:
                sources[target].append(source)
            if source in places:
                takers.setdefault(source, []).append(target)
        going_on = {source: _main(targets, sources) for source, targets in takers.items()}
        lines: dict[str, list[Node]] = {}
        skips: dict[str, tuple[str, ...]] = {}
        joins: set[str] = set()
        for node in nodes:
            # A source that comes later is on a cycle, which no model should have.
            real = [source for source in sources[node.id] if source in lines and going_on.get(source) == node.id]
            if len(sources[node.id]) > 1 and len(real) == 1:
                skips[node.id] = tuple(source for source in sources[node.id] if source not in real)
            elif len(sources[node.id]) > 1:
                joins.add(node.id)
            lines[node.id] = [*(lines.pop(real[0]) if len(real) == 1 else ()), node]
        ordered = sorted(lines.values(), key=lambda path: places[path[-1].id])
        all_sources = {name: tuple(found) for name, found in sources.items()}
        return cls(tuple(tuple(path) for path in ordered), skips, frozenset(joins), all_sources)


def _main(targets: Sequence[str], sources: Mapping[str, Sequence[str]]) -> str | None:
    """Return the node that goes on with a tensor: the only one that takes it, or the only one that joins nothing."""
    single = [target for target in targets if len(sources.get(target, ("", ""))) == 1]
    if len(targets) == 1:
        return targets[0]
    return single[0] if len(single) == 1 else None
