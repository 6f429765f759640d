"""Bars in columns beside names: what parts of a model have of several quantities, each quantity on a scale of its own."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from dotnet_viz.fonts import one_line, shorten, text_width
from dotnet_viz.formatting import format_percent
from dotnet_viz.runtime.cached import cached_property
from dotnet_viz.scene import Label, Scene, Shape
from dotnet_viz.translation.translate import translate

_ROW, _LOW_ROW = 34.0, 20.0
_BAR = 11.0
_TEXT, SMALL_TEXT = 11.0, 10.0
_GAP, _COLUMN_GAP = 5.0, 22.0
_HEAD = 24.0
NAME_GAP = 12.0
_LEAST = 0.8
_SWATCH = 12.0
_BELOW = 16.0


@dataclass(frozen=True)
class BarRow:
    """A part of the whole.

    Args:
        name: of the part.
        about: what it is, in small letters below its name; may be empty.
        tooltip: shown while the pointer rests on one of its bars; may be empty.
    """

    name: str
    about: str = ""
    tooltip: str = ""


@dataclass(frozen=True)
class BarColumn:
    """A quantity of each part.

    Args:
        title: what is counted.
        values: of each row, at least 0; ``None`` where it is not known.
        texts: the values in words.
        color: of the bars.
        has_shares: whether the share of all is written behind each value.
        is_log: whether bars grow with the logarithm of one more than the value.
        most: value of the longest bar that there can be; ``None`` for the largest value.
        hollow: numbers of the rows whose bars are outlines.
    """

    title: str
    values: Sequence[float | None]
    texts: Sequence[str]
    color: str
    has_shares: bool = True
    is_log: bool = False
    most: float | None = None
    hollow: frozenset[int] = frozenset()

    @cached_property
    def total(self) -> float:
        """The sum of what is known."""
        return sum(value for value in self.values if value is not None)

    def part(self, index: int) -> float:
        """Return the length of a row's bar as a part of the longest that there can be."""
        return bar_part(self.values[index], self._longest, is_log=self.is_log)

    def share(self, index: int) -> str:
        """Return the share of all that a row has; empty where it is not known or not asked for."""
        value = self.values[index]
        return format_percent(value / self.total) if self.has_shares and value and self.total else ""

    @cached_property
    def _longest(self) -> float:
        return longest_bar(self.values) if self.most is None else self.most


def longest_bar(values: Iterable[float | None]) -> float:
    """Return the value of the longest bar, 0 where none is known.

    Args:
        values: of all bars; ``None`` where one is not known.
    """
    return max((value for value in values if value is not None), default=0.0)


def bar_part(value: float | None, longest: float, *, is_log: bool) -> float:
    """Return the length of a bar as a part of the longest that there can be.

    Args:
        value: of the bar; ``None`` where it is not known.
        longest: value of the longest bar.
        is_log: whether bars grow with the logarithm of one more than the value.

    Example:
        >>> bar_part(1.0, 4.0, is_log=False), bar_part(None, 4.0, is_log=False), round(bar_part(1.0, 3.0, is_log=True), 3)
        (0.25, 0.0, 0.5)
    """
    if not value or not longest:
        return 0.0
    return math.log1p(value) / math.log1p(longest) if is_log else value / longest


@dataclass(frozen=True)
class BarSizes:
    """Lengths of a table of bars, in CSS pixels.

    Args:
        name: of the column of names.
        bar: of the longest bar.
        is_stacked: whether quantities stand below one another, each with the names of the rows; else beside one another.
    """

    name: float = 210.0
    bar: float = 104.0
    is_stacked: bool = False


