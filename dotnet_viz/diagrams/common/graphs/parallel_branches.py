"""Which layers of one box stand side by side: branches that nothing joins, or that come from different places."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from enum import Enum

from dotnet_viz.graph import Graph, Node
from dotnet_viz.traversal import connected_groups, depth_first_order

Group = tuple[Node, ...]


class Abreast(Enum):
    """How much of a group of layers stands side by side."""

    NOTHING = "one after another"
    BEGINNING = "branches of their own, which are joined within the group"
    EVERYTHING = "branches that nothing in the group joins"


class ParallelBranches:
    """What is known of the branches of a model, outside of its nested models.

    Args:
        graph: the model.
    """

    def __init__(self, graph: Graph) -> None:
        top = {node.id for node in graph.children(None)}
        self._feeding: dict[str, list[str]] = {}
        self._feeds: set[str] = set()
        for edge in graph.edges:
            if edge.source in top and edge.target in top:
                self._feeding.setdefault(edge.target, []).append(edge.source)
                self._feeds.add(edge.source)

    def apart(self, groups: Iterable[Group]) -> list[Group]:
        """Return groups of which none has branches that come from different places.

        A branch that comes from there is a group of its own, and so is what branches are joined by.

        Args:
            groups: each a contiguous part of a topological order.
        """
        return [part for group in groups for part in self._apart(group)]

    def before_joins(self, groups: Iterable[Group]) -> list[Group]:
        """Return groups of which none has branches that come from different places and what joins them.

        Args:
            groups: each a contiguous part of a topological order.
        """
        return [part for group in groups for part in self._before_joins(group)]

    def abreast(self, group: Group) -> Abreast:
        """Return how much of a group stands side by side.

        Args:
            group: a contiguous part of a topological order.
        """
        if len(self.pieces(group)) > 1:
            return Abreast.EVERYTHING
        return Abreast.NOTHING if self._origins(group) is None else Abreast.BEGINNING

    def pieces(self, group: Group) -> list[Group]:
        """Return the parts of a group that no line within it joins; one where of some layers no lines are known.

        Args:
            group: a contiguous part of a topological order.
        """
        own = {node.id: node for node in group}
        lines = [(source, name) for name in own for source in self._feeding.get(name, ()) if source in own]
        found = connected_groups(own, lines)
        is_known = all(any(name in self._feeds or name in self._feeding for name in piece) for piece in found)
        return [tuple(own[name] for name in piece) for piece in found] if is_known else [group]

    def _apart(self, group: Group) -> Iterator[Group]:
        origins = self._origins(group)
        if origins is None:
            yield group
            return
        alike: dict[frozenset[str], list[Node]] = {}
        for node in group:
            alike.setdefault(origins[node.id], []).append(node)
        # What comes from more places stands behind what it joins.
        for _, nodes in sorted(alike.items(), key=lambda item: len(item[0])):
            yield from self.pieces(tuple(nodes))

    def _before_joins(self, group: Group) -> Iterator[Group]:
        origins = self._origins(group) or {}
        joined = tuple(node for node in group if len(origins.get(node.id, ())) > 1)
        yield from (part for part in (tuple(node for node in group if len(origins.get(node.id, ())) <= 1), joined) if part)

    def _origins(self, group: Group) -> Mapping[str, frozenset[str]] | None:
        """Return the places outside that each node of a group comes from; nothing where its branches have the same ones."""
        own = {node.id for node in group}
        outside = {
            node.id: feeding
            for node in group
            if (feeding := self._feeding.get(node.id)) is not None and own.isdisjoint(feeding)
        }
        places = self._places({name for feeding in outside.values() for name in feeding})
        found: dict[str, frozenset[str]] = {}
        for node in group:
            if node.id in outside:
                found[node.id] = frozenset(places[name] for name in outside[node.id])
            else:
                inside = [name for name in self._feeding.get(node.id, ()) if name in own]
                found[node.id] = frozenset().union(*(found[name] for name in inside))
        return found if len({found[name] for name in outside}) > 1 else None

    def _places(self, feeding: Collection[str]) -> Mapping[str, str]:
        """Return one name for those of some nodes of which one leads to the other: what follows them is no parallel branch."""
        names = sorted(feeding)
        pairs = [
            (name, other)
            for name in (names if len(names) > 1 else ())
            for other in depth_first_order([name], lambda one: self._feeding.get(one, ()))
            if other in feeding
        ]
        return {name: group[0] for group in connected_groups(names, pairs) for name in group}
