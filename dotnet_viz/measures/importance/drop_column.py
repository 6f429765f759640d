"""Drop-column importances: how much worse an estimator becomes when it is trained without a feature."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.arguments import whole_number
from dotnet_viz.errors import OptionError, UnsupportedInputError, first_line
from dotnet_viz.formatting import format_count
from dotnet_viz.measures.estimators.predictor import has_estimator_interface
from dotnet_viz.measures.importance.columns import as_rows, chosen_features, features_of, row_count, without
from dotnet_viz.measures.importance.metrics import score, scorer_of
from dotnet_viz.measures.importance.result import DROP_COLUMN, Importances, drop_in
from dotnet_viz.translation.translate import translate


def drop_column_importances(
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
    """Return how much the score on held-out rows drops when an estimator is trained without each feature.

    Args:
        model: an estimator; copies of it are trained, ``repeats`` times for each feature.
        x: a table of rows.
        y: their targets.
        repeats: folds of the cross-validation, of which each is held out once.
        metric: see :func:`~dotnet_viz.measures.importance.metrics.scorer_of`.
        seed: of the folds.
        features: names or positions of those that are measured; ``None`` for all.
        feature_names: of all features.

    Raises:
        UnsupportedInputError: no estimator that can be trained anew, or data that are no table.
        OptionError: fewer than two folds, an unknown metric or feature, or a wrong number of names.

    Example:
        >>> from sklearn.linear_model import LinearRegression
        >>> x = np.random.default_rng(0).normal(size=(50, 2))
        >>> found = drop_column_importances(LinearRegression(), x, x[:, 0])
        >>> found.names, bool(found.values[0] > 0.9)
        (('feature 0', 'feature 1'), True)
    """
    rows = as_rows(x)
    if not has_estimator_interface(model) or not callable(getattr(model, "fit", None)):
        raise UnsupportedInputError(
            f"{type(model).__name__} cannot be trained anew without a feature; method='permutation' takes any model"
        )
    if isinstance(rows, (list, dict)) or rows.ndim != 2 or rows.shape[1] < 2:
        raise UnsupportedInputError("drop-column importances need one table of at least two columns")
    whole_number("repeats (the folds of the cross-validation)", repeats, least=2)
    chosen = chosen_features(features_of(rows, feature_names, model), features)
    scorer, name = scorer_of(model, metric)
    folds = _folds(model, rows, np.asarray(y), repeats, seed)
    whole = np.array([_held_out(model, rows, y, fold, scorer, name) for fold in folds])
    drops = np.array(
        [whole - [_held_out(model, without(rows, one), y, fold, scorer, name) for fold in folds] for one in chosen]
    )
    return Importances(
        DROP_COLUMN,
        tuple(one.name for one in chosen),
        drops.mean(axis=1),
        drops.std(axis=1),
        drops,
        drop_in(name),
        format_count(repeats, "fold"),
        float(whole.mean()),
        (
            translate(
                "trained anew without each feature, on {part} of {repeats} parts of {rows}",
                part=repeats - 1,
                repeats=repeats,
                rows=format_count(row_count(rows), "row"),
            ),
        ),
    )


Fold = tuple[NDArray[np.intp], NDArray[np.intp]]


def _folds(model: Any, x: Any, y: NDArray[Any], count: int, seed: int) -> list[Fold]:
    from sklearn.base import is_classifier
    from sklearn.model_selection import KFold, StratifiedKFold

    kind = StratifiedKFold if is_classifier(model) and y.ndim == 1 else KFold
    try:
        return list(kind(count, shuffle=True, random_state=seed).split(np.zeros(len(y)), y))
    except ValueError as error:
        raise OptionError(f"no {count} parts can be made of these rows: {error}") from None


def _held_out(model: Any, x: Any, y: Any, fold: Fold, scorer: Any, name: str) -> float:
    """Return the score on one part of the rows of a copy that was trained on the others."""
    from sklearn.base import clone
    from sklearn.utils import _safe_indexing

    train, test = fold
    try:
        fitted = clone(model).fit(_safe_indexing(x, train), _safe_indexing(y, train))
    except (ValueError, TypeError) as error:
        raise OptionError(f"{type(model).__name__} could not be trained without a feature: {first_line(error)}") from error
    return score(scorer, fitted, _safe_indexing(x, test), _safe_indexing(y, test), name)
