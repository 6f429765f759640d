"""Whether predictions that were made elsewhere and data that are given beside them are of the same samples."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.errors import ShapeError, counted
from dotnet_viz.measures.evaluation.inputs.predicting import sample_count

_SAME = "both must be of the same samples in the same order"


def check_same_samples(true: Any, x: Any, y: Any, *, what: str = "data", is_part: bool = False) -> None:
    """Raise where samples or their labels contradict predictions.

    Labels are compared where both are numbers or both are texts, of the same shape: numbers of classes say nothing of names.

    Args:
        true: what is true, as it stands beside the predictions.
        x: the samples; ``None`` for none.
        y: their labels; ``None`` for none.
        what: that the samples were given as.
        is_part: whether the samples are the first ones of more, and may be fewer than the predictions.

    Raises:
        ShapeError: there are more or fewer samples than predictions, or the labels differ.

    Example:
        >>> check_same_samples([0, 1, 1], np.zeros((4, 2)), None)
        Traceback (most recent call last):
        ...
        dotnet_viz.errors.ShapeError: data has 4 samples, and predictions 3; both must be of the same samples in the same order
    """
    count = sample_count(true)
    for samples in (one for one in (x, y) if one is not None):
        given = sample_count(samples)
        if given != count and not (is_part and given < count):
            raise ShapeError(f"{what} has {counted(given, 'sample')}, and predictions {count:,}; {_SAME}")
    differing = None if y is None or isinstance(y, Mapping) else _differing(np.asarray(y), np.asarray(true))
    if differing is not None and differing.any():
        raise ShapeError(
            f"the labels of {what} differ from those of predictions in {int(differing.sum()):,} of "
            f"{counted(len(differing), 'sample')}; {_SAME}"
        )


def _differing(labels: NDArray[Any], true: NDArray[Any]) -> NDArray[np.bool_] | None:
    """Return which samples have other labels; ``None`` where the two cannot be compared."""
    known = true[: len(labels)] if true.ndim and labels.ndim else true
    if known.ndim > 1 and known.shape[-1] == 1 and known.ndim == labels.ndim + 1:
        known = known[..., 0]
    if labels.ndim == known.ndim + 1 and labels.shape[-1] == 1:
        labels = labels[..., 0]
    if labels.shape != known.shape or not labels.ndim:
        return None
    if labels.dtype.kind in "biuf" and known.dtype.kind in "biuf":
        different = ~np.isclose(labels.astype(np.float64), known.astype(np.float64), rtol=1e-5, atol=0.0, equal_nan=True)
    elif _are_texts(labels) and _are_texts(known):
        different = labels.astype(str) != known.astype(str)
    else:
        return None
    whole: NDArray[np.bool_] = np.any(different.reshape(len(different), -1), axis=1)
    return whole


def _are_texts(values: NDArray[Any]) -> bool:
    return values.dtype.kind == "U" or (values.dtype.kind == "O" and all(isinstance(one, str) for one in values.ravel()))
