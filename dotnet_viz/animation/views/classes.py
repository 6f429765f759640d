"""Classes: what a network's outputs say, and the colours that classes have in pictures."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dotnet_viz.errors import OptionError, ShapeError

COLORS = ("#4477aa", "#ee6677", "#228833", "#ccbb44", "#66ccee", "#aa3377", "#bbbbbb", "#e08214", "#5e4fa2", "#1b7837")
"""Tol's bright qualitative colours, which colour-blind readers can tell apart, and three more; then they begin anew."""

Doubles = NDArray[np.float64]
Positions = NDArray[np.intp]


def color_of(position: int) -> str:
    """Return the colour of a class."""
    return COLORS[position % len(COLORS)]


def classes_of(outputs: Doubles) -> tuple[Positions, Doubles]:
    """Return the class that each sample is taken for, and how sure the network is of it.

    Args:
        outputs: shape (samples, outputs); one output is the probability of the second of two classes.

    Returns:
        Positions of classes and probabilities from 0 to 1, both of shape (samples,).

    Example:
        >>> classes_of(np.array([[0.9], [0.2]]))
        (array([1, 0]), array([0.9, 0.8]))
    """
    if outputs.shape[1] == 1:
        share = np.clip(outputs[:, 0], 0.0, 1.0)
        return (share >= 0.5).astype(np.intp), np.maximum(share, 1.0 - share)
    return outputs.argmax(axis=1), np.clip(outputs.max(axis=1), 0.0, 1.0)


def labels_of(y: ArrayLike, count: int) -> Positions:
    """Return answers as positions of classes.

    Args:
        y: whole numbers from 0, or a row of one 1 among zeros for each sample.
        count: how many samples there are.

    Raises:
        ShapeError: there are more or fewer answers than samples.
        OptionError: answers that are no classes.
    """
    answers = np.asarray(y)
    if answers.ndim == 2 and answers.shape[1] > 1:
        answers = answers.argmax(axis=1)
    flat = answers.reshape(-1)
    if len(flat) != count:
        raise ShapeError(f"there are {count:,} samples and {len(flat):,} answers")
    whole = flat.astype(np.intp)
    if (whole != flat).any() or (whole < 0).any():
        raise OptionError("answers must be classes: whole numbers from 0, or a row of one 1 among zeros for each sample")
    return whole


def names_of(class_names: Sequence[str] | None, count: int) -> list[str]:
    """Return a name for each class.

    Args:
        class_names: that were given; ``None`` for numbers.
        count: how many classes there are.

    Raises:
        OptionError: there are fewer names than classes.
    """
    if class_names is None:
        return [str(position) for position in range(count)]
    if len(class_names) < count:
        raise OptionError(f"class_names has {len(class_names)} names, but there are {count} classes")
    return [str(name) for name in class_names][:count]
