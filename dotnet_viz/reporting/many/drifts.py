"""How far each of many models is from the first one of its architecture."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dotnet_viz.errors import VizError
from dotnet_viz.graph import Graph
from dotnet_viz.measures.comparison.drift import weight_drift
from dotnet_viz.measures.families.families import Families
from dotnet_viz.reporting.many.facts import ReportedModel
from dotnet_viz.reporting.many.sources import is_file_source

Known = Mapping[tuple[str, str], float | None]
"""Drifts that are known already, by the contents of the baseline and of the model."""

_CHUNK = 25


@dataclass(frozen=True)
class DriftTask:
    """Models of one architecture whose weights are compared with those of one of them.

    Args:
        baseline: what is compared with.
        models: the others, each with its position.
    """

    baseline: Any
    models: tuple[tuple[int, Any], ...]

    @property
    def is_of_paths(self) -> bool:
        """Whether another process can read all of them."""
        return all(is_file_source(model) for model in (self.baseline, *(model for _, model in self.models)))


def drift_tasks(
    reported: Sequence[ReportedModel], models: Sequence[Any], families: Families, known: Known
) -> tuple[list[ReportedModel], list[DriftTask]]:
    """Return the models with their baselines and the drifts that are known, and the work that is left.

    Args:
        reported: models with facts of an architecture.
        models: what each is: a path, or an object.
        families: of these.
        known: what has been measured before.
    """
    found = list(reported)
    tasks = []
    for positions in families.models:
        first, *others = positions
        baseline = reported[first]
        left = []
        for position in others:
            one = reported[position]
            pair = (baseline.content, one.content)
            is_known = all(pair) and pair in known
            found[position] = replace(one, baseline=baseline.source, drift=known[pair] if is_known else None)
            left += [] if is_known else [(position, models[position])]
        tasks += [DriftTask(models[first], tuple(left[start : start + _CHUNK])) for start in range(0, len(left), _CHUNK)]
    return found, tasks


def measure_drifts(read: Callable[[Any], Graph], task: DriftTask) -> dict[int, float | None]:
    """Return the drift of each model by its position; ``None`` where it cannot be measured.

    Args:
        read: reads a model.
        task: which models.
    """
    try:
        before = read(task.baseline)
    except VizError:
        return no_drifts(task)
    return {position: _drift(before, read, model) for position, model in task.models}


def no_drifts(task: DriftTask, reason: str = "") -> dict[int, float | None]:
    """Return that nothing could be measured.

    Args:
        task: what was to be compared.
        reason: why not, which the table has no room for.
    """
    return {position: None for position, _ in task.models}


def _drift(before: Graph, read: Callable[[Any], Graph], model: Any) -> float | None:
    try:
        return weight_drift(before, read(model))
    except VizError:
        return None
