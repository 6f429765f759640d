"""Both models side by side as rows: a layer of the first, the same layer of the second, or one of them alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dotnet_viz.diagrams.diff.folding import LEAST_FOLDED, MOST_BOXES, in_parts, quiet_levels
from dotnet_viz.measures.comparison.comparison import Comparison
from dotnet_viz.measures.comparison.entries import Entry, entries_of
from dotnet_viz.measures.comparison.matching.alignment import longest_rising


@dataclass(frozen=True)
class SideRow:
    """One row.

    Args:
        entries: one layer, or a stretch without a change that is folded.
        left: whether it has a box on the left.
        right: whether it has a box on the right.
        rows: those that it stands for, where not all of them have the same sides.
    """

    entries: tuple[Entry, ...]
    left: bool = True
    right: bool = True
    rows: tuple[SideRow, ...] = ()

    @property
    def is_fold(self) -> bool:
        """Whether several layers are folded into it."""
        return len(self.entries) > 1

    @property
    def on_left(self) -> tuple[Entry, ...]:
        """The layers that its box on the left stands for."""
        return tuple(entry for row in self.rows or (self,) if row.left for entry in row.entries)

    @property
    def on_right(self) -> tuple[Entry, ...]:
        """The layers that its box on the right stands for."""
        return tuple(entry for row in self.rows or (self,) if row.right for entry in row.entries)


def side_rows(
    comparison: Comparison, *, fold: bool = True, context: int = 1, most: int = MOST_BOXES, parts: int | None = None
) -> tuple[SideRow, ...]:  # fmt: skip
    """Return the rows from the inputs to the outputs, models that are nested left out: their layers stand for them.

    Args:
        comparison: of two models.
        fold: whether stretches without a change are folded.
        context: how many rows around each change are not.
        most: rows above which more is folded, as far as that can be.
        parts: how many rows at most there are of everything, changes too; ``None`` leaves changes a row of their own where
            they are few.
    """
    entries = [entry for entry in entries_of(comparison) if entry.layer.category != "model"]
    rows = list(_split(comparison, entries))
    if not fold:
        return tuple(rows)
    if parts is not None:
        return tuple(map(_joined, in_parts(rows, parts, lambda row: (row.left, row.right))))
    folded: tuple[SideRow, ...] = ()
    for quiet in quiet_levels(entries):
        loud = {number for number, row in enumerate(rows) if not quiet(row.entries[0])}
        kept = {near for number in loud for near in range(number - context, number + context + 1)}
        folded = tuple(_folded(rows, kept))
        if len(folded) <= most:
            break
    return folded


def _split(comparison: Comparison, entries: Sequence[Entry]) -> Iterator[SideRow]:
    """Yield a row for each layer; one that stands in another order has two."""
    places = {layer.id: position for position, layer in enumerate(comparison.before.layers)}
    both = [entry for entry in entries if entry.before is not None and entry.after is not None]
    kept = longest_rising([places[entry.before.id] for entry in both if entry.before is not None])
    turned = [entry for number, entry in enumerate(both) if number not in kept]
    waiting = sorted(turned, key=lambda entry: places[entry.before.id] if entry.before else -1)
    crossing = {id(entry) for entry in turned}
    for entry in entries:
        here = places[entry.before.id] if entry.before is not None and id(entry) not in crossing else None
        while here is not None and waiting and places[_old(waiting[0])] < here:
            yield SideRow((waiting.pop(0),), right=False)
        alone = id(entry) in crossing
        yield SideRow((entry,), left=entry.before is not None and not alone, right=entry.after is not None)
    yield from (SideRow((entry,), right=False) for entry in waiting)


def _old(entry: Entry) -> str:
    return entry.before.id if entry.before is not None else ""


def _folded(rows: Sequence[SideRow], kept: set[int]) -> Iterator[SideRow]:
    run: list[SideRow] = []
    for number, row in enumerate(rows):
        folds = number not in kept and row.entries[0].move is None
        if run and not (folds and (row.left, row.right) == (run[0].left, run[0].right)):
            yield from _closed(run)
            run = []
        if folds:
            run.append(row)
        else:
            yield row
    yield from _closed(run)


def _joined(rows: Sequence[SideRow]) -> SideRow:
    entries = tuple({id(entry): entry for row in rows for entry in row.entries}.values())
    return SideRow(entries, any(row.left for row in rows), any(row.right for row in rows), tuple(rows))


def _closed(run: Sequence[SideRow]) -> Iterator[SideRow]:
    if len(run) < LEAST_FOLDED:
        yield from run
    else:
        yield SideRow(tuple(row.entries[0] for row in run), run[0].left, run[0].right)
