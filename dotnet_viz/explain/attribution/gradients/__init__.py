"""The gradient of a function of one tensor, on each backend by its own means; nothing of the model is changed."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.errors import UnsupportedInputError

BACKENDS = ("tensorflow", "jax", "torch")

Values = NDArray[np.float32]
Function = Callable[[Any], Any]
"""From a tensor, samples first, to a score of each sample."""


def gradient_of(function: Function) -> Callable[[Values], tuple[Values, Values]]:
    """Return what computes the scores of samples, and the gradient of each score with respect to its sample.

    Args:
        function: of one tensor, samples first; each score may depend on its own sample only.

    Returns:
        A function from samples to scores of shape (samples,) and gradients of the shape of the samples, 0 where no score
        depends on them. JAX compiles it once for samples of one shape.

    Raises:
        UnsupportedInputError: the backend has no gradients.
    """
    import keras

    backend = keras.backend.backend()
    if backend not in BACKENDS:
        raise UnsupportedInputError(f"the backend {backend!r} has no gradients; these have: {', '.join(BACKENDS)}")
    on_tensor = import_module(f"dotnet_viz.explain.attribution.gradients.{backend}").gradient_of(function)

    def on_array(values: Values) -> tuple[Values, Values]:
        scores, gradient = on_tensor(keras.ops.convert_to_tensor(values, dtype="float32"))
        return to_numpy(scores), np.zeros_like(values) if gradient is None else to_numpy(gradient)

    return on_array


def value(function: Function, values: Values) -> Values:
    """Return the scores of samples, without a gradient.

    Args:
        function: of one tensor, samples first.
        values: that it is given.
    """
    import keras

    tensor = keras.ops.convert_to_tensor(values, dtype="float32")
    if keras.backend.backend() == "torch":
        import torch

        with torch.no_grad():
            return to_numpy(function(tensor))
    return to_numpy(function(tensor))


def to_numpy(tensor: Any) -> Values:
    """Return a tensor as an array of single precision."""
    import keras

    array: Values = np.asarray(keras.ops.convert_to_numpy(tensor)).astype(np.float32, copy=False)
    return array
