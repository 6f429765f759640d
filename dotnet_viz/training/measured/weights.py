"""What a record has of weights: statistics, their changes from epoch to epoch, and snapshots."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.formatting import format_bytes
from dotnet_viz.graph import Graph
from dotnet_viz.measures.training.record_notes import SAMPLED_SNAPSHOTS, SAMPLED_STATISTICS, SELDOM_KEPT
from dotnet_viz.measures.training.record_parts import Singles
from dotnet_viz.measures.training.statistics import STATISTICS, Measured, measure
from dotnet_viz.measures.weights.moments import floats
from dotnet_viz.training.measured.sampling import block_sample, fair_limit, flat_sample
from dotnet_viz.translation.sentences import sentence
from dotnet_viz.translation.translate import ENGLISH, in_language

MEASURED_VALUES = 8_000_000
"""So many values are looked at in an epoch at most; as many are kept until the next one, to see what changed."""
_FRAMES = 60
_RATIO = STATISTICS.index("log10_ratio")


@dataclass(frozen=True, eq=False)
class NamedVariable:
    """A variable of the live model and its name in the record.

    Args:
        name: ``"layer/weight"``.
        variable: a ``keras.Variable``.
        size: number of its values.
    """

    name: str
    variable: Any
    size: int

    def values(self) -> NDArray[Any]:
        """Return the present values; the array may share the variable's memory."""
        values: NDArray[Any] = np.asarray(self.variable.numpy())
        return values


def named_variables(graph: Graph) -> tuple[NamedVariable, ...]:
    """Return the weights of a graph that is linked with a live model, in its order.

    Args:
        graph: see :func:`dotnet_viz.readers.keras.live.reader.linked`.
    """
    found: dict[int, NamedVariable] = {}
    for layer in graph.layers:
        for weight in layer.weights:
            variable = getattr(weight.source, "variable", None)
            if variable is not None and weight.size:
                found.setdefault(id(variable), NamedVariable(f"{layer.id}/{weight.name}", variable, weight.size))
    return tuple(found.values())


class WeightMeasures:
    """Measures weights, and their updates since the time before.

    Args:
        variables: whose values are looked at.
        whole: whether large ones are looked at whole, not at evenly chosen values.
    """

    def __init__(self, variables: tuple[NamedVariable, ...], *, whole: bool) -> None:
        self._variables = variables
        sizes = [named.size for named in variables]
        self._limit = max(sizes, default=1) if whole else fair_limit(sizes, MEASURED_VALUES)
        self._before: dict[str, NDArray[Any]] = {}
        self._norms: dict[str, float] = {}

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader of the record should know."""
        sampled = sum(named.size > self._limit for named in self._variables)
        if not sampled:
            return ()
        return (sentence(*SAMPLED_STATISTICS, count=sampled, limit=f"{self._limit:,}"),)

    def keep(self) -> None:
        """Keep the present values, from which the next updates are counted."""
        self._before = {named.name: np.array(self._sample(named)) for named in self._variables}

    def measure(self) -> Iterator[Measured]:
        """Yield the measures of each weight and, where training changes it and it is known what it was, of its update."""
        for named in self._variables:
            values = np.array(self._sample(named))
            weights = measure("weights", named.name, values)
            yield weights
            if named.variable.trainable and named.name in self._before:
                yield self._update(named.name, values)
            self._before[named.name], self._norms[named.name] = values, weights.l2_norm

    @property
    def whole(self) -> dict[str, NDArray[Any]]:
        """The values of the last measurement, flat, of each weight that is not sampled."""
        return {named.name: self._before[named.name] for named in self._variables if named.size <= self._limit}

    def _sample(self, named: NamedVariable) -> NDArray[Any]:
        return floats(flat_sample(named.values(), self._limit))

    def _update(self, name: str, values: NDArray[Any]) -> Measured:
        before = self._before[name]
        with np.errstate(invalid="ignore", over="ignore"):
            change = values - before
            norm = self._norms.get(name) if name in self._norms else float(np.linalg.norm(before))
            update = measure("updates", name, change)
        if norm and update.l2_norm > 0 and math.isfinite(norm) and np.isfinite(change).all():
            update.numbers[_RATIO] = math.log10(update.l2_norm / norm)
        return update


@dataclass(frozen=True)
class SnapshotPlan:
    """How much of which weights is kept in which epochs, within a budget of bytes for the whole training.

    Args:
        every: a snapshot is taken after so many epochs.
        limit: values of one weight at most; larger ones are sampled.
        sampled: names of the weights that are sampled.
        notes: what a reader of the record should know.
    """

    every: int
    limit: int
    sampled: tuple[str, ...] = ()
    notes: tuple[str, ...] = field(default=(), repr=False)


def plan_snapshots(variables: tuple[NamedVariable, ...], planned_epochs: int, budget: int) -> SnapshotPlan:
    """Decide what snapshots have: every weight in every epoch if that fits, else fewer epochs, then samples.

    Args:
        variables: of the model.
        planned_epochs: how many are to come.
        budget: bytes that all snapshots may take together.
    """
    sizes = [named.size for named in variables]
    epochs = max(1, planned_epochs) + 1
    whole = 4 * sum(sizes)
    every = max(1, min(math.ceil(whole * epochs / budget), math.ceil(epochs / _FRAMES)))
    limit = fair_limit(sizes, budget // (4 * math.ceil(epochs / every)))
    sampled = tuple(named.name for named in variables if named.size > limit)
    notes = []
    with in_language(ENGLISH):  # a record is one text in English, whatever is shown meanwhile
        size = format_bytes(budget)
    if every > 1:
        notes.append(sentence(*SELDOM_KEPT, count=every, size=size))
    if sampled:
        notes.append(sentence(*SAMPLED_SNAPSHOTS, count=len(sampled), limit=f"{limit:,}", size=size))
    return SnapshotPlan(every, limit, sampled, tuple(notes))


def take_snapshot(
    variables: tuple[NamedVariable, ...], plan: SnapshotPlan, known: Mapping[str, NDArray[Any]] | None = None
) -> dict[str, Singles]:
    """Return the present weights by name, as copies of single precision.

    Args:
        variables: of the model.
        plan: what is kept of large ones.
        known: present values that were read already, flat, by name.
    """
    read = known or {}
    with np.errstate(over="ignore"):
        return {
            named.name: block_sample(
                read[named.name].reshape(named.variable.shape) if named.name in read else named.values(), plan.limit
            ).astype(np.float32)
            for named in variables
        }
