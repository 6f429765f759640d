"""The options of the picture, with their limits and defaults."""

from __future__ import annotations

from dataclasses import dataclass

from dotnet_viz.diagrams.options import check_options, option
from dotnet_viz.scene import DIRECTIONS


@dataclass(frozen=True)
class TreeOptions:
    """How a decision tree is drawn.

    Args:
        max_depth: largest number of splits from the root to a node that is drawn; what is below is folded into one box. The
            path of a sample is drawn to its leaf. ``None`` for no limit.
        max_nodes: largest number of nodes that are drawn, those with the most samples; ``None`` for no limit.
        rankdir: where the tree grows: ``"TB"`` downwards, ``"LR"`` to the right, ``"BT"`` or ``"RL"``.
        bins: bars of a histogram.
        max_points: largest number of dots in a scatter plot, evenly chosen from the rows of a node.
        show_impurity: whether the impurity of each node (of boosted trees the gain of each split) is written into it.

    Raises:
        OptionError: a value that an option cannot take.
    """

    max_depth: int | None = option(4, least=0)
    max_nodes: int | None = option(100, least=1)
    rankdir: str = option("TB", choices=DIRECTIONS)
    bins: int = option(20, least=2, most=100)
    max_points: int = option(150, least=0)
    show_impurity: bool = False

    def __post_init__(self) -> None:
        check_options(self)
