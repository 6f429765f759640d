from __future__ import annotations

import json
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sklearn.datasets import load_breast_cancer, load_diabetes, load_iris
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor, ExtraTreeClassifier

import dotnet_viz as dv
from dotnet_viz.errors import NotBuiltError, OptionError, ShapeError, VizError
from tests.renderers.graphviz_tools import render

IRIS = load_iris()
HOSTILE = ['"]; }\n<script>alert(1)</script>', "a\\N&amp;<b>", "名前\u202e\x00", "x" * 300]


def iris_model(depth: int = 3) -> DecisionTreeClassifier:
    return DecisionTreeClassifier(max_depth=depth, random_state=0).fit(IRIS.data, IRIS.target)


def test_graphviz_takes_the_text_and_keeps_the_order_of_children() -> None:
    drawing = dv.tree(iris_model(), data=(IRIS.data, IRIS.target), class_names=IRIS.target_names)
    placed = render(drawing.dot, "plain").decode()
    at = {line.split()[1]: float(line.split()[2]) for line in placed.splitlines() if line.startswith("node n")}
    assert set(at) == {shape.id for shape in drawing.scene.boxes}
    children: dict[str, list[str]] = {}
    for line in drawing.scene.connections:
        children.setdefault(line.source, []).append(line.target)
    assert all(at[left] < at[right] for left, right in children.values())


@pytest.mark.dot
def test_the_dot_of_the_system_takes_the_text() -> None:
    text = dv.tree(iris_model(), feature_names=HOSTILE, class_names=HOSTILE[:3]).dot
    done = subprocess.run(["dot", "-Tsvg"], input=text.encode(), capture_output=True, check=True)
    assert done.stderr == b""


def test_hostile_names_stay_text() -> None:
    drawing = dv.tree(iris_model(), data=(IRIS.data, IRIS.target), feature_names=HOSTILE, class_names=HOSTILE[:3])
    root = ET.fromstring(drawing.svg)
    assert not [item for item in root.iter() if item.tag.endswith("script")]
    assert "<script>alert" not in drawing.html
    render(drawing.dot, "svg")


def test_the_same_tree_gives_the_same_bytes_in_another_process() -> None:
    code = (
        "import sys, dotnet_viz as dv\n"
        "from sklearn.datasets import load_iris\n"
        "from sklearn.tree import DecisionTreeClassifier\n"
        "iris = load_iris()\n"
        "model = DecisionTreeClassifier(max_depth=3, random_state=0).fit(iris.data, iris.target)\n"
        "sys.stdout.write(dv.tree(model, data=(iris.data, iris.target)).svg)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, encoding="utf-8")
    assert done.stdout == dv.tree(iris_model(), data=(IRIS.data, IRIS.target)).svg


@pytest.mark.parametrize("regression", [False, True])
def test_a_picture_of_depth_3_is_small(regression: bool) -> None:
    x, y = (load_diabetes if regression else load_breast_cancer)(return_X_y=True)
    model = (DecisionTreeRegressor if regression else DecisionTreeClassifier)(max_depth=3, random_state=0).fit(x, y)
    assert len(dv.tree(model, data=(x, y)).svg) < 60_000  # dtreeviz: 265 kB


def test_a_large_tree_is_folded() -> None:
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(32_000, 6)), rng.integers(0, 2, 32_000)
    model = ExtraTreeClassifier(max_depth=20, max_features=1, random_state=0).fit(x, y)
    assert model.get_n_leaves() > 5000
    drawing = dv.tree(model, data=(x, y))
    assert len(drawing.svg) < 120_000
    assert len(drawing.scene.boxes) <= 31
    assert "more nodes" in drawing.svg
    assert len(dv.tree(model, max_depth=None).scene.boxes) <= 100


def test_a_forest_states_which_tree_is_drawn() -> None:
    x, y = load_breast_cancer(return_X_y=True)
    forest = RandomForestClassifier(200, random_state=0, max_depth=5).fit(x, y)
    drawing = dv.tree(forest, data=(x, y))
    assert "most like the forest" in drawing.scene.notes[0]
    assert dv.tree(forest, index=3).scene.title.startswith("Tree 4 of 200 of RandomForestClassifier")


