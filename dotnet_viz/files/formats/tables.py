r"""Tables of text: a line of names, and a line a row, separated by commas, semicolons or tabs."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.errors import UnreadableFileError, first_line
from dotnet_viz.files.formats.separated import separator_of
from dotnet_viz.files.limits import active, exceeded
from dotnet_viz.files.regular import check_file

"""Of a table, whose cells take several times as many bytes as their text."""


@dataclass(frozen=True, eq=False)
class CellTable:
    """Cells as they stand in a file.

    Args:
        names: of the columns.
        rows: of cells, as many in each as there are names.
        count: rows of the whole file.
    """

    names: list[str]
    rows: list[list[str]]
    count: int

    def column(self, name: str) -> list[str]:
        """Return the cells of a column.

        Args:
            name: of the column.
        """
        position = self.names.index(name)
        return [row[position] for row in self.rows]


def read_table(path: Path, *, max_rows: int | None = None, max_cells: int | None = None) -> CellTable:
    """Read a table; of more rows than wanted the rest is counted only.

    Args:
        path: of the file.
        max_rows: rows that are kept at most; ``None`` for all.
        max_cells: cells that are kept at most; ``None`` for all.

    Raises:
        MissingFileError: there is no such file.
        UnreadableFileError: it is not text, or its lines have different numbers of cells.
        UnsafeFileError: it is longer than the limits say.
    """
    size = check_file(path)
    if size > active().table_bytes:
        raise exceeded("table_bytes", f"{str(path)!r} has {size:,} bytes; save it as arrays in a .npz file")
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            first = stream.readline()
            stream.seek(0)
            separator = separator_of(first)
            lines = ((number, row) for number, row in enumerate(csv.reader(stream, delimiter=separator), 1) if row)
            return _kept(path, lines, max_rows, max_cells)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UnreadableFileError(f"{str(path)!r} is no table of text: {first_line(error)}") from error


def _kept(path: Path, lines: Iterator[tuple[int, list[str]]], max_rows: int | None, max_cells: int | None) -> CellTable:
    names = [name.strip() for name in next(lines, (1, []))[1]]
    most = max_rows
    if max_cells is not None and names:
        most = min(max_cells // len(names), max_cells if most is None else most)
    rows: list[list[str]] = []
    count = 0
    for number, row in lines:
        if len(row) != len(names):
            raise UnreadableFileError(f"{str(path)!r} has {len(names)} columns, and its line {number:,} has {len(row)}")
        count += 1
        if most is None or len(rows) < most:
            rows.append(row)
    return CellTable(names, rows, count)


def typed_cells(texts: list[str], *, missing: bool = False) -> NDArray[np.generic]:
    """Return a column as whole numbers, as numbers or, where it is neither, as texts.

    Args:
        texts: cells.
        missing: whether empty cells and usual words for what is missing are NaN among numbers and ``None`` among texts.

    Example:
        >>> typed_cells(["1", "2"]).dtype.kind, typed_cells(["1", ""], missing=True).tolist(), typed_cells(["a"]).tolist()
        ('i', [1.0, nan], ['a'])
    """
    found = np.array(texts)
    with suppress(ValueError, OverflowError):
        return found.astype(np.int64)
    with suppress(ValueError):
        return found.astype(np.float64)
    if not missing:
        return found
    with suppress(ValueError):
        return np.array(["nan" if _is_missing(text) else text for text in texts]).astype(np.float64)
    words = {text.strip().lower() for text in texts}
    if words <= {"true", "false"}:
        return np.array([text.strip().lower() == "true" for text in texts])
    return np.array([None if _is_missing(text) else text for text in texts], dtype=object)


def _is_missing(text: str) -> bool:
    return text.strip().lower() in ("", "na", "n/a", "nan", "null", "none")


def is_number(text: str) -> bool:
    """Whether a cell is a number.

    Args:
        text: of the cell.
    """
    try:
        float(text)
    except ValueError:
        return False
    return True
