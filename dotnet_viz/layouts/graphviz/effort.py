"""How much work a graph is for Graphviz, which gives each line a place on every rank that it passes."""

from __future__ import annotations

from dotnet_viz.scene import Scene
from dotnet_viz.traversal import topological_order

MOST_PLACES = 100_000
"""Graphviz orders more places than this for minutes and more."""


def places_on_ranks(scene: Scene) -> int:
    """Return about how many places Graphviz has to order: of shapes, and of lines on the ranks between their ends.

    Args:
        scene: without places.

    Example:
        >>> from dotnet_viz.scene import Connection, Shape
        >>> shapes = tuple(Shape(name, name, 10, 10) for name in "abcd")
        >>> lines = tuple(Connection(*pair) for pair in ("ab", "bc", "cd", "ad"))
        >>> places_on_ranks(Scene("s", shapes=shapes, connections=lines))
        6
    """
    pairs = [(line.source, line.target) for line in scene.connections if line.source != line.target]
    before: dict[str, list[str]] = {}
    behind: dict[str, list[str]] = {}
    for source, target in pairs:
        before.setdefault(target, []).append(source)
        behind.setdefault(source, []).append(target)
    order = topological_order([shape.id for shape in scene.shapes], pairs, break_cycles=True)
    rank: dict[str, int] = {}
    for name in order:
        rank[name] = 1 + max((rank.get(other, -1) for other in before.get(name, ())), default=-1)
    for name in reversed(order):
        # What has more lines behind it than before it stands as late as it can, as with Graphviz.
        if len(behind.get(name, ())) > len(before.get(name, ())):
            rank[name] = max(rank[name], min(rank[other] for other in behind[name]) - 1)
    return len(rank) + sum(max(abs(rank[target] - rank[source]) - 1, 0) for source, target in pairs)
