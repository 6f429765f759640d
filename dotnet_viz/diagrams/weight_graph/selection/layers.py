"""Which layers of a large model a weight graph draws, and the rank at which each of its columns stands."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from dotnet_viz.diagrams.units.model import KernelLink, PassLink, Stage, UnitGraph
from dotnet_viz.errors import unknown_choice
from dotnet_viz.traversal import connected_groups, depth_first_order

_LEAST_STAGES = 3


@dataclass(frozen=True)
class Gap:
    """A place between columns, or in one beside others, where layers are left out.

    Args:
        rank: where it stands.
        layers: how many layers with weights between units are left out there.
        behind: the column of the same rank that it follows; ``None`` where it has its rank for itself.
    """

    rank: int
    layers: int
    behind: str | None = None


@dataclass(frozen=True)
class LayerSelection:
    """What is drawn of a model.

    Args:
        units: the columns that are drawn and what joins them.
        ranks: the rank of each column by its id.
        gaps: where layers are left out.
        total: how many calls of layers with weights between units the model has.
        drawn: how many of them are drawn.
    """

    units: UnitGraph
    ranks: Mapping[str, int]
    gaps: tuple[Gap, ...]
    total: int
    drawn: int


def select_layers(units: UnitGraph, layers: Sequence[str] | None, limit: int | None) -> LayerSelection:
    """Return the part of a model that is drawn: its first and last layers, those of its stages, or those that are named.

    A stage is what has one resolution, as in a convolutional network. Of a model with several outputs the last layers of all
    are drawn where there is room for one more.

    Args:
        units: the whole model.
        layers: names of the layers whose weights are drawn; ``None`` takes the first one of each stage and the last one of all
            where there are too many layers and at least three stages, else the first and the last ones.
        limit: how many layers at most; ``None`` takes all. Layers that are named are drawn in any case.

    Raises:
        OptionError: a name that no such layer has.
    """
    calls = list(dict.fromkeys(link.node.id for link in units.kernels))
    chosen = _named(units, calls, layers) if layers is not None else _representative(units, calls, limit)
    places = {stage.id: index for index, stage in enumerate(units.stages)}
    drawn = {name for run in _runs(chosen) for name in _stages_of(units, places, calls, run)} if calls else set(places)
    names = {calls[index] for index in chosen}
    part = UnitGraph(
        tuple(stage for stage in units.stages if stage.id in drawn),
        tuple(link for link in units.kernels if link.node.id in names),
        tuple(link for link in units.passes if link.source in drawn and link.target in drawn),
    )
    ranks, gaps = _without_empty_ranks(units, part, _ranks(units))
    return LayerSelection(part, ranks, gaps, len(calls), len(chosen))


def _named(units: UnitGraph, calls: Sequence[str], layers: Sequence[str]) -> list[int]:
    known: dict[str, set[str]] = {}
    for link in units.kernels:
        for name in (link.node.layer.name, link.node.layer.id):
            known.setdefault(name, set()).add(link.node.id)
    for name in layers:
        if name not in known:
            raise unknown_choice("layer with weights between units", name, list(known)[:40])
    wanted = {node for name in layers for node in known[name]}
    return [index for index, name in enumerate(calls) if name in wanted]


def _representative(units: UnitGraph, calls: Sequence[str], limit: int | None) -> list[int]:
    if limit is None or len(calls) <= limit:
        return list(range(len(calls)))
    stages = _stage_starts(units, calls)
    *others, last = _last_of_outputs(units, calls)
    if len(others) + 2 > limit:
        others = []
    if len(stages) < _LEAST_STAGES or limit < _LEAST_STAGES:
        return _first_and_last(len(calls), limit, others)
    chosen = sorted({0, *stages, last} - {*others})
    steps = min(limit - len(others), len(chosen))
    return sorted({*others, *(chosen[round(step * (len(chosen) - 1) / (steps - 1))] for step in range(steps))})


def _last_of_outputs(units: UnitGraph, calls: Sequence[str]) -> list[int]:
    """Return the layers behind which no other one has weights: the last of each output of the model."""
    sources: dict[str, list[str]] = {}
    for link in units.passes:
        sources.setdefault(link.target, []).append(link.source)
    leading = set(depth_first_order([link.source for link in units.kernels], lambda name: sources.get(name, ())))
    last = {link.node.id for link in units.kernels if link.target not in leading}
    return [index for index, name in enumerate(calls) if name in last]


def _stage_starts(units: UnitGraph, calls: Sequence[str]) -> list[int]:
    """Return the first layer of each resolution; what has one position, as behind a pooling of everything, is no stage."""
    counts = {stage.id: stage.units for stage in units.stages}
    nodes = {link.node.id: link.node for link in units.kernels}
    first: dict[int, int] = {}
    for index, name in enumerate(calls):
        shape = nodes[name].outputs[0].shape if nodes[name].outputs else None
        channels = counts.get(name)
        if shape is None or not channels or any(size is None for size in shape[1:]):
            continue
        positions = math.prod(size or 0 for size in shape[1:]) // channels
        if positions > 1:
            first.setdefault(positions, index)
    return sorted(first.values())


def _first_and_last(count: int, limit: int, outputs: Sequence[int]) -> list[int]:
    """Return the first layers and the last ones, among these those before other outputs than the last."""
    # Of one layer alone the outputs are what is asked for.
    first = min((limit + 1) // 2, limit - 1 - len(outputs)) if limit > 1 else 0
    behind = [index for index in reversed(range(first, count)) if index not in outputs]
    begin = [*range(first)]
    return sorted({*begin, *outputs, *behind[: limit - len({*begin, *outputs})]})


def _runs(chosen: Sequence[int]) -> Iterator[list[int]]:
    """Yield the chosen ones in runs that follow one another."""
    run: list[int] = []
    for index in chosen:
        if run and index > run[-1] + 1:
            yield run
            run = []
        run.append(index)
    if run:
        yield run


def _stages_of(units: UnitGraph, places: Mapping[str, int], calls: Sequence[str], run: Sequence[int]) -> Iterator[str]:
    """Yield the columns at the ends of a run's weights, and the columns and boxes without weights that stand among them."""
    names = {calls[index] for index in run}
    ends = {name for link in units.kernels if link.node.id in names for name in (link.source, link.target)}
    targets = [places[link.target] for link in units.kernels if link.node.id in names]
    low = 0 if run[0] == 0 else min(targets)
    high = len(places) if run[-1] == len(calls) - 1 else max(targets)
    for stage in units.stages:
        if stage.id in ends or stage.id in names or (stage.role in ("input", "other") and low <= places[stage.id] <= high):
            yield stage.id


