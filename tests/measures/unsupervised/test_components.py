from __future__ import annotations

import numpy as np
import pytest
from sklearn.datasets import load_wine
from sklearn.decomposition import PCA
from sklearn.preprocessing import StandardScaler

from dotnet_viz.errors import ShapeError
from dotnet_viz.measures.unsupervised.components import principal_components

X = load_wine().data


@pytest.mark.parametrize("scale", [True, False])
def test_numbers_are_those_of_scikit_learn(scale: bool) -> None:
    given = StandardScaler().fit_transform(X) if scale else X
    model = PCA().fit(given)
    found = principal_components(X, scale=scale)
    assert found.ratios == pytest.approx(model.explained_variance_ratio_)
    assert found.variances == pytest.approx(model.explained_variance_)
    assert found.weights == pytest.approx(model.components_)
    assert found.scores == pytest.approx(model.transform(given), abs=1e-9)


def test_loadings_of_scaled_features_are_correlations_with_the_component() -> None:
    found = principal_components(X)
    expected = [np.corrcoef(column, found.scores[:, 0])[0, 1] for column in X.T]
    assert found.loadings[0] * np.sqrt((len(X) - 1) / len(X)) == pytest.approx(expected)


def test_a_constant_column_counts_nothing_and_constant_data_are_an_error() -> None:
    found = principal_components(np.column_stack([X[:, :3], np.ones(len(X))]))
    assert found.weights[:3, 3] == pytest.approx([0, 0, 0])
    with pytest.raises(ShapeError, match="constant"):
        principal_components(np.ones((5, 3)))
    with pytest.raises(ShapeError, match="at least two"):
        principal_components(np.ones((5, 1)))
