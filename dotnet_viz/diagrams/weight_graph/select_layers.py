"""Which layers of a large model a weight graph draws, and the rank at which each of its columns stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dotnet_viz.diagrams.units.model import KernelLink, PassLink, Stage, UnitGraph
from dotnet_viz.errors import unknown_choice


@dataclass(frozen=True)
class Gap:
    """A place between columns where layers are left out.

    Args:
        rank: where it stands.
        layers: how many layers with weights between units are left out there.
    """

    rank: int
    layers: int


@dataclass(frozen=True)
class Choice:
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


def choose_layers(units: UnitGraph, layers: Sequence[str] | None, limit: int | None) -> Choice:
    """Return the part of a model that is drawn: its first and last layers, or those that are named.

    Args:
        units: the whole model.
        layers: names of the layers whose weights are drawn; ``None`` takes the first and the last ones.
        limit: how many layers at most; ``None`` takes all. Layers that are named are drawn in any case.

    Raises:
        OptionError: a name that no such layer has.
    """
    calls = list(dict.fromkeys(link.node.id for link in units.kernels))
    chosen = _named(units, calls, layers) if layers is not None else _first_and_last(len(calls), limit)
    runs = list(_runs(chosen))
    places = {stage.id: turn for turn, stage in enumerate(units.stages)}
    run_of: dict[str, int] = {} if calls else dict.fromkeys(places, 0)
    for number, run in enumerate(runs):
        for name in _stages_of(units, places, calls, run):
            run_of.setdefault(name, number)
    names = {calls[turn] for turn in chosen}
    part = UnitGraph(
        tuple(stage for stage in units.stages if stage.id in run_of),
        tuple(link for link in units.kernels if link.node.id in names),
        tuple(link for link in units.passes if link.source in run_of and link.target in run_of),
    )
    left_out = [after[0] - before[-1] - 1 for before, after in pairwise(runs)]
    ranks, starts = _ranks(part, run_of)
    gaps = [Gap(starts[number + 1] - 1, count) for number, count in enumerate(left_out)]
    if runs and runs[0][0]:
        ranks = {name: rank + 1 for name, rank in ranks.items()}
        gaps = [Gap(0, runs[0][0]), *(Gap(gap.rank + 1, gap.layers) for gap in gaps)]
    if runs and runs[-1][-1] < len(calls) - 1:
        gaps.append(Gap(max(ranks.values()) + 1, len(calls) - 1 - runs[-1][-1]))
    return Choice(part, ranks, tuple(gaps), len(calls), len(chosen))


def _named(units: UnitGraph, calls: Sequence[str], layers: Sequence[str]) -> list[int]:
    known: dict[str, set[str]] = {}
    for link in units.kernels:
        for name in (link.node.layer.name, link.node.layer.id):
            known.setdefault(name, set()).add(link.node.id)
    for name in layers:
        if name not in known:
            raise unknown_choice("layer with weights between units", name, list(known)[:40])
    wanted = {node for name in layers for node in known[name]}
    return [turn for turn, name in enumerate(calls) if name in wanted]


def _first_and_last(count: int, limit: int | None) -> list[int]:
    if limit is None or count <= limit:
        return list(range(count))
    first = (limit + 1) // 2
    return [*range(first), *range(count - (limit - first), count)]


def _runs(chosen: Sequence[int]) -> Iterator[list[int]]:
    """Yield the chosen ones in runs that follow one another."""
    run: list[int] = []
    for turn in chosen:
        if run and turn > run[-1] + 1:
            yield run
            run = []
        run.append(turn)
    if run:
        yield run


def _stages_of(units: UnitGraph, places: Mapping[str, int], calls: Sequence[str], run: Sequence[int]) -> Iterator[str]:
    """Yield the columns at the ends of a run's weights, and the columns and boxes without weights that stand among them."""
    names = {calls[turn] for turn in run}
    ends = {name for link in units.kernels if link.node.id in names for name in (link.source, link.target)}
    targets = [places[link.target] for link in units.kernels if link.node.id in names]
    low = 0 if run[0] == 0 else min(targets)
    high = len(places) if run[-1] == len(calls) - 1 else max(targets)
    for stage in units.stages:
        if stage.id in ends or (stage.role in ("input", "other") and low <= places[stage.id] <= high):
            yield stage.id


def _ranks(part: UnitGraph, run_of: Mapping[str, int]) -> tuple[dict[str, int], list[int]]:
    """Return the rank of each column, one behind the last of those that it follows, and that of each run's first one.

    Parts of a model that nothing joins stand behind one another, for nobody knows better.
    """
    links: list[KernelLink | PassLink] = [*part.kernels, *part.passes]
    before: dict[str, list[str]] = {}
    for link in links:
        before.setdefault(link.target, []).append(link.source)
    segments = _segments(part.stages, links, run_of)
    ranks: dict[str, int] = {}
    starts: list[int] = []
    base, run = 0, -1
    for segment in segments:
        if run_of[segment[0].id] != run:
            run = run_of[segment[0].id]
            base += 1 if run else 0  # room for the gap
            starts.append(base)
        for stage in segment:
            ranks[stage.id] = max([base, *(ranks[name] + 1 for name in before.get(stage.id, ()) if name in ranks)])
        for stage in segment:
            _pull(stage, part, ranks, before)
        base = max(base, *(ranks[stage.id] + 1 for stage in segment))
    return ranks, starts


def _pull(stage: Stage, part: UnitGraph, ranks: dict[str, int], before: Mapping[str, Sequence[str]]) -> None:
    """Move a column that nothing feeds up to what it feeds, unless it is an input of the model."""
    fed = [ranks[link.target] for link in part.kernels if link.source == stage.id]
    if stage.role != "input" and fed and not before.get(stage.id):
        ranks[stage.id] = max(ranks[stage.id], min(fed) - 1)


def _segments(
    stages: Sequence[Stage], links: Sequence[KernelLink | PassLink], run_of: Mapping[str, int]
) -> list[list[Stage]]:  # fmt: skip
    """Return the columns in parts that are joined, run by run."""
    leader = {stage.id: stage.id for stage in stages}

    def lead(name: str) -> str:
        while leader[name] != name:
            leader[name] = leader[leader[name]]
            name = leader[name]
        return name

    for link in links:
        if run_of[link.source] == run_of[link.target]:
            leader[lead(link.target)] = lead(link.source)
    parts: dict[tuple[int, str], list[Stage]] = {}
    for stage in stages:
        parts.setdefault((run_of[stage.id], lead(stage.id)), []).append(stage)
    return sorted(parts.values(), key=lambda part: run_of[part[0].id])
