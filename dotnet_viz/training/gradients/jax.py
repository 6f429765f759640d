"""Gradients on JAX: of a function without state, compiled once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax

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
        self._variables: list[Any] = []
        self._compiled: Callable[..., list[Any]] | None = None

    def of(self, variables: list[Any]) -> list[Any]:
        """Return the gradient of each trainable variable as a tensor."""
        if self._compiled is None or [*map(id, self._variables)] != [*map(id, variables)]:
            self._variables = variables
            self._compiled = jax.jit(jax.grad(self._loss))
        values = [variable.value for variable in variables]
        return self._compiled(values, [variable.value for variable in self._others()], self._batch_parts())

    def _others(self) -> list[Any]:
        known = {id(variable) for variable in self._variables}
        everything = [*self._model.variables, *self._model.metrics_variables]
        return list({id(variable): variable for variable in everything if id(variable) not in known}.values())

    def _batch_parts(self) -> tuple[Any, Any, Any]:
        return self._batch.x, self._batch.y, self._batch.sample_weight

    def _loss(self, values: list[Any], others: list[Any], parts: tuple[Any, Any, Any]) -> Any:
        mapping = [*zip(self._variables, values, strict=True), *zip(self._others(), others, strict=True)]
        return batch_loss(self._model, FixedBatch(*parts), mapping)
