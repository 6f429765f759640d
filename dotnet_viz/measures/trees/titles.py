"""What one tree of several is called."""

from __future__ import annotations

from dotnet_viz.formatting import format_count
from dotnet_viz.translation.translate import translate


def iteration_title(index: int, count: int, name: str) -> str:
    """Return what a tree of a boosted model is called.

    Args:
        index: of the iteration, from 0.
        count: of the iterations.
        name: of the model's class.

    Example:
        >>> iteration_title(0, 200, "GradientBoostingClassifier")
        'Iteration 1 of 200 of GradientBoostingClassifier'
    """
    return translate("Iteration {number} of {count} of {name}", count=count, number=format_count(index + 1), name=name)


def tree_title(index: int, count: int, name: str) -> str:
    """Return what a tree of a forest is called.

    Args:
        index: of the tree, from 0.
        count: of the trees.
        name: of the model's class.
    """
    return translate("Tree {number} of {count} of {name}", count=count, number=format_count(index + 1), name=name)
