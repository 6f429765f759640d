"""The file that Keras's ``CSVLogger`` writes: a header with ``epoch``, then one row an epoch."""

from __future__ import annotations

import csv
import math
import os
from collections.abc import Sequence
from pathlib import Path

from dotnet_viz.errors import MissingFileError, UnreadableFileError
from dotnet_viz.measures.training.columns import history_of_columns
from dotnet_viz.measures.training.logs.log_format import LogFormat
from dotnet_viz.measures.training.run import TrainingRun, curves_of_history

MAX_BYTES = 64 << 20
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
    if path.suffix.lower() not in (".csv", ".tsv", ".txt", ".log") or not path.is_file():
        return []
    try:
        with path.open("rb") as stream:
            first = stream.read(_START).lstrip(b"\xef\xbb\xbf\r\n").partition(b"\n")[0].decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return []
    separator = max(SEPARATORS, key=first.count)
    return [cell.strip().strip('"') for cell in first.split(separator)]


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
    name = os.fspath(path)
    rows = _rows(_text(Path(path)), name)
    header, body = rows[0][1], rows[1:]
    _check_header(header, name)
    columns: dict[str, list[Cell]] = {column: [] for column in header}
    for line, row in body:
        if len(row) != len(header):
            raise UnreadableFileError(f"{name!r} line {line} has {len(row)} values where the header has {len(header)}")
        for column, cell in zip(header, row, strict=True):
            columns[column].append(_cell(cell, f"{name!r} line {line}, column {column!r}"))
    if not body:
        raise UnreadableFileError(f"{name!r} has a header but no epochs: was the model trained?")
    return columns


def _text(path: Path) -> str:
    if not path.exists():
        raise MissingFileError(f"there is no file {str(path)!r} to read the training history from")
    if not path.is_file():
        raise UnreadableFileError(f"{str(path)!r} is no file; name the CSV file that CSVLogger wrote")
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise UnreadableFileError(f"{str(path)!r} is larger than {MAX_BYTES >> 20} MB, which no training log is")
        return data.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFileError(f"{str(path)!r} cannot be read as a CSV text file: {error}") from error


def _rows(text: str, name: str) -> list[tuple[int, list[str]]]:
    first = text.lstrip("\r\n").split("\n", 1)[0]
    separator = max(SEPARATORS, key=first.count)
    reader = csv.reader(text.splitlines(), delimiter=separator)
    try:
        rows = [(reader.line_num, [cell.strip() for cell in row]) for row in reader if row]
    except csv.Error as error:
        raise UnreadableFileError(f"{name!r} line {reader.line_num} is no CSV: {error}") from error
    if not rows:
        raise UnreadableFileError(f"{name!r} is empty; a CSVLogger file starts with a header")
    return rows


def _check_header(header: Sequence[str], name: str) -> None:
    if "epoch" not in header:
        shown = ", ".join(header)[:80]
        raise UnreadableFileError(f"{name!r} is no CSVLogger file: its header ({shown}) has no column 'epoch'")
    twice = next((column for column in header if header.count(column) > 1), None)
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
        raise UnreadableFileError(f"{where}: {text[:40]!r} is no number") from None
