"""Which neurons of wide layers a picture keeps.

By magnitude, the importance of a neuron is the share it has in the total |weight| of the layer before it plus its
share in the layer behind it. Infinite weights count as the layer's largest finite magnitude (1 if there is none) and
NaN as 0. The sum of magnitudes is the measure that magnitude pruning uses (Han et al., 2015,
https://arxiv.org/abs/1506.02626).

By contribution, it is the neuron's share in the outputs, by Garson's algorithm (Garson, 1991, Interpreting
neural-network connection weights, AI Expert 6(4); Goh, 1995, https://doi.org/10.1016/0954-1810(94)00011-S), taken over
any number of layers: each neuron hands its own share on to those before it, in proportion to the magnitudes of its
incoming weights. Outputs, which all have the same share, are ranked by magnitude.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.diagrams.units.matrix import MatrixSums, Numbers, Positions, UnitMatrix
from dotnet_viz.diagrams.units.model import KernelLink, PassLink, Stage, UnitGraph
from dotnet_viz.errors import OptionError, unknown_choice
from dotnet_viz.traversal import connected_groups

_MOST_OF_GATES = 32
_LEAST_OF_GATE = 4
_MOST_OF_COMPACT_GATES = 16
_LEAST_OF_COMPACT_GATE = 2


def kept_units(
    units: UnitGraph,
    importance: Mapping[str, Numbers],
    *,
    limit: int | None,
    neurons: Mapping[str, Sequence[int]] | None,
    whole: Collection[str] = (),
    is_compact: bool = False,
) -> dict[str, Positions]:
    """Return the units that are drawn of each column, in their own order, by the column's id.

    Columns whose units pass one by one into each other keep the same ones.

    Args:
        units: the columns and what joins them.
        importance: of every unit of every column, see :func:`importances`.
        limit: how many units of a column at most; ``None`` keeps all.
        neurons: positions to keep by the name of a layer, instead of the most important ones.
        whole: ids of the columns of which all units are kept, whatever the limit.
        is_compact: whether the picture is made for a page, where gates have fewer units.

    Raises:
        OptionError: ``neurons`` names a layer or position that there is not.
    """
    named = _named(units, neurons or {})
    kept: dict[str, Positions] = {}
    for group in column_groups(units):
        given = next((named[stage.id] for stage in group if stage.id in named), None)
        together = np.sum([importance[stage.id] for stage in group], axis=0)
        together = together + _joined_units(units, group, kept, len(together)) * (1.0 + together.max(initial=0.0))
        is_whole = any(stage.id in whole for stage in group)
        most = None if is_whole else _limit_of(group, limit, is_compact=is_compact)
        positions = most_important(together, most) if given is None else given
        kept.update({stage.id: positions for stage in group})
    for stage in units.stages:
        if stage.gates and stage.role == "layer" and stage.id not in named and limit is not None:
            kept[stage.id] = _of_gates(units, stage, kept)
    return kept


def _joined_units(units: UnitGraph, group: Sequence[Stage], kept: Mapping[str, Positions], count: int) -> Numbers:
    """Return 1 for units of columns side by side that come from units which are drawn: the others would come from nowhere."""
    own, inside = np.zeros(count), {stage.id for stage in group}
    for link in units.passes:
        if link.is_unit_wise and link.target in inside and link.source in kept and link.source not in inside:
            own[kept[link.source] + link.offset] = 1.0
    return own


def _of_gates(units: UnitGraph, stage: Stage, kept: Mapping[str, Positions]) -> Positions:
    """Return the units of a layer that the gates that are drawn belong to; of two directions each has its own."""
    own = [kept[link.source] + link.offset for link in units.passes if link.target == stage.id and link.is_unit_wise]
    # np.unique imports masked arrays, which takes a tenth of the time of a small picture.
    return np.array(sorted({*np.concatenate(own).tolist()}), dtype=np.intp) if own else kept[stage.id]


def _limit_of(group: Sequence[Stage], limit: int | None, *, is_compact: bool) -> int | None:
    """Return how many units a group of columns keeps: fewer where the gates of a layer stand below each other."""
    gates = max(stage.gates for stage in group)
    most, least = (_MOST_OF_COMPACT_GATES, _LEAST_OF_COMPACT_GATE) if is_compact else (_MOST_OF_GATES, _LEAST_OF_GATE)
    return limit if limit is None or not gates else min(limit, max(least, most // gates))


def importances(units: UnitGraph, matrices: Sequence[tuple[UnitMatrix, MatrixSums]], rank: str) -> dict[str, Numbers]:
    """Return the importance of every unit of every column, by the column's id.

    Args:
        units: columns of the model and what joins them.
        matrices: of each kernel its numbers between units and their sums.
        rank: ``"magnitude"``, ``"contribution"`` or ``"first"``, where all are 0.

    Returns:
        An array of shape (units,) for each column.
    """
    importance = {stage.id: np.zeros(stage.units) for stage in units.stages if stage.units is not None}
    if rank == "first":
        return importance
    by_contribution = _contributions(units, matrices) if rank == "contribution" else {}
    for link, (_, sums) in zip(units.kernels, matrices, strict=True):
        total = sums.magnitude or 1.0
        importance[link.source] += sums.row_magnitudes / total
        importance[link.target] += sums.column_magnitudes / total
    return {**importance, **by_contribution}


def most_important(importance: NDArray[np.float64], limit: int | None) -> NDArray[np.intp]:
    """Return the positions of the most important neurons, in their own order; earlier ones win a tie.

    Args:
        importance: shape (neurons,).
        limit: how many to keep, at least 1; ``None`` keeps all.

    Example:
        >>> most_important(np.array([0.1, 0.5, 0.2, 0.5]), 2).tolist()
        [1, 3]
    """
    if limit is None or limit >= len(importance):
        return np.arange(len(importance))
    known = np.where(np.isnan(importance), -np.inf, importance)
    # Words of a vocabulary are thousands, and not the order of all of them is asked for.
    least = np.partition(known, -limit)[-limit]
    kept = np.flatnonzero(known > least)
    return np.sort(np.concatenate([kept, np.flatnonzero(known == least)[: limit - len(kept)]]))


def _contributions(units: UnitGraph, matrices: Sequence[tuple[UnitMatrix, MatrixSums]]) -> dict[str, Numbers]:
    """Return the share in the outputs of every unit of the columns that feed something."""
    shares = {stage.id: np.zeros(stage.units) for stage in units.stages if stage.units is not None}
    feeding = {link.source for link in units.kernels} | {link.source for link in units.passes}
    into: dict[str, list[tuple[KernelLink, UnitMatrix, MatrixSums]]] = {}
    for link, (matrix, sums) in zip(units.kernels, matrices, strict=True):
        into.setdefault(link.target, []).append((link, matrix, sums))
    for stage in reversed(units.stages):
        if stage.units is None:
            continue
        if stage.id not in feeding:
            shares[stage.id] += 1.0 / stage.units
        for link, matrix, sums in into.get(stage.id, ()):
            shares[link.source] += _handed_on(matrix, sums, shares[stage.id])
        for passed in (passed for passed in units.passes if passed.target == stage.id and passed.source in shares):
            shares[passed.source] += _passed_on(passed, shares[stage.id], len(shares[passed.source]))
    return {name: share for name, share in shares.items() if name in feeding}


def _handed_on(matrix: UnitMatrix, sums: MatrixSums, share: Numbers) -> Numbers:
    part = share / np.where(sums.column_magnitudes > 0, sums.column_magnitudes, 1.0)
    handed = np.zeros(matrix.shape[0])
    for start, block in matrix.row_blocks():
        magnitudes = np.nan_to_num(np.abs(block), nan=0.0, posinf=sums.value_range.largest or 1.0)
        handed[start : start + len(block)] = magnitudes @ part
    return handed


def _passed_on(passed: PassLink, share: Numbers, count: int) -> Numbers:
    if passed.is_unit_wise:
        return share[passed.offset : passed.offset + count]
    return np.full(count, share.sum() / count)


def column_groups(units: UnitGraph) -> list[list[Stage]]:
    """Return the columns in groups that keep the same units."""
    counts = {stage.id: stage.units for stage in units.stages if stage.units is not None}
    same = [(link.source, link.target) for link in units.passes if link.is_unit_wise and not link.offset]
    same += [(stage.id, stage.node.id) for stage in units.stages if stage.role == "state" and stage.node is not None]
    gates = {stage.id for stage in units.stages if stage.role == "gate"}
    states = {stage.id for stage in units.stages if stage.role == "state"}
    same += [(link.source, link.target) for link in units.kernels if link.source in states and link.target in gates]
    joined = [(one, other) for one, other in same if one in counts and counts[one] == counts.get(other)]
    stages = {stage.id: stage for stage in units.stages}
    return [[stages[name] for name in group] for group in connected_groups(counts, joined)]


def _named(units: UnitGraph, neurons: Mapping[str, Sequence[int]]) -> dict[str, Positions]:
    named: dict[str, Positions] = {}
    columns = [stage for stage in units.stages if stage.units is not None]
    for name, positions in neurons.items():
        found = [stage for stage in columns if name in _names(stage) and stage.role != "heads"]
        if not found:
            raise unknown_choice("layer of neurons=", name, dict.fromkeys(stage.name for stage in columns[:40]))
        for stage in found:
            named[stage.id] = _checked(stage, positions)
    return named


def _names(stage: Stage) -> tuple[str, ...]:
    return (stage.name,) if stage.node is None else (stage.name, stage.node.layer.name, stage.node.layer.id)


def _checked(stage: Stage, positions: Sequence[int]) -> Positions:
    count = stage.units or 0
    for position in positions:
        if position not in range(count):
            raise OptionError(f"neurons names {position!r} of {stage.name!r}, whose {count} neurons are 0 to {count - 1}")
    if not len(positions):
        raise OptionError(f"neurons names none of {stage.name!r}; name at least one of 0 to {count - 1}")
    return np.array(sorted({int(position) for position in positions}), dtype=np.intp)
