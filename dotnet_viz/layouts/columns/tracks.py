"""Tracks beside columns: what runs along several columns has a track of its own, so that nothing lies on anything else."""

from __future__ import annotations

from collections.abc import Sequence


def tracks(spans: Sequence[tuple[int, int]]) -> list[int]:
    """Return a track for each span of ranks, short spans near the columns, so that no two of a track overlap.

    Args:
        spans: first and last rank of each; two that meet in a rank alone do not overlap.

    Example:
        >>> tracks([(0, 3), (0, 1), (1, 2)])
        [1, 0, 0]
    """
    taken: list[list[tuple[int, int]]] = []
    found = [0] * len(spans)
    for index in sorted(range(len(spans)), key=lambda index: (spans[index][1] - spans[index][0], index)):
        low, high = spans[index]
        free = (track for track, others in enumerate(taken) if all(high <= left or low >= right for left, right in others))
        track = next(free, len(taken))
        if track == len(taken):
            taken.append([])
        taken[track].append(spans[index])
        found[index] = track
    return found
