"""Integrated gradients: the gradient along the straight path from a baseline to the input."""

from __future__ import annotations

from typing import Any

import numpy as np

from dotnet_viz.errors import OptionError
from dotnet_viz.explain.attribution.gradients import Values
from dotnet_viz.explain.attribution.subject import AttributionSubject, Place


def integrated_gradients(subject: AttributionSubject, place: Place, steps: int, baseline: Any) -> tuple[Values, float, float]:
    """Return what each value adds to the score, compared with a baseline.

    Sundararajan, Taly and Yan (2017), https://arxiv.org/abs/1703.01365; the integral by Gauss and Legendre.

    Args:
        subject: what is explained.
        place: an input, or the output of an embedding.
        steps: points of the path.
        baseline: a number, or an array of the input's shape.

    Returns:
        The attributions, of the shape of what stands at the place; their completeness error, which is by how much their sum
        misses the difference of the scores; and this difference.

    Raises:
        OptionError: the baseline does not fit to the input.
    """
    values = subject.at(place)
    start = baseline_of(baseline, values)
    points, weights = np.polynomial.legendre.leggauss(steps)
    alphas = ((points + 1) / 2).astype(np.float32).reshape(-1, *[1] * (values.ndim - 1))
    path = start + alphas * (values - start)
    _, gradients = subject.gradient(place, path.astype(np.float32))
    mean = np.tensordot(weights / 2, gradients.astype(np.float64), axes=1)[np.newaxis]
    raw = ((values - start) * mean).astype(np.float32)
    ends = subject.scores(place, np.concatenate([start, values]))
    difference = float(ends[1]) - float(ends[0])
    return raw, abs(float(raw.sum(dtype=np.float64)) - difference), difference


def baseline_of(baseline: Any, values: Values) -> Values:
    """Return a baseline in the shape of one sample.

    Args:
        baseline: a number, or an array of the input's shape, with or without the axis of samples.
        values: the sample.

    Raises:
        OptionError: it does not fit.

    Example:
        >>> baseline_of(0.5, np.ones((1, 2))).tolist()
        [[0.5, 0.5]]
    """
    try:
        array = np.asarray(baseline, dtype=np.float32)
    except (ValueError, TypeError):
        raise OptionError(f"baseline must be a number or an array, not {baseline!r}") from None
    if not np.isfinite(array).all():
        raise OptionError("baseline must be finite, and has values that are NaN or infinite")
    try:
        return np.broadcast_to(array, values.shape).copy()
    except ValueError:
        raise OptionError(
            f"baseline must be a number or an array of the input's shape {values.shape[1:]}, not {array.shape}"
        ) from None
