"""Class activation maps: the outputs of a convolution, each channel weighted by what the score's gradient says of it."""

from __future__ import annotations

import numpy as np

from dotnet_viz.explain.attribution.gradients import Values


def gradcam(activations: Values, gradients: Values) -> Values:
    """Return a Grad-CAM: channels weighted by the mean of their gradient, their sum where it is positive.

    Selvaraju and others (2017), Grad-CAM, https://arxiv.org/abs/1610.02391.

    Args:
        activations: what the layer returned; shape (..., channels), any number of axes of space.
        gradients: of the score, of the same shape.

    Returns:
        The map, not scaled; shape (...).

    Example:
        >>> import numpy as np
        >>> gradcam(np.array([[1.0, 2.0], [3.0, 0.0]]), np.array([[1.0, -1.0], [1.0, -1.0]])).tolist()
        [0.0, 3.0]
    """
    weights = gradients.mean(axis=tuple(range(gradients.ndim - 1)))
    found: Values = np.maximum(activations @ weights, 0)
    return found


def gradcam_plus_plus(activations: Values, gradients: Values) -> Values:
    """Return a Grad-CAM++: the gradient at each position has a weight of its own, so that several objects all show.

    Chattopadhyay and others (2018), https://arxiv.org/abs/1710.11063, with the weights scaled to a sum of 1 in each channel, as
    the authors' own code does. The factor exp(score) of all derivatives cancels out where a map is scaled.

    Args:
        activations: what the layer returned; shape (..., channels), any number of axes of space.
        gradients: of the score, of the same shape.

    Returns:
        The map, not scaled; shape (...).

    Example:
        >>> import numpy as np
        >>> gradcam_plus_plus(np.array([[2.0], [0.0]]), np.array([[1.0], [1.0]])).tolist()
        [2.0, 0.0]
    """
    space = tuple(range(gradients.ndim - 1))
    wide = gradients.astype(np.float64)
    wide /= np.abs(wide).max(initial=0.0) or 1.0  # the map's scale is free, but alphas are those of the true gradients
    factor = float(np.abs(gradients).max(initial=0.0)) or 1.0
    second = wide**2
    denominator = 2 * second + factor * wide**3 * activations.sum(axis=space, dtype=np.float64)
    alphas = np.divide(second, denominator, out=np.zeros_like(second), where=denominator != 0)
    sums = alphas.sum(axis=space)
    alphas = np.divide(alphas, sums, out=np.zeros_like(alphas), where=sums != 0)
    weights = (np.maximum(wide, 0) * alphas).sum(axis=space)
    found: Values = np.maximum(activations @ weights, 0).astype(np.float32)
    return found
