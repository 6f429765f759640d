"""What all estimators of scikit-learn have in common; scikit-learn itself is never imported."""

from __future__ import annotations

import sys
from typing import Any


def steps(source: Any) -> list[tuple[str, Any]]:
    """Return the steps of a ``Pipeline``, those of one at its end after them; the object itself where it is none."""
    is_pipeline = any(cls.__module__ == "sklearn.pipeline" and cls.__name__ == "Pipeline" for cls in type(source).__mro__)
    if not is_pipeline or not source.steps:
        return [("", source)]
    return [*source.steps[:-1], *steps(source.steps[-1][1])]


def last_step(source: Any) -> Any:
    """Return the estimator at the end of a ``Pipeline``; the object itself where it is none."""
    return steps(source)[-1][1]


def notes_on_steps(source: Any, what: str) -> tuple[str, ...]:
    """Return a note that names the steps before the last, which a graph has no place for.

    Args:
        source: an estimator, or a pipeline that ends in it.
        what: what the last step is.
    """
    before = steps(source)[:-1]
    if not before:
        return ()
    names = ", ".join(f"{name} ({type(step).__name__})" for name, step in before)
    return (f"the pipeline's steps before the {what} are not part of the graph: {names}",)


def class_names(estimator: Any) -> dict[str, Any]:
    """Return the classes of a fitted classifier as the config of its last layer; empty for a regressor."""
    classes = getattr(estimator, "classes_", None)
    return {} if classes is None else {"class_names": [str(label) for label in classes]}


def version() -> str | None:
    """Return the version of scikit-learn; ``None`` where it is not imported."""
    return getattr(sys.modules.get("sklearn"), "__version__", None)
