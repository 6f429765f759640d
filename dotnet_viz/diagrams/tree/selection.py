"""Which nodes of a tree are drawn, and which stand for what is folded."""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dotnet_viz.diagrams.tree.options import TreeOptions
from dotnet_viz.measures.trees.tree import Numbers, Tree


@dataclass(frozen=True)
class Selection:
    """The nodes of a picture.

    Args:
        nodes: those that are drawn, parents before children and left before right.
        folded: for each node whose children are not drawn, how many nodes are below it.
    """

    nodes: tuple[int, ...]
    folded: Mapping[int, int]

    @property
    def hidden(self) -> int:
        """How many nodes are not drawn."""
        return sum(self.folded.values())


def select_nodes(tree: Tree, options: TreeOptions, weights: Numbers, path: Sequence[int] = (), root: int = 0) -> Selection:
    """Return which nodes are drawn: those of a sample's path first, then those with the most samples.

    Args:
        tree: all nodes.
        options: how many and how deep.
        weights: of each node, such as samples; shape (nodes,).
        path: of a sample, whose nodes are drawn at any depth.
        root: where the picture starts.

    Example:
        >>> import numpy as np
        >>> none = np.array([-1, -1])
        >>> stump = Tree("stump", "regression", np.array([1, *none]), np.array([2, *none]), np.array([0, *none]),
        ...              np.array([0.5, np.nan, np.nan]), np.zeros((3, 1)), np.array([4.0, 2.0, 2.0]), ("age",))
        >>> select_nodes(stump, TreeOptions(max_depth=0), stump.samples).folded
        {0: 2}
    """
    most = len(tree) if options.max_nodes is None else options.max_nodes
    deepest = len(tree) if options.max_depth is None else options.max_depth + int(tree.depths[root])
    on_path = set(path)
    opened: set[int] = set()
    drawn = 1
    waiting = [_rank(tree, root, weights, on_path)]
    while waiting and drawn + 2 <= most:
        node = heapq.heappop(waiting)[-1]
        if tree.feature[node] < 0 or (tree.depths[node] >= deepest and node not in on_path):
            continue
        opened.add(node)
        drawn += 2
        for child in (int(tree.left[node]), int(tree.right[node])):
            heapq.heappush(waiting, _rank(tree, child, weights, on_path))
    nodes = _preorder(tree, opened, root)
    folded = {node: int(tree.sizes[node]) - 1 for node in nodes if tree.feature[node] >= 0 and node not in opened}
    return Selection(nodes, folded)


def _rank(tree: Tree, node: int, weights: Numbers, on_path: set[int]) -> tuple[bool, float, int, int]:
    """Return what is drawn first: the path, then many samples, then what is near to the root."""
    return node not in on_path, -float(weights[node]), int(tree.depths[node]), node


def _preorder(tree: Tree, opened: set[int], root: int) -> tuple[int, ...]:
    order, pending = [], [root]
    while pending:
        node = pending.pop()
        order.append(node)
        if node in opened:
            pending += [int(tree.right[node]), int(tree.left[node])]
    return tuple(order)
