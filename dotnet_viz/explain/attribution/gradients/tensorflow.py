"""Gradients on TensorFlow: a tape around one eager pass."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def gradient_of(function: Callable[[Any], Any]) -> Callable[[Any], tuple[Any, Any]]:
    """Return what computes the scores of a tensor and their gradient, ``None`` where they do not depend on it.

    Args:
        function: from a tensor, samples first, to scores.
    """
    import tensorflow as tf

    def scores_and_gradient(tensor: Any) -> tuple[Any, Any]:
        with tf.GradientTape(watch_accessed_variables=False) as tape:
            tape.watch(tensor)
            scores = function(tensor)
        return scores, tape.gradient(scores, tensor)

    return scores_and_gradient
