"""Gradients on TensorFlow: a tape around one eager pass."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import tensorflow as tf


def value_and_gradient(function: Callable[[Any], Any], tensor: Any) -> tuple[Any, Any]:
    """Return scores and their gradient, ``None`` where they do not depend on the tensor.

    Args:
        function: from the tensor to scores.
        tensor: samples first.
    """
    with tf.GradientTape(watch_accessed_variables=False) as tape:
        tape.watch(tensor)
        scores = function(tensor)
    return scores, tape.gradient(scores, tensor)