def bar_table(
    title: str,
    rows: Sequence[BarRow],
    columns: Sequence[BarColumn],
    sizes: BarSizes = BarSizes(),
    *,
    has_swatches: bool = False,
) -> Scene:
    """Return a picture with a row for each part and a bar for each of its quantities, with the number and its share of all.

    Args:
        title: of the picture, for those who cannot see it.
        rows: the parts, in order.
        columns: the quantities; each has a value for every row.
        sizes: how wide names and bars are.
        has_swatches: whether each name has a shape before it, whose colour is that of the row.

    Example:
        >>> scene = bar_table("Costs", [BarRow("a"), BarRow("b")], [BarColumn("Values", (3.0, 1.0), ("3", "1"), "#4477aa")])
        >>> [shape.name for shape in scene.shapes]
        ['a: 3 (75 %)', 'b: 1 (25 %)']
    """
    drawn = _Table(rows, sizes, _ROW if any(row.about for row in rows) else _LOW_ROW)
    shapes: list[Shape] = list(drawn.swatches(0.0)) if has_swatches else []
    labels: list[Label] = [*drawn.names(0.0)]
    left, top = sizes.name, 0.0
    for index, column in enumerate(columns):
        if sizes.is_stacked and index:
            top += len(rows) * drawn.row + _HEAD + _BELOW
            labels += drawn.names(top)
        labels.append(Label(column.title, left, top - _HEAD / 2, _TEXT, bold=True, anchor="start"))
        shapes += drawn.bars(column, index, left, top)
        labels += drawn.values(column, left, top)
        left += 0.0 if sizes.is_stacked else sizes.bar + drawn.room(column) + _COLUMN_GAP
    sums = ", ".join(column.title for column in columns)
    return Scene(
        title=title,
        description=translate(
            "{columns} of {parts} parts, from the first to the last, each with its share of all.",
            columns=sums,
            parts=len(rows),
        ),
        shapes=tuple(shapes),
        labels=tuple(labels),
        layout="given",
        show_title=False,
    )


@dataclass(frozen=True)
class _Table:
    """The rows and how large they are."""

    rows: Sequence[BarRow]
    sizes: BarSizes
    row: float

    def names(self, top: float) -> Iterator[Label]:
        room = self.sizes.name - NAME_GAP
        for index, row in enumerate(self.rows):
            middle = top + (index + 0.5) * self.row
            up = _TEXT / 2 + 1 if row.about else 0.0
            yield Label(shorten(one_line(row.name), _TEXT, room), 0.0, middle - up, _TEXT, anchor="start")
            if row.about:
                text = shorten(one_line(row.about), SMALL_TEXT, room)
                yield Label(text, 0.0, middle + up + 1, SMALL_TEXT, anchor="start", color="muted")

    def swatches(self, top: float) -> Iterator[Shape]:
        for index, row in enumerate(self.rows):
            place = -_SWATCH, top + (index + 0.5) * self.row
            yield Shape(f"row{index}", row.name, _SWATCH, self.row - 10.0, "box", *place, kind="swatch", tooltip=row.tooltip)

    def bars(self, column: BarColumn, number: int, left: float, top: float) -> Iterator[Shape]:
        for index, row in enumerate(self.rows):
            width = self._length(column, index)
            if width:
                share = column.share(index)
                about = f"{row.name}: {column.texts[index]}{f' ({share})' if share else ''}"
                place = left + width / 2, top + (index + 0.5) * self.row
                bar = Shape(
                    f"bar{index}-{number}", about, width, _BAR, "bar", *place, column.color, stroke_width=0.0, kind="bar",
                    tooltip=row.tooltip,
                )  # fmt: skip
                is_hollow = index in column.hollow
                yield (
                    replace(bar, fill="paper", stroke=column.color, stroke_width=1.2, dashed=True, kind="hollow")
                    if is_hollow
                    else bar
                )

    def values(self, column: BarColumn, left: float, top: float) -> Iterator[Label]:
        for index in range(len(column.texts)):
            length = self._length(column, index)
            x = left + length + (_GAP if length else 0.0)
            yield Label(_shown(column, index), x, top + (index + 0.5) * self.row, SMALL_TEXT, anchor="start", color="muted")

    def room(self, column: BarColumn) -> float:
        """Return how far texts reach beyond the longest bar."""
        ends = (
            self._length(column, index) + _GAP + text_width(_shown(column, index), SMALL_TEXT)
            for index in range(len(column.texts))
        )
        return max(0.0, max(ends, default=0.0) - self.sizes.bar, text_width(column.title, _TEXT, bold=True) - self.sizes.bar)

    def _length(self, column: BarColumn, index: int) -> float:
        part = column.part(index)
        return max(_LEAST, part * self.sizes.bar) if part else 0.0


def _shown(column: BarColumn, index: int) -> str:
    share = column.share(index)
    return f"{column.texts[index]}{f' · {share}' if share else ''}"
