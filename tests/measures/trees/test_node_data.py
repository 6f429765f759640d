from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.errors import OptionError, ShapeError
from dotnet_viz.measures.trees.node_data import category_distribution, distribution, rows_by_node, tree_data
from dotnet_viz.measures.trees.tree import Tree
from tests.measures.trees.random_trees import TREES, random_tree, rows_for


@given(TREES, st.integers(0, 1000))
def test_rows_of_nodes_are_those_that_pass_them(tree: Tree, seed: int) -> None:
    x = rows_for(seed)
    found = rows_by_node(tree, x, range(len(tree)))
    paths = [set(tree.path(row)) for row in x]
    for node, rows in found.items():
        assert rows.tolist() == [row for row, path in enumerate(paths) if node in path]


def test_labels_are_found_by_value_or_by_text() -> None:
    tree, x = random_tree(3, 0), rows_for(0, 3)
    assert tree_data(tree, x, ["c", "a", "b"], ("a", "b", "c")).target.tolist() == [2, 0, 1]
    assert tree_data(tree, x, np.array([[1], [0], [2]]), (0, 1, 2)).target.tolist() == [1, 0, 2]
    assert tree_data(tree, x, ["1", "0", "2"], (0, 1, 2)).target.tolist() == [1, 0, 2]
    assert tree_data(tree, x, [True, False, True], (False, True)).class_names == ("False", "True")


@pytest.mark.parametrize(
    ("y", "classes", "error", "words"),
    [
        (["a", "b", "d"], ("a", "b", "c"), OptionError, "the label 'd', and the estimator knows: a, b, c"),
        ([0, 1], (0, 1, 2), ShapeError, "x has 3 rows, y the shape"),
        ([[0, 1]] * 3, (0, 1, 2), ShapeError, "one target for each"),
    ],
)
def test_targets_that_do_not_fit_are_refused(y: object, classes: tuple[object, ...], error: type, words: str) -> None:
    with pytest.raises(error, match=words):
        tree_data(random_tree(3, 0), rows_for(0, 3), y, classes)


def test_a_regression_takes_finite_numbers() -> None:
    none = np.array([-1])
    tree = Tree("t", "regression", none, none, none, np.array([np.nan]), np.zeros((1, 1)), np.ones(1), ("x",))
    for y, words in ((["a"], "must be numbers"), ([np.nan], "finite numbers")):
        with pytest.raises(OptionError, match=words):
            tree_data(tree, np.zeros((1, 1)), y, ())
    with pytest.raises(OptionError, match="no rows"):
        tree_data(tree, np.zeros((0, 1)), [], ())


@given(st.lists(st.floats(-1e6, 1e6) | st.just(np.nan), max_size=50), st.floats(-1e6, 1e6))
def test_every_number_is_in_a_bin(numbers: list[float], threshold: float) -> None:
    values = np.array(numbers, dtype=np.float64)
    found = distribution(values, None, 1, 7, [threshold])
    assert found.counts.sum() + found.missing == len(values)
    assert found.edges[0] <= threshold <= found.edges[-1]


def test_bins_are_those_of_numpy() -> None:
    values, groups = np.random.default_rng(0).normal(size=500), np.arange(500.0) % 2
    found = distribution(values, groups, 2, 20)
    for group in (0, 1):
        assert found.counts[group].tolist() == np.histogram(values[groups == group], found.edges)[0].tolist()


def test_categories_that_go_left_stand_first() -> None:
    values = np.array([0, 1, 1, 2, 3, 3, 3, np.nan])
    found, left = category_distribution(values, None, 1, (3, 1), ("a", "b", "c", "d"))
    assert found.names == ("b", "d", "a", "c")
    assert found.counts.tolist() == [[2, 3, 1, 1]]
    assert (left, found.missing) == (2, 1)


def test_of_many_categories_the_most_frequent_are_shown() -> None:
    values = np.repeat(np.arange(30.0), np.arange(30) + 1)
    found, left = category_distribution(values, None, 1, (29,), ())
    assert found.names[0] == "29"
    assert len(found.names) == 12
    assert left == 1
    assert found.counts.sum() + found.missing == len(values)
