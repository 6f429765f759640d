"""Rows as a matrix of numbers, and the classes or amounts that color them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.arguments import names_in
from dotnet_viz.errors import OptionError, ShapeError, UnsupportedInputError
from dotnet_viz.formatting import format_count
from dotnet_viz.measures.evaluation.inputs.arrays import answers_in
from dotnet_viz.measures.evaluation.inputs.targets import is_one_hot, is_whole
from dotnet_viz.measures.importance.columns import as_rows, features_of, row_count
from dotnet_viz.thinning import evenly

Numbers = NDArray[np.float64]

MAX_NUMBERED = 50
"""Most different numbers that are taken for classes where these have no names."""


@dataclass(frozen=True, eq=False)
class RowClasses:
    """The class of each row.

    Args:
        names: of the classes.
        positions: for each row that of its class; shape (rows,).
    """

    names: tuple[str, ...]
    positions: NDArray[np.intp]

    @property
    def sizes(self) -> NDArray[np.intp]:
        """How many rows each class has; shape (classes,)."""
        return np.bincount(self.positions, minlength=len(self.names))


def matrix_of(x: Any, feature_names: Sequence[str] | None = None) -> tuple[Numbers, tuple[str, ...]]:
    """Return rows as a matrix, and the names of its columns.

    Args:
        x: a frame, sparse matrix or array of shape (rows, ...), of which all but the first axis become columns.
        feature_names: one for each column; ``None`` for those of a frame, and numbers elsewhere.

    Raises:
        UnsupportedInputError: several inputs, or columns that are no numbers.
        ShapeError: no rows or columns, or values that are missing or infinite.
        OptionError: another number of names.

    Example:
        >>> matrix_of([[1, 2], [3, 4]])[1], matrix_of(np.zeros((5, 2, 2)))[0].shape
        (('feature 0', 'feature 1'), (5, 4))
    """
    rows = as_rows(x)
    if isinstance(rows, (list, dict)):
        raise UnsupportedInputError("x must be one table or array; of a model of several inputs draw a layer: model=, layer=")
    if not hasattr(rows, "iloc"):
        rows = rows.reshape(len(rows), -1) if rows.size else rows
    if rows.ndim != 2 or not rows.shape[0] or not rows.shape[1]:
        raise ShapeError(f"x must have rows and columns, and its shape is {tuple(rows.shape)}")
    names = tuple(one.name for one in features_of(rows, feature_names))
    try:
        matrix = np.asarray(rows, dtype=np.float64)
    except (ValueError, TypeError) as error:
        raise UnsupportedInputError(f"all columns of x must be numbers: {str(error).splitlines()[0]}") from None
    lacking = ~np.isfinite(matrix)
    if lacking.any():
        first = names[int(np.argmax(lacking.any(axis=0)))]
        raise ShapeError(
            f"x has {format_count(int(lacking.sum()), 'value')} missing or infinite, the first in {first!r}; "
            "fill them in or leave these rows out"
        )
    return matrix, names


def classes_of(y: Any, rows: int, class_names: Sequence[str] | None = None) -> RowClasses | Numbers | None:
    """Return the classes of rows, or their amounts where the values are no classes.

    Args:
        y: labels of shape (rows,), one-hot rows of shape (rows, classes), amounts (numbers with fractions, or more different
            ones than :data:`MAX_NUMBERED`), or ``None``.
        rows: how many there are.
        class_names: one for each class, in the order of the sorted labels.

    Raises:
        ShapeError: not one value a row, or values that are missing.
        OptionError: another number of names.

    Example:
        >>> classes_of(["b", "a", "b"], 3).names, classes_of([0.5, 0.25, 0.1], 3)
        (('a', 'b'), array([0.5 , 0.25, 0.1 ]))
    """
    if y is None:
        return None
    true = _one_a_row(answers_in(y), rows)
    labels, positions = np.unique(true, return_inverse=True)
    if class_names is None:
        is_float = true.dtype.kind == "f"
        if (is_float and not is_whole(true)) or (true.dtype.kind in "iuf" and len(labels) > MAX_NUMBERED):
            return true.astype(np.float64)
        return RowClasses(tuple(str(int(one)) if is_float else str(one) for one in labels), positions.reshape(-1))
    names = names_in("class_names", class_names)
    if true.dtype.kind in "iu" and labels[0] >= 0 and labels[-1] < len(names):
        return RowClasses(names, true.astype(np.intp))  # labels are positions, of which some may not occur
    if len(names) != len(labels):
        raise OptionError(
            f"class_names has {format_count(len(names), 'name')} and y {format_count(len(labels), 'class', 'classes')}"
        )
    return RowClasses(names, positions.reshape(-1))


def _one_a_row(true: NDArray[Any], rows: int) -> NDArray[Any]:
    """Return the one label or amount of each row."""
    if true.ndim == 2 and true.shape[1] == 1:
        true = true[:, 0]
    if is_one_hot(true):
        true = true.argmax(axis=1)
    if true.shape != (rows,):
        raise ShapeError(f"y must have one value for each of the {format_count(rows, 'row')}, and its shape is {true.shape}")
    return true.astype(str) if true.dtype.kind == "O" else true


def groups_at(groups: RowClasses | Numbers | None, rows: NDArray[np.intp]) -> RowClasses | Numbers | None:
    """Return the classes or amounts of some of the rows.

    Args:
        groups: of all rows.
        rows: positions.
    """
    if isinstance(groups, RowClasses):
        return RowClasses(groups.names, groups.positions[rows])
    return None if groups is None else groups[rows]


def take_rows(x: Any, most: int) -> tuple[Any, NDArray[np.intp], int]:
    """Return at most so many rows in even steps, their positions, and how many there are.

    Args:
        x: rows of one input or several, see :func:`~dotnet_viz.measures.importance.columns.as_rows`.
        most: of the rows taken.

    Example:
        >>> taken, positions, count = take_rows(np.eye(9), 3)
        >>> taken.shape, positions.tolist(), count
        ((3, 9), [0, 4, 8], 9)
    """
    rows = as_rows(x)
    count = row_count(rows)
    positions = evenly(count, most)
    if isinstance(rows, dict):
        return {name: _at(part, positions) for name, part in rows.items()}, positions, count
    if isinstance(rows, list):
        return [_at(part, positions) for part in rows], positions, count
    return _at(rows, positions), positions, count


def _at(part: Any, positions: NDArray[np.intp]) -> Any:
    return part.iloc[positions] if hasattr(part, "iloc") else part[positions]


def scaled(matrix: Numbers) -> Numbers:
    """Return columns with mean 0 and standard deviation 1; those that are constant are 0.

    Args:
        matrix: shape (rows, columns).
    """
    from sklearn.preprocessing import StandardScaler

    return np.asarray(StandardScaler().fit_transform(matrix))
