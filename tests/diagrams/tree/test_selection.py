from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.diagrams.tree.options import TreeOptions
from dotnet_viz.diagrams.tree.selection import select_nodes
from dotnet_viz.measures.trees.tree import Tree
from tests.measures.trees.random_trees import TREES, random_tree, rows_for


@given(TREES, st.integers(0, 6) | st.none(), st.integers(1, 30) | st.none())
def test_every_node_is_drawn_or_in_a_fold(tree: Tree, deepest: int | None, most: int | None) -> None:
    found = select_nodes(tree, TreeOptions(max_depth=deepest, max_nodes=most), tree.samples)
    assert len(found.nodes) + found.hidden == len(tree)
    assert most is None or len(found.nodes) <= most
    assert deepest is None or max(tree.depths[node] for node in found.nodes) <= deepest
    if deepest is None and most is None:
        assert found.nodes == tree.preorder
        assert not found.folded


@given(TREES, st.integers(0, 1000))
def test_the_path_of_a_sample_is_drawn_to_its_leaf(tree: Tree, seed: int) -> None:
    path = tree.path(rows_for(seed, 1)[0])
    assert set(path) <= set(select_nodes(tree, TreeOptions(max_depth=1), tree.samples, path).nodes)


def test_nodes_with_the_most_samples_are_drawn_first() -> None:
    tree = random_tree(40, 1)
    drawn = select_nodes(tree, TreeOptions(max_depth=None, max_nodes=21), tree.samples)
    opened = [node for node in drawn.nodes if tree.feature[node] >= 0 and node not in drawn.folded]
    assert min(tree.samples[node] for node in opened) >= max(tree.samples[node] for node in drawn.folded)


def test_a_part_of_a_tree_starts_at_its_own_root() -> None:
    tree = random_tree(40, 1)
    root = int(tree.left[0])
    found = select_nodes(tree, TreeOptions(max_depth=2), tree.samples, root=root)
    assert found.nodes[0] == root
    assert len(found.nodes) + found.hidden == tree.sizes[root]
