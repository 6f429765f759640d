"""What bars leave out where they have to fit a page: words, rows, then measures, and the longer notes last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dotnet_viz.diagrams.common.bar_table import BarSizes

_ROWS = (30, 20, 14, 10, 7, 5)
# Of a paper that is smaller than a column.
_ROWS_OF_FEW_MEASURES = (30, 20, 14, 10, 7, 5, 4, 3, 2)
_LEAST_NAME = 64.0
_LEAST_BAR = 16.0
_LONGEST_BAR = 60.0
# The margins of a picture, and a number with its share behind the longest bar; bars have smaller texts than other pictures.
_BESIDE = 160.0


@dataclass(frozen=True)
class BarPart:
    """What is drawn of a model.

    Args:
        most_rows: largest number of rows; ``None`` for a row a layer.
        measures: what is shown, each in a column.
        sizes: how wide names and bars are.
        with_about: whether it is said below each name what the layer is.
        has_short_notes: whether notes only say what the picture does not show.
    """

    most_rows: int | None
    measures: Sequence[str]
    sizes: BarSizes
    with_about: bool = True
    has_short_notes: bool = False


def drawn_parts(measures: Sequence[str], sort: str, most_rows: int | None, room: tuple[float, float]) -> Iterator[BarPart]:
    """Yield ever smaller parts of a picture, the whole first.

    Args:
        measures: that are shown, the most important first.
        sort: measure that the rows are sorted by, which is left out last, or another word.
        most_rows: largest number of rows.
        room: width and height of the page in CSS pixels, at a size at which texts can be read.

    Example:
        >>> parts = list(drawn_parts(("parameters", "flops"), "model", 40, (300.0, 300.0)))
        >>> parts[0].most_rows, parts[0].measures, parts[-1].most_rows, parts[-1].measures
        (40, ('parameters', 'flops'), 2, ('parameters',))
    """
    stacked = BarSizes(min(160.0, room[0] / 3), min(150.0, room[0] / 4), is_stacked=True)
    for limit in _limits(most_rows, _ROWS):
        for sizes in (BarSizes(), BarSizes(150.0, 60.0), stacked):
            for with_about in (True, False):
                yield BarPart(limit, measures, sizes, with_about)
    yield from _with_fewer_measures(measures, sort, most_rows, room)


def _with_fewer_measures(
    measures: Sequence[str], sort: str, most_rows: int | None, room: tuple[float, float]
) -> Iterator[BarPart]:
    """Yield ever smaller parts with short notes, for papers that have no room for all measures."""
    beside = BarSizes(100.0, 30.0)
    for shown in _ever_fewer(measures, sort):
        for limit in _limits(most_rows, _ROWS_OF_FEW_MEASURES):
            for sizes in (beside, _filling(room[0])) if len(shown) > 1 else (_filling(room[0]),):
                yield BarPart(limit, shown, sizes, with_about=False, has_short_notes=True)


def _filling(width: float) -> BarSizes:
    """Return sizes at which one column of bars is about as wide as a page."""
    free = width - _BESIDE
    bar = min(max(free / 3, _LEAST_BAR), _LONGEST_BAR)
    return BarSizes(min(max(free - bar, _LEAST_NAME), 160.0), bar, is_stacked=True)


def _ever_fewer(measures: Sequence[str], sort: str) -> Iterator[Sequence[str]]:
    """Yield the measures, then without the last one and so on; the one that rows are sorted by stays longest."""
    by_importance = sorted(measures, key=lambda measure: measure != sort)
    for count in range(len(measures), 0, -1):
        yield tuple(measure for measure in measures if measure in by_importance[:count])


def _limits(most_rows: int | None, fewer: Sequence[int]) -> list[int | None]:
    return [most_rows, *(limit for limit in fewer if most_rows is None or limit < most_rows)]
