from __future__ import annotations

import sys
from types import SimpleNamespace

import numpy as np
import pytest
from sklearn.manifold import TSNE

from dotnet_viz.errors import MissingDependencyError, OptionError, ShapeError
from dotnet_viz.measures.unsupervised.embedding import embed
from dotnet_viz.translation.translate import in_language

X = np.random.default_rng(0).normal(size=(40, 4))


def test_tsne_is_that_of_scikit_learn_with_the_same_seed() -> None:
    expected = TSNE(2, perplexity=10, init="pca", random_state=3).fit_transform(X)
    found = embed(X, "tsne", scale=False, neighbors=10, seed=3)
    assert found.points == pytest.approx(expected)
    assert found.notes == ("perplexity 10",)


def test_few_rows_have_fewer_neighbors_and_too_few_are_an_error() -> None:
    assert embed(X[:5], "tsne").points.shape == (5, 2)
    with pytest.raises(ShapeError, match="at least 5 rows"):
        embed(X[:4], "tsne")
    with pytest.raises(ShapeError, match="constant"):
        embed(np.ones((9, 2)), "tsne")


def test_a_library_that_is_not_there_is_named_with_what_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "umap", None)
    with pytest.raises(MissingDependencyError, match=r"pip install dotnet_viz\[umap\]"):
        embed(X, "umap")


def test_an_unknown_method_lists_what_there_is() -> None:
    with pytest.raises(OptionError, match=r"pca, tsne, umap.*did you mean 'tsne'"):
        embed(X, "t-sne")


def test_what_umap_looked_at_is_said_in_the_language(monkeypatch: pytest.MonkeyPatch) -> None:
    class Umap:
        def __init__(self, **_: object) -> None: ...

        def fit_transform(self, values: np.ndarray) -> np.ndarray:
            return values[:, :2]

    monkeypatch.setitem(sys.modules, "umap", SimpleNamespace(UMAP=Umap))
    assert embed(X, "umap", scale=False, neighbors=4).notes == ("4 neighbors",)
    with in_language("es"):
        assert embed(X, "umap", scale=True, neighbors=4).notes == ("columnas escaladas", "4 vecinos")
