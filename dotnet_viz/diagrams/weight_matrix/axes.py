"""The two axes of a heat map: what rows and columns are, their names or numbers, and the room that these take."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from operator import le

from dotnet_viz.diagrams.weight_matrix.cells import block_size
from dotnet_viz.fonts import kept_distinct, one_line, shorten, text_width
from dotnet_viz.formatting import format_count
from dotnet_viz.scene import Label
from dotnet_viz.translation.translate import translate

TEXT_SIZE = 10.0

FULL = 512.0
_LARGEST = 24.0
_LEAST_NAMED = 1.3  # times the size of its text
_MOST_NAMED = 64
_NAME_WIDTH = 160.0
_GAP = 6.0
_MOST_ROOM = 960.0
_TITLE_GAP = 16.0


@dataclass(frozen=True)
class MatrixAxis:
    """Rows or columns of a table.

    Args:
        title: what they are, such as ``"input"``, translated where it is written; may be empty.
        count: how many the table has.
        block: how many of them share a cell.
        names: of each, in the order of the cells; empty for none.
        numbers: position of each in the weight, in the order of the cells, where that is not the weight's own order.
        is_ordered: whether the title says that they have an order of their own.
        gates: the gates of a recurrent layer that equal parts of them belong to, in order; empty for none.
        most: how long all cells are together, where each has a pixel and no text, in CSS pixels.
        text_size: of what is written at them, in CSS pixels.
    """

    title: str
    count: int
    block: int = 1
    names: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()
    is_ordered: bool = False
    gates: tuple[str, ...] = ()
    most: float = FULL
    text_size: float = TEXT_SIZE

    @property
    def heading(self) -> str:
        """What stands beside the axis, in the language that is written."""
        title = translate(self.title) if self.title else ""
        return translate("{axis} (ordered)", axis=title) if self.is_ordered else title

    @property
    def cells(self) -> int:
        """How many cells it has."""
        return math.ceil(self.count / self.block)

    @property
    def texts(self) -> tuple[str, ...]:
        """What is written at each cell, where every cell can have a text; empty where none can."""
        if self.block > 1 or self.count > _MOST_NAMED:
            return ()
        if self.names:
            names = [one_line(name) for name in self.names]
            with kept_distinct(names):
                return tuple(shorten(name, self.text_size, _NAME_WIDTH) for name in names)
        return tuple(str(number) for number in self.numbers)

    def name(self, cell: int) -> str:
        """Return what a cell stands for, in words."""
        first, last = cell * self.block, min((cell + 1) * self.block, self.count) - 1
        if self.names and first == last:
            return self.names[first]
        if self.gates and first == last:
            gate, unit = divmod(first, self.count // len(self.gates))
            return translate("{gate}, unit {number}", gate=translate(self.gates[gate]), number=unit)
        first, last = (self.numbers[position] if self.numbers else position for position in (first, last))
        if self.numbers and self.block > 1:
            return translate("{thing}s like {number}", thing=translate(self.title), number=first)
        if first == last:
            return translate("{thing} {number}", thing=translate(self.title), number=first)
        return translate("{thing}s {first} to {last}", thing=translate(self.title), first=first, last=last)


def row_height(axis: MatrixAxis) -> float:
    """Return the height of a cell: whole pixels, room for its text, and not too high a picture."""
    size = _size(axis)
    return max(size, _LEAST_NAMED * axis.text_size) if axis.texts else size


def column_width(axis: MatrixAxis) -> float:
    """Return the width of a cell: whole pixels, and room for its text where all of them have room."""
    size = _size(axis)
    needed = max((text_width(text, axis.text_size) for text in axis.texts), default=0.0) + _GAP
    return math.ceil(max(size, needed)) if axis.texts and needed * axis.cells <= _MOST_ROOM else size


def cells_size(rows: MatrixAxis, columns: MatrixAxis) -> tuple[float, float]:
    """Return the width and height of all cells.

    Args:
        rows: of the heat map.
        columns: likewise.
    """
    return columns.cells * column_width(columns), rows.cells * row_height(rows)


def has_room(axes: Sequence[MatrixAxis], max_cells: int | None, most: float, room: tuple[float, float]) -> bool:
    """Return whether all cells alone fit into a room.

    Args:
        axes: rows and columns.
        max_cells: of a row and of a column, at most; ``None`` for no limit.
        most: see :class:`MatrixAxis`.
        room: width and height in CSS pixels.
    """
    rows, columns = (replace(axis, block=block_size(axis.count, max_cells), most=most) for axis in axes)
    return all(map(le, cells_size(rows, columns), room))


def _size(axis: MatrixAxis) -> float:
    return float(max(1, min(_LARGEST, axis.most // max(axis.cells, 1))))


def row_labels(axis: MatrixAxis, height: float, *, in_corner: bool = False) -> Iterator[Label]:
    """Yield the texts left of the rows, and what they are.

    Args:
        axis: the rows.
        height: of a cell.
        in_corner: whether what they are stands above their texts, where it takes less room than left of them.
    """
    places = list(_row_places(axis, height))
    for text, y in places:
        yield Label(text, -_GAP, y, axis.text_size, anchor="end", color="muted")
    reach = max((text_width(text, axis.text_size) for text, _ in places), default=0.0)
    title = Label(axis.heading, -reach - 2 * _GAP, axis.cells * height / 2, axis.text_size, bold=True, anchor="end")
    if axis.title:
        corner = replace(title, text=f"{axis.heading} ↓", x=-2 * _GAP, y=-_GAP - axis.text_size / 2)
        yield corner if in_corner else title


def _row_places(axis: MatrixAxis, height: float) -> Iterator[tuple[str, float]]:
    if axis.texts:
        yield from ((text, (index + 0.5) * height) for index, text in enumerate(axis.texts))
        return
    yield from _numbers(axis, height, 20.0)


def column_labels(axis: MatrixAxis, width: float) -> Iterator[Label]:
    """Yield the texts above the columns, and the title above them.

    Args:
        axis: the columns.
        width: of a cell.
    """
    texts = axis.texts
    fit = bool(texts) and max(text_width(text, axis.text_size) for text in texts) + _GAP <= width + 1
    room = text_width(format_count(axis.count), axis.text_size) + 2 * _GAP
    places = [(text, (index + 0.5) * width) for index, text in enumerate(texts)] if fit else list(_numbers(axis, width, room))
    label = Label("", 0.0, -_GAP - axis.text_size / 2, axis.text_size, color="muted")
    for text, x in places:
        yield replace(label, text=text, x=x)
    if axis.title:
        y = -_GAP - axis.text_size / 2 - (_TITLE_GAP if places else 0.0)
        yield Label(axis.heading, axis.cells * width / 2, y, axis.text_size, bold=True)


def _numbers(axis: MatrixAxis, size: float, room: float) -> Iterator[tuple[str, float]]:
    """Yield round positions at the middles of their cells; none where the cells have an order of their own."""
    if axis.numbers:
        return
    step = _round_step(room / size * axis.block)
    for position in range(0, axis.count, step):
        yield format_count(position), (position / axis.block + 0.5 / axis.block) * size


def _round_step(least: float) -> int:
    """Return 1, 2 or 5 times a power of ten that is not below a number.

    Example:
        >>> _round_step(0.3), _round_step(3), _round_step(60)
        (1, 5, 100)
    """
    power: int = 10 ** max(0, math.floor(math.log10(max(least, 1.0))))
    return next(times * power for times in (1, 2, 5, 10) if times * power >= least)


def hidden_names(axis: MatrixAxis, width: float) -> Sequence[str]:
    """Return the names of columns that have no room above them.

    Args:
        axis: columns of the matrix.
        width: of a cell in CSS pixels.

    Returns:
        All names, or none where they are written above the columns or the columns have no names.
    """
    texts = axis.texts
    if not axis.names:
        return ()
    fits = bool(texts) and max(text_width(text, axis.text_size) for text in texts) + _GAP <= width + 1
    return () if fits else axis.names
