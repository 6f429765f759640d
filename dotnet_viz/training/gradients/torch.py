"""Gradients on PyTorch: autograd that leaves the ``.grad`` of parameters alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dotnet_viz.training.fixed_batch import FixedBatch
from dotnet_viz.training.gradients.loss import batch_loss


class TorchGradients:
    """Gradients of the loss on one batch.

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
        import torch

        values = [variable.value for variable in variables]
        with torch.enable_grad():
            loss, rows = batch_loss(self._model, self._batch, list(zip(variables, values, strict=True)), self._layers)
            return list(torch.autograd.grad(loss, values, allow_unused=True)), rows
