"""Gradients on PyTorch: autograd that leaves the ``.grad`` of parameters alone."""

from __future__ import annotations

from typing import Any

import torch

from dotnet_viz.training.fixed_batch import FixedBatch
from dotnet_viz.training.gradients.loss import batch_loss


class Gradients:
    """Gradients of the loss on one batch.

    Args:
        model: a compiled ``keras.Model``.
        batch: tensors of the backend.
    """

    def __init__(self, model: Any, batch: FixedBatch) -> None:
        self._model, self._batch = model, batch

    def of(self, variables: list[Any]) -> list[Any]:
        """Return the gradient of each trainable variable as a tensor, ``None`` where the loss does not depend on it."""
        values = [variable.value for variable in variables]
        with torch.enable_grad():
            loss = batch_loss(self._model, self._batch, list(zip(variables, values, strict=True)))
            return list(torch.autograd.grad(loss, values, allow_unused=True))
