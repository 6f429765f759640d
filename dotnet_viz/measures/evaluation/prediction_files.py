r"""Predictions in files: a table with a column of what is true, or arrays.

==========  =========================================================================================================
``.csv``    a line of names: ``y_true`` and either ``y_pred`` (labels or amounts), ``y_score`` (of the second class),
            or a column of scores for each class, whose name is that of the class; separated by commas, semicolons or
            tabs
``.npz``    arrays ``y_true`` and ``y_score`` (or ``y_pred``), and ``class_names`` where they have names
==========  =========================================================================================================
"""

from __future__ import annotations

import csv
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.errors import UnreadableFileError, UnsafeFileError, unknown_choice
from dotnet_viz.files.npz_arrays import read_npz
from dotnet_viz.files.regular import check_file

SUFFIXES = (".csv", ".tsv", ".npz")
MAX_BYTES = 2 << 30
MAX_TABLE_BYTES = 256 << 20
"""Of a table, whose cells take several times as many bytes as their text."""

_TRUE, _LABELS, _SCORE = "y_true", "y_pred", "y_score"

Values = NDArray[np.generic]


@dataclass(frozen=True, eq=False)
class StoredPredictions:
    """What a file of predictions holds.

    Args:
        true: what is true, one a sample.
        predicted: labels or amounts, or scores of one or of several columns.
        class_names: names of the columns of scores; ``None`` where the file has none.
    """

    true: Values
    predicted: Values
    class_names: tuple[str, ...] | None = None


def read_predictions(path: str | os.PathLike[str]) -> StoredPredictions:
    r"""Read a file of predictions; nothing in it is run.

    Args:
        path: of a ``.csv``, ``.tsv`` or ``.npz`` file, see above.

    Raises:
        OptionError: another ending.
        MissingFileError: there is no such file.
        UnreadableFileError: the file is damaged, or lacks a column or an array.
        UnsafeFileError: it has more than 2 GiB of arrays, or 256 MiB of text.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     written = Path(folder, "p.csv").write_text("y_true,cat,dog\ncat,0.9,0.1\ndog,0.3,0.7\n")
        ...     stored = read_predictions(Path(folder, "p.csv"))
        >>> stored.class_names, stored.true.tolist(), stored.predicted.tolist()
        (('cat', 'dog'), ['cat', 'dog'], [[0.9, 0.1], [0.3, 0.7]])
    """
    file = Path(path)
    if file.suffix.lower() not in SUFFIXES:
        raise unknown_choice("ending of a file of predictions:", file.suffix, SUFFIXES)
    size, is_table = check_file(file), file.suffix.lower() != ".npz"
    if size > (MAX_TABLE_BYTES if is_table else MAX_BYTES):
        advice = "; save it as arrays in a .npz file" if is_table else ""
        raise UnsafeFileError(f"{str(file)!r} has {size:,} bytes, more than are read{advice}")
    return _table(file) if is_table else _arrays(file)


def _arrays(path: Path) -> StoredPredictions:
    arrays = read_npz(path, MAX_BYTES, (_TRUE, _LABELS, _SCORE, "class_names"))
    predicted = arrays.get(_SCORE, arrays.get(_LABELS))
    if _TRUE not in arrays or predicted is None:
        raise UnreadableFileError(f"{str(path)!r} must have the arrays {_TRUE!r} and {_SCORE!r} (or {_LABELS!r})")
    names = arrays.get("class_names")
    return StoredPredictions(arrays[_TRUE], predicted, None if names is None else tuple(map(str, names.ravel().tolist())))


def _table(path: Path) -> StoredPredictions:
    heads, rows = _rows(path)
    if _TRUE not in heads or len(heads) < 2:
        raise UnreadableFileError(
            f"{str(path)!r} must have a column {_TRUE!r} and one of predictions; it has: {', '.join(heads)}"
        )
    true = _typed([row[heads.index(_TRUE)] for row in rows])
    scores = [name for name in heads if name not in (_TRUE, _LABELS)]
    if _LABELS in heads:
        return StoredPredictions(true, _typed([row[heads.index(_LABELS)] for row in rows]))
    columns = np.column_stack([_numbers(rows, heads.index(name), name, path) for name in scores])
    if len(scores) == 1:
        return StoredPredictions(true, columns[:, 0])
    return StoredPredictions(true, columns, tuple(scores))


def _rows(path: Path) -> tuple[list[str], list[list[str]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            first = stream.readline()
            stream.seek(0)
            separator = max((",", ";", "\t"), key=first.count)
            heads, *rows = [row for row in csv.reader(stream, delimiter=separator) if row] or [[]]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UnreadableFileError(f"{str(path)!r} is no table of text: {str(error).splitlines()[0]}") from error
    wrong = next((number for number, row in enumerate(rows, 2) if len(row) != len(heads)), None)
    if wrong is not None:
        raise UnreadableFileError(f"{str(path)!r} has {len(heads)} columns, and its line {wrong:,} has {len(rows[wrong - 2])}")
    if not rows:
        raise UnreadableFileError(f"{str(path)!r} has no predictions below its line of names")
    return [head.strip() for head in heads], rows


def _numbers(rows: Sequence[Sequence[str]], position: int, name: str, path: Path) -> NDArray[np.float64]:
    try:
        return np.array([row[position] for row in rows]).astype(np.float64)
    except ValueError:
        line = next(number for number, row in enumerate(rows, 2) if not _is_number(row[position]))
        text = rows[line - 2][position]
        raise UnreadableFileError(
            f"{str(path)!r} has no number in column {name!r} of line {line:,} but {text[:40]!r}"
        ) from None


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _typed(texts: list[str]) -> Values:
    """Return a column as whole numbers, as numbers or, where it is neither, as texts."""
    found = np.array(texts)
    with suppress(ValueError, OverflowError):
        return found.astype(np.int64)
    with suppress(ValueError):
        return found.astype(np.float64)
    return found
