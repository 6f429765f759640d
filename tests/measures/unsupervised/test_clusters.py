from __future__ import annotations

import numpy as np
import pytest
from sklearn.cluster import DBSCAN, KMeans
from sklearn.datasets import load_wine
from sklearn.metrics import silhouette_samples, silhouette_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from dotnet_viz.errors import NotBuiltError, ShapeError, UnsupportedInputError
from dotnet_viz.measures.unsupervised.clusters import measure_clusters

X = load_wine().data


def test_silhouettes_are_those_of_scikit_learn() -> None:
    labels = KMeans(3, n_init=1, random_state=0).fit_predict(X)
    found = measure_clusters(X, labels)
    assert found.silhouettes.tolist() == silhouette_samples(X, labels).tolist()
    assert found.mean == pytest.approx(silhouette_score(X, labels))
    assert found.sizes.tolist() == np.bincount(labels).tolist()
    assert found.means[1] == pytest.approx(silhouette_samples(X, labels)[labels == 1].mean())


def test_a_pipeline_measures_rows_as_its_last_step_gets_them() -> None:
    pipeline = make_pipeline(StandardScaler(), KMeans(3, n_init=1, random_state=0)).fit(X)
    expected = silhouette_samples(StandardScaler().fit_transform(X), pipeline.predict(X))
    assert measure_clusters(X, pipeline).silhouettes == pytest.approx(expected)
    assert measure_clusters(X[:50], pipeline).total == 50


def test_samples_without_a_cluster_are_counted_and_not_measured() -> None:
    scaled = StandardScaler().fit_transform(X)
    model = DBSCAN(2.3).fit(scaled)
    found = measure_clusters(scaled, model)
    inside = model.labels_ != -1
    assert found.noise == (~inside).sum() > 0
    assert found.samples.tolist() == np.flatnonzero(inside).tolist()
    assert found.silhouettes == pytest.approx(silhouette_samples(scaled[inside], model.labels_[inside]))


def test_of_many_samples_some_are_measured_evenly_and_all_are_counted() -> None:
    x = np.random.default_rng(0).normal(size=(5000, 2))
    labels = (x[:, 0] > 0).astype(int)
    found = measure_clusters(x, labels, max_samples=200)
    assert (len(found.samples), int(found.sizes.sum()), found.total) == (200, 5000, 5000)
    assert (found.samples[0], found.samples[-1]) == (0, 4999)
    assert found.silhouettes == pytest.approx(silhouette_samples(x[found.samples], labels[found.samples]))


@pytest.mark.parametrize("labels", [np.zeros(5, int), np.arange(5), np.full(5, -1)])
def test_where_silhouettes_are_not_defined_there_are_sizes_alone(labels: np.ndarray) -> None:
    found = measure_clusters(np.arange(5.0)[:, None], labels)
    assert int(found.sizes.sum()) + found.noise == 5
    assert np.isnan(found.mean)


def test_what_cannot_be_measured_is_a_clear_error() -> None:
    with pytest.raises(NotBuiltError, match="KMeans is not fitted"):
        measure_clusters(X, KMeans(3))
    with pytest.raises(NotBuiltError, match="DBSCAN is not fitted"):
        measure_clusters(X, DBSCAN())
    with pytest.raises(ShapeError, match="knows clusters of the 178 rows"):
        measure_clusters(X[:5], DBSCAN().fit(X))
    with pytest.raises(UnsupportedInputError, match="finds no clusters"):
        measure_clusters(X, StandardScaler().fit(X))
    with pytest.raises(ShapeError, match="178 rows"):
        measure_clusters(X, [0, 1])
