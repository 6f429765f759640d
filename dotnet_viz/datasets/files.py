"""Data in files: arrays by name, one array, or a table with a line of names; nothing in them is run."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from dotnet_viz.errors import UnreadableFileError
from dotnet_viz.files.formats.npz_arrays import map_npy, read_npz
from dotnet_viz.files.formats.tables import CellTable, is_number, read_table, typed_cells
from dotnet_viz.files.limits import active, exceeded
from dotnet_viz.files.paths import check_ending
from dotnet_viz.files.regular import check_file

SUFFIXES = (".npz", ".csv", ".tsv", ".npy")
"""Of a table, each of which takes some fifty bytes until its column is an array."""


def check_data_files(*given: object) -> None:
    """Refuse files that cannot be read as data, by name and size alone, before anything slow is done for them.

    Args:
        given: data; those that are no paths are not looked at.

    Raises:
        OptionError: another ending.
        MissingFileError: there is no such file.
        UnreadableFileError: it is not an ordinary file, or empty.
        UnsafeFileError: it is too large.

    Example:
        >>> check_data_files("test.pkl")
        Traceback (most recent call last):
        ...
        dotnet_viz.errors.OptionError: unknown ending of a file of data: '.pkl'; choose one of: .npz, .csv, .tsv, .npy
    """
    for file in [Path(each) for each in given if isinstance(each, str | os.PathLike)]:
        check_ending(file, "a file of data", SUFFIXES)
        if (size := check_file(file)) > active().array_bytes:
            raise exceeded(
                "array_bytes", f"{str(file)!r} has {size:,} bytes; pass its arrays from Python, such as by a memory map"
            )


def read_data_file(path: str | os.PathLike[str], *, max_rows: int | None = None) -> tuple[str, dict[str, Any], int]:
    """Return what a file holds.

    Args:
        path: of a ``.npz``, ``.npy``, ``.csv`` or ``.tsv`` file.
        max_rows: rows of a table that are read at most.

    Returns:
        ``"arrays"``, ``"array"`` (named ``x``) or ``"table"``; the arrays or columns by name; and how many rows the table or
            the first array has.

    Raises:
        OptionError: another ending.
        MissingFileError: there is no such file.
        UnreadableFileError: the file is damaged.
        UnsafeFileError: it is too large.
    """
    file = Path(path)
    suffix = file.suffix.lower()
    check_data_files(file)
    if suffix == ".npz":
        arrays = read_npz(file)
        if not arrays:
            raise UnreadableFileError(f"{str(file)!r} holds no arrays")
        return "arrays", arrays, _row_count(next(iter(arrays.values())))
    if suffix == ".npy":
        array = map_npy(file)
        return "array", {"x": array}, _row_count(array)
    return "table", *_columns(file, read_table(file, max_rows=max_rows, max_cells=active().table_cells))


def _row_count(array: NDArray[Any]) -> int:
    return len(array) if array.ndim else 1


def _columns(file: Path, table: CellTable) -> tuple[dict[str, Any], int]:
    """Return the columns of a table by name; where the first line has numbers alone, it is a sample and no line of names."""
    names, rows, count = table.names, table.rows, table.count
    if all(is_number(name) for name in names):
        rows, count = [names, *rows], count + 1
        names = [f"column {position}" for position in range(len(names))]
    if not rows:
        raise UnreadableFileError(f"{str(file)!r} has no samples below its line of names")
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise UnreadableFileError(f"{str(file)!r} has several columns of the name {twice!r}; its first line must name each")
    return {
        name: typed_cells(list(cells), missing=True) for name, cells in zip(names, zip(*rows, strict=True), strict=True)
    }, count
