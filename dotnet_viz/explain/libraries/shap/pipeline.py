"""Pipelines: the last step, and the columns that it sees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.errors import ShapeError
from dotnet_viz.explain.libraries.reasons import reason_of
from dotnet_viz.explain.libraries.samples import SampleColumn, Samples

# Steps that make each column from the same column of their input, whatever the other columns hold.
_COLUMN_BY_COLUMN = (
    "StandardScaler", "MinMaxScaler", "MaxAbsScaler", "RobustScaler", "PowerTransformer", "QuantileTransformer",
    "SimpleImputer", "OrdinalEncoder",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class LastStep:
    """The last step of a pipeline, and what the steps before make of the samples.

    Args:
        estimator: the last step; a model that is no pipeline is its own.
        samples: what it sees.
        keeps_columns: whether each of its columns comes from one column of the input, so that values are of both.
        steps: names of the steps before; empty without a pipeline.
    """

    estimator: Any
    samples: Samples
    keeps_columns: bool = True
    steps: tuple[str, ...] = ()


def last_step(model: Any, samples: Samples) -> LastStep:
    """Return the last step of a pipeline with the samples that reach it, and other models as they are.

    Args:
        model: any model.
        samples: of a table.

    Raises:
        ShapeError: the steps before the last one cannot transform the samples.
    """
    model = _best(model)
    if type(model).__name__ not in ("Pipeline", "ImbPipeline") or not getattr(model, "steps", None):
        return LastStep(model, samples)
    before = [(name, step) for name, step in model.steps[:-1] if step is not None and step != "passthrough"]
    if not before:
        return LastStep(_best(model.steps[-1][1]), samples)
    seen = _transformed(before, samples, samples.numbers)
    background = None if samples.background is None else _transformed(before, samples, samples.background)
    keeps = seen.shape[1] == len(samples.columns) and all(type(step).__name__ in _COLUMN_BY_COLUMN for _, step in before)
    names = samples.names if keeps else _output_names(before, samples, seen.shape[1])
    columns = tuple(SampleColumn(name, seen.dtype) for name in names)
    found = Samples("table", seen, background, columns)
    return LastStep(_best(model.steps[-1][1]), found, keeps, tuple(name for name, _ in before))


def _best(model: Any) -> Any:
    """Return the estimator that a search has found, and others as they are."""
    return model.best_estimator_ if type(model).__name__.endswith("SearchCV") and hasattr(model, "best_estimator_") else model


def _transformed(steps: list[tuple[str, Any]], samples: Samples, numbers: NDArray[np.float64]) -> NDArray[np.float64]:
    given = samples.as_given(numbers)
    try:
        for _, step in steps:
            given = step.transform(given)
    except Exception as error:
        raise ShapeError(f"the pipeline cannot transform samples of the shape {numbers.shape}: {reason_of(error)}") from error
    dense = given.toarray() if hasattr(given, "toarray") else np.asarray(given)
    return np.asarray(dense, dtype=np.float64)


def _output_names(steps: list[tuple[str, Any]], samples: Samples, count: int) -> tuple[str, ...]:
    names: Any = list(map(str, samples.labels)) if samples.frame is not None else list(samples.names)
    try:
        for _, step in steps:
            names = step.get_feature_names_out(names)
    except Exception:  # a step that has no names for its columns
        names = ()
    return tuple(map(str, names)) if len(names) == count else tuple(f"column {index}" for index in range(count))
