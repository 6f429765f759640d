"""Rows that occur more than once: in one table, or in the data of training and of the evaluation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.measures.data.table import DataTable

Digests = NDArray[np.uint64]

_FEW = 64


@dataclass(frozen=True)
class Duplicates:
    """How many rows occur elsewhere.

    Args:
        repeated: rows that equal an earlier one of the same table.
        in_training: rows that also are in the data of the training; ``None`` where these are not known.
    """

    repeated: int
    in_training: int | None = None


def find_duplicates(table: DataTable, training: DataTable | None = None) -> Duplicates:
    """Count the rows that equal others in all columns; missing values equal each other.

    Args:
        table: the data.
        training: those that the model was trained with.

    Returns:
        The counts; ``in_training`` is ``None`` too where the tables have different columns.

    Example:
        >>> from dotnet_viz.measures.data.table import table_of
        >>> test, train = table_of(np.array([[1.0, 2.0], [3.0, 4.0], [1.0, 2.0]])), table_of(np.array([[3.0, 4.0]]))
        >>> find_duplicates(test, train)
        Duplicates(repeated=1, in_training=1)
    """
    rows = row_digests(table)
    repeated = len(rows) - len(np.unique(rows))
    if training is None or [column.shape[1:] for column in training.columns] != [column.shape[1:] for column in table.columns]:
        return Duplicates(repeated)
    return Duplicates(repeated, int(np.isin(rows, row_digests(training)).sum()))


def row_digests(table: DataTable) -> Digests:
    """Return a number of 64 bits for each row, which differs where the rows differ (but for one chance in 2**64 a pair).

    Args:
        table: numbers count by their value, not by their dtype: 1 equals 1.0.
    """
    digests = np.zeros(table.samples, dtype=np.uint64)
    for number, column in enumerate(table.columns):
        digests = _mixed(digests ^ (_column_digests(column) + np.uint64(number)))
    return digests


def _column_digests(column: NDArray[Any]) -> Digests:
    if column.dtype.kind in "biuf":
        values = column.reshape(len(column), -1).astype(np.float64) + 0.0  # -0.0 becomes 0.0
        values[np.isnan(values)] = np.nan
        bits = np.ascontiguousarray(values).view(np.uint64)
        if bits.shape[1] > _FEW:
            return _text_digests(row.tobytes() for row in bits)
        found = np.zeros(len(column), dtype=np.uint64)
        for position in range(bits.shape[1]):
            found = _mixed(found ^ (bits[:, position] + np.uint64(position)))
        return found
    rows = column.reshape(len(column), -1) if column.ndim > 1 else column[:, None]
    return _text_digests("\x1f".join(_as_text(item) for item in row).encode("utf-8", "replace") for row in rows.tolist())


def _text_digests(texts: Iterable[bytes]) -> Digests:
    return np.array([int.from_bytes(blake2b(text, digest_size=8).digest(), "little") for text in texts], dtype=np.uint64)


def _as_text(item: Any) -> str:
    if item is None or (isinstance(item, float) and item != item):  # noqa: PLR0124
        return "\x00missing"
    return str(float(item)) if isinstance(item, int | float) and not isinstance(item, bool) else str(item)


def _mixed(values: Digests) -> Digests:
    """Spread the bits of each number over all 64, as the finaliser of SplitMix64 does (Steele et al., OOPSLA 2014)."""
    with np.errstate(over="ignore"):
        values = (values + np.uint64(0x9E3779B97F4A7C15)).astype(np.uint64)
        values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return values ^ (values >> np.uint64(31))
