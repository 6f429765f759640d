"""Recurrent layers by gate: a column for each gate in front of the layer's units, joined by the gate's own weights.

Keras stores the gates of a kernel side by side: input, forget, cell and output of an LSTM; update, reset and candidate of a
GRU (``keras/src/layers/rnn/lstm.py`` and ``gru.py``). A GRU with ``reset_after`` has two biases, for the inputs and for the
state; the column shows their sum.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from dotnet_viz.diagrams.units.kernels import KernelPart, UnitKernel
from dotnet_viz.diagrams.units.matrix import HOLD_VALUES
from dotnet_viz.diagrams.units.model import KernelLink, PassLink, Stage, UnitGraph
from dotnet_viz.graph import Array, InMemory, Layer, Weight
from dotnet_viz.graph.layer_kinds import core
from dotnet_viz.runtime.cached import cached_property
from dotnet_viz.translation.translate import mark

GATES: Mapping[str, tuple[str, ...]] = {
    "LSTM": (mark("input gate"), mark("forget gate"), mark("cell candidate"), mark("output gate")),
    "GRU": (mark("update gate"), mark("reset gate"), mark("candidate")),
}
"""Gates by class, in the order in which Keras stores them."""

DIRECTIONS = (mark("forwards"), mark("backwards"))


def gates_of(layer: Layer) -> tuple[str, ...]:
    """Return the gates of a recurrent layer in the order of its kernels; empty for other layers.

    Args:
        layer: a layer or a wrapper of one.

    Example:
        >>> gates_of(Layer("g", "g", "GRU"))
        ('update gate', 'reset gate', 'candidate')
    """
    return GATES.get(core(layer).kind.removesuffix("Cell"), ())


def with_gates(units: UnitGraph) -> UnitGraph:
    """Return the columns of a model with each gate of an LSTM or GRU as a column of its own.

    Args:
        units: where the gates of a recurrent layer are folded.

    Returns:
        The same columns where there are no such layers, or where their kernels are too large to be held.
    """
    for stage in units.stages:
        found = _gated(units, stage)
        if found is not None:
            units = _split(units, found)
    return units


@dataclass(frozen=True, eq=False)
class _Split:
    """A weight whose last axis holds gates, read once for all of them."""

    weight: Weight
    gates: int

    @cached_property
    def array(self) -> Array:
        values = self.weight.array
        if values.ndim == 2 and self.weight.role == "bias":
            values = values.sum(axis=0)
        apart: Array = np.moveaxis(values.reshape(*values.shape[:-1], self.gates, -1), -2, 0)
        return apart

    def part(self, gate: int) -> Weight:
        """Return the weight of one gate."""
        shape = () if self.weight.role == "bias" else self.weight.shape[:-1]
        source = None if self.weight.source is None else _Gate(self, gate)
        return replace(self.weight, shape=(*shape, self.weight.shape[-1] // self.gates), source=source)


@dataclass(frozen=True, eq=False)
class _Gate:
    """The values of one gate."""

    split: _Split
    gate: int

    def read(self) -> Array:
        """Return the values."""
        values: Array = self.split.array[self.gate]
        return values

    def chunks(self, max_values: int) -> Iterator[Array]:
        """Yield flat pieces of at most ``max_values`` values."""
        return InMemory(self.read()).chunks(max_values)


@dataclass(frozen=True, eq=False)
class _GatedLayer:
    """A recurrent layer with gates, whose kernels have a part for each direction.

    Args:
        stage: its column.
        inputs: the kernel from what it takes.
        state: the kernel from its state.
        gates: their names.
    """

    stage: Stage
    inputs: KernelLink
    state: KernelLink
    gates: tuple[str, ...]

    @property
    def directions(self) -> int:
        """How many there are."""
        return len(self.inputs.kernel.parts)

    @property
    def count(self) -> int:
        """How many columns of gates there are."""
        return len(self.gates) * self.directions

    def bias(self, direction: int) -> _Split | None:
        """Return the biases of one direction; ``None`` where there are none."""
        biases = [weight for weight in self.inputs.node.layer.weights if weight.role == "bias"]
        return _Split(biases[direction], len(self.gates)) if len(biases) == self.directions else None


def _gated(units: UnitGraph, stage: Stage) -> _GatedLayer | None:
    """Return a layer with gates, whose kernels are those from its inputs and from its state; ``None`` for any other."""
    if stage.node is None or stage.role != "layer":
        return None
    gates = gates_of(stage.node.layer)
    links = [link for link in units.kernels if link.target == stage.id] if gates else []
    if len(links) != 2 or not links[1].source.endswith("-state"):
        return None
    parts = [part for link in links for part in link.kernel.parts]
    fits = all(part.axes == "i.o" and part.shape[1] == len(gates) and part.weight.size <= HOLD_VALUES for part in parts)
    return _GatedLayer(stage, links[0], links[1], gates) if fits else None


def _split(units: UnitGraph, layer: _GatedLayer) -> UnitGraph:
    """Return columns with those of a layer's gates before its own."""
    apart = [_direction(layer, number) for number in range(layer.directions)]
    starts = [link for link in units.passes if link.target == layer.state.source]
    passes = (
        replace(link, is_unit_wise=link.is_unit_wise and layer.directions == 1) if link in starts else link
        for link in units.passes
    )
    # What the state starts with is that of the first direction already.
    others = (replace(link, target=one.stages[0].id, is_unit_wise=False) for one in apart[1:] for link in starts)
    return UnitGraph(
        tuple(_replaced(units.stages, layer, [stage for one in apart for stage in one.stages])),
        (
            *(link for link in units.kernels if link not in (layer.inputs, layer.state)),
            *(link for one in apart for link in one.kernels),
        ),
        (*passes, *(link for one in apart for link in one.passes), *others),
    )


