"""Gradients on JAX: of a function without state."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax


def value_and_gradient(function: Callable[[Any], Any], tensor: Any) -> tuple[Any, Any]:
    """Return scores and their gradient.

    Args:
        function: from the tensor to scores.
        tensor: samples first.
    """

    def total(values: Any) -> tuple[Any, Any]:
        scores = function(values)
        return scores.sum(), scores

    (_, scores), gradient = jax.value_and_grad(total, has_aux=True)(tensor)
    return scores, gradient
