"""Orders and groups of nodes of which nothing is known but how they are joined; the same input gives the same order.

Nodes are whatever can be a key: ids, numbers, pairs. No function recurses, since models can be thousands of layers deep.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Reversible
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)


def topological_order(nodes: Iterable[Node], edges: Iterable[tuple[Node, Node]], *, break_cycles: bool = False) -> list[Node]:
    """Return nodes so that every edge leads forward (Kahn, 1962, https://doi.org/10.1145/368996.369025).

    Of nodes whose sources all stand, the one comes next that became possible first; at the start, in the order given.

    Args:
        nodes: each once.
        edges: pairs of source and target, parallel ones included. A target whose source is no node never becomes possible.
        break_cycles: whether the first of the nodes that are left goes on where all of them wait for one another.

    Returns:
        The nodes; without ``break_cycles`` those on a cycle, and those behind one, are left out.

    Example:
        >>> topological_order("abc", [("c", "a"), ("a", "b")])
        ['c', 'a', 'b']
        >>> topological_order("abc", [("a", "b"), ("b", "a"), ("a", "c")])
        []
        >>> topological_order("abc", [("a", "b"), ("b", "a"), ("a", "c")], break_cycles=True)
        ['a', 'b', 'c']
    """
    followers: dict[Node, list[Node]] = {node: [] for node in nodes}
    missing = dict.fromkeys(followers, 0)
    for source, target in edges:
        missing[target] += 1
        if source in followers:
            followers[source].append(target)
    ready = deque(node for node, count in missing.items() if not count)
    rest = iter(missing)
    order: dict[Node, None] = {}
    while ready or (break_cycles and len(order) < len(missing)):
        node = ready.popleft() if ready else next(item for item in rest if item not in order)
        order[node] = None
        for follower in followers[node]:
            missing[follower] -= 1
            if not missing[follower] and follower not in order:
                ready.append(follower)
    return list(order)


def depth_first_order(starts: Iterable[Node], sources: Callable[[Node], Reversible[Node]]) -> Iterator[Node]:
    """Yield nodes and everything that they need, each once and after what it needs: depth first, in postorder.

    Where nodes stand on a cycle, the one that is met first comes last.

    Args:
        starts: where to begin, in this order.
        sources: returns what a node needs, in the order in which it is visited.

    Example:
        >>> needs = {"d": ["b", "c"], "b": ["a"], "c": ["a"], "a": []}
        >>> list(depth_first_order(["d"], needs.__getitem__))
        ['a', 'b', 'c', 'd']
    """
    entered: set[Node] = set()
    for start in starts:
        waiting = [(start, False)]
        while waiting:
            node, is_done = waiting.pop()
            if is_done:
                yield node
            elif node not in entered:
                entered.add(node)
                waiting.append((node, True))
                waiting += [(source, False) for source in reversed(sources(node)) if source not in entered]


def connected_groups(nodes: Iterable[Node], edges: Iterable[tuple[Node, Node]]) -> list[list[Node]]:
    """Return nodes in groups that edges of either direction join, by union and find.

    Args:
        nodes: each once.
        edges: pairs of nodes.

    Returns:
        The groups in the order of their first nodes, and the nodes of each in the order given.

    Example:
        >>> connected_groups("abcd", [("d", "b")])
        [['a'], ['b', 'd'], ['c']]
    """
    leader = {node: node for node in nodes}

    def lead(node: Node) -> Node:
        while leader[node] != node:
            leader[node] = leader[leader[node]]
            node = leader[node]
        return node

    for one, other in edges:
        leader[lead(other)] = lead(one)
    groups: dict[Node, list[Node]] = {}
    for node in leader:
        groups.setdefault(lead(node), []).append(node)
    return list(groups.values())
