"""Gradients on TensorFlow: a tape around one eager pass."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from dotnet_viz.training.fixed_batch import FixedBatch
from dotnet_viz.training.gradients.loss import batch_loss


class Gradients:
    """Gradients of the loss on one batch.

    The pass is eager: tracing a function would take longer than the few passes of a short training.

    Args:
        model: a compiled ``keras.Model``.
        batch: tensors of the backend.
    """

    def __init__(self, model: Any, batch: FixedBatch) -> None:
        self._model, self._batch = model, batch

    def of(self, variables: list[Any]) -> list[Any]:
        """Return the gradient of each trainable variable as a tensor, ``None`` where the loss does not depend on it."""
        values = [tf.convert_to_tensor(variable.value) for variable in variables]
        with tf.GradientTape(watch_accessed_variables=False) as tape:
            tape.watch(values)
            loss = batch_loss(self._model, self._batch, list(zip(variables, values, strict=True)))
        found = tape.gradient(loss, values)
        return [tf.convert_to_tensor(gradient) if isinstance(gradient, tf.IndexedSlices) else gradient for gradient in found]
