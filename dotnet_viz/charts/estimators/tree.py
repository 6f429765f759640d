"""The drawing of a decision tree, which keeps the tree and its numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dotnet_viz.charts.data import ChartData
from dotnet_viz.drawing import Drawing
from dotnet_viz.errors import OptionError
from dotnet_viz.measures.trees.node_data import TreeData, by_node, rows_by_node
from dotnet_viz.measures.trees.tree import Tree

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True, eq=False, repr=False)
class TreeDrawing(Drawing):
    """The drawing of a decision tree.

    Args:
        tree: all of it, also what is folded in the picture.
        data: the rows that go through it; ``None`` without.
    """

    tree: Tree | None = None
    data: TreeData | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the whole tree as plain JSON values: what each node asks for and answers, its samples, and with data its rows.

        Raises:
            OptionError: the drawing keeps no tree.
        """
        if self.tree is None:
            raise OptionError(f"the drawing {self.scene.title!r} keeps no tree")
        found = self.tree.to_dict()
        if self.data is not None:
            rows = by_node(self.tree, self.data, rows_by_node(self.tree, self.data.x, range(len(self.tree))))
            found["nodes"] = [{**node, **rows[node["node"]]} for node in found["nodes"]]
        return found

    def to_frame(self) -> DataFrame:
        """Return the nodes as the rows of a frame of pandas, whose ``attrs`` have the names of features and classes.

        Raises:
            MissingDependencyError: pandas is not installed.
            OptionError: the drawing keeps no tree.
        """
        found = self.to_dict()
        nodes = found.pop("nodes")
        import numpy as np

        columns = {}
        for name in dict.fromkeys(name for node in nodes for name in node):
            column = np.empty(len(nodes), dtype=object)
            column[:] = [node.get(name) for node in nodes]
            columns[name] = column
        return ChartData(columns, found).to_frame().infer_objects()
