"""What each line of a weight graph carries for one input: weight times activation, and how much of it decides one output.

Layers of which a unit has many positions count by the mean over them. What decides an output is the relevance of layer-wise
relevance propagation (Bach et al., 2015, https://doi.org/10.1371/journal.pone.0130140): an output's value is handed back, each
unit's share in proportion to what it contributed. In a network of ReLUs this is gradient times input, line by line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.diagrams.units.kernels import KernelPart, UnitKernel
from dotnet_viz.diagrams.units.matrix import Numbers
from dotnet_viz.diagrams.units.model import KernelLink, PassLink, Stage, UnitGraph
from dotnet_viz.graph import Weight
from dotnet_viz.graph.layer_kinds import KernelAxes, core_kind

Arrays = Mapping[str, NDArray[Any]]

CONTRIBUTION = "contribution"
RELEVANCE = "relevance"
_SMALL = 1e-9


@dataclass(frozen=True, eq=False)
class NodeValues:
    """What went into the calls of a model's layers for one sample, and what came out.

    Args:
        inputs: by the id of the call's node; shape (..., units), or (units, ...) where channels are first.
        outputs: likewise.
        channels_first: ids of the nodes whose arrays have their channels first.
    """

    inputs: Arrays
    outputs: Arrays
    channels_first: frozenset[str] = frozenset()

    def given(self, node: str) -> NDArray[Any] | None:
        """Return what a call was given, channels last."""
        return self._last(self.inputs.get(node), node)

    def returned(self, node: str) -> NDArray[Any] | None:
        """Return what a call returned, channels last."""
        return self._last(self.outputs.get(node), node)

    def _last(self, values: NDArray[Any] | None, node: str) -> NDArray[Any] | None:
        if values is not None and values.ndim > 1 and node in self.channels_first:
            return np.moveaxis(values, 0, -1)
        return values


def contribution(link: KernelLink, values: NodeValues) -> Numbers | None:
    """Return what each line of a kernel carries; ``None`` where weight times activation has no meaning.

    Args:
        link: the kernel and its layer.
        values: of one sample.

    Returns:
        An array of shape (inputs, units).
    """
    given = values.given(link.node.id)
    if given is None or len(link.kernel.parts) != 1:
        return None
    kernel, part = link.kernel, link.kernel.parts[0]
    kind = core_kind(link.node.layer)
    if kind.kernel is KernelAxes.INDEX_DIMENSION:
        counts = np.bincount(np.asarray(given, dtype=np.intp).reshape(-1), minlength=kernel.inputs)[: kernel.inputs]
        return _weighted(part, counts / max(given.size, 1), kernel)
    if kind.family in ("recurrent", "attention"):
        return None
    if kernel.is_flattened:
        flat = np.asarray(given, dtype=np.float64).reshape(-1)
        if len(flat) != part.weight.shape[0]:
            return None
        folded = (np.asarray(part.weight.array, dtype=np.float64) * flat[:, np.newaxis]).reshape(part.shape)
        return _in_order(folded, part)
    means = np.asarray(given, dtype=np.float64).reshape(-1, given.shape[-1]).mean(axis=0) if given.ndim else given
    return _weighted(part, means, kernel) if len(means) == kernel.inputs else None


def _weighted(part: KernelPart, means: Numbers, kernel: UnitKernel) -> Numbers:
    weights = np.asarray(part.weight.array, dtype=np.float64)
    if part.pointwise is not None:
        *_, channels, multiplier = part.weight.shape
        depthwise = weights.reshape(-1, channels, multiplier).sum(axis=0)
        pointwise = np.asarray(part.pointwise.array, dtype=np.float64).reshape(channels, multiplier, -1)
        together: Numbers = np.einsum("c,ck,cko->co", means, depthwise, pointwise)
        return together
    table = _in_order(weights.reshape(part.shape), part)
    own = part.inputs // part.groups
    group = np.arange(part.units) // max(1, part.units // part.groups)
    rows = np.arange(own)[:, np.newaxis] + group[np.newaxis, :] * own
    found = np.zeros((kernel.inputs, kernel.units))
    found[rows, np.broadcast_to(np.arange(part.units), rows.shape)] = table * means[rows]
    return found


def _in_order(table: Numbers, part: KernelPart) -> Numbers:
    """Return the sums over folded axes, shape (inputs of a group, units)."""
    over = tuple(axis for axis, letter in enumerate(part.axes) if letter == ".")
    summed: Numbers = table.sum(axis=over)
    return summed if part.axes.index("i") < part.axes.index("o") else summed.T


def unit_values(stage: Stage, units: UnitGraph, values: NodeValues) -> Numbers | None:
    """Return the activation of each unit of a column: behind its activation function, the mean over positions.

    Args:
        stage: the column.
        units: the model.
        values: of one sample.

    Returns:
        An array of shape (units,), or ``None`` where it is not known.
    """
    nodes = [] if stage.node is None else [stage.node.id, *(node.id for node in stage.after)]
    found = [values.returned(node) for node in nodes] if stage.role == "layer" else []
    if stage.role != "layer":  # an input, or what stands for it: what the layers behind it are given
        found = [values.given(link.node.id) for link in units.kernels if link.source == stage.id] + [
            values.returned(node) for node in nodes
        ]
    for array in reversed(found):
        if array is not None and array.ndim and array.shape[-1] == stage.units:
            means: Numbers = np.asarray(array, dtype=np.float64).reshape(-1, array.shape[-1]).mean(axis=0)
            return means
    return None


def contributions_of(units: UnitGraph, values: NodeValues) -> dict[int, Numbers]:
    """Return what each line carries, by the number of its kernel; without kernels where it has no meaning.

    Args:
        units: the model.
        values: of one sample.
    """
    pairs = ((number, contribution(link, values)) for number, link in enumerate(units.kernels))
    return {number: found for number, found in pairs if found is not None}


def activations_of(units: UnitGraph, values: NodeValues) -> dict[str, Numbers]:
    """Return the activations of the units of each column, as far as they are known.

    Args:
        units: the model.
        values: of one sample.
    """
    pairs = ((stage.id, unit_values(stage, units, values)) for stage in units.stages if stage.units is not None)
    return {name: found for name, found in pairs if found is not None}


def relevances(
    units: UnitGraph,
    carried: Mapping[int, Numbers],
    activations: Mapping[str, Numbers],
    target: tuple[str, int],
) -> dict[int, Numbers]:
    """Return how much of one output's value came through each line.

    Args:
        units: the model.
        carried: the contribution of each line, by the number of its kernel.
        activations: of the units, by column.
        target: the column and the unit whose value is explained.

    Returns:
        An array of shape (inputs, units) for each number of ``carried``.
    """
    into: dict[str, list[int]] = {}
    for number in carried:
        into.setdefault(units.kernels[number].target, []).append(number)
    relevance: dict[str, Numbers] = {}
    found: dict[int, Numbers] = {}
    for stage in reversed(units.stages):
        if stage.units is None:
            continue
        own = relevance.get(stage.id, np.zeros(stage.units))
        numbers = into.get(stage.id, [])
        sums = np.sum([carried[number].sum(axis=0) for number in numbers], axis=0) if numbers else np.zeros(stage.units)
        total = sums if stage.bias is None else sums + np.asarray(stage.bias.array, dtype=np.float64)
        if stage.id == target[0]:
            own = np.zeros(stage.units)
            own[target[1]] = total[target[1]] if numbers else 1.0
        small = _SMALL * (float(np.abs(total).max(initial=0.0)) or 1.0)
        shares = own / (total + np.where(total >= 0, small, -small))
        for number in numbers:
            found[number] = carried[number] * shares
            _add(relevance, units.kernels[number].source, found[number].sum(axis=1))
        _hand_back(stage, own, units, activations, relevance)
    return found


def _add(relevance: dict[str, Numbers], name: str, values: Numbers) -> None:
    relevance[name] = relevance.get(name, np.zeros(len(values))) + values


def _hand_back(
    stage: Stage, own: Numbers, units: UnitGraph, activations: Mapping[str, Numbers], relevance: dict[str, Numbers]
) -> None:
    """Divide what reached a sum or a concatenation among what it joins, in proportion to the values."""
    links = [link for link in units.passes if link.target == stage.id and link.is_unit_wise and link.source in activations]
    parts = {id(link): activations[link.source] for link in links}
    total = np.zeros(len(own))
    for link in links:
        total[_slots(link, len(parts[id(link)]))] += parts[id(link)]
    for link in links:
        slots = _slots(link, len(parts[id(link)]))
        whole = total[slots]
        share = np.divide(parts[id(link)], whole, out=np.zeros_like(whole), where=np.abs(whole) > _SMALL)
        _add(relevance, link.source, own[slots] * share)


def _slots(link: PassLink, count: int) -> slice:
    return slice(link.offset, link.offset + count)


def with_numbers(units: UnitGraph, found: Mapping[int, Numbers], quantity: str) -> UnitGraph:
    """Return a model whose lines have other numbers, without the kernels that have none.

    Args:
        units: the model.
        found: numbers of shape (inputs, units) by the number of the kernel.
        quantity: what they are.
    """
    links = tuple(
        replace(link, kernel=_plain(link, found[number], quantity))
        for number, link in enumerate(units.kernels)
        if number in found
    )
    return replace(units, kernels=links)


def _plain(link: KernelLink, numbers: Numbers, quantity: str) -> UnitKernel:
    weight = Weight.from_array(link.kernel.parts[0].weight.name, numbers)
    part = KernelPart(weight, numbers.shape, "io")
    return UnitKernel(link.kernel.inputs, link.kernel.units, (part,), quantity=quantity)
