"""Principal components: the directions in which rows vary most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from dotnet_viz.errors import ShapeError
from dotnet_viz.measures.unsupervised.rows import Numbers, matrix_of, scaled


@dataclass(frozen=True, eq=False)
class PrincipalComponents:
    """Principal components of rows, as scikit-learn's ``PCA`` has them.

    Args:
        names: of the features.
        weights: of each feature in each component, ``components_``; shape (components, features).
        variances: of each component, ``explained_variance_``; shape (components,).
        ratios: their shares of the whole, ``explained_variance_ratio_``; shape (components,).
        scores: of each row on each component; shape (rows, components).
        is_scaled: whether all features were brought to one standard deviation before.
    """

    names: tuple[str, ...]
    weights: Numbers
    variances: Numbers
    ratios: Numbers
    scores: Numbers
    is_scaled: bool

    @property
    def loadings(self) -> Numbers:
        """Weights times the standard deviation of the component; shape (components, features).

        Of scaled features these are the correlations of feature and component (but for the factor that comes of dividing
        by rows - 1).
        """
        return self.weights * np.sqrt(self.variances)[:, None]


def principal_components(
    x: Any, *, scale: bool = True, most: int | None = None, feature_names: Sequence[str] | None = None, seed: int = 0
) -> PrincipalComponents:
    """Return the principal components of rows.

    Args:
        x: rows; a frame, sparse matrix or array of shape (rows, ...).
        scale: whether all features are brought to one standard deviation before, so that units do not count.
        most: most components; ``None`` for all.
        feature_names: one for each feature; ``None`` for those of a frame.
        seed: of the solver for wide data.

    Raises:
        ShapeError: fewer than two rows or features, or values that never vary.
        UnsupportedInputError: features that are no numbers.

    Example:
        >>> found = principal_components([[0.0, 0.0], [1.0, 2.0], [2.0, 4.0]])
        >>> found.ratios.round(3).tolist()
        [1.0, 0.0]
    """
    from sklearn.decomposition import PCA

    matrix, names = matrix_of(x, feature_names)
    if min(matrix.shape) < 2:
        raise ShapeError(f"principal components need at least two rows and two columns, and x is {matrix.shape}")
    if not np.ptp(matrix, axis=0).any():
        raise ShapeError("all columns of x are constant; there is nothing that varies")
    model = PCA(None if most is None else min(most, *matrix.shape), random_state=seed)
    scores = model.fit_transform(scaled(matrix) if scale else matrix)
    return PrincipalComponents(
        names, model.components_, model.explained_variance_, model.explained_variance_ratio_, scores, scale
    )
