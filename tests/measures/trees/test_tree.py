from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.errors import ShapeError
from dotnet_viz.measures.trees.tree import Tree
from tests.measures.trees.random_trees import TREES, random_tree, rows_for


def walked(tree: Tree, row: np.ndarray) -> list[int]:
    """Return the nodes that a row passes, one by one, as a person would go."""
    node, found = 0, [0]
    while tree.feature[node] >= 0:
        value = row[tree.feature[node]]
        if np.isnan(value):
            left = tree.missing_left is not None and tree.missing_left[node]
        elif node in tree.categories:
            left = int(value) in tree.categories[node]
        else:
            left = value <= tree.threshold[node]
        node = int(tree.left[node] if left else tree.right[node])
        found.append(node)
    return found


@given(TREES, st.integers(0, 10_000))
def test_rows_go_where_the_rules_send_them(tree: Tree, seed: int) -> None:
    rows = rows_for(seed, 20)
    paths = [walked(tree, row) for row in rows]
    assert tree.apply(rows).tolist() == [path[-1] for path in paths]
    assert [list(tree.path(row)) for row in rows] == paths


@given(TREES)
def test_numbers_of_the_whole_tree_agree(tree: Tree) -> None:
    assert sorted(tree.preorder) == list(range(len(tree)))
    assert tree.sizes[0] == len(tree)
    assert tree.leaves == (len(tree) + 1) // 2
    splits = [node for node in tree.preorder if tree.feature[node] >= 0]
    parents = {int(child): node for node in splits for child in (tree.left[node], tree.right[node])}
    assert all(tree.depths[node] == tree.depths[parent] + 1 for node, parent in parents.items())


def test_a_tree_that_is_one_long_path_is_walked() -> None:
    count = 5000
    nodes = 2 * count + 1
    left, right = np.full(nodes, -1), np.full(nodes, -1)
    left[0 : 2 * count : 2], right[0 : 2 * count : 2] = np.arange(1, nodes, 2), np.arange(2, nodes, 2)
    feature = np.where(left < 0, -1, 0)
    threshold = np.where(left < 0, np.nan, np.repeat(np.arange(count + 1), 2)[:nodes])
    tree = Tree("chain", "regression", left, right, feature, threshold, np.zeros((nodes, 1)), np.ones(nodes), ("x",))
    assert tree.depth == count
    assert tree.apply(np.array([[0.0], [2500.0], [1e9]])).tolist() == [1, 5001, nodes - 1]


def test_values_are_compared_as_their_library_does() -> None:
    arrays = (np.array([1, -1, -1]), np.array([2, -1, -1]), np.array([0, -1, -1]), np.array([0.1, np.nan, np.nan]))
    rest = (np.array([[0.0], [1.0], [2.0]]), np.ones(3), ("x",))
    just_above = np.array([[np.nextafter(0.1, 1)]])
    assert Tree("double", "regression", *arrays, *rest).apply(just_above).tolist() == [2]
    single = (*arrays[:3], np.array([float(np.float32(0.1)), np.nan, np.nan]))
    assert Tree("single", "regression", *single, *rest, is_single=True).apply(just_above).tolist() == [1]
    assert Tree("strict", "regression", *single, *rest, is_single=True, is_strict=True).apply(just_above).tolist() == [2]


def test_zero_and_nan_may_stand_for_each_other() -> None:
    arrays = (np.array([1, -1, -1]), np.array([2, -1, -1]), np.array([0, -1, -1]), np.array([0.5, np.nan, np.nan]))
    rest = (np.zeros((3, 1)), np.ones(3), ("x",))
    rows = np.array([[np.nan], [0.0], [1.0]])
    flags = np.array([True, False, False])
    assert Tree("t", "regression", *arrays, *rest, nan_is_zero=flags).apply(rows).tolist() == [1, 1, 2]
    assert Tree("t", "regression", *arrays, *rest, nan_is_zero=flags, zero_is_missing=flags).apply(rows).tolist() == [2, 2, 2]


def test_all_of_a_tree_is_plain_json() -> None:
    tree = random_tree(5, 3, categorical=True)
    found = json.loads(json.dumps(tree.to_dict()))
    assert [node["node"] for node in found["nodes"]] == list(tree.preorder)
    assert found["nodes"][0]["samples"] == tree.samples[0]


def test_rows_of_another_number_of_features_are_refused() -> None:
    with pytest.raises(ShapeError, match="4 features"):
        random_tree(3, 0).apply(np.zeros((2, 3)))
