"""The file that Keras's ``CSVLogger`` writes: a header with ``epoch``, then one row an epoch."""

from __future__ import annotations

import csv
import io
import math
import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from dotnet_viz.errors import UnreadableFileError
from dotnet_viz.files.formats.separated import cells_of, separator_of
from dotnet_viz.files.limits import active, exceeded
from dotnet_viz.files.paths import is_file
from dotnet_viz.measures.training.columns import history_of_columns
from dotnet_viz.measures.training.logs.log_format import LogFormat
from dotnet_viz.measures.training.logs.text_file import read_text
from dotnet_viz.measures.training.run import TrainingRun, curves_of_history

SEPARATORS = (",", ";", "\t", "|")

_MISSING = ("", "na", "nan", "none", "null")

_START = 64 << 10

Cell = float | list[float]


def can_read(path: Path) -> bool:
    """Return whether a file starts with a header that has a column ``epoch``."""
    return "epoch" in header_of(path)


def read(path: Path) -> TrainingRun:
    """Return the training that a ``CSVLogger`` file is of.

    Raises:
        UnreadableFileError: it is no such log; the message names the line.
        ShapeError: the epochs' numbers are none.
    """
    history = history_of_columns(read_csv_log(path))
    return TrainingRun(path.stem, FORMAT.tool, curves_of_history(history), notes=history.notes)


FORMAT = LogFormat("CSVLogger", "a .csv file with a column 'epoch'", can_read, read)


def header_of(path: Path) -> list[str]:
    """Return the columns of a CSV file, none where it is no such file; only its first line is read."""
    if path.suffix.lower() not in (".csv", ".tsv", ".txt", ".log") or not is_file(path):
        return []
    try:
        with path.open("rb") as stream:
            first = stream.read(_START).lstrip(b"\xef\xbb\xbf\r\n").partition(b"\n")[0].decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return []
    try:
        return cells_of(first.rstrip("\r"), SEPARATORS)
    except csv.Error:
        return []


def read_csv_log(path: str | os.PathLike[str]) -> dict[str, list[Cell]]:
    """Read the columns of a ``CSVLogger`` file.

    Args:
        path: of the file; its separator is found in its header.

    Returns:
        Each column by its name. A cell is NaN where nothing was logged, and a list where the metric has
        one number a class.

    Raises:
        MissingFileError: there is no such file.
        UnreadableFileError: it is no such log; the message names the line.
    """
    columns = read_table(path, needed="epoch")
    if not columns["epoch"]:
        raise UnreadableFileError(f"{os.fspath(path)!r} has a header but no epochs: was the model trained?")
    return columns


def read_table(path: str | os.PathLike[str], needed: str | None = None) -> dict[str, list[Cell]]:
    """Read the columns of a table with a header.

    Args:
        path: of the file; its separator is found in its header.
        needed: a column that it must have.

    Raises:
        MissingFileError: there is no such file.
        UnreadableFileError: it is no such table; the message names the line.
        UnsafeFileError: it is more than the limits say.
    """
    name = os.fspath(path)
    text = read_text(Path(path), "CSV")
    quick = _plain_columns(text, name, needed)
    if quick is not None:
        return quick
    header, rows = _read(text, name, needed)
    return {name: [math.nan if (cell := row[name]) is None else cell for row in rows] for name in header}


def read_rows(path: str | os.PathLike[str], needed: str | None = None) -> list[dict[str, Cell | None]]:
    """Read the rows of a table with a header; an empty cell is ``None``.

    Args:
        path: of the file; its separator is found in its header.
        needed: a column that it must have.

    Raises:
        MissingFileError: there is no such file.
        UnreadableFileError: it is no such table; the message names the line.
    """
    return _read(read_text(Path(path), "CSV"), os.fspath(path), needed)[1]


def _plain_columns(text: str, name: str, needed: str | None) -> dict[str, list[Cell]] | None:
    """Return the columns of a table of nothing but numbers, in a tenth of the time; ``None`` where it has anything else."""
    first, _, body = text.lstrip("\r\n").partition("\n")
    header = cells_of(first.rstrip("\r"), SEPARATORS)
    if not body.endswith("\n") or '"' in body or "_" in body:
        return None
    _check_header(header, name, needed)
    try:
        table = np.loadtxt(io.StringIO(body), delimiter=separator_of(first, SEPARATORS), comments=None, ndmin=2)
    except ValueError:
        return None
    return dict(zip(header, table.T.tolist(), strict=True)) if table.shape[1:] == (len(header),) else None


def _read(text: str, name: str, needed: str | None) -> tuple[list[str], list[dict[str, Cell | None]]]:
    count = text.count("\n") + sum(map(text.count, SEPARATORS))
    if count > active().log_values:
        raise exceeded("log_values", f"{name!r} is a training log of about {count:,} cells, of which some are no plain numbers")
    rows = _rows(text, name)
    header, read = rows[0][1], []
    _check_header(header, name, needed)
    for line, row in rows[1:]:
        if len(row) != len(header):
            raise UnreadableFileError(f"{name!r} line {line} has {len(row)} values where the header has {len(header)}")
        read.append({column: _number_or_cell(cell, name, line, column) for column, cell in zip(header, row, strict=True)})
    return header, read


def _number_or_cell(text: str, name: str, line: int, column: str) -> Cell | None:
    try:
        return float(text) if text else None
    except ValueError:
        return _cell(text, f"{name!r} line {line}, column {column!r}")


def _rows(text: str, name: str) -> list[tuple[int, list[str]]]:
    first = text.lstrip("\r\n").split("\n", 1)[0]
    separator = separator_of(first, SEPARATORS)
    reader = csv.reader(text.splitlines(), delimiter=separator)
    try:
        rows = [(reader.line_num, [cell.strip() for cell in row]) for row in reader if row]
    except csv.Error as error:
        raise UnreadableFileError(f"{name!r} line {reader.line_num} is no CSV: {error}") from error
    if not rows:
        raise UnreadableFileError(f"{name!r} is empty; a CSVLogger file starts with a header")
    is_torn = len(rows) > 1 and not text.endswith("\n") and len(rows[-1][1]) < len(rows[0][1])
    return rows[:-1] if is_torn else rows


def _check_header(header: Sequence[str], name: str, needed: str | None) -> None:
    if needed is not None and needed not in header:
        shown = ", ".join(header)[:80]
        raise UnreadableFileError(f"{name!r} is no CSVLogger file: its header ({shown}) has no column {needed!r}")
    counts = Counter(header)
    twice = next((column for column in header if counts[column] > 1), None)
    if twice is not None:
        raise UnreadableFileError(f"{name!r} has two columns {twice!r}")


def _cell(text: str, where: str) -> Cell:
    if text.startswith("[") and text.endswith("]"):
        return [_number(part, where) for part in text[1:-1].replace(",", " ").split()]
    return _number(text, where)


def _number(text: str, where: str) -> float:
    if text.lower() in _MISSING:
        return math.nan
    try:
        return float(text)
    except ValueError:
        raise UnreadableFileError(f"{where}: {text[:40]!r} is not a number") from None
