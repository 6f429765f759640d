"""How far each of many models is from the first one of its architecture."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dotnet_viz.errors import VizError
from dotnet_viz.files.git_revision import is_revision
from dotnet_viz.graph import Graph
from dotnet_viz.measures.comparison.weights.drift import weight_drift
from dotnet_viz.measures.families.families import Families
from dotnet_viz.measures.structure.signatures import architecture_digest
from dotnet_viz.reporting.other_pages.many.facts import ReportedModel
from dotnet_viz.reporting.other_pages.many.records import content_digest
from dotnet_viz.reporting.other_pages.many.sources import is_file_source

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


@dataclass(frozen=True)
class GivenBaseline:
    """The model that the reports are compared with, which those of its architecture are measured from.

    Args:
        model: a path, or an object.
        source: the model in words.
        content: digest of its file; empty for an object.
        digest: of its architecture.
    """

    model: Any
    source: str
    content: str
    digest: str


def given_baseline(model: Any, read: Callable[[Any], Graph]) -> GivenBaseline | None:
    """Return the baseline of the reports, ``None`` where there is none, or where it is a report and no model.

    Args:
        model: as it was given.
        read: reads a model.
    """
    if model is None:
        return None
    name = os.fspath(model) if isinstance(model, os.PathLike) else model
    is_file = is_file_source(name) and not is_revision(name)
    try:
        digest = architecture_digest(read(name))
        return GivenBaseline(
            name, name if is_file_source(name) else "the baseline", content_digest(name) if is_file else "", digest
        )
    except VizError:
        return None


def drift_tasks(
    reported: Sequence[ReportedModel], models: Sequence[Any], families: Families, given: GivenBaseline | None, known: Known
) -> tuple[list[ReportedModel], list[DriftTask]]:
    """Return the models with their baselines and the drifts that are known, and the work that is left.

    Args:
        reported: models with facts of an architecture.
        models: what each is: a path, or an object.
        families: of these.
        given: baseline of the architecture that it has; that of others is their first model.
        known: what has been measured before.
    """
    found = list(reported)
    tasks = []
    for positions in families.models:
        first = reported[positions[0]]
        own = None if first.facts is None else first.facts.architecture
        if given is not None and own is not None and own.digest == given.digest:
            baseline, others = given, positions
        else:
            baseline, others = GivenBaseline(models[positions[0]], first.source, first.content, ""), positions[1:]
        left = []
        for position in others:
            one = reported[position]
            pair = (baseline.content, one.content)
            is_known = all(pair) and pair in known
            drift = known[pair] if is_known else None
            found[position] = replace(one, baseline=baseline.source, baseline_content=baseline.content, drift=drift)
            left += [] if is_known else [(position, models[position])]
        tasks += [DriftTask(baseline.model, tuple(left[start : start + _CHUNK])) for start in range(0, len(left), _CHUNK)]
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
