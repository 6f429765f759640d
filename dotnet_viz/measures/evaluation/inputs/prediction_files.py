r"""Predictions in files: a table with a column of what is true, or arrays.

==========  =========================================================================================================
``.csv``    a line of names: ``y_true`` and either ``y_pred`` (labels or amounts), ``y_score`` (of the second class),
            or a column of scores for each class, whose name is that of the class; separated by commas, semicolons or
            tabs
``.npz``    arrays ``y_true`` and ``y_score`` (or ``y_pred``), of samples, pixels or steps; ``class_names`` where they have
            names, ``mask`` where not all answers count, and ``images`` that were segmented
==========  =========================================================================================================
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.errors import OptionError, UnreadableFileError
from dotnet_viz.files.formats.npz_arrays import read_npz
from dotnet_viz.files.formats.tables import is_number, read_table, typed_cells
from dotnet_viz.files.paths import check_ending
from dotnet_viz.files.regular import check_file

SUFFIXES = (".csv", ".tsv", ".npz")

_TRUE, _LABELS, _SCORE = "y_true", "y_pred", "y_score"

Values = NDArray[np.generic]


@dataclass(frozen=True, eq=False)
class StoredPredictions:
    """What is true, and what was predicted.

    Args:
        true: what is true, one a sample.
        predicted: labels or amounts, or scores of one or of several columns.
        class_names: names of the columns of scores; ``None`` where the file has none.
        mask: which answers count; ``None`` where the file has none.
        images: that were segmented; ``None`` where the file has none.
    """

    true: Any
    predicted: Any
    class_names: tuple[str, ...] | None = None
    mask: Values | None = None
    images: Values | None = None


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
    check_ending(file, "a file of predictions", SUFFIXES)
    if file.suffix.lower() != ".npz":
        return _table(file)
    check_file(file)
    return _arrays(file)


def predictions_of(given: Any) -> StoredPredictions:
    """Return predictions from a pair or a file.

    Args:
        given: a pair of what is true and what was predicted, or the path of a file, see :func:`read_predictions`.

    Raises:
        OptionError: something else.
        VizError: the file cannot be read.

    Example:
        >>> predictions_of(([0, 1], [0.2, 0.9])).true
        [0, 1]
    """
    if isinstance(given, str | os.PathLike):
        return read_predictions(given)
    if not (isinstance(given, tuple | list) and len(given) == 2):
        raise OptionError(
            "predictions must be a pair (y_true, y_score): what is true, and what was predicted; or a file of both"
        )
    return StoredPredictions(given[0], given[1])


def _arrays(path: Path) -> StoredPredictions:
    arrays = read_npz(path, names=(_TRUE, _LABELS, _SCORE, "class_names", "mask", "images"))
    predicted = arrays.get(_SCORE, arrays.get(_LABELS))
    if _TRUE not in arrays or predicted is None:
        raise UnreadableFileError(f"{str(path)!r} must have the arrays {_TRUE!r} and {_SCORE!r} (or {_LABELS!r})")
    names = arrays.get("class_names")
    texts = None if names is None else tuple(map(str, names.ravel().tolist()))
    return StoredPredictions(arrays[_TRUE], predicted, texts, arrays.get("mask"), arrays.get("images"))


def _table(path: Path) -> StoredPredictions:
    table = read_table(path)
    if not table.rows:
        raise UnreadableFileError(f"{str(path)!r} has no predictions below its line of names")
    if _TRUE not in table.names or len(table.names) < 2:
        raise UnreadableFileError(
            f"{str(path)!r} must have a column {_TRUE!r} and one of predictions; it has: {', '.join(table.names)}"
        )
    true = typed_cells(table.column(_TRUE))
    if _LABELS in table.names:
        return StoredPredictions(true, typed_cells(table.column(_LABELS)))
    scores = [name for name in table.names if name != _TRUE]
    columns = np.column_stack([_numbers(table.rows, table.names.index(name), name, path) for name in scores])
    if len(scores) == 1:
        return StoredPredictions(true, columns[:, 0])
    return StoredPredictions(true, columns, tuple(scores))


def _numbers(rows: Sequence[Sequence[str]], position: int, name: str, path: Path) -> NDArray[np.float64]:
    try:
        return np.array([row[position] for row in rows]).astype(np.float64)
    except ValueError:
        line = next(number for number, row in enumerate(rows, 2) if not is_number(row[position]))
        text = rows[line - 2][position]
        raise UnreadableFileError(
            f"{str(path)!r} has no number in column {name!r} of line {line:,} but {text[:40]!r}"
        ) from None