def test_names_of_classes_are_those_of_the_data_where_leaves_have_scores() -> None:
    x, y = load_breast_cancer(return_X_y=True)
    model = HistGradientBoostingClassifier(max_iter=2, max_depth=2).fit(x, y)
    drawing = dv.tree(model, data=(x, y), class_names=["malignant", "benign"])
    assert [entry.text for entry in getattr(drawing.scene.legends[0], "entries", ())] == ["malignant", "benign"]
    assert "positive values speak for benign" in drawing.scene.notes[0]


def test_of_several_targets_the_one_of_the_output_is_shown() -> None:
    y = np.column_stack([IRIS.target, IRIS.target % 2])
    model = DecisionTreeClassifier(max_depth=2, random_state=0).fit(IRIS.data, y)
    drawing = dv.tree(model, data=(IRIS.data, y), output=1)
    assert drawing.data is not None
    assert drawing.data.counts(np.arange(150)).tolist() == [100, 50]


def test_a_table_gives_the_names() -> None:
    pandas = pytest.importorskip("pandas")
    table = pandas.DataFrame(IRIS.data, columns=["a", "b", "c", "d"])
    labels = np.array(["setosa", "versicolor", "virginica"])[IRIS.target]
    model = DecisionTreeClassifier(max_depth=2, random_state=0).fit(table, labels)
    drawing = dv.tree(model, data=(table, labels), sample=table.iloc[60])
    assert [shape.name for shape in drawing.scene.boxes] == ["d", "setosa", "d", "versicolor", "virginica"]
    named = DecisionTreeClassifier(max_depth=2, random_state=0).fit(IRIS.data, labels)
    assert dv.tree(named, data=(table, labels)).scene.boxes[0].name == "d"


def test_all_nodes_can_be_had_as_numbers() -> None:
    model = iris_model()
    drawing = dv.tree(model, data=(IRIS.data, IRIS.target), max_depth=1)
    nodes = json.loads(json.dumps(drawing.to_dict()))["nodes"]
    assert [node["node"] for node in nodes] == list(range(model.tree_.node_count))
    assert [node["rows"] for node in nodes] == model.tree_.n_node_samples.tolist()
    assert nodes[1]["counts"] == [50, 0, 0]
    assert drawing.tree is not None
    assert drawing.tree.predict(IRIS.data).tolist() == model.predict_proba(IRIS.data).tolist()


def test_nodes_are_rows_of_a_frame() -> None:
    pytest.importorskip("pandas")
    frame = dv.tree(iris_model(), feature_names=["a", "b", "c", "d"]).to_frame()
    assert frame.feature.isna().tolist()[:3] == [False, True, False]
    assert frame.feature[0] == "d"
    assert frame.threshold[0] == pytest.approx(0.8)
    assert frame.attrs["feature_names"] == ["a", "b", "c", "d"]


@pytest.mark.browser
def test_a_page_opens_what_is_folded(page: Any, tmp_path: Path) -> None:
    path = dv.tree(iris_model(), data=(IRIS.data, IRIS.target), max_depth=1).save(tmp_path / "tree.html")
    page.goto(path.as_uri())
    assert page.get_by_text("below node 2").count() == 0 or not page.get_by_text("below node 2").first.is_visible()
    page.locator("#dv_n2").click()  # through the plot, which is no shape of its own
    assert page.get_by_text("below node 2").last.is_visible()


@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        ({"max_dept": 3}, OptionError, "did you mean 'max_depth'"),
        ({"max_depth": -1}, OptionError, "max_depth must be a whole number of at least 0"),
        ({"rankdir": "down"}, OptionError, "choose one of: TB"),
        ({"direction": "LR"}, OptionError, "did you mean 'rankdir'"),
        ({"data": IRIS.data}, OptionError, r"data=\(x, y\)"),
        ({"data": (IRIS.data[:, :2], IRIS.target)}, ShapeError, "4 features"),
        ({"sample": [1.0, 2.0]}, ShapeError, "4 features"),
        ({"sample": ["a", "b", "c", "d"]}, VizError, "must be numbers"),
        ({"index": [1, 2]}, OptionError, "index"),
    ],
)
def test_wrong_options_are_named(options: dict[str, object], error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        dv.tree(iris_model(), **options)  # type: ignore[arg-type]


def test_what_is_not_fitted_says_so() -> None:
    with pytest.raises(NotBuiltError, match="DecisionTreeClassifier is not fitted"):
        dv.tree(DecisionTreeClassifier())
