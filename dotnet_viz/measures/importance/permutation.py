"""Permutation importances: how much worse a model predicts when one feature's values are exchanged between rows.

Breiman (Random Forests, 2001), as ``sklearn.inspection.permutation_importance`` does it: the same seed gives the same numbers.
Unlike it, this takes several inputs, images and models of other libraries.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from dotnet_viz.arguments import whole_number
from dotnet_viz.errors import ShapeError
from dotnet_viz.formatting import format_count
from dotnet_viz.measures.estimators.predictor import as_estimator
from dotnet_viz.measures.importance.columns import as_rows, chosen_features, features_of, row_count, shuffled
from dotnet_viz.measures.importance.metrics import score, scorer_of
from dotnet_viz.measures.importance.result import PERMUTATION, Importances, drop_in


def permutation_importances(
    model: Any,
    x: Any,
    y: Any,
    *,
    repeats: int = 5,
    metric: str | Callable[..., float] | None = None,
    seed: int = 0,
    features: Sequence[int | str] | None = None,
    feature_names: Sequence[str] | None = None,
) -> Importances:
    """Return how much the score drops when each feature is shuffled.

    Args:
        model: a fitted estimator, or any model with ``predict``, such as a live Keras model of one or several inputs.
        x: rows as the model takes them. An input of more than two axes, such as images, is one feature.
        y: their targets.
        repeats: how often each feature is shuffled.
        metric: see :func:`~dotnet_viz.measures.importance.metrics.scorer_of`.
        seed: of the shuffling.
        features: names or positions of those that are measured; ``None`` for all.
        feature_names: of all features.

    Raises:
        OptionError: fewer than one repeat, an unknown metric or feature, or a wrong number of names.
        ShapeError: another number of targets than rows, or rows that the model does not take.
        UnsupportedInputError: the model cannot predict.

    Example:
        >>> from sklearn.linear_model import LinearRegression
        >>> x = np.random.default_rng(0).normal(size=(50, 2))
        >>> found = permutation_importances(LinearRegression().fit(x, x[:, 0]), x, x[:, 0])
        >>> bool(found.values[0] > 1.5), round(abs(float(found.values[1])), 6)
        (True, 0.0)
    """
    whole_number("repeats", repeats)
    rows = as_rows(x)
    count = row_count(rows)
    if len(y) != count:
        raise ShapeError(f"x has {format_count(count, 'row')} and y {format_count(len(y), 'target')}")
    estimator, target = as_estimator(model, rows, y)
    chosen = chosen_features(features_of(rows, feature_names, model), features)
    scorer, name = scorer_of(estimator, metric)
    baseline = score(scorer, estimator, rows, target, name)
    # One seed for all features, drawn as scikit-learn draws it.
    shared = np.random.RandomState(seed).randint(np.iinfo(np.int32).max + 1)
    drops = np.zeros((len(chosen), repeats))
    for position, feature in enumerate(chosen):
        generator = np.random.RandomState(shared)
        shuffling, order = np.arange(count), np.arange(count)
        for repeat in range(repeats):
            generator.shuffle(shuffling)
            order = order[shuffling]  # each repeat shuffles what the one before left
            drops[position, repeat] = baseline - score(scorer, estimator, shuffled(rows, feature, order), target, name)
    return Importances(
        PERMUTATION,
        tuple(one.name for one in chosen),
        drops.mean(axis=1),
        drops.std(axis=1) if repeats > 1 else None,
        drops,
        drop_in(name),
        format_count(repeats, "repeat"),
        baseline,
    )
