"""scikit-learn's linear estimators: linear and logistic regression and their kin."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from dotnet_viz.errors import ShapeError, UnsupportedInputError
from dotnet_viz.graph import Array, Graph, Layer, Origin
from dotnet_viz.readers.common.dense_chain import DenseArrays, dense_graph, numeric_array
from dotnet_viz.readers.sklearn.estimator import class_names, version

_FAMILY = "sklearn.linear_model"
_OTHERS = ("LinearSVC", "LinearSVR", "LinearDiscriminantAnalysis")
_ACTIVATIONS = {"PoissonRegressor": "exponential", "GammaRegressor": "exponential"}
_PROBABLE = ("LogisticRegression", "LogisticRegressionCV")


def can_read(source: object) -> bool:
    """Whether this is such an estimator; scikit-learn is not imported."""
    return _class_name(source) is not None


def read(estimator: Any) -> Graph:
    """Return the graph of a fitted estimator: one dense layer with the coefficients as its kernel and the intercept as bias.

    The layer's activation is what turns its sum into the prediction (``"sigmoid"`` or ``"softmax"`` for the
    probabilities of a logistic regression, ``"exponential"`` for Poisson and gamma regression, else ``"linear"``). Its
    config has ``class_names`` in a classifier (two of them, but one unit, for two classes), the input layer's has
    ``feature_names`` where the estimator was fitted with a table.

    Args:
        estimator: the estimator.

    Raises:
        UnsupportedInputError: the estimator is not fitted yet.

    Example:
        >>> from sklearn.linear_model import LinearRegression
        >>> graph = read(LinearRegression().fit([[0.0, 1.0], [1.0, 0.0], [1.0, 1.0]], [1.0, 2.0, 3.0]))
        >>> [(layer.name, layer.kind) for layer in graph.layers], graph.parameter_count
        ([('input', 'InputLayer'), ('output', 'Dense')], 3)
    """
    kind = _class_name(estimator) or type(estimator).__name__
    if not is_fitted(estimator):
        raise UnsupportedInputError(f"this {kind} is not fitted yet, so it has no coefficients: call its fit(x, y) first")
    fitted = _fitted(estimator)
    kernel = _kernel(fitted, kind)
    names = getattr(estimator, "feature_names_in_", None)
    units = kernel.shape[1]
    layer = DenseArrays("output", kernel, _bias(fitted, units), _activation(fitted, kind, units), class_names(estimator))
    return dense_graph(
        [layer],
        name=type(estimator).__name__,
        kind=kind,
        origin=Origin("sklearn", framework="scikit-learn", framework_version=version()),
        input_config={} if names is None else {"feature_names": [str(name) for name in names]},
    )


def side_by_side(estimators: Sequence[Any], names: Sequence[str]) -> Layer | None:
    """Return one dense layer of several estimators that have the same inputs, such as those of ``OneVsRestClassifier``.

    Args:
        estimators: those that predict one output each.
        names: of the outputs, in the order of the estimators.

    Returns:
        ``None`` where one of them is not linear, is not fitted or has several outputs, or where they have other inputs.

    Example:
        >>> from sklearn.linear_model import Ridge
        >>> layer = side_by_side([Ridge().fit([[0.0], [1.0]], y) for y in ([0.0, 1.0], [1.0, 0.0])], ["up", "down"])
        >>> layer.weight("kernel").shape, layer.config["class_names"]
        ((1, 2), ['up', 'down'])
    """
    if not estimators or not all(can_read(one) and is_fitted(one) for one in estimators):
        return None
    layers = [read(one).layers[1] for one in estimators]
    kernels = [layer.weights[0].array for layer in layers]
    if len({(kernel.shape, layer.activation) for kernel, layer in zip(kernels, layers, strict=True)}) > 1:
        return None
    if kernels[0].shape[1] != 1:
        return None
    biases = [np.zeros(1) if (bias := layer.weight("bias")) is None else bias.array for layer in layers]
    has_bias = any(layer.weight("bias") is not None for layer in layers)
    whole = DenseArrays(
        "output",
        np.hstack(kernels),
        np.concatenate(biases) if has_bias else None,
        layers[0].activation,
        {"class_names": list(names)},
    )
    return dense_graph([whole], name="", kind="", origin=Origin("sklearn")).layers[1]


def is_fitted(estimator: Any) -> bool:
    """Return whether such an estimator has coefficients."""
    return hasattr(_fitted(estimator), "coef_")


def _fitted(estimator: Any) -> Any:
    return getattr(estimator, "estimator_", estimator)


def _class_name(estimator: object) -> str | None:
    """Return the name of the first class of scikit-learn that an object is of, if that class is linear."""
    for cls in type(estimator).__mro__:
        if cls.__module__.partition(".")[0] == "sklearn":
            is_linear = cls.__module__.startswith(_FAMILY) or cls.__name__ in _OTHERS
            return cls.__name__ if is_linear and hasattr(cls, "fit") else None
    return None


def _kernel(fitted: Any, kind: str) -> Array:
    """Return the coefficients with the shape (features, outputs)."""
    coefficients = fitted.coef_
    dense = coefficients.toarray() if hasattr(coefficients, "toarray") else coefficients
    array = np.atleast_2d(numeric_array(dense, f"the coefficients of this {kind}"))
    if array.ndim != 2:
        raise ShapeError(f"the coefficients of this {kind} have the shape {array.shape}, not (outputs, features)")
    return array.T


def _bias(fitted: Any, units: int) -> Array | None:
    """Return the intercept of each output, ``None`` where the estimator was fitted without."""
    if hasattr(fitted, "intercept_"):
        intercept = numeric_array(fitted.intercept_, "the intercept")
    elif hasattr(fitted, "offset_"):
        intercept = -numeric_array(fitted.offset_, "the offset")
    else:
        return None
    has_intercept = getattr(fitted, "fit_intercept", True)
    return np.broadcast_to(np.ravel(intercept), (units,)) if has_intercept else None


def _activation(fitted: Any, kind: str, units: int) -> str:
    if kind in _PROBABLE:
        return "sigmoid" if units == 1 else "softmax"
    if kind == "TweedieRegressor":
        has_log_link = fitted.link == "log" or (fitted.link == "auto" and fitted.power > 0)
        return "exponential" if has_log_link else "linear"
    return _ACTIVATIONS.get(kind, "linear")
