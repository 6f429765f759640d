"""What a record has of gradients, on whichever backend Keras runs."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Any, Protocol

import numpy as np

from dotnet_viz.errors import UnsupportedInputError
from dotnet_viz.explain.live.forward import as_units
from dotnet_viz.measures.training.statistics import Measured, measure
from dotnet_viz.training.fixed_batch import FixedBatch
from dotnet_viz.training.measured.activations import ActivationMeasures
from dotnet_viz.training.measured.sampling import flat_sample
from dotnet_viz.training.measured.weights import NamedVariable

BACKENDS = {"tensorflow": "TensorFlowGradients", "jax": "JaxGradients", "torch": "TorchGradients"}
"""The class that each backend's module has."""

MAX_VALUES = 1 << 20
"""Values of one gradient at most; of more, evenly chosen ones are measured."""


class BackendGradients(Protocol):
    """What the class of a backend can do."""

    def of(self, variables: list[Any]) -> tuple[list[Any], dict[str, Any]]:
        """Return the gradient of each trainable variable, ``None`` where the loss does not depend on it, and the outputs."""


class GradientMeasures:
    """Measures the gradients of the loss on a fixed batch, and activations in the same pass.

    Args:
        model: a compiled ``keras.Model``.
        batch: tensors of the backend.
        variables: of the model; those that are not trained are left out.
        activations: are measured too; ``None`` where they are not wanted.

    Raises:
        UnsupportedInputError: the backend has no gradients.
    """

    def __init__(
        self, model: Any, batch: FixedBatch, variables: tuple[NamedVariable, ...], activations: ActivationMeasures | None
    ) -> None:
        import keras

        backend = keras.backend.backend()
        if backend not in BACKENDS:
            raise UnsupportedInputError(f"the backend {backend!r} has no gradients; these have: {', '.join(BACKENDS)}")
        self._variables, self._activations = variables, activations
        module = import_module(f"dotnet_viz.training.gradients.{backend}")
        of_backend = getattr(module, BACKENDS[backend])
        self._gradients: BackendGradients = of_backend(model, batch, activations.live if activations else {})

    def measure(self) -> Iterator[Measured]:
        """Yield the measures of the gradient of each weight that is trained now, then those of activations."""
        import keras

        trained = [named for named in self._variables if named.variable.trainable]
        if not trained:
            return
        found, rows = self._gradients.of([named.variable for named in trained])
        for named, gradient in zip(trained, found, strict=True):
            if gradient is not None:
                values = np.asarray(keras.ops.convert_to_numpy(gradient))
                yield measure("gradients", named.name, flat_sample(values, MAX_VALUES))
        if self._activations is not None:
            yield from self._activations.measure_outputs(as_units(rows))
