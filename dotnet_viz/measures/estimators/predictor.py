"""Any model that predicts, in the form of an estimator of scikit-learn, so that its functions take it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.datasets.model_inputs import is_keras
from dotnet_viz.errors import ShapeError, UnsupportedInputError, first_line, not_fitted
from dotnet_viz.measures.evaluation.inputs.targets import find_task, is_one_hot

_SUM_TOLERANCE = 1e-2


def has_estimator_interface(model: Any) -> bool:
    """Whether a model has scikit-learn's interface already."""
    return callable(getattr(model, "get_params", None)) and callable(getattr(model, "predict", None))


def check_predicts(model: Any) -> None:
    """Raise an error for what cannot predict.

    Args:
        model: any.

    Raises:
        UnsupportedInputError: it has no ``predict``.
        NotBuiltError: an estimator that is not fitted.
    """
    if isinstance(model, type) or not callable(getattr(model, "predict", None)):
        name = model.__name__ if isinstance(model, type) else type(model).__name__
        raise UnsupportedInputError(f"{name} cannot predict; give a fitted estimator of scikit-learn or a live Keras model")
    if has_estimator_interface(model):
        from sklearn.exceptions import NotFittedError
        from sklearn.utils.validation import check_is_fitted

        try:
            check_is_fitted(model)
        except (NotFittedError, TypeError):
            raise not_fitted(model) from None


def as_estimator(model: Any, x: Any, y: Any, *, batch_size: int = 32) -> tuple[Any, Any]:
    """Return a model as an estimator, and the targets as labels or amounts in one column.

    Args:
        model: an estimator, which comes back as it is, or any model with ``predict``, such as a live Keras model.
        x: rows as the model takes them.
        y: their targets: labels, one-hot rows, or amounts.
        batch_size: rows that Keras predicts at a time.

    Raises:
        UnsupportedInputError: the model cannot predict.
        NotBuiltError: an estimator that is not fitted.
        ShapeError: the model cannot predict these rows.
    """
    check_predicts(model)
    if has_estimator_interface(model):
        return model, y
    ask = asker(model, batch_size)
    found, true = ask(x), np.asarray(y)
    if found.ndim != 2 or len(found) != len(true):
        raise ShapeError(f"the model predicts {found.shape} for {len(true):,} targets; one row of numbers for each is needed")
    if find_task(found, true) == "regression":
        return regressor(ask), true.reshape(len(true), -1).squeeze(axis=1) if true.ndim > 1 and true.shape[1] == 1 else true
    labels = true.argmax(axis=1) if is_one_hot(true) else true.reshape(-1)
    count = max(found.shape[1], 2)
    known = np.unique(labels)
    classes = known if len(known) == count or labels.dtype.kind in "OSU" else np.arange(count)
    return _classifier(ask, classes), labels


def regressor(ask: Callable[[Any], NDArray[np.float64]]) -> Any:
    """Return a fitted regressor of scikit-learn's interface.

    Args:
        ask: returns predictions for rows; shape (rows, outputs).
    """
    from sklearn.base import BaseEstimator, RegressorMixin

    class Regressor(RegressorMixin, BaseEstimator):  # type: ignore[misc,unused-ignore]
        """A model that predicts amounts."""

        def __sklearn_is_fitted__(self) -> bool:
            return True

        def fit(self, x: Any, y: Any) -> Any:
            """Return the estimator itself: the model is trained already."""
            return self

        def predict(self, x: Any) -> NDArray[np.float64]:
            found = ask(x)
            return found[:, 0] if found.shape[1] == 1 else found

    return Regressor()


def _classifier(ask: Callable[[Any], NDArray[np.float64]], classes: NDArray[Any]) -> Any:
    from sklearn.base import BaseEstimator, ClassifierMixin

    class Classifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc,unused-ignore]
        """A model that predicts classes."""

        classes_ = classes

        def __sklearn_is_fitted__(self) -> bool:
            return True

        def fit(self, x: Any, y: Any) -> Any:
            """Return the estimator itself: the model is trained already."""
            return self

        def predict_proba(self, x: Any) -> NDArray[np.float64]:
            return _probabilities(ask(x))

        def predict(self, x: Any) -> NDArray[Any]:
            found: NDArray[Any] = classes[self.predict_proba(x).argmax(axis=1)]
            return found

    return Classifier()


def _probabilities(found: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return probabilities of classes: of a sigmoid the other class too, of logits their softmax."""
    is_share = bool(((found >= 0) & (found <= 1)).all())
    if found.shape[1] == 1:
        share = found if is_share else 1 / (1 + np.exp(-found))
        return np.concatenate([1 - share, share], axis=1)
    if is_share and np.abs(found.sum(axis=1) - 1).max(initial=0.0) < _SUM_TOLERANCE:
        return found
    raised = np.exp(found - found.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


def asker(model: Any, batch_size: int = 32) -> Callable[[Any], NDArray[np.float64]]:
    """Return a function that returns the predictions of a model for rows; shape (rows, outputs).

    Args:
        model: any with ``predict``.
        batch_size: rows that Keras predicts at a time.
    """
    options = {"batch_size": batch_size, "verbose": 0} if is_keras(model) else {}

    def ask(x: Any) -> NDArray[np.float64]:
        try:
            found = model.predict(x, **options)
        except Exception as error:
            raise ShapeError(f"the model could not predict x: {first_line(error)}") from error
        if isinstance(found, (list, dict)):
            raise UnsupportedInputError("the model has several outputs; give one that ends in the output to be explained")
        values = np.asarray(found, dtype=np.float64)
        return values.reshape(len(values), -1)

    return ask
