"""How many trees an estimator has, and how large they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from dotnet_viz.errors import VizError
from dotnet_viz.measures.estimators.unwrap import unwrap


@dataclass(frozen=True)
class TreeCounts:
    """The trees of an estimator in numbers.

    Args:
        trees: how many there are.
        nodes: of all trees, leaves included.
        depth: of the deepest tree: splits from its root to its farthest leaf.
    """

    trees: int
    nodes: int
    depth: int


def count_trees(estimator: Any) -> TreeCounts | None:
    """Return how many trees an estimator of scikit-learn has; ``None`` where it has none, or they are not known.

    Args:
        estimator: also a pipeline or a search that ends in one.

    Example:
        >>> from sklearn.tree import DecisionTreeClassifier
        >>> count_trees(DecisionTreeClassifier().fit([[0.0], [1.0]], ["no", "yes"]))
        TreeCounts(trees=1, nodes=3, depth=1)
    """
    try:
        model = unwrap(estimator).estimator
    except VizError:
        return None
    found = list(_sizes(model))
    if not found or None in found:
        return None
    sizes = [size for size in found if size is not None]
    return TreeCounts(len(sizes), sum(nodes for nodes, _ in sizes), max(depth for _, depth in sizes))


def _sizes(model: Any) -> Iterator[tuple[int, int] | None]:
    """Yield nodes and depth of each tree; ``None`` for a member that is no tree."""
    if (own := _size(model)) is not None:
        yield own
        return
    # scikit-learn has no public route to the trees of its histogram-based boosting.
    for iteration in getattr(model, "_predictors", ()):
        for tree in iteration:
            yield len(tree.nodes), int(tree.get_max_depth())
    yield from map(_size, np.asarray(getattr(model, "estimators_", ()), dtype=object).ravel())


def _size(model: Any) -> tuple[int, int] | None:
    return (int(model.tree_.node_count), int(model.tree_.max_depth)) if hasattr(model, "tree_") else None
