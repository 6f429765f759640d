"""The functions that show what data and activations are like without answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dotnet_viz.charts.chart import Chart


def clusters(
    x: Any,
    labels: Any,
    *,
    max_samples: int = 2000,
    theme: str = "light",
    title: str | None = None,
    background: str | None = None,
) -> Chart:
    """Draw the sizes of clusters and the silhouettes of their samples.

    A silhouette is near 1 where a sample is far nearer to its own cluster than to any other, and negative where another one is
    nearer. Samples without a cluster (label -1) are counted, not measured.

    Args:
        x: rows; a frame, sparse matrix or array of shape (samples, ...).
        labels: the cluster of each row; or a fitted estimator of scikit-learn's interface, such as ``KMeans``, or a pipeline
            that ends in one, which also transforms the rows.
        max_samples: most samples whose silhouettes are measured, in even steps; the time grows with its square.
        theme: ``"light"``, ``"dark"``, ``"auto"`` or ``"print"``.
        title: heading over the chart; ``None`` for none.
        background: ``"transparent"``, or a colour of the paper; ``None`` for that of the theme.

    Returns:
        A chart. Its ``.to_frame()`` has the silhouette of each measured sample, as ``sklearn.metrics.silhouette_samples`` has
        it, and ``.to_dict()`` the sizes and means too.

    Raises:
        NotBuiltError: the estimator is not fitted.
        UnsupportedInputError: it finds no clusters, or columns are no numbers.
        ShapeError: labels and rows do not fit, or values are missing.
        OptionError: ``max_samples`` is not a whole number of at least 2.

    Example:
        >>> from sklearn.cluster import KMeans
        >>> from sklearn.datasets import load_iris
        >>> x = load_iris().data
        >>> clusters(x, KMeans(3, n_init=1, random_state=0).fit(x)).to_dict()["samples"]
        150
    """
    from dotnet_viz.arguments import whole_number
    from dotnet_viz.charts.unsupervised.clusters import cluster_chart
    from dotnet_viz.measures.unsupervised.clusters import measure_clusters

    most = whole_number("max_samples", max_samples, least=2)
    return cluster_chart(measure_clusters(x, labels, max_samples=most)).presented(theme, title, background)


def pca(  # noqa: PLR0913 - each is a word that users know
    x: Any,
    y: Any = None,
    *,
    scale: bool = True,
    max_features: int = 8,
    feature_names: Sequence[str] | None = None,
    class_names: Sequence[str] | None = None,
    theme: str = "light",
    title: str | None = None,
    background: str | None = None,
) -> Chart:
    """Draw principal components: the variance that each explains, and a biplot of rows and features on the first two.

    Args:
        x: rows; a frame, sparse matrix or array of shape (rows, ...).
        y: classes of the rows, which have a color and a marker each, or amounts, which have a color map; ``None`` for none.
        scale: whether all columns are brought to one standard deviation before, so that their units do not count.
        max_features: most features with an arrow, those with the longest.
        feature_names: one for each column; ``None`` for those of a frame.
        class_names: one for each class, in the order of the sorted labels.
        theme: ``"light"``, ``"dark"``, ``"auto"`` or ``"print"``.
        title: heading over the chart; ``None`` for none.
        background: ``"transparent"``, or a colour of the paper; ``None`` for that of the theme.

    Returns:
        A chart. Its ``.to_frame()`` has the place of each row, and ``.to_dict()`` also the variances, components and loadings
        of all features, as ``sklearn.decomposition.PCA`` has them.

    Raises:
        ShapeError: fewer than two rows or columns, columns that are all constant, values that are missing.
        UnsupportedInputError: columns that are no numbers.
        OptionError: another number of names, or an unknown theme.

    Example:
        >>> from sklearn.datasets import load_iris
        >>> chart = pca(*load_iris(return_X_y=True))
        >>> [round(share, 3) for share in chart.to_dict()["explained_variance_ratio"]]
        [0.73, 0.229, 0.037, 0.005]
    """
    from dotnet_viz.arguments import whole_number
    from dotnet_viz.charts.unsupervised.components import component_chart
    from dotnet_viz.measures.unsupervised.components import principal_components
    from dotnet_viz.measures.unsupervised.rows import classes_of

    most = whole_number("max_features", max_features, least=1)
    found = principal_components(x, scale=scale, feature_names=feature_names)
    groups = classes_of(y, len(found.scores), class_names)
    return component_chart(found, groups, max_features=most).presented(theme, title, background)


def embedding(  # noqa: PLR0913 - each is a word that users know
    x: Any,
    y: Any = None,
    *,
    method: str = "pca",
    model: Any = None,
    layer: str | None = None,
    scale: bool | None = None,
    neighbors: int | None = None,
    seed: int = 0,
    max_samples: int = 2000,
    class_names: Sequence[str] | None = None,
    theme: str = "light",
    title: str | None = None,
    background: str | None = None,
) -> Chart:
    """Draw rows, or what a layer of a model makes of them, as points of which similar ones are near to each other.

    Args:
        x: rows; a frame, sparse matrix or array of shape (rows, ...); with a model whatever it takes.
        y: classes of the rows, which have a color and a marker each, or amounts, which have a color map; ``None`` for none.
        method: ``"pca"`` (the first two principal components), ``"tsne"`` or ``"umap"`` (which needs umap-learn).
        model: see :func:`dotnet_viz.activations`; ``None`` draws the rows themselves.
        layer: of the model, by name or id.
        scale: whether all columns are brought to one standard deviation before; ``None`` does so to rows of a table, and not
            to activations, images and the like.
        neighbors: how many rows count as near: t-SNE's perplexity (30) or UMAP's ``n_neighbors`` (15); fewer for few rows.
        seed: of whatever is random; the same seed gives the same picture.
        max_samples: most rows that are drawn, in even steps.
        class_names: one for each class, in the order of the sorted labels.
        theme: ``"light"``, ``"dark"``, ``"auto"`` or ``"print"``.
        title: heading over the chart; ``None`` for none.
        background: ``"transparent"``, or a colour of the paper; ``None`` for that of the theme.

    Returns:
        A chart. Its ``.to_frame()`` has the place of each row.

    Raises:
        MissingDependencyError: UMAP is not installed.
        ShapeError: too few rows, columns that are all constant, values that are missing, classes that do not fit.
        UnsupportedInputError: columns that are no numbers.
        OptionError: an unknown method, theme or layer, or a model without a layer.

    Example:
        >>> import numpy as np
        >>> x, kernel = np.random.default_rng(0).normal(size=(20, 3)), np.eye(3)
        >>> chart = embedding(x, x[:, 0] > 0, model=[(kernel, None, "relu"), kernel], layer="dense_1")
        >>> chart.title
        'Activations of dense_1 by principal components'
    """
    import numpy as np

    from dotnet_viz.arguments import whole_number
    from dotnet_viz.charts.unsupervised.embedding import embedding_chart
    from dotnet_viz.errors import OptionError
    from dotnet_viz.measures.unsupervised.embedding import check_method, embed
    from dotnet_viz.measures.unsupervised.rows import classes_of, groups_at, take_rows

    if (model is None) != (layer is None):
        raise OptionError("activations need both model= and layer=; list(dv.activations(model, x)) has the names of the layers")
    check_method(method)
    most = whole_number("max_samples", max_samples, least=3)
    near = None if neighbors is None else whole_number("neighbors", neighbors, least=2)
    taken, rows, total = take_rows(x, most)
    groups = groups_at(classes_of(y, total, class_names), rows)
    what = "rows"
    if layer is not None:
        from dotnet_viz.api.explaining.activations import activations

        outputs = activations(model, taken, layers=layer)
        what = layer if layer in outputs else next(iter(outputs))
        taken, what = outputs[what], f"activations of {what}"
    is_table = layer is None and np.ndim(taken) == 2
    points = embed(taken, method, scale=is_table if scale is None else scale, seed=seed, neighbors=near)
    return embedding_chart(points, rows, total, groups, what=what).presented(theme, title, background)
