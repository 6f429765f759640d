"""Rows as points in two dimensions: by principal components, t-SNE or UMAP."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from dotnet_viz.errors import MissingDependencyError, ShapeError, unknown_choice
from dotnet_viz.formatting import format_count, format_number, format_percent
from dotnet_viz.measures.unsupervised.components import principal_components
from dotnet_viz.measures.unsupervised.rows import Numbers, matrix_of, scaled
from dotnet_viz.translation.translate import mark, translate

METHODS = ("pca", "tsne", "umap")
LEAST_ROWS = 5
_WIDE = 50
"""Columns above which t-SNE gets principal components, as its authors advise."""


@dataclass(frozen=True, eq=False)
class Embedding:
    """Rows in two dimensions.

    Args:
        method: one of :data:`METHODS`.
        points: shape (rows, 2).
        axes: what the two axes are.
        notes: how it was made.
    """

    method: str
    points: Numbers
    axes: tuple[str, str]
    notes: tuple[str, ...] = ()


def check_method(method: str) -> None:
    """Raise an error where a method is none of :data:`METHODS`.

    Raises:
        OptionError: it is none.
    """
    if method not in METHODS:
        raise unknown_choice("method", method, METHODS)


def embed(x: Any, method: str = "pca", *, scale: bool = True, seed: int = 0, neighbors: int | None = None) -> Embedding:
    """Return rows as points in two dimensions.

    Args:
        x: rows; a frame, sparse matrix or array of shape (rows, ...).
        method: ``"pca"``, ``"tsne"`` or ``"umap"``.
        scale: whether all columns are brought to one standard deviation before.
        seed: of whatever is random.
        neighbors: how many rows count as near: t-SNE's perplexity (30) or UMAP's ``n_neighbors`` (15); fewer for few rows.

    Raises:
        OptionError: an unknown method.
        ShapeError: too few rows, or values that never vary.
        MissingDependencyError: UMAP is not installed.

    Example:
        >>> embed(np.eye(6), "pca").points.shape
        (6, 2)
    """
    check_method(method)
    matrix, _ = matrix_of(x)
    notes = (translate("columns scaled"),) if scale else ()
    if method == "pca":
        found = principal_components(matrix, scale=scale, most=2, seed=seed)
        message = mark("component {number} ({share} of the variance)")
        first, second = (translate(message, number=number, share=format_percent(found.ratios[number - 1])) for number in (1, 2))
        return Embedding(method, found.scores, (first, second), notes)
    if len(matrix) < LEAST_ROWS:
        raise ShapeError(f"method {method!r} needs at least {LEAST_ROWS} rows, and x has {len(matrix)}")
    if not np.ptp(matrix, axis=0).any():
        raise ShapeError("all columns of x are constant; there is nothing that varies")
    reduce = _tsne if method == "tsne" else _umap
    points, how = reduce(scaled(matrix) if scale else matrix, neighbors, seed)
    return Embedding(method, np.asarray(points, dtype=np.float64), ("x", "y"), (*notes, *how))


def _tsne(values: Numbers, neighbors: int | None, seed: int) -> tuple[Any, tuple[str, ...]]:
    from sklearn.manifold import TSNE

    notes: tuple[str, ...] = ()
    if min(values.shape) > _WIDE:
        values = principal_components(values, scale=False, most=_WIDE, seed=seed).scores
        notes = (translate("first {most} components", most=_WIDE),)
    perplexity = min(float(neighbors or 30), (len(values) - 1) / 3)
    init = "pca" if values.shape[1] > 1 else "random"
    points = TSNE(2, perplexity=perplexity, init=init, random_state=seed).fit_transform(values)
    return points, (*notes, translate("perplexity {perplexity}", perplexity=format_number(perplexity)))


def _umap(values: Numbers, neighbors: int | None, seed: int) -> tuple[Any, tuple[str, ...]]:
    try:
        from umap import UMAP
    except ImportError as error:
        raise MissingDependencyError(
            "method 'umap' needs the library umap-learn: pip install dotnet_viz[umap]; method='tsne' comes with scikit-learn"
        ) from error
    near = min(neighbors or 15, len(values) - 1)
    # One thread, so that the seed decides all.
    return UMAP(n_neighbors=near, random_state=seed, n_jobs=1).fit_transform(values), (format_count(near, "neighbor"),)
