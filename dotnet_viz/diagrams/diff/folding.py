"""What is left of a picture when long stretches without a change become one box each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TypeVar

from dotnet_viz.diagrams.diff.ordering import flow_order
from dotnet_viz.diagrams.diff.union import Union, UnionNode
from dotnet_viz.measures.comparison.entries import Entry

QUIET = ("same", "renamed")
CALM = ("resized", "weights")
"""Folded too where a picture would have more boxes than :data:`MOST_BOXES` otherwise."""
ONE_SIDE = ("added", "removed")
"""Folded last: two models that have little in common."""
MOST_BOXES = 40
PAGE_BOXES = (MOST_BOXES, MOST_BOXES // 3, 1)
"""Of ever smaller pictures for a page."""
PAGE_PARTS = (12, 8, 5, 3, 2, 1)
"""Boxes of pictures that are smaller still: parts of the order, whatever changed in them."""
LEAST_FOLDED = 3
MANY_ALIKE = 6


@dataclass(frozen=True)
class Fold:
    """A stretch of calls that is one box.

    Args:
        id: of the box.
        parent: id of the frame around it; ``None`` at the top.
        members: ids of the calls in it.
    """

    id: str
    parent: str | None
    members: tuple[str, ...]


@dataclass(frozen=True)
class Folded:
    """Which calls are drawn and which are in a fold.

    Args:
        drawn: ids of calls with a box of their own.
        frames: ids of nested models that are drawn as frames.
        folds: the stretches.
    """

    drawn: tuple[str, ...]
    frames: tuple[str, ...]
    folds: tuple[Fold, ...]

    @property
    def boxes(self) -> Mapping[str, str]:
        """For each innermost call the id of the box that it is drawn as, or in."""
        return {name: name for name in self.drawn} | {name: fold.id for fold in self.folds for name in fold.members}


def fold_nodes(
    union: Union, *, fold: bool = True, context: int = 1, most: int = MOST_BOXES, parts: int | None = None
) -> Folded:
    """Return what is drawn.

    Calls are taken in an order in which each follows what feeds it and branches stay together; whatever of it is folded
    is a stretch of that order, so that lines between folds never run in a circle.

    Args:
        union: both models.
        fold: whether anything is folded at all.
        context: how many calls around each change keep a box of their own.
        most: boxes above which more is folded, as far as that can be.
        parts: how many boxes at most there are of everything, changes too; ``None`` leaves changes a box of their own where
            they are few.
    """
    inner = [item for item in union.nodes.values() if not item.is_frame]
    if not fold:
        return Folded(tuple(item.id for item in inner), _frames(union, [item.id for item in inner]), ())
    if parts is not None:
        runs = in_parts(flow_order(union, inner), parts, lambda name: _side(union, name))
        alone = tuple(run[0] for run in runs if len(run) == 1)
        longer = [run for run in runs if len(run) > 1]
        folds = tuple(Fold(f"fold-{number}", None, tuple(run)) for number, run in enumerate(longer))
        return Folded(alone, _frames(union, alone, folds), folds)
    folded = Folded((), (), ())
    for quiet in quiet_levels([item.entry for item in inner]):
        folded = _stretches(union, inner, {item.id for item in inner if quiet(item.entry)}, context)
        if len(folded.drawn) + len(folded.folds) <= most:
            break
    return folded


Item = TypeVar("Item")


def in_parts(items: Sequence[Item], count: int, side: Callable[[Item], object]) -> list[list[Item]]:
    """Return stretches of some items: one for each side where that is enough, else of about the same length.

    Args:
        items: in their order.
        count: how many stretches at most.
        side: what items of one stretch should have in common.

    Example:
        >>> in_parts("aabbbcb", 3, str), in_parts("aabbb", 3, str)
        ([['a', 'a'], ['b', 'b', 'b'], ['c', 'b']], [['a', 'a'], ['b', 'b', 'b']])
    """
    sides = [list(run) for _, run in groupby(items, key=side)]
    if len(sides) <= count and len(sides) > 1:
        return sides
    ends = [round(len(items) * number / count) for number in range(count + 1)]
    return [list(items[start:end]) for start, end in pairwise(ends) if end > start]


def quiet_levels(entries: Sequence[Entry]) -> Iterator[Callable[[Entry], bool]]:
    """Yield what may be folded: what is the same; what changed as many others did, too; calm changes; stretches of one side.

    Args:
        entries: every layer.
    """
    counts = Counter(entry.fields for entry in entries if is_plain(entry))
    alike = {fields for fields, count in counts.items() if count >= MANY_ALIKE}
    yield lambda entry: entry.sort in QUIET
    yield lambda entry: entry.sort in QUIET or (is_plain(entry) and entry.fields in alike)
    yield lambda entry: entry.sort in (*QUIET, *CALM) or (is_plain(entry) and entry.fields in alike)
    yield lambda entry: entry.sort in (*QUIET, *CALM, *ONE_SIDE) or (is_plain(entry) and entry.fields in alike)


def is_plain(entry: Entry) -> bool:
    """Return whether nothing but settings of simple values differs in a layer, beside its weights and name."""
    simple = all(
        isinstance(value, str | int | float | None) for change in entry.fields for value in (change.before, change.after)
    )
    return entry.sort == "changed" and simple and entry.move is None and entry.connection is None


def _stretches(union: Union, inner: list[UnionNode], quiet: Set[str], context: int) -> Folded:
    loud = {item.id for item in inner if item.id not in quiet}
    kept = _around(union, loud, quiet, context)
    frames = set(_frames(union, kept))
    homes = {item.id: _home(union, item, frames) for item in inner}
    stretches: list[list[str]] = []
    last: str | None = None
    for name in flow_order(union, inner):
        if name in kept:
            last = None
            continue
        if last is None or (homes[last], _side(union, last)) != (homes[name], _side(union, name)):
            stretches.append([])
        stretches[-1].append(name)
        last = name
    alone = {name for run in stretches if len(run) < LEAST_FOLDED for name in run}
    drawn = [item.id for item in inner if item.id in kept or item.id in alone]
    runs = [run for run in stretches if len(run) >= LEAST_FOLDED]
    folds = tuple(Fold(f"fold-{number}", homes[run[0]], tuple(run)) for number, run in enumerate(runs))
    return Folded(tuple(drawn), _frames(union, [*drawn, *(fold.members[0] for fold in folds if fold.parent)], folds), folds)


def _side(union: Union, name: str) -> str:
    """Return what may stand in one fold: layers of the first model alone, of the second alone, or of both."""
    sort = union.nodes[name].entry.sort
    return sort if sort in ONE_SIDE else "both"


def _around(union: Union, loud: set[str], quiet: Set[str], context: int) -> set[str]:
    kept = set(loud)
    for _ in range(context):
        near = {(line.source, line.target) for line in union.lines if line.source in kept or line.target in kept}
        kept |= {end for ends in near for end in ends}
    one_sided = {name for name in quiet if _side(union, name) != "both"}
    changed_lines = (line for line in union.lines if line.state != "same" and not {line.source, line.target} & one_sided)
    return kept | {end for line in changed_lines for end in (line.source, line.target)}


def _frames(union: Union, drawn: Iterable[str], folds: tuple[Fold, ...] = ()) -> tuple[str, ...]:
    """Return the frames around what is drawn, outer ones first; a fold stands in its own frame only."""
    inside = {name: fold.parent for fold in folds for name in fold.members}
    found: set[str] = set()
    for name in drawn:
        parent = inside[name] if name in inside else union.nodes[name].parent
        while parent is not None:
            found.add(parent)
            parent = union.nodes[parent].parent
    return tuple(name for name in union.nodes if name in found)


def _home(union: Union, item: UnionNode, frames: set[str]) -> str | None:
    parent = item.parent
    while parent is not None and parent not in frames:
        parent = union.nodes[parent].parent
    return parent
