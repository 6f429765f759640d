"""Gradients on JAX: of a function without state, compiled as a whole; operation by operation takes several times as long."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def gradient_of(function: Callable[[Any], Any]) -> Callable[[Any], tuple[Any, Any]]:
    """Return what computes the scores of a tensor and their gradient.

    Args:
        function: from a tensor, samples first, to scores.
    """
    import jax

    def total(values: Any) -> tuple[Any, Any]:
        scores = function(values)
        return scores.sum(), scores

    compiled = jax.jit(jax.value_and_grad(total, has_aux=True))

    def scores_and_gradient(tensor: Any) -> tuple[Any, Any]:
        (_, scores), gradient = compiled(tensor)
        return scores, gradient

    return scores_and_gradient
