"""A decision tree as arrays, and the walk of rows through it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.errors import ShapeError
from dotnet_viz.runtime.cached import cached_property
from dotnet_viz.translation.translate import mark

Numbers = NDArray[np.float64]
Ids = NDArray[np.intp]
Flags = NDArray[np.bool_]

CLASSIFICATION, REGRESSION, SCORE = "classification", "regression", "score"

_ZERO = 1e-35
"""LightGBM takes numbers that are nearer to 0 than this as 0."""


@dataclass(frozen=True, eq=False)
class Tree:
    """One fitted decision tree; nodes are numbered as in the library that it comes from, and the first one is the root.

    Args:
        name: of the estimator, and which of its trees it is.
        task: ``"classification"`` (values are shares of classes), ``"regression"`` (values are predictions) or ``"score"``
            (the values of many trees are added up, as in boosting, or the tree has no target).
        left: for each node the one where its rule holds, -1 for leaves; shape (nodes,).
        right: the one where it does not; shape (nodes,).
        feature: position of the feature that a node asks for, -1 for leaves; shape (nodes,).
        threshold: values up to it go to the left; NaN for leaves and for sets of categories; shape (nodes,).
        value: class shares, prediction or score; shape (nodes, outputs).
        samples: training samples in each node, or what stands for them, see ``samples_are``; shape (nodes,).
        feature_names: one for each feature.
        class_names: one for each class; for a score the class that it belongs to; may be empty.
        missing_left: whether missing values go to the left; shape (nodes,).
        nan_is_zero: whether NaN is taken as the number 0; shape (nodes,).
        zero_is_missing: whether 0 is taken as missing; shape (nodes,).
        categories: for each node that asks for a set of categories, those that go to the left.
        known_categories: for each feature, the categories of the training where others count as missing.
        category_names: for each feature, the names of its categories in order.
        is_strict: whether only values below the threshold go to the left, not the threshold itself.
        is_single: whether values are rounded to single precision before they are compared.
        impurity: of each node; shape (nodes,), or ``None``.
        criterion: what the impurity is, such as ``"gini"``.
        gain: how much each split lowers the loss; shape (nodes,), or ``None``.
        samples_are: what ``samples`` counts.
        notes: what a reader should know of it, such as which tree of a forest it is.

    Example:
        >>> stump = Tree("stump", "regression", np.array([1, -1, -1]), np.array([2, -1, -1]), np.array([0, -1, -1]),
        ...              np.array([0.5, np.nan, np.nan]), np.array([[1.5], [1.0], [2.0]]), np.array([4.0, 2.0, 2.0]), ("age",))
        >>> stump.predict(np.array([[0.5], [0.6]])).tolist()
        [[1.0], [2.0]]
    """

    name: str
    task: str
    left: Ids
    right: Ids
    feature: Ids
    threshold: Numbers
    value: Numbers
    samples: Numbers
    feature_names: tuple[str, ...]
    class_names: tuple[str, ...] = ()
    missing_left: Flags | None = None
    nan_is_zero: Flags | None = None
    zero_is_missing: Flags | None = None
    categories: Mapping[int, tuple[int, ...]] = field(default_factory=lambda: MappingProxyType({}))
    known_categories: Mapping[int, tuple[int, ...]] = field(default_factory=lambda: MappingProxyType({}))
    category_names: Mapping[int, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    is_strict: bool = False
    is_single: bool = False
    impurity: Numbers | None = None
    criterion: str = ""
    gain: Numbers | None = None
    samples_are: str = mark("samples")
    notes: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.feature)

    @property
    def leaves(self) -> int:
        """How many leaves it has."""
        return int((self.feature < 0).sum())

    @property
    def is_root_only(self) -> bool:
        """Whether it has no split at all."""
        return bool(self.feature[0] < 0)

    @cached_property
    def preorder(self) -> tuple[int, ...]:
        """The nodes, parents before children and left before right; without those that are not part of the tree."""
        order, pending = [], [0]
        while pending:
            node = pending.pop()
            order.append(node)
            if self.feature[node] >= 0:
                pending += [int(self.right[node]), int(self.left[node])]
        return tuple(order)

    @cached_property
    def depths(self) -> Ids:
        """Splits from the root to each node; shape (nodes,)."""
        found = np.zeros(len(self), np.intp)
        for node in self.preorder:
            if self.feature[node] >= 0:
                found[[self.left[node], self.right[node]]] = found[node] + 1
        return found

    @cached_property
    def sizes(self) -> Ids:
        """Nodes of the part that starts at each node, itself included; shape (nodes,)."""
        found = np.ones(len(self), np.intp)
        for node in reversed(self.preorder):
            if self.feature[node] >= 0:
                found[node] += found[self.left[node]] + found[self.right[node]]
        return found

    @cached_property
    def has_negative_leaves(self) -> bool:
        """Whether the answer of any leaf is below 0."""
        return bool((self.value[self.feature < 0, 0] < 0).any())

    @property
    def depth(self) -> int:
        """Splits on the longest path."""
        return int(self.depths.max())

    def goes_left(self, nodes: Ids, values: Numbers) -> Flags:
        """Return for pairs of a node and a value of its feature whether they go on to the left.

        Args:
            nodes: ids of nodes that split; shape (n,).
            values: of the feature of each node; shape (n,).
        """
        none = np.zeros(len(nodes), bool)
        absent = np.isnan(values)
        if self.nan_is_zero is not None:
            values = np.where(absent & self.nan_is_zero[nodes], 0.0, values)
            absent = np.isnan(values)
        if self.zero_is_missing is not None:
            absent = absent | (self.zero_is_missing[nodes] & (np.abs(values) <= _ZERO))
        numbers = values.astype(np.float32).astype(np.float64) if self.is_single else values
        left = numbers < self.threshold[nodes] if self.is_strict else numbers <= self.threshold[nodes]
        for node in np.unique(nodes).tolist() if self.categories else ():
            if node in self.categories:
                here = nodes == node
                given = np.trunc(np.nan_to_num(values[here], nan=-1.0))
                left[here] = np.isin(given, self.categories[node])
                known = self.known_categories.get(int(self.feature[node]))
                if known is not None:
                    absent[here] |= ~np.isin(given, known)
        return np.where(absent, none if self.missing_left is None else self.missing_left[nodes], left)

    def walk(self, x: Any, nodes: Ids | None = None) -> Iterator[Ids]:
        """Yield where each row is, at the root first and after each split, until all are at leaves.

        Args:
            x: features as the tree has them; shape (rows, features).
            nodes: where each row starts; ``None`` for the root.

        Raises:
            ShapeError: another number of features.
        """
        table = self.checked(x)
        nodes = np.zeros(len(table), np.intp) if nodes is None else nodes
        while True:
            yield nodes
            rows = np.flatnonzero(self.feature[nodes] >= 0)
            if not len(rows):
                return
            at = nodes[rows]
            left = self.goes_left(at, table[rows, self.feature[at]])
            nodes = nodes.copy()
            nodes[rows] = np.where(left, self.left[at], self.right[at])

    def apply(self, x: Any) -> Ids:
        """Return the leaf that each row ends in; shape (rows,).

        Args:
            x: see :meth:`walk`.
        """
        *_, last = self.walk(x)
        return last

    def predict(self, x: Any) -> Numbers:
        """Return the value of the leaf that each row ends in; shape (rows, outputs).

        Args:
            x: see :meth:`walk`.
        """
        return self.value[self.apply(x)]

    def path(self, row: Any) -> tuple[int, ...]:
        """Return the nodes that one row passes, from the root to its leaf.

        Args:
            row: one value for each feature; shape (features,) or (1, features).
        """
        return tuple(dict.fromkeys(int(nodes[0]) for nodes in self.walk(np.asarray(row, dtype=np.float64).reshape(1, -1))))

    def checked(self, x: Any) -> Numbers:
        """Return rows as numbers.

        Args:
            x: shape (rows, features).

        Raises:
            ShapeError: another number of features.
        """
        table = np.asarray(x, dtype=np.float64)
        if table.ndim != 2 or table.shape[1] != len(self.feature_names):
            raise ShapeError(f"the tree takes rows of {len(self.feature_names)} features, not an array of shape {table.shape}")
        return table

    def to_dict(self) -> dict[str, Any]:
        """Return the tree as plain JSON values, one entry for each node of the tree, in the order of :attr:`preorder`."""
        return {
            "name": self.name, "task": self.task, "feature_names": list(self.feature_names),
            "class_names": list(self.class_names), "notes": list(self.notes), "samples_are": self.samples_are,
            "nodes": [self.node_dict(node) for node in self.preorder],
        }  # fmt: skip

    def node_dict(self, node: int) -> dict[str, Any]:
        """Return what is known of one node as plain JSON values.

        Args:
            node: its id.
        """
        is_leaf = self.feature[node] < 0
        position = int(self.feature[node])
        found: dict[str, Any] = {
            "node": node,
            "depth": int(self.depths[node]),
            "feature": None if is_leaf else self.feature_names[position],
            "threshold": None if is_leaf or node in self.categories else float(self.threshold[node]),
            "categories": list(self.categories[node]) if node in self.categories else None,
            "left": None if is_leaf else int(self.left[node]),
            "right": None if is_leaf else int(self.right[node]),
            "missing_left": None if is_leaf or self.missing_left is None else bool(self.missing_left[node]),
            "samples": float(self.samples[node]),
            "value": [float(value) for value in self.value[node]],
        }
        if self.impurity is not None:
            found["impurity"] = float(self.impurity[node])
        if self.gain is not None:
            found["gain"] = float(self.gain[node])
        return found
