from __future__ import annotations

import json
import os
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.datasets import load_iris
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

from dotnet_viz.diagrams.tree.style import TreeDiagram
from dotnet_viz.formatting import format_number
from dotnet_viz.layouts import place
from dotnet_viz.measures.trees.node_data import TreeData, tree_data
from dotnet_viz.measures.trees.read import read_tree
from dotnet_viz.measures.trees.tree import Tree
from dotnet_viz.scene import Legend, Scene
from tests.conftest import DATA
from tests.layouts.checks import assert_all_inside
from tests.measures.trees.random_trees import TREES, random_tree, rows_for

GOLDEN = DATA / "golden" / "tree-iris-depth-3.json"
IRIS = load_iris()


def iris_tree() -> tuple[Tree, TreeData]:
    model = DecisionTreeClassifier(max_depth=3, random_state=0).fit(IRIS.data, IRIS.target)
    found = read_tree(model, feature_names=IRIS.feature_names, class_names=IRIS.target_names)
    return found.tree, tree_data(found.tree, IRIS.data, IRIS.target, found.classes)


def texts(scene: Scene, node: str) -> list[str]:
    """Return what is written in a node and its plot, from the top."""
    shapes = [shape for shape in scene.shapes if shape.group == node]
    return [label.text for shape in shapes for label in shape.labels]


def meaning(scene: Scene) -> dict[str, Any]:
    """Return what a reader of the picture learns, without places."""
    return {
        "title": scene.title,
        "description": scene.description,
        "notes": list(scene.notes),
        "nodes": {
            shape.id: {"kind": shape.kind, "texts": texts(scene, shape.id), "tooltip": shape.tooltip.splitlines()}
            for shape in scene.boxes
        },
        "lines": [[line.source, line.target, line.label, line.width, line.tooltip] for line in scene.connections],
        "colors": {shape.id: shape.head_fill for shape in scene.boxes if shape.head},
        "keys": [[legend.title, [entry.text for entry in getattr(legend, "entries", ())]] for legend in scene.legends],
    }


def test_the_tree_of_iris_is_the_one_that_a_person_has_read() -> None:
    found = meaning(TreeDiagram().build(*iris_tree()))
    if os.environ.get("DOTNET_VIZ_UPDATE_GOLDEN") == "1":
        GOLDEN.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    assert found == json.loads(GOLDEN.read_text(encoding="utf-8"))


def test_histograms_count_the_rows_of_their_nodes() -> None:
    tree, data = iris_tree()
    scene = TreeDiagram(bins=10).build(tree, data)
    plot = scene.shape_by_id["n0-plot"]
    fills = {face.fill for face in plot.faces}
    assert scene.shape_by_id["n1"].head_fill in fills  # that of setosa, some of which are in the root
    assert len(fills - {"ink", "muted"}) == 3


def test_widths_of_lines_agree_with_their_legend() -> None:
    scene = TreeDiagram().build(*iris_tree())
    legend = next(one for one in scene.legends if isinstance(one, Legend))
    (_, thin), (_, thick) = legend.widths
    assert legend.ticks[-1][1] == "150"
    for line in scene.connections:
        count = int(line.tooltip.rpartition(", ")[2].split()[0])
        assert line.width == pytest.approx(thin + (thick - thin) * count / 150, abs=0.01)


def test_without_data_the_counts_of_the_training_are_drawn() -> None:
    tree, _ = iris_tree()
    scene = TreeDiagram(show_impurity=True).build(tree)
    assert texts(scene, "n0") == ["petal width (cm)", "150 samples", "gini 0.667"]
    assert texts(scene, "n1") == ["setosa", "50 of 50", "gini 0"]
    assert not any("of the data" in note for note in scene.notes)


def test_shares_are_written_where_samples_have_weights() -> None:
    model = DecisionTreeClassifier(max_depth=1, random_state=0, class_weight={0: 0.3, 1: 1.0, 2: 0.7})
    scene = TreeDiagram().build(read_tree(model.fit(IRIS.data, IRIS.target)).tree)
    assert texts(scene, "n2")[1] == f"{100 * model.tree_.value[2].max():.1f} %"


def test_the_path_of_a_sample_has_its_values_and_no_colour_alone() -> None:
    tree, data = iris_tree()
    scene = TreeDiagram(max_depth=1).build(tree, data, IRIS.data[77])
    path = [f"n{node}" for node in tree.path(IRIS.data[77])]
    marked = [shape.id for shape in scene.boxes if shape.mark]
    assert marked == path
    assert "the sample: 1.7" in texts(scene, "n0")
    assert [line.target for line in scene.connections if line.stroke == "accent"] == path[1:]
    assert "path of the sample" in [entry.text for legend in scene.legends for entry in getattr(legend, "entries", ())]


