"""A tree of many architectures made smaller: those that are nearest to one another become one group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dotnet_viz.measures.families.families import FamilyMerge


@dataclass(frozen=True)
class Groups:
    """Architectures in groups, and how the groups come together.

    Args:
        members: for each group the positions of its architectures, rising; groups stand in the order of the tree, so that those
            which come together are neighbours.
        merges: of groups; numbers are positions in ``members``, and behind them those of earlier merges.
    """

    members: tuple[tuple[int, ...], ...]
    merges: tuple[FamilyMerge, ...]


def collapse(count: int, merges: Sequence[FamilyMerge], most: int) -> Groups:
    """Return at most so many groups.

    Args:
        count: number of architectures.
        merges: how they come together, nearest first; architectures that are in none are left out.
        most: groups at most.

    Example:
        >>> merges = [FamilyMerge(0, 2, 0.1), FamilyMerge(1, 3, 0.6)]
        >>> collapse(3, merges, 3).members, collapse(3, merges, 2)
        (((0,), (2,), (1,)), Groups(members=((0, 2), (1,)), merges=(FamilyMerge(left=0, right=1, distance=0.6),)))
    """
    compared = min(count, len(merges) + 1)
    done = max(0, compared - most)
    members: dict[int, tuple[int, ...]] = {number: (number,) for number in range(compared)}
    for number, merge in enumerate(merges[:done]):
        members[compared + number] = tuple(sorted(members.pop(merge.left) + members.pop(merge.right)))
    order = _order(compared, merges, done, members)
    position = {number: index for index, number in enumerate(order)}
    start = dict(position)
    kept = []
    for number, merge in enumerate(merges[done:], compared + done):
        left, right = sorted((merge.left, merge.right), key=start.__getitem__)
        kept.append(FamilyMerge(position[left], position[right], merge.distance))
        position[number], start[number] = len(order) + len(kept) - 1, start[left]
    return Groups(tuple(members[number] for number in order), tuple(kept))


def _order(compared: int, merges: Sequence[FamilyMerge], done: int, members: dict[int, tuple[int, ...]]) -> list[int]:
    """Return the numbers of the groups as the tree has them: of two sides first the one with the first architecture."""
    first = {number: own[0] for number, own in members.items()}
    sides: dict[int, tuple[int, int]] = {}
    for number, merge in enumerate(merges[done:], compared + done):
        left, right = sorted((merge.left, merge.right), key=first.__getitem__)
        sides[number], first[number] = (left, right), first[left]
    order: list[int] = []
    waiting = [compared + len(merges) - 1] if merges[done:] else list(members)[::-1]
    while waiting:
        number = waiting.pop()
        if number in sides:
            waiting.extend(sides[number][::-1])
        else:
            order.append(number)
    return order
