"""Two bars a layer, before and after, in a column for each quantity."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dotnet_viz.diagrams.common.bar_table import BarSizes, bar_part, longest_bar
from dotnet_viz.diagrams.diff.change_styles import APPEARANCES
from dotnet_viz.fonts import one_line, shorten, text_width
from dotnet_viz.formatting import format_percent
from dotnet_viz.runtime.cached import cached_property
from dotnet_viz.scene import Label, Shape

_ROW, _APART = 36.0, 7.0
_BAR, _TEXT, _SMALL = 9.0, 11.0, 10.0
_GAP, _COLUMN_GAP, _HEAD = 5.0, 22.0, 36.0
_LEAST = 1.0


@dataclass(frozen=True)
class PairRow:
    """A layer, or several in one row.

    Args:
        name: of it, with the sign of its sort.
        about: what it is and what differs, in small letters.
        sort: of the difference, see :data:`~dotnet_viz.measures.comparison.entries.SIGNS`.
        mark: by which pages go from change to change.
        tooltip: shown while the pointer rests on one of its bars.
    """

    name: str
    about: str
    sort: str
    mark: str
    tooltip: str


@dataclass(frozen=True)
class PairColumn:
    """A quantity of each row, before and after.

    Args:
        title: what is counted.
        total: of both models, in words.
        values: before and after; ``None`` where it is not known, or where there is no such layer.
        texts: the same in words; empty where there is no such layer.
        is_log: whether bars grow with the logarithm of one more than the value.
        most: value of the longest bar that there can be; ``None`` for the largest value.
    """

    title: str
    total: str
    values: Sequence[tuple[float | None, float | None]]
    texts: Sequence[tuple[str, str]]
    is_log: bool = False
    most: float | None = None

    def part(self, index: int, side: int) -> float:
        """Return the length of a bar as a part of the longest that there can be.

        Args:
            index: of the row.
            side: 0 before and 1 after.
        """
        return bar_part(self.values[index][side], self._longest, is_log=self.is_log)

    def words(self, index: int, side: int) -> str:
        """Return what is written at a bar: of the one after also how much it grew.

        Args:
            index: of the row.
            side: 0 before and 1 after.
        """
        before, after = self.values[index]
        text = self.texts[index][side]
        if not side or not before or after is None or self.most is not None or not all(self.texts[index]):
            return text
        return f"{text} · {signed_percent(after / before - 1)}"

    def is_equal(self, index: int) -> bool:
        """Whether a row has the same before and after."""
        before, after = self.values[index]
        return before == after and self.texts[index][0] == self.texts[index][1]

    @cached_property
    def _longest(self) -> float:
        return longest_bar(value for pair in self.values for value in pair) if self.most is None else self.most


def signed_percent(change: float) -> str:
    """Return a change in percent with its sign.

    Example:
        >>> signed_percent(0.5), signed_percent(-0.25), signed_percent(9.0)
        ('+50 %', '−25 %', '+900 %')
    """
    return f"{'+' if change >= 0 else '−'}{format_percent(abs(change))}"


@dataclass(frozen=True)
class PairTable:
    """Rows and columns of pairs of bars.

    Args:
        rows: in order.
        columns: of quantities.
        sizes: how wide names and bars are.
    """

    rows: Sequence[PairRow]
    columns: Sequence[PairColumn]
    sizes: BarSizes

    def places(self) -> list[tuple[float, float]]:
        """Return left edge and top of the bars of each column."""
        found, left, top = [], self.sizes.name, 0.0
        for column in self.columns:
            found.append((left, top))
            if self.sizes.is_stacked:
                top += len(self.rows) * _ROW + _HEAD + _COLUMN_GAP
            else:
                left += self.sizes.bar + self._room(column) + _COLUMN_GAP
        return found

    def labels(self) -> Iterator[Label]:
        """Yield the texts: names, headings, and the number at each bar."""
        for number, (column, (left, top)) in enumerate(zip(self.columns, self.places(), strict=True)):
            if not number or self.sizes.is_stacked:
                yield from self._names(top)
            yield Label(column.title, left, top - _HEAD + _TEXT / 2, _TEXT, bold=True, anchor="start")
            yield Label(column.total, left, top - _HEAD + _TEXT * 2 + 1, _SMALL, anchor="start", color="muted")
            for index in range(len(self.rows)):
                for side, y in self._lines(column, index, top):
                    length = self._length(column, index, side)
                    text = column.words(index, side) if not column.is_equal(index) else column.texts[index][side]
                    x = left + length + (_GAP if length else 0.0)
                    yield Label(text, round(x, 2), y, _SMALL, anchor="start", color="ink" if side else "muted")

    def bars(self) -> Iterator[Shape]:
        """Yield the bars: outlines before, filled after; one filled bar where both are the same."""
        for number, (column, (left, top)) in enumerate(zip(self.columns, self.places(), strict=True)):
            for index, row in enumerate(self.rows):
                appearance = APPEARANCES[row.sort]
                for side, y in self._lines(column, index, top):
                    width = self._length(column, index, side)
                    if not width:
                        continue
                    is_before = not side and not column.is_equal(index) and row.sort != "removed"
                    yield Shape(
                        f"bar{index}-{number}-{side}", f"{row.name}: {column.words(index, side)}", round(width, 2), _BAR, "bar",
                        round(left + width / 2, 2), y, "paper" if is_before else appearance.tint, appearance.stroke, 1.2,
                        dashed=appearance.dashed, kind="bar", tooltip=row.tooltip, mark=row.mark,
                    )  # fmt: skip

    def _names(self, top: float) -> Iterator[Label]:
        room = self.sizes.name - 12
        for index, row in enumerate(self.rows):
            middle = top + (index + 0.5) * _ROW
            bold = row.sort not in ("same", "renamed")
            name = shorten(one_line(row.name), _TEXT, room, bold=bold)
            yield Label(name, 0.0, middle - _APART, _TEXT, bold=bold, anchor="start")
            about = shorten(one_line(row.about), _SMALL, room)
            yield Label(about, 0.0, middle + _APART, _SMALL, anchor="start", color="muted")

    def _lines(self, column: PairColumn, index: int, top: float) -> list[tuple[int, float]]:
        """Return the sides of which a row has a bar or a number, each with its height."""
        middle = top + (index + 0.5) * _ROW
        if column.is_equal(index):
            return [(1, middle)]
        sides = [side for side in (0, 1) if column.texts[index][side]]
        return [(side, middle + (side - 0.5) * 2 * _APART) for side in sides] if len(sides) > 1 else [(sides[0], middle)]

    def _length(self, column: PairColumn, index: int, side: int) -> float:
        part = column.part(index, side)
        return max(_LEAST, part * self.sizes.bar) if part else 0.0

    def _room(self, column: PairColumn) -> float:
        """Return how far texts reach beyond the longest bar."""
        ends = [
            self._length(column, index, side) + _GAP + text_width(column.words(index, side), _SMALL)
            for index in range(len(self.rows))
            for side in (0, 1)
        ]
        heads = text_width(column.title, _TEXT, bold=True), text_width(column.total, _SMALL)
        return max(0.0, *(end - self.sizes.bar for end in (*ends, *heads)))
