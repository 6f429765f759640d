"""Predictions and answers as arrays: of lists, tensors, columns and frames of pandas, sparse matrices."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.errors import ShapeError, UnsupportedInputError, counted
from dotnet_viz.measures.data.missing import is_missing


def predictions_in(given: Any) -> NDArray[Any]:
    """Return predictions as an array, shape (samples, ...).

    Args:
        given: an array, tensor, frame, column or list.

    Raises:
        ShapeError: it is not an array, or a single value.
    """
    predicted = array_in("the predictions", given)
    if predicted.dtype.kind == "O":
        predicted = _typed(predicted)
    if predicted.ndim == 0:
        raise ShapeError(f"there must be one prediction a sample, not the single value {given!r}")
    if len(predicted) and not predicted.size:
        raise ShapeError(f"predictions of shape {predicted.shape} have no columns; there must be at least one")
    return predicted


def answers_in(given: Any) -> NDArray[Any]:
    """Return answers as an array, shape (samples, ...), none of which is missing.

    Args:
        given: an array, tensor, frame, column or list.

    Raises:
        ShapeError: it is not an array, a single value, or has values that are missing.

    Example:
        >>> answers_in([True, False]).dtype.kind, answers_in(["a", "b"]).dtype.kind
        ('b', 'U')
    """
    true = array_in("y", given)
    if true.ndim == 0:
        raise ShapeError(f"y must hold one answer a sample, not the single value {given!r}")
    if true.dtype.kind == "f" and np.isnan(true).any():
        missing = counted(int(np.isnan(true).sum()), "missing value")
        raise ShapeError(f"y has {missing} (NaN); leave those samples out")
    if true.dtype.kind == "O":
        if any(is_missing(item) for item in true.flat):
            raise ShapeError("y has answers that are missing (None or NaN); leave those samples out")
        true = _typed(true)
    return true


def array_in(what: str, given: Any) -> NDArray[Any]:
    """Return what was given as an array.

    Args:
        what: it is called in errors.
        given: an array, tensor, frame, column, sparse matrix or list. Names as bytes, as TensorFlow has them, become text.

    Raises:
        ShapeError: it is not an array, or a masked one with values that are masked.
        UnsupportedInputError: it is a generator.
    """
    if hasattr(given, "detach"):
        given = given.detach().cpu()
    if hasattr(given, "toarray"):
        given = given.toarray()
    if hasattr(given, "__next__"):
        raise UnsupportedInputError(f"{what} must be an array, not a {type(given).__name__}; pass list(...) of it")
    # Arrays of pandas have a mask too, and their own message for what is missing.
    if isinstance(given, np.ma.MaskedArray) and np.ma.is_masked(given):
        masked = int(np.ma.getmaskarray(given).sum())
        raise ShapeError(f"{what}: an array with {masked:,} masked values; leave those samples out of answers and predictions")
    try:
        values = np.asarray(given)
    except (ValueError, TypeError) as error:
        raise ShapeError(f"{what} is not an array: {str(error).splitlines()[0]}") from error
    return np.char.decode(values, "utf-8", "replace") if values.dtype.kind == "S" else values


def _typed(values: NDArray[Any]) -> NDArray[Any]:
    """Return an array of objects as numbers, booleans or text where all are: columns of pandas and strings of TensorFlow."""
    if all(isinstance(item, bool | np.bool_) for item in values.flat):
        return values.astype(bool)
    if all(isinstance(item, int | float | np.number) for item in values.flat):
        return np.array(values.tolist())
    if values.size and all(isinstance(item, bytes) for item in values.flat):
        return np.char.decode(values.astype(bytes), "utf-8", "replace")
    return values