def test_what_is_folded_is_stated() -> None:
    scene = TreeDiagram(max_depth=1).build(*iris_tree())
    assert texts(scene, "n2")[0] == "6 more nodes"
    assert scene.shape_by_id["n2"].dashed
    assert scene.notes[0].startswith("3 of 9 nodes are drawn")
    below = TreeDiagram(max_depth=1).build_folded(*iris_tree())
    assert list(below) == ["n2"]
    assert below["n2"].title.endswith("below node 2")
    assert below["n2"].boxes[0].id == "n2"
    assert "100 rows" in texts(below["n2"], "n2")


def test_a_regression_shows_rows_as_dots_and_the_means_beside_the_threshold() -> None:
    rng = np.random.default_rng(0)
    x = rng.normal(size=(400, 3))
    y = np.where(x[:, 0] > 0, 10.0, 2.0) + rng.normal(size=400)
    found = read_tree(DecisionTreeRegressor(max_depth=2).fit(x, y))
    scene = TreeDiagram(max_points=50).build(found.tree, tree_data(found.tree, x, y, ()))
    assert len(scene.shape_by_id["n0-dots"].points) == 50
    assert "at most 50 rows are dots" in scene.notes[-1]
    leaf = next(shape for shape in scene.boxes if shape.kind == "leaf")
    assert leaf.labels[0].text == leaf.name
    plain = TreeDiagram().build(found.tree)
    assert texts(plain, "n0")[1:] == [f"mean {format_number(float(y.mean()))}", "400 samples"]


def test_scores_have_signs() -> None:
    x = np.arange(20.0)[:, None]
    model = GradientBoostingRegressor(n_estimators=2, max_depth=1).fit(x, np.where(x[:, 0] > 9, 5.0, -5.0))
    scene = TreeDiagram().build(read_tree(model).tree)
    assert [shape.labels[0].text for shape in scene.boxes if shape.kind == "leaf"] == ["−0.5", "+0.5"]


def test_missing_values_are_named_on_lines_where_the_data_have_some() -> None:
    x = np.array([[1.0], [2.0], [np.nan], [4.0]] * 5)
    y = np.array([0, 0, 1, 1] * 5)
    found = read_tree(DecisionTreeClassifier(max_depth=1).fit(x, y))
    labels = [line.label for line in TreeDiagram().build(found.tree, tree_data(found.tree, x, y, (0, 1))).connections]
    assert labels == ["≤ 3", "> 3 or missing"]
    assert [line.label for line in TreeDiagram().build(found.tree).connections] == ["≤ 3", "> 3"]
    assert "missing values go right" in TreeDiagram().build(found.tree).shapes[0].tooltip


@settings(max_examples=30)
@given(TREES, st.sampled_from(["TB", "LR", "BT", "RL"]), st.booleans())
def test_any_tree_can_be_drawn(tree: Tree, direction: str, with_data: bool) -> None:
    x = rows_for(1)
    data = tree_data(tree, x, np.arange(len(x)) % 3, (0, 1, 2)) if with_data else None
    scene = place(TreeDiagram(rankdir=direction, max_nodes=15).build(tree, data, x[0]))
    assert_all_inside(scene)
    assert len(scene.boxes) <= 15


def test_of_many_classes_the_most_frequent_have_a_colour() -> None:
    rng = np.random.default_rng(0)
    x = rng.normal(size=(2000, 3))
    y = np.minimum(rng.geometric(0.1, 2000) - 1, 39)  # the first classes are the most frequent
    found = read_tree(DecisionTreeClassifier(max_depth=2, random_state=0).fit(x, y))
    scene = TreeDiagram().build(found.tree, tree_data(found.tree, x, y, found.classes))
    entries = [entry.text for entry in getattr(scene.legends[0], "entries", ())]
    assert len(entries) == 12
    assert entries[:3] == ["0", "1", "2"]
    assert entries[-1] == f"{len(found.classes) - 11} other classes"
    colors = {face.fill for face in scene.shape_by_id["n0-plot"].faces} - {"ink", "muted"}
    assert len(colors) == 12
    assert "39" in scene.shape_by_id["n0"].tooltip or "more" in scene.shape_by_id["n0"].tooltip


def test_a_tree_without_splits_is_one_leaf() -> None:
    scene = place(TreeDiagram().build(random_tree(0, 0)))
    assert [shape.kind for shape in scene.boxes] == ["leaf"]
    assert "without any split" in scene.description
    assert not [legend for legend in scene.legends if isinstance(legend, Legend)]
