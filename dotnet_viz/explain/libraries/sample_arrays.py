"""Arrays from what users pass as samples: lists, tensors, sparse matrices."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.errors import ShapeError, UnsupportedInputError
from dotnet_viz.formatting import format_count

_LARGEST_FILLED = 50_000_000


def array_of(name: str, given: Any) -> NDArray[Any]:
    """Return numbers or words as an array.

    Args:
        name: of the argument, for error messages.
        given: a list, an array, a tensor, or a sparse matrix, which is filled.

    Raises:
        ShapeError: rows have different lengths.
        UnsupportedInputError: it holds something else, several inputs, or is too large to be filled.

    Example:
        >>> array_of("x", [[1, 2]]).shape
        (1, 2)
    """
    if hasattr(given, "toarray") and hasattr(given, "shape"):
        return _filled(name, given)
    if isinstance(given, list | tuple) and _has_several_inputs(given):
        raise UnsupportedInputError(
            f"{name} holds several inputs; explain a function of one array that splits it for the model"
        )
    try:
        array = np.asarray(given.detach().cpu() if hasattr(given, "detach") else given)
    except ValueError as error:
        raise ShapeError(f"{name} is not an array: its rows have different lengths") from error
    if array.dtype.kind not in "biufOUS":
        raise UnsupportedInputError(f"{name} must hold numbers, words or texts, not {array.dtype}")
    if array.dtype.kind == "O" and (array.ndim < 2 or not array.size):
        raise UnsupportedInputError(f"{name} must be rows of features, images or texts, not {type(given).__name__!r}")
    return array


def _filled(name: str, sparse: Any) -> NDArray[Any]:
    rows, columns = sparse.shape
    if rows * columns > _LARGEST_FILLED:
        raise UnsupportedInputError(f"{name} is a sparse matrix of {rows:,} × {columns:,}, too large to fill; take fewer rows")
    return np.asarray(sparse.toarray())


def _has_several_inputs(given: list[Any] | tuple[Any, ...]) -> bool:
    """Whether a list holds arrays of several samples each, whose samples have different shapes."""
    shapes = [np.shape(one) for one in given if getattr(one, "ndim", 0) > 1]
    return (
        bool(shapes)
        and len(shapes) == len(given)
        and len({shape[0] for shape in shapes}) == 1 < len({shape[1:] for shape in shapes})
    )


def check_rows(name: str, rows: int) -> None:
    """Raise where there are no samples.

    Args:
        name: of the argument.
        rows: how many samples it holds.

    Raises:
        ShapeError: none.
    """
    if rows == 0:
        raise ShapeError(f"{name} holds no samples; at least one is needed")


def finite_numbers(name: str, array: Any) -> NDArray[np.float64]:
    """Return numbers, of which some may be missing (NaN), and none infinite.

    Args:
        name: of the argument.
        array: samples first.

    Raises:
        UnsupportedInputError: it holds something else.
        ShapeError: there are no samples, or infinite values.
    """
    try:
        found = np.asarray(array, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise UnsupportedInputError(f"{name} must hold numbers: {error}") from error
    check_rows(name, len(found))
    if np.isinf(found).any():
        raise ShapeError(f"{name} has {format_count(int(np.isinf(found).sum()), 'infinite value')}; replace or leave them out")
    return found
