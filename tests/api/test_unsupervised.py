from __future__ import annotations

import numpy as np
import pytest
from sklearn.cluster import KMeans
from sklearn.datasets import load_wine
from sklearn.decomposition import PCA

import dotnet_viz as dv
from dotnet_viz.errors import OptionError
from tests.charts.reading import texts

X, Y = load_wine(return_X_y=True)
NAMES = [f"grape {number}" for number in range(3)]


def test_clusters_say_sizes_silhouettes_and_how_many_were_measured() -> None:
    chart = dv.clusters(X, KMeans(3, n_init=1, random_state=0).fit(X), max_samples=100)
    numbers = chart.to_dict()
    assert len(numbers["silhouette"]) == 100
    assert sum(numbers["sizes"].values()) == numbers["samples"] == 178
    assert any("100 of 178, evenly taken" in text for text in texts(chart))
    assert {f"{size:,}" for size in numbers["sizes"].values()} <= set(texts(chart))
    assert any("no silhouettes" in text for text in texts(dv.clusters(X, np.zeros(178, int))))


def test_components_have_names_of_features_and_classes_and_all_numbers() -> None:
    chart = dv.pca(X, Y, feature_names=[f"f{number}" for number in range(13)], class_names=NAMES, max_features=3)
    numbers = chart.to_dict()
    assert np.shape(numbers["loadings"]) == (13, 13)
    assert numbers["class"][0] == "grape 0"
    drawn = {text for text in texts(chart) if text.startswith("f")}
    longest = np.argsort(-np.hypot(*np.array(numbers["loadings"])[:2]))[:3]
    assert drawn == {f"f{feature}" for feature in longest}
    assert set(NAMES) <= set(texts(chart))
    assert chart.svg == dv.pca(X, Y, feature_names=[f"f{n}" for n in range(13)], class_names=NAMES, max_features=3).svg


def test_rows_and_activations_are_points_by_class() -> None:
    chart = dv.embedding(X, Y, class_names=NAMES, max_samples=60)
    frame = chart.to_dict()
    assert (len(frame["x"]), frame["rows"]) == (60, 178)
    assert frame["class"] == [NAMES[Y[row]] for row in frame["row"]]
    assert any("60 of 178 rows, evenly taken" in text for text in texts(chart))

    kernel = np.random.default_rng(0).normal(size=(13, 6))
    model = [(kernel, None, "relu"), np.ones((6, 2))]
    found = dv.embedding(X, Y, model=model, layer="dense_1").to_dict()
    expected = PCA(2).fit_transform(np.maximum(X @ kernel, 0))
    assert np.abs(np.column_stack([found["x"], found["y"]])) == pytest.approx(np.abs(expected), rel=1e-4, abs=1e-2)


def test_amounts_and_many_classes_and_hostile_names_are_drawn() -> None:
    amounts = dv.embedding(X, X[:, 0])
    assert amounts.to_dict()["value"] == X[:, 0].tolist()
    many = dv.embedding(X, [f"<class {row % 30}>" for row in range(178)])
    assert "11 other classes" in texts(many)
    assert "<class" not in many.svg


def test_options_that_cannot_be_used_are_clear_errors() -> None:
    with pytest.raises(OptionError, match="both model= and layer="):
        dv.embedding(X, model=[np.ones((13, 2))])
    with pytest.raises(OptionError, match="dense_1"):
        dv.embedding(X, model=[np.ones((13, 2))], layer="dense_2")
    with pytest.raises(OptionError, match="unknown method"):
        dv.embedding(X, method="mds")
    with pytest.raises(OptionError, match="max_samples"):
        dv.clusters(X, Y, max_samples=1)
    with pytest.raises(OptionError, match="theme"):
        dv.pca(X, theme="pink")
