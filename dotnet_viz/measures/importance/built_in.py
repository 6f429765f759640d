"""Importances that a model has itself: of trees how much their splits gain, of linear models the coefficients."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from dotnet_viz.arguments import names_in
from dotnet_viz.errors import NotBuiltError, OptionError, UnsupportedInputError, first_line, not_fitted
from dotnet_viz.formatting import format_count, format_items
from dotnet_viz.measures.estimators.unwrap import Unwrapped, unwrap
from dotnet_viz.measures.importance.columns import as_rows
from dotnet_viz.measures.importance.result import BUILT_IN, Importances, Numbers
from dotnet_viz.translation.translate import mark, translate


@dataclass(frozen=True)
class _Found:
    """Values of the features that the last step of a model gets."""

    values: Numbers
    measured: str
    deviations: Numbers | None = None
    deviations_are: str = ""
    notes: tuple[str, ...] = ()
    names: tuple[str, ...] | None = None


def built_in_importances(
    model: Any, x: Any = None, y: Any = None, *, feature_names: Sequence[str] | None = None
) -> Importances:  # fmt: skip
    """Return the importances that a fitted model has itself.

    Of trees, forests and boosted trees these are ``feature_importances_`` (of forests with the standard deviation over the
    trees), of linear models the coefficients: with data times the standard deviation of each feature, so that they can be
    compared, and with targets and ordinary least squares with their standard errors. Of several classes it is the mean
    magnitude.

    Args:
        model: of scikit-learn, XGBoost or LightGBM, or a pipeline or search that ends in one.
        x: rows, for the scale of coefficients; ``None`` takes them as they are.
        y: targets, for standard errors; ``None`` for none.
        feature_names: of the features that go in; ``None`` for those that the model or the table has.

    Raises:
        UnsupportedInputError: the model has neither trees nor coefficients.
        NotBuiltError: it is not fitted.
        OptionError: a wrong number of names.

    Example:
        >>> from sklearn.tree import DecisionTreeClassifier
        >>> built_in_importances(DecisionTreeClassifier().fit([[0, 5], [1, 5]], [0, 1])).values.tolist()
        [1.0, 0.0]
    """
    unwrapped = unwrap(model)
    last = unwrapped.estimator
    found = _of_booster(last) or _of_trees(last) or _of_coefficients(unwrapped, x, y)
    names = _names(unwrapped, found, x, feature_names)
    notes = found.notes
    if unwrapped.before:
        notes = (*notes, translate("features are those after the steps {names}", names=format_items(unwrapped.step_names)))
    return Importances(
        BUILT_IN, names, found.values, found.deviations, None, found.measured, found.deviations_are, None, notes
    )  # fmt: skip


def _of_booster(model: Any) -> _Found | None:
    """Return the gains of a booster of XGBoost or LightGBM."""
    module = type(model).__module__.split(".")[0]
    if module == "xgboost" and not hasattr(model, "get_booster"):
        names = model.feature_names or [f"f{position}" for position in range(model.num_features())]
        gains = model.get_score(importance_type="gain")
        return _Found(np.array([float(gains.get(name, 0.0)) for name in names]), "mean gain of splits", names=tuple(names))
    if module == "lightgbm" and hasattr(model, "feature_importance"):
        values = np.asarray(model.feature_importance("gain"), dtype=np.float64)
        return _Found(values, "total gain of splits", names=tuple(model.feature_name()))
    return None


def _of_trees(model: Any) -> _Found | None:
    try:
        values = getattr(model, "feature_importances_", None)
    except Exception as error:
        first = first_line(error)
        is_unfitted = "fit" in first.lower()
        raise (NotBuiltError if is_unfitted else UnsupportedInputError)(f"{type(model).__name__}: {first}") from None
    if values is None:
        return None
    kind = getattr(model, "importance_type", None)
    measured = f"importance ({kind})" if isinstance(kind, str) else _tree_measure(model)
    trees = np.ravel(np.asarray(getattr(model, "estimators_", ()), dtype=object)).tolist()
    if len(trees) < 2 or type(model).__name__.startswith(("GradientBoosting", "AdaBoost")):
        return _Found(np.asarray(values, dtype=np.float64), measured)
    of_trees = np.array([tree.feature_importances_ for tree in trees if tree.tree_.node_count > 1])
    deviations = of_trees.std(axis=0) if len(of_trees) else None
    return _Found(np.asarray(values, dtype=np.float64), measured, deviations, format_count(len(trees), "tree"))


def _tree_measure(model: Any) -> str:
    """Return what the importances of a tree of scikit-learn are."""
    return "mean decrease in impurity" if type(model).__module__.startswith("sklearn.") else "importance"


def _of_coefficients(unwrapped: Unwrapped, x: Any, y: Any) -> _Found:
    model = unwrapped.estimator
    try:
        coefficients = getattr(model, "coef_", None)
    except AttributeError:
        coefficients = None
    if coefficients is None:
        raise _without_importances(model)
    values = np.asarray(coefficients.toarray() if hasattr(coefficients, "toarray") else coefficients, dtype=np.float64)
    table = None if x is None else np.asarray(as_rows(unwrapped.transformed(x)), dtype=np.float64)
    scale = np.ones(values.shape[-1]) if table is None else table.std(axis=0)
    scaled = values * scale
    words = mark("coefficient") if table is None else mark("coefficient times the feature's standard deviation")
    if scaled.ndim == 2 and len(scaled) > 1:
        note = translate("mean magnitude over {count} output", "mean magnitude over {count} outputs", count=len(scaled))
        return _Found(np.abs(scaled).mean(axis=0), f"|{words}|", notes=(note,))
    flat = scaled.reshape(-1)
    errors = _standard_errors(model, table, y)
    if errors is None:
        return _Found(flat, words)
    return _Found(flat, words, errors * scale, mark("standard errors of least squares"))


def _standard_errors(model: Any, x: Numbers | None, y: Any) -> Numbers | None:
    """Return the standard errors of the coefficients of ordinary least squares; ``None`` where they are not known."""
    if x is None or y is None or type(model).__name__ != "LinearRegression" or np.ndim(y) != 1:
        return None
    whole = np.column_stack([np.ones(len(x)), x]) if model.fit_intercept else x
    free = len(x) - whole.shape[1]
    if free < 1 or np.linalg.matrix_rank(whole) < whole.shape[1]:
        return None
    residuals = np.asarray(y, dtype=np.float64) - (x @ np.ravel(model.coef_) + model.intercept_)
    variance = float(residuals @ residuals) / free
    errors = np.sqrt(variance * np.diag(np.linalg.inv(whole.T @ whole)))
    return np.asarray(errors[1:] if model.fit_intercept else errors)


def _without_importances(model: Any) -> NotBuiltError | UnsupportedInputError:
    from sklearn.exceptions import NotFittedError
    from sklearn.utils.validation import check_is_fitted

    name = type(model).__name__
    try:
        check_is_fitted(model)
    except NotFittedError:
        return not_fitted(model)
    except TypeError:
        pass
    return UnsupportedInputError(
        f"{name} has neither feature_importances_ nor coef_; method='permutation' with x and y takes any model"
    )


def _names(unwrapped: Unwrapped, found: _Found, x: Any, given: Sequence[str] | None) -> tuple[str, ...]:
    count = len(found.values)
    names = None if given is None else names_in("feature_names", given)
    known = unwrapped.feature_names(names) if unwrapped.before else None
    if known is not None and len(known) == count:
        return known
    if names is not None:
        if len(names) != count:
            raise OptionError(
                f"feature_names has {format_count(len(names), 'name')} and the model {format_count(count, 'feature')}"
            )
        return names
    own: Any = unwrapped.feature_names(None) or found.names or getattr(x, "columns", ())
    return tuple(map(str, own)) if len(own) == count else tuple(f"feature {position}" for position in range(count))
