"""What all estimators of scikit-learn have in common; scikit-learn itself is never imported."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any


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


def fitted_estimator(source: Any) -> tuple[Any, tuple[str, ...]]:
    """Return the estimator that a search such as ``GridSearchCV`` found, and a note that says so; any other as it is.

    Args:
        source: an estimator.
    """
    found = getattr(source, "best_estimator_", None) if is_kind(source, "sklearn.model_selection", "BaseSearchCV") else None
    if found is None:
        return source, ()
    settings = ", ".join(f"{name}={value}" for name, value in getattr(source, "best_params_", {}).items())
    return found, (f"the best estimator that {type(source).__name__} found: {settings or 'with its defaults'}",)


def class_names(estimator: Any) -> dict[str, Any]:
    """Return the classes of a fitted classifier as the config of its last layer; empty for a regressor."""
    classes = getattr(estimator, "classes_", None)
    return {} if classes is None else {"class_names": [str(label) for label in classes]}


def plain_parameters(estimator: Any) -> dict[str, Any]:
    """Return the parameters of an estimator that are numbers, texts or short sequences of them; other ones by their names.

    Args:
        estimator: with ``get_params``.
    """
    try:
        parameters: Mapping[str, Any] = estimator.get_params(deep=False)
    except Exception:
        return {}
    return {name: plain for name, value in parameters.items() if (plain := _plain(value)) is not None}


def _plain(value: Any) -> Any:
    if isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, list | tuple) and len(value) <= 20 and all(isinstance(one, str | int | float | bool) for one in value):
        return list(value)
    return getattr(value, "__name__", None) if callable(value) else None


def version() -> str | None:
    """Return the version of scikit-learn; ``None`` where it is not imported."""
    return getattr(sys.modules.get("sklearn"), "__version__", None)
