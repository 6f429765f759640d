"""Samples to explain as numbers that an explainer can mix, and back as the model takes them: tables, images and texts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class SampleColumn:
    """How a column of a table stands as numbers.

    Args:
        name: of the column.
        dtype: that it has where it came from.
        categories: what the numbers 0, 1, ... stand for where the column holds no numbers; else ``None``.
    """

    name: str
    dtype: Any
    categories: tuple[Any, ...] | None = None

    @property
    def is_extended(self) -> bool:
        """Whether its type is one of pandas, or a date, which values alone do not tell."""
        return not isinstance(self.dtype, np.dtype) or self.dtype.kind in "mM"


@dataclass(frozen=True, eq=False)
class Samples:
    """Samples and a background that says what is usual.

    Args:
        kind: ``"table"``, ``"image"`` or ``"text"``.
        numbers: the samples; shape (samples, ...); empty for texts.
        background: samples of the same shape; ``None`` where none were given.
        columns: of a table; empty for others.
        texts: the texts.
        frame: the class of table that the model takes; ``None`` for arrays.
        labels: of that table's columns, as the model knows them.
        dtype: of the array that was given.
    """

    kind: str
    numbers: NDArray[np.float64]
    background: NDArray[np.float64] | None = None
    columns: tuple[SampleColumn, ...] = ()
    texts: tuple[str, ...] = ()
    frame: Any = field(default=None, repr=False)
    labels: tuple[Any, ...] = ()
    dtype: Any = np.float64

    def __len__(self) -> int:
        return len(self.texts) if self.kind == "text" else len(self.numbers)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns of a table."""
        return tuple(column.name for column in self.columns)

    @property
    def has_categories(self) -> bool:
        """Whether some columns hold no numbers."""
        return any(column.categories is not None for column in self.columns)

    def as_given(self, numbers: Any) -> Any:
        """Return numbers in the form in which the model takes them: a table of the same columns, or an array.

        Args:
            numbers: rows of a table, or images.
        """
        array = np.asarray(numbers)
        if self.frame is not None:
            given = {index: _restored(array[:, index], column) for index, column in enumerate(self.columns)}
            own = {index: column.dtype for index, column in enumerate(self.columns) if column.is_extended}
            return self.frame(given).astype(own).set_axis(list(self.labels), axis=1)
        if self.has_categories:
            restored = [_restored(array[:, index], column) for index, column in enumerate(self.columns)]
            return np.stack([np.asarray(one, dtype=object) for one in restored], axis=1)
        return array.astype(self.dtype, copy=False)

    def displayed(self) -> NDArray[Any] | None:
        """Return what stands in a table for each number; ``None`` where all are numbers."""
        if not self.has_categories:
            return None
        shown: NDArray[Any] = self.numbers.astype(object)
        for index, column in enumerate(self.columns):
            shown[:, index] = np.asarray(_restored(self.numbers[:, index], column), dtype=object)
        return shown


def _restored(numbers: NDArray[Any], column: SampleColumn) -> Any:
    if column.categories is None:
        whole = np.dtype(column.dtype).kind in "biu" if isinstance(column.dtype, np.dtype) else False
        return numbers.astype(column.dtype) if whole and np.isfinite(numbers).all() else numbers
    words = np.empty(len(column.categories), dtype=object)
    words[:] = list(column.categories)
    return words[np.clip(np.rint(numbers), 0, len(words) - 1).astype(int)]