def _ranks(units: UnitGraph) -> dict[str, int]:
    """Return the rank of each column of a whole model, one behind the last of those that it follows.

    Parts of a model that nothing joins stand behind one another, as no other order is known.
    """
    links: list[KernelLink | PassLink] = [*units.kernels, *units.passes]
    before: dict[str, list[str]] = {}
    after: dict[str, list[KernelLink | PassLink]] = {}
    for link in links:
        before.setdefault(link.target, []).append(link.source)
        after.setdefault(link.source, []).append(link)
    weighed: dict[str, list[str]] = {}
    for kernel in units.kernels:
        weighed.setdefault(kernel.source, []).append(kernel.target)
    ranks: dict[str, int] = {}
    base = 0
    for segment in _segments(units.stages, links):
        for stage in segment:
            ranks[stage.id] = max([base, *(ranks[name] + 1 for name in before.get(stage.id, ()) if name in ranks)])
        for stage in segment:
            _pull(stage, weighed.get(stage.id, ()), ranks, before)
        for stage in segment:
            _pull_branch(stage, after, ranks, before)
        base = max(base, *(ranks[stage.id] + 1 for stage in segment))
    return ranks


def _pull(stage: Stage, targets: Sequence[str], ranks: dict[str, int], before: Mapping[str, Sequence[str]]) -> None:
    """Move a column that nothing feeds up to what it feeds, unless it is an input of the model."""
    fed = [ranks[target] for target in targets]
    if stage.role != "input" and fed and not before.get(stage.id):
        ranks[stage.id] = max(ranks[stage.id], min(fed) - 1)


