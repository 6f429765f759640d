"""Random trees, made from arrays, of any form: wide, deep, with missing values and categories."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from dotnet_viz.measures.trees.tree import Tree

FEATURES = 4


def random_tree(splits: int, seed: int, *, categorical: bool = False) -> Tree:
    """Return a tree with a number of splits, of which each is put at a leaf that is chosen at random."""
    rng = np.random.default_rng(seed)
    left, right, feature, threshold = [-1], [-1], [-1], [np.nan]
    categories: dict[int, tuple[int, ...]] = {}
    for _ in range(splits):
        leaves = [node for node, one in enumerate(feature) if one < 0]
        node = leaves[int(rng.integers(len(leaves)))]
        left[node], right[node] = len(left), len(left) + 1
        feature[node] = int(rng.integers(FEATURES))
        threshold[node] = float(np.round(rng.normal(), 1))
        if categorical and feature[node] == 0:
            categories[node] = tuple(int(one) for one in np.flatnonzero(rng.random(5) < 0.5))
            threshold[node] = np.nan
        left += [-1, -1]
        right += [-1, -1]
        feature += [-1, -1]
        threshold += [np.nan, np.nan]
    count = len(left)
    shares = rng.random((count, 3)) + 1e-3
    return Tree(
        "random", "classification", np.array(left), np.array(right), np.array(feature), np.array(threshold),
        shares / shares.sum(axis=1, keepdims=True), _samples(left, right, rng),
        tuple(f"f{position}" for position in range(FEATURES)), ("a", "b", "c"),
        missing_left=rng.random(count) < 0.5, categories=categories,
    )  # fmt: skip


def _samples(left: list[int], right: list[int], rng: np.random.Generator) -> np.ndarray:
    found = rng.integers(1, 50, len(left)).astype(float)
    for node in reversed(range(len(left))):
        if left[node] >= 0:
            found[node] = found[left[node]] + found[right[node]]
    return found


def rows_for(seed: int, count: int = 60) -> np.ndarray:
    """Return rows, some of whose values are missing."""
    rng = np.random.default_rng(seed)
    rows = np.round(rng.normal(size=(count, FEATURES)), 1)
    rows[:, 0] = rng.integers(-1, 6, count)
    rows[rng.random(rows.shape) < 0.1] = np.nan
    return rows


TREES = st.builds(random_tree, st.integers(0, 60), st.integers(0, 10_000), categorical=st.booleans())
