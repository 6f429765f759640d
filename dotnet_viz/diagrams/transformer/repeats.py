"""Boxes of a column that follow one another several times, as the blocks of an encoder do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dotnet_viz.diagrams.transformer.parts import Sublayer

_MOST_PERIOD = 60


@dataclass(frozen=True)
class Repeat:
    """Boxes of a column that follow one another several times.

    Args:
        start: place of the first box in the column.
        period: boxes of one copy.
        count: copies.
    """

    start: int
    period: int
    count: int


def repeats_of(parts: Sequence[Sublayer], column: Sequence[int]) -> tuple[Repeat, ...]:
    """Return the repetitions in a column of at least two boxes with a join, from its start to its end, apart from each other.

    Args:
        parts: all boxes.
        column: the numbers of those that stand in it, in order.
    """
    places = {number: place for place, number in enumerate(column)}
    words = [_word(parts[number], places, place) for place, number in enumerate(column)]
    reaches = [
        max((place - places[source] for source, _ in parts[number].inputs if source in places), default=0)
        for place, number in enumerate(column)
    ]
    return tuple(_found(words, reaches, [len(parts[number].inputs) > 1 for number in column]))


def _word(part: Sublayer, places: Mapping[int, int], place: int) -> object:
    """Return what is equal for boxes that are made alike and joined alike; what comes from the other column is left aside."""
    return part.signature, tuple((place - places[source], edge.target_port) for source, edge in part.inputs if source in places)


def _found(words: Sequence[object], reaches: Sequence[int], joins: Sequence[bool]) -> Iterator[Repeat]:
    start = 0
    while start < len(words):
        best = max(
            (
                _repeat(words, start, period)
                for period in range(2, min(_MOST_PERIOD, (len(words) - start) // 2) + 1)
                if _follows(reaches[start + period : start + 2 * period])
            ),
            key=lambda repeat: (repeat.period * repeat.count if repeat.count > 1 else 0, -repeat.period),
            default=Repeat(start, 1, 1),
        )
        if best.count > 1 and any(joins[start : start + best.period]):
            yield best
            start += best.period * best.count
        else:
            start += 1


def _follows(reaches: Sequence[int]) -> bool:
    """Whether some boxes take what comes from before the first of them: branches beside one another do not."""
    return any(reach > place for place, reach in enumerate(reaches))


def _repeat(words: Sequence[object], start: int, period: int) -> Repeat:
    end = start + period
    while end < len(words) and words[end] == words[end - period]:
        end += 1
    return Repeat(start, period, (end - start) // period)


def kinds_left_out(parts: Sequence[Sublayer], shown: Sequence[int]) -> Counter[str]:
    """Return how many layers of each class stand in boxes that are not drawn.

    Args:
        parts: all boxes.
        shown: numbers of those that are drawn.
    """
    drawn = set(shown)
    return Counter(node.layer.kind for number, part in enumerate(parts) if number not in drawn for node in part.nodes)
