"""Pixels and positions that have no true answer: padding of sequences, and what annotators left unlabelled."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.errors import OptionError, ShapeError
from dotnet_viz.measures.evaluation.inputs.arrays import array_in

Kept = NDArray[np.bool_]


def kept_positions(true: NDArray[Any], mask: Any, ignore: Any) -> Kept | None:
    """Return which pixels or positions have an answer; ``None`` where nothing says that some have none.

    Args:
        true: the answers, shape (samples, ...).
        mask: true where an answer counts, of the shape of ``true`` with or without its last axis; weights count as true where
            they are above 0. ``None`` for all.
        ignore: the value of ``true`` that stands for no answer, such as 255, -100 or NaN; ``None`` for none.

    Raises:
        ShapeError: the mask has another shape, or holds what is neither true nor false.
        OptionError: nothing is left, or answers and ``ignore`` cannot be compared.

    Example:
        >>> kept_positions(np.array([[3, 1, -100]]), None, -100).tolist()
        [[True, True, False]]
    """
    if mask is None and ignore is None:
        return None
    kept = np.ones(_without_last_one(true.shape), dtype=bool) if mask is None else _mask_in(mask, true)
    if ignore is not None:
        answered = _differs(true, ignore)
        if kept.ndim < answered.ndim and mask is not None and true.shape[-1] > 1:
            raise OptionError(f"ignore={ignore!r} is for y with one value a position; y has the shape {true.shape}")
        kept &= answered.reshape(kept.shape)
    if kept.size and not kept.any():
        raise OptionError(f"all {kept.size:,} answers are left out by mask= or ignore=, so there is nothing to evaluate")
    return kept


def with_left_out(true: NDArray[Any], kept: Kept | None) -> NDArray[Any]:
    """Return answers in which those that are left out repeat the first that is kept, so that only real answers occur.

    Args:
        true: the answers.
        kept: which of them count.

    Example:
        >>> with_left_out(np.array([[3, 1, -100]]), np.array([[True, True, False]])).tolist()
        [[3, 1, 3]]
    """
    if kept is None or kept.all():
        return true
    filled = true.reshape(*kept.shape, *true.shape[kept.ndim :]).copy()
    filled[~kept] = filled[_first(kept)]
    return filled.reshape(true.shape)


def _first(kept: Kept) -> tuple[int, ...]:
    return tuple(int(index) for index in np.unravel_index(int(kept.argmax()), kept.shape))


def _mask_in(mask: Any, true: NDArray[Any]) -> Kept:
    values = array_in("mask", mask)
    if values.dtype.kind not in "biuf" or (values.dtype.kind == "f" and not np.isfinite(values).all()):
        raise ShapeError("mask must hold booleans, or numbers that are 0 where an answer does not count")
    if values.dtype.kind in "if" and (values < 0).any():
        raise ShapeError("mask has numbers below 0; it must be true, or above 0, where an answer counts")
    fitting = {_without_last_one(true.shape), true.shape[:-1] if true.ndim > 1 else true.shape}
    shape = values.shape if values.shape in fitting else _without_last_one(values.shape)
    if shape not in fitting:
        wanted = " or ".join(map(str, sorted(fitting)))
        raise ShapeError(f"mask has the shape {values.shape}; for y of shape {true.shape} it must have {wanted}")
    return np.asarray(values.reshape(shape) > 0)


def _differs(true: NDArray[Any], ignore: Any) -> Kept:
    if np.ndim(ignore) != 0:
        raise OptionError(f"ignore must be a single value of y, such as 255 or -100, not {ignore!r}")
    if isinstance(ignore, float) and np.isnan(ignore):
        return ~np.isnan(true) if true.dtype.kind == "f" else np.ones(true.shape, dtype=bool)
    if isinstance(ignore, str) != (true.dtype.kind in "SU") and true.dtype.kind != "O":
        raise OptionError(f"ignore={ignore!r} cannot be a value of y, which holds {true.dtype}")
    return np.asarray(true != ignore)


def _without_last_one(shape: tuple[int, ...]) -> tuple[int, ...]:
    return shape[:-1] if len(shape) > 2 and shape[-1] == 1 else shape
