"""What all estimators of scikit-learn have in common; scikit-learn itself is never imported."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import Any

from dotnet_viz.translation.sentences import sentence

_MOST_WRAPPERS = 20


def is_kind(source: object, module: str, name: str) -> bool:
    """Return whether an object is of a class of scikit-learn, or of one that inherits from it.

    Args:
        source: any object.
        module: the package that the class is in, such as ``"sklearn.pipeline"``.
        name: of the class.
    """
    return any(cls.__name__ == name and f"{cls.__module__}.".startswith(f"{module}.") for cls in type(source).__mro__)


def is_estimator(source: object) -> bool:
    """Return whether an object inherits from scikit-learn's ``BaseEstimator``, as those of XGBoost and LightGBM do too."""
    return is_kind(source, "sklearn.base", "BaseEstimator")


_WRAPPERS = (
    ("sklearn.model_selection", "BaseSearchCV", "best_estimator_"),
    ("sklearn.model_selection", "FixedThresholdClassifier", "estimator_"),
    ("sklearn.model_selection", "TunedThresholdClassifierCV", "estimator_"),
    ("sklearn.semi_supervised", "SelfTrainingClassifier", "estimator_"),
    ("sklearn.semi_supervised", "SelfTrainingClassifier", "base_estimator_"),  # before scikit-learn 1.6
    ("sklearn.compose", "TransformedTargetRegressor", "regressor_"),
    ("sklearn.frozen", "FrozenEstimator", "estimator"),
)
"""Classes that predict with one other estimator: where each is, its name, and what it has that one as once it is fitted."""


def fitted_estimator(source: Any) -> tuple[Any, tuple[str, ...]]:
    """Return the estimator that a wrapper predicts with, such as the best one of ``GridSearchCV``, and notes on the wrappers.

    Wrappers of wrappers are followed as well. A calibrated classifier of one estimator is a wrapper; one of several is not.

    Args:
        source: an estimator; one that is no wrapper, or is not fitted, is returned as it is.
    """
    notes: list[str] = []
    for _ in range(_MOST_WRAPPERS):
        inner = _inside(source)
        if inner is None:
            break
        if note := _wrapper_note(source):
            notes.append(note)
        source = inner
    return source, tuple(notes)


def _inside(source: Any) -> Any:
    for module, name, attribute in _WRAPPERS:
        if is_kind(source, module, name) and hasattr(source, attribute):
            return getattr(source, attribute)
    if is_kind(source, "sklearn.calibration", "CalibratedClassifierCV"):
        calibrated: Sequence[Any] = getattr(source, "calibrated_classifiers_", ())
        return calibrated[0].estimator if len(calibrated) == 1 else None
    return None


def _wrapper_note(source: Any) -> str:
    kind = type(source).__name__
    if is_kind(source, "sklearn.model_selection", "BaseSearchCV"):
        settings = ", ".join(f"{name}={value}" for name, value in getattr(source, "best_params_", {}).items())
        if not settings:
            return sentence("the best estimator that {kind} found: with its defaults", kind=kind)
        return sentence("the best estimator that {kind} found: {settings}", kind=kind, settings=settings)
    if is_kind(source, "sklearn.compose", "TransformedTargetRegressor"):
        return sentence(
            "{kind} transforms the target: the estimator's predictions are of that, before they are transformed back", kind=kind
        )
    if is_kind(source, "sklearn.calibration", "CalibratedClassifierCV"):
        return sentence(
            "{kind} calibrates the probabilities ({method}): the estimator's own are before that",
            kind=kind,
            method=source.method,
        )
    threshold = getattr(source, "best_threshold_", getattr(source, "threshold", None))
    if kind.endswith(("ThresholdClassifier", "ThresholdClassifierCV")) and threshold is not None:
        found = f"{threshold:.4g}" if isinstance(threshold, float) else threshold
        return sentence("{kind} predicts the second class from a threshold on: {threshold}", kind=kind, threshold=found)
    return ""


def class_names(estimator: Any) -> dict[str, Any]:
    """Return the classes of a fitted classifier as the config of its last layer; empty for a regressor."""
    classes = getattr(estimator, "classes_", None)
    return {} if classes is None else {"class_names": [str(label) for label in classes]}


_DEPRECATED = "deprecated"
"""What a parameter has that scikit-learn no longer takes, and that nobody has set."""


def plain_parameters(estimator: Any) -> dict[str, Any]:
    """Return the parameters of an estimator that are numbers, texts or short sequences of them; other ones by their names.

    Args:
        estimator: with ``get_params``.
    """
    try:
        parameters: Mapping[str, Any] = estimator.get_params(deep=False)
    except Exception:
        return {}
    found = {name: _plain(value) for name, value in parameters.items()}
    return {name: plain for name, plain in found.items() if plain is not None and plain != _DEPRECATED}


def _plain(value: Any) -> Any:
    if isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, list | tuple) and len(value) <= 20 and all(isinstance(one, str | int | float | bool) for one in value):
        return list(value)
    return getattr(value, "__name__", None) if callable(value) else None


def version() -> str | None:
    """Return the version of scikit-learn; ``None`` where it is not imported."""
    return getattr(sys.modules.get("sklearn"), "__version__", None)
