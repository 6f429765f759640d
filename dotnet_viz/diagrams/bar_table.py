"""Bars in columns beside names: what parts of a model have of several quantities, each quantity on a scale of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dotnet_viz.fonts import one_line, shorten, text_width
from dotnet_viz.formatting import format_percent
from dotnet_viz.scene import Label, Scene, Shape
from dotnet_viz.translation.translate import translate

_ROW = 34.0
_BAR = 11.0
_TEXT, _SMALL = 11.0, 10.0
_NAME_WIDTH, _BAR_WIDTH = 210.0, 104.0
_GAP, _COLUMN_GAP = 5.0, 22.0
_HEAD = 24.0
_LEAST = 0.8


@dataclass(frozen=True)
class BarRow:
    """A part of the whole.

    Args:
        name: of the part.
        about: what it is, in small letters below its name; may be empty.
    """

    name: str
    about: str = ""


@dataclass(frozen=True)
class BarColumn:
    """A quantity of each part.

    Args:
        title: what is counted.
        values: of each row, at least 0; ``None`` where it is not known.
        texts: the values in words.
        color: of the bars.
    """

    title: str
    values: Sequence[float | None]
    texts: Sequence[str]
    color: str

    @property
    def total(self) -> float:
        """The sum of what is known."""
        return sum(value for value in self.values if value is not None)


def bar_table(title: str, rows: Sequence[BarRow], columns: Sequence[BarColumn]) -> Scene:
    """Return a picture with a row for each part and a bar for each of its quantities, with the number and its share of all.

    Args:
        title: of the picture, for those who cannot see it.
        rows: the parts, in order.
        columns: the quantities; each has a value for every row.

    Example:
        >>> scene = bar_table("Costs", [BarRow("a"), BarRow("b")], [BarColumn("Values", (3.0, 1.0), ("3", "1"), "#4477aa")])
        >>> [shape.name for shape in scene.shapes]
        ['a: 3 (75 %)', 'b: 1 (25 %)']
    """
    shapes: list[Shape] = []
    labels: list[Label] = [*_names(rows)]
    left = _NAME_WIDTH
    for index, column in enumerate(columns):
        labels.append(Label(column.title, left, -_HEAD / 2, _TEXT, bold=True, anchor="start"))
        shapes += _bars(column, rows, index, left)
        labels += _values(column, left)
        left += _BAR_WIDTH + _room(column) + _COLUMN_GAP
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


def _names(rows: Sequence[BarRow]) -> Iterator[Label]:
    room = _NAME_WIDTH - 12
    for index, row in enumerate(rows):
        middle = (index + 0.5) * _ROW
        up = _TEXT / 2 + 1 if row.about else 0.0
        yield Label(shorten(one_line(row.name), _TEXT, room), 0.0, middle - up, _TEXT, anchor="start")
        if row.about:
            text = shorten(one_line(row.about), _SMALL, room)
            yield Label(text, 0.0, middle + up + 1, _SMALL, anchor="start", color="muted")


def _bars(column: BarColumn, rows: Sequence[BarRow], number: int, left: float) -> Iterator[Shape]:
    for index, row in enumerate(rows):
        width = _length(column, index)
        if width:
            about = f"{row.name}: {column.texts[index]}{_share(column, index, ' (', ')')}"
            place = left + width / 2, (index + 0.5) * _ROW
            yield Shape(
                f"bar{index}-{number}", about, width, _BAR, "bar", *place, column.color, stroke_width=0.0, kind="bar"
            )  # fmt: skip


def _values(column: BarColumn, left: float) -> Iterator[Label]:
    for index, text in enumerate(column.texts):
        x = left + _length(column, index) + (_GAP if _length(column, index) else 0.0)
        shown = f"{text}{_share(column, index, ' · ', '')}"
        yield Label(shown, x, (index + 0.5) * _ROW, _SMALL, anchor="start", color="muted")


def _length(column: BarColumn, index: int) -> float:
    value, largest = column.values[index], max((item for item in column.values if item is not None), default=0.0)
    return max(_LEAST, value / largest * _BAR_WIDTH) if value and largest else 0.0


def _share(column: BarColumn, index: int, before: str, after: str) -> str:
    value = column.values[index]
    return f"{before}{format_percent(value / column.total)}{after}" if value and column.total else ""


def _room(column: BarColumn) -> float:
    """Return how far texts reach beyond the longest bar."""
    ends = (
        _length(column, index) + _GAP + text_width(f"{text}{_share(column, index, ' · ', '')}", _SMALL)
        for index, text in enumerate(column.texts)
    )
    return max(0.0, max(ends, default=0.0) - _BAR_WIDTH)
