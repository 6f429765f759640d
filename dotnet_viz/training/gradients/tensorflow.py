"""Gradients on TensorFlow: a tape around one eager pass."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dotnet_viz.training.fixed_batch import FixedBatch
from dotnet_viz.training.gradients.loss import batch_loss


class TensorFlowGradients:
    """Gradients of the loss on one batch.

    The pass is eager: tracing a function would take longer than the few passes of a short training.

    Args:
        model: a compiled ``keras.Model``.
        batch: tensors of the backend.
        layers: those whose outputs are returned too, by name.
    """

    def __init__(self, model: Any, batch: FixedBatch, layers: Mapping[str, Any]) -> None:
        self._model, self._batch, self._layers = model, batch, layers

    def of(self, variables: list[Any]) -> tuple[list[Any], dict[str, Any]]:
        """Return the gradient of each trainable variable, ``None`` where the loss does not depend on it, and the outputs.

        Args:
            variables: all that are trained, each a ``keras.Variable``.
        """
        import tensorflow as tf

        values = [tf.convert_to_tensor(variable.value) for variable in variables]
        with tf.GradientTape(watch_accessed_variables=False) as tape:
            tape.watch(values)
            loss, rows = batch_loss(self._model, self._batch, list(zip(variables, values, strict=True)), self._layers)
        found = tape.gradient(loss, values)
        dense = [tf.convert_to_tensor(part) if isinstance(part, tf.IndexedSlices) else part for part in found]
        return dense, rows