def _pull_branch(
    stage: Stage,
    after: Mapping[str, Sequence[KernelLink | PassLink]],
    ranks: dict[str, int],
    before: Mapping[str, Sequence[str]],
) -> None:
    """Move a branch that starts at inputs up to what it feeds, to which its lines would else run through other columns."""
    targets = after.get(stage.id, ())
    is_joined = len(targets) == 1 and isinstance(targets[0], PassLink) and targets[0].is_unit_wise
    if not targets or not (is_joined or all(isinstance(link, KernelLink) for link in targets)):
        return
    step = min(ranks[link.target] for link in targets) - 1 - ranks[stage.id]
    if step < 1:
        return
    branch = set(depth_first_order([stage.id], lambda name: before.get(name, ())))
    if all(link.target in branch for name in branch if name != stage.id for link in after.get(name, ())):
        for name in branch:
            ranks[name] += step


def _without_empty_ranks(
    units: UnitGraph, part: UnitGraph, ranks: Mapping[str, int]
) -> tuple[dict[str, int], tuple[Gap, ...]]:  # fmt: skip
    """Return the ranks of the columns that are drawn, one after another, and the gaps where layers are left out.

    A layer is left out between two ranks where no line that is drawn leads from one to the other, and else beside the columns
    of the rank that it leads to: it is another head or branch.
    """
    used = sorted({ranks[stage.id] for stage in part.stages})
    entered = {ranks[link.target] for link in part.kernels}
    between, beside = _left_out(units, part, ranks, used, entered)
    new, gaps, last = {}, [], -1
    for rank in [*used, *(rank for rank in between if rank > used[-1])]:
        if rank in between:
            last += 1
            gaps.append(Gap(last, between[rank]))
        if rank <= used[-1]:
            last += 1
            new[rank] = last
    gaps += [Gap(new[ranks[name]], count, behind=name) for name, count in beside.items()]
    return {stage.id: new[ranks[stage.id]] for stage in part.stages}, tuple(gaps)


def _left_out(
    units: UnitGraph, part: UnitGraph, ranks: Mapping[str, int], used: Sequence[int], entered: Set[int]
) -> tuple[dict[int, int], dict[str, int]]:  # fmt: skip
    """Return how many layers are left out before each rank, and how many behind each column among those of its rank."""
    drawn = {link.node.id for link in part.kernels}
    targets = {link.node.id: link.target for link in units.kernels if link.node.id not in drawn}
    places = {stage.id: position for position, stage in enumerate(units.stages)}
    between: dict[int, int] = {}
    beside: dict[str, int] = {}
    for target in targets.values():
        rank = next((rank for rank in used if rank >= ranks[target]), used[-1] + 1)
        if rank in entered:
            others = [stage.id for stage in part.stages if ranks[stage.id] == rank]
            column = max((name for name in others if places[name] < places[target]), key=places.__getitem__, default=others[0])
            beside[column] = beside.get(column, 0) + 1
        else:
            between[rank] = between.get(rank, 0) + 1
    return between, beside


def _segments(stages: Sequence[Stage], links: Sequence[KernelLink | PassLink]) -> list[list[Stage]]:
    """Return the columns in parts that are joined."""
    own = {stage.id: stage for stage in stages}
    groups = connected_groups(own, ((link.source, link.target) for link in links))
    return [[own[name] for name in group] for group in groups]
