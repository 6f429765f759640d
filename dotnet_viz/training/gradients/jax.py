"""Gradients on JAX: of a function without state, compiled once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from dotnet_viz.training.fixed_batch import FixedBatch
from dotnet_viz.training.gradients.loss import batch_loss


class JaxGradients:
    """Gradients of the loss on one batch.

    Args:
        model: a compiled ``keras.Model``.
        batch: tensors of the backend.
        layers: those whose outputs are returned too, by name.
    """

    def __init__(self, model: Any, batch: FixedBatch, layers: Mapping[str, Any]) -> None:
        self._model, self._batch, self._layers = model, batch, layers
        self._variables: list[Any] = []
        self._compiled: Callable[..., tuple[list[Any], dict[str, Any]]] | None = None

    def of(self, variables: list[Any]) -> tuple[list[Any], dict[str, Any]]:
        """Return the gradient of each trainable variable, ``None`` where the loss does not depend on it, and the outputs.

        Args:
            variables: all that are trained, each a ``keras.Variable``.
        """
        import jax

        if self._compiled is None or [*map(id, self._variables)] != [*map(id, variables)]:
            self._variables = variables
            self._compiled = jax.jit(jax.grad(self._loss, has_aux=True))
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
        return batch_loss(self._model, FixedBatch(*parts), mapping, self._layers)