def _direction(layer: _GatedLayer, number: int) -> UnitGraph:
    """Return the columns of one direction, the state before the gates, and what joins them to each other and to the layer's."""
    stage, inputs, state = layer.stage, layer.inputs, layer.state
    own, recurrent = inputs.kernel.parts[number], state.kernel.parts[number]
    where = DIRECTIONS[number] if layer.directions == 2 else ""
    before = Stage(
        f"{stage.id}-state{number or ''}", stage.node, stage.name, "state", own.units, gates=layer.count, part=(where,)
    )
    bias, splits = layer.bias(number), (_Split(own.weight, len(layer.gates)), _Split(recurrent.weight, len(layer.gates)))
    stages, kernels, passes = [before], [], []
    for gate, name in enumerate(layer.gates):
        column = Stage(
            f"{stage.id}-gate{number}{gate}", stage.node, stage.name, "gate", own.units,
            None if bias is None else bias.part(gate), gates=layer.count, part=(name, where),
        )  # fmt: skip
        stages.append(column)
        kernels.append(_link(inputs, f"{stage.name} ({name})", inputs.source, column, splits[0].part(gate)))
        kernels.append(_link(state, f"{state.name} ({name})", before.id, column, splits[1].part(gate)))
        passes.append(PassLink(column.id, stage.id, own.offset, is_unit_wise=True))
    return UnitGraph(tuple(stages), tuple(kernels), tuple(passes))


def _link(link: KernelLink, name: str, source: str, target: Stage, weight: Weight) -> KernelLink:
    part = KernelPart(weight, weight.shape, "io")
    return KernelLink(name, link.node, source, target.id, UnitKernel(part.inputs, part.units, (part,)), whole=link.name)


def _replaced(stages: Sequence[Stage], layer: _GatedLayer, found: Sequence[Stage]) -> Iterator[Stage]:
    for stage in stages:
        if stage.id == layer.stage.id:
            yield from found
            yield replace(stage, gates=layer.count)
        elif stage.id != layer.state.source:
            yield stage
