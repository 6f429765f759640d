"""What a picture of a tree is made of: the tree, the data and the sample that go through it, and what is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.diagrams.tree.class_colors import OTHERS_COLOR, class_colors
from dotnet_viz.diagrams.tree.options import TreeOptions
from dotnet_viz.diagrams.tree.selection import Selection, select_nodes
from dotnet_viz.fonts import one_line, text_width
from dotnet_viz.formatting import format_count
from dotnet_viz.measures.trees.node_data import TreeData, common_range, rows_by_node
from dotnet_viz.measures.trees.tree import CLASSIFICATION, Ids, Numbers, Tree
from dotnet_viz.runtime.cached import cached_property
from dotnet_viz.translation.translate import mark

NAME_SIZE = 11.5
MOST_CLASSES = 12
"""Colours of classes: of more classes the less frequent ones share the last."""

_LEAST_WIDTH, _MOST_WIDTH = 124.0, 176.0


@dataclass(frozen=True, eq=False)
class TreeSubject:
    """A tree and what is shown in it.

    Args:
        tree: the tree.
        options: how it is drawn.
        data: rows that go through it; ``None`` without.
        sample: features of the one row whose path is shown; ``None`` without.
        root: the node where the picture starts.
    """

    tree: Tree
    options: TreeOptions
    data: TreeData | None = None
    sample: Numbers | None = None
    root: int = 0

    @cached_property
    def path(self) -> tuple[int, ...]:
        """The nodes that the sample passes."""
        return () if self.sample is None else self.tree.path(self.sample)

    @cached_property
    def weights(self) -> Numbers:
        """Rows of the data in each node that is drawn, or samples of the training in every node; shape (nodes,)."""
        if self.data is None:
            return self.tree.samples
        *_, last = self.tree.walk(self.data.x)
        counts = np.bincount(last, minlength=len(self.tree)).astype(np.float64)
        for node in reversed(self.tree.preorder):
            if self.tree.feature[node] >= 0:
                counts[node] = counts[self.tree.left[node]] + counts[self.tree.right[node]]
        return counts

    @property
    def weights_are(self) -> str:
        """What :attr:`weights` count, in the plural."""
        return self.tree.samples_are if self.data is None else mark("rows")

    @cached_property
    def selection(self) -> Selection:
        """The nodes that are drawn."""
        return select_nodes(self.tree, self.options, self.weights, self.path, self.root)

    @cached_property
    def rows(self) -> Mapping[int, Ids]:
        """Rows of the data that reach each node that is drawn; empty without data."""
        if self.data is None:
            return {}
        above = self._above()
        return rows_by_node(self.tree, self.data.x, {*above, *self.selection.nodes})

    def _above(self) -> set[int]:
        """Return the nodes from the root of the tree to that of the picture, and their other children."""
        if self.root == 0:
            return {0}
        parents = {
            int(child): node
            for node in self.tree.preorder
            if self.tree.feature[node] >= 0
            for child in (self.tree.left[node], self.tree.right[node])
        }
        found, node = set(), self.root
        while node:
            node = parents[node]
            found |= {node, int(self.tree.left[node]), int(self.tree.right[node])}
        return found

    @cached_property
    def class_names(self) -> tuple[str, ...]:
        """The classes that bars and histograms show; empty where there are none."""
        if self.data is not None:
            return self.data.class_names
        return self.tree.class_names if self.tree.task == CLASSIFICATION else ()

    @cached_property
    def groups(self) -> NDArray[np.intp]:
        """For each class its place among those that have a colour: of many classes the less frequent ones share the last."""
        count = len(self.class_names)
        if count <= MOST_CLASSES:
            return np.arange(count)
        whole = self.tree.value[0] if self.data is None else np.bincount(self.data.target.astype(np.intp), minlength=count)
        frequent = np.sort(np.argsort(-whole, kind="stable")[: MOST_CLASSES - 1])
        found = np.full(count, len(frequent), np.intp)
        found[frequent] = np.arange(len(frequent))
        return found

    @cached_property
    def group_names(self) -> tuple[str, ...]:
        """The names of these places."""
        named = {int(group): name for group, name in zip(self.groups, self.class_names, strict=True)}
        if len(named) < len(self.class_names):
            named[MOST_CLASSES - 1] = format_count(len(self.class_names) - MOST_CLASSES + 1, "other class", "other classes")
        return tuple(named[group] for group in range(len(named)))

    @cached_property
    def colors(self) -> tuple[str, ...]:
        """The colours of these places."""
        shared = len(self.group_names) < len(self.class_names)
        colors = class_colors(len(self.group_names))
        return (*colors[:-1], OTHERS_COLOR) if shared else colors

    @cached_property
    def width(self) -> float:
        """The width of the plots in nodes, in CSS pixels: what the names of the features need, within limits."""
        asked = {int(self.tree.feature[node]) for node in self.selection.nodes if self.tree.feature[node] >= 0}
        names = [text_width(one_line(self.tree.feature_names[feature]), NAME_SIZE, bold=True) for feature in sorted(asked)]
        return min(max([_LEAST_WIDTH, *names]), _MOST_WIDTH)

    @cached_property
    def value_range(self) -> tuple[float, float]:
        """The range on which answers of nodes are compared: of the target, or of all leaves."""
        if self.data is not None and not self.data.class_names and self.tree.task != "score":
            return common_range(self.data)
        leaves = self.tree.value[[node for node in self.tree.preorder if self.tree.feature[node] < 0], 0]
        low, high = float(leaves.min()), float(leaves.max())
        return (min(low, 0.0), max(high, 0.0)) if self.tree.task == "score" else (low, high)

    def counts(self, node: int) -> NDArray[np.intp] | None:
        """Return how many rows of each class reach a node; ``None`` without data of classes."""
        if self.data is None or not self.data.class_names or node not in self.rows:
            return None
        return self.data.counts(self.rows[node])

    def shares(self, node: int) -> list[float]:
        """Return the class make-up of a node by :attr:`groups`: of the data, or without data of the training."""
        counts = self.counts(node)
        if counts is None and self.tree.task != CLASSIFICATION:
            return []
        parts = self.tree.value[node] if counts is None else counts / max(int(counts.sum()), 1)
        return [float(share) for share in np.bincount(self.groups, weights=parts, minlength=len(self.group_names))]

    @cached_property
    def features_with_missing(self) -> frozenset[int]:
        """Features of which the data or the sample have missing values."""
        tables = [self.data.x] if self.data is not None else []
        tables += [self.sample.reshape(1, -1)] if self.sample is not None else []
        return frozenset(int(one) for table in tables for one in np.flatnonzero(np.isnan(table).any(axis=0)))
