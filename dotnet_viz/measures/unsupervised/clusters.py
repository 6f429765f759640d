"""Sizes of clusters, and how well each sample fits to its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.errors import ShapeError, UnsupportedInputError, first_line, not_fitted
from dotnet_viz.measures.estimators.unwrap import unwrap
from dotnet_viz.measures.evaluation.inputs.arrays import answers_in
from dotnet_viz.measures.unsupervised.rows import Numbers, RowClasses, matrix_of
from dotnet_viz.thinning import evenly

Positions = NDArray[np.intp]

NOISE = -1
"""The label of samples without a cluster, as DBSCAN and HDBSCAN have it."""


@dataclass(frozen=True, eq=False)
class Clusters:
    """Clusters and the silhouettes of samples.

    Args:
        names: of the clusters, in the order of their labels.
        sizes: samples of each; shape (clusters,).
        noise: samples without a cluster.
        samples: the measured ones by position; shape (measured,).
        members: their clusters by position; shape (measured,).
        silhouettes: from -1 (nearer to another cluster) to 1; shape (measured,), NaN where there are fewer than two clusters.
        total: number of all samples.
    """

    names: tuple[str, ...]
    sizes: Positions
    noise: int
    samples: Positions
    members: Positions
    silhouettes: Numbers
    total: int

    @property
    def mean(self) -> float:
        """The mean silhouette of the measured samples; NaN where there is none."""
        return float(self.silhouettes.mean()) if len(self.silhouettes) else float("nan")

    @property
    def means(self) -> tuple[float, ...]:
        """The mean silhouette of each cluster; NaN where none of its samples is measured."""
        found = [self.silhouettes[self.members == cluster] for cluster in range(len(self.names))]
        return tuple(float(one.mean()) if len(one) else float("nan") for one in found)


def measure_clusters(x: Any, labels: Any, *, max_samples: int = 2000) -> Clusters:
    """Return the sizes of clusters and silhouettes of samples, with Euclidean distances.

    Args:
        x: rows; a frame, sparse matrix or array of shape (samples, ...).
        labels: one for each row, -1 for samples without a cluster; or a fitted estimator of scikit-learn's interface, whose
            pipeline also transforms the rows.
        max_samples: most samples that are measured, in even steps; the time grows with its square.

    Raises:
        NotBuiltError: the estimator is not fitted.
        UnsupportedInputError: it finds no clusters.
        ShapeError: labels and rows do not fit.

    Example:
        >>> found = measure_clusters([[0.0], [0.1], [5.0], [5.1]], ["a", "a", "b", "b"])
        >>> found.sizes.tolist(), round(found.mean, 2)
        ([2, 2], 0.98)
    """
    if hasattr(labels, "fit"):
        x, labels = _of_estimator(labels, x)
    matrix, _ = matrix_of(x)
    given = answers_in(labels)
    if given.shape != (len(matrix),):
        raise ShapeError(f"labels must be one for each of the {len(matrix):,} rows, and their shape is {given.shape}")
    if given.dtype.kind == "O":
        given = given.astype(str)
    # In labels of strings -1 has no meaning of its own.
    is_noise = given == NOISE if given.dtype.kind in "if" else np.zeros(len(given), dtype=bool)
    clustered = np.flatnonzero(~is_noise)
    found, positions = np.unique(given[clustered], return_inverse=True)
    classes = RowClasses(tuple(str(one) for one in found), positions.reshape(-1))
    taken = evenly(len(clustered), max_samples)
    members = classes.positions[taken]
    silhouettes = _silhouettes(matrix[clustered[taken]], members)
    return Clusters(classes.names, classes.sizes, int(is_noise.sum()), clustered[taken], members, silhouettes, len(given))


def _silhouettes(matrix: Numbers, members: Positions) -> Numbers:
    from sklearn.metrics import silhouette_samples

    if not 2 <= len(np.unique(members)) < len(members):
        return np.full(len(members), np.nan)
    return np.asarray(silhouette_samples(matrix, members))


def _of_estimator(estimator: Any, x: Any) -> tuple[Any, Any]:
    """Return the rows as the last step gets them, and the clusters that it puts them in."""
    steps = unwrap(estimator)
    last = steps.estimator
    rows = steps.transformed(x)
    labels = getattr(last, "labels_", None)
    if labels is not None and len(labels) == np.shape(rows)[0]:
        return rows, labels
    if not callable(getattr(last, "predict", None)):
        if hasattr(last, "fit_predict") and labels is None:
            raise not_fitted(last, "x")
        if labels is None:
            raise UnsupportedInputError(f"{type(last).__name__} finds no clusters; pass one label for each row")
        raise ShapeError(
            f"this {type(last).__name__} knows clusters of the {len(labels):,} rows that it was fitted to alone, "
            f"and x has {np.shape(rows)[0]:,}"
        )
    from sklearn.exceptions import NotFittedError

    try:
        return rows, last.predict(rows)
    except NotFittedError:
        raise not_fitted(last, "x") from None
    except (ValueError, TypeError) as error:
        raise ShapeError(f"{type(last).__name__} could not take these rows: {first_line(error)}") from error
