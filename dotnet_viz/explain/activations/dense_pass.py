"""A forward pass in NumPy through dense layers that follow one another: bare arrays, scikit-learn's networks, files of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from dotnet_viz.datasets.batches import Shapes
from dotnet_viz.explain.activations.batches import Batch
from dotnet_viz.explain.activations.chain import call_layer, layers_of_chain
from dotnet_viz.explain.activations.functions import Numbers
from dotnet_viz.explain.activations.places import Place, chosen_layers
from dotnet_viz.graph import Graph

Take = Callable[[Place, Numbers], None]


class DensePass:
    """Runs dense layers and those beside them that NumPy computes, and passes what each returns to a function.

    Args:
        graph: with the values of its weights.
        layers: which layers, see :func:`~dotnet_viz.explain.activations.places.chosen_layers`.
        prepare: what a scikit-learn ``Pipeline`` does to the inputs before the network; ``None`` for nothing.

    Raises:
        UnsupportedInputError: the graph has other layers, or they do not follow one another.
        OptionError: an unknown layer, or an activation that is not known here.
    """

    def __init__(
        self, graph: Graph, layers: str | Sequence[str] | None = None, prepare: Callable[[Any], Any] | None = None
    ) -> None:
        self._layers = layers_of_chain(graph)
        self._wanted = set(chosen_layers([layer.id for layer in self._layers], layers))
        self._prepare, self._name = prepare, graph.name
        self._input_shape = _input_shape(graph)

    @property
    def name(self) -> str:
        """Name of the model."""
        return self._name

    @property
    def input_shapes(self) -> Shapes:
        """Shape of the input with the axis of samples; ``None`` where a pipeline makes the network's inputs of others."""
        return None if self._prepare is not None or self._input_shape is None else [self._input_shape]

    @property
    def input_names(self) -> tuple[str, ...]:
        """Names of the inputs."""
        return ("input",)

    def run(self, batch: Batch, take: Take, *, repeated: bool = False, take_input: Take | None = None) -> None:
        """Run the layers on one batch; see :meth:`~dotnet_viz.explain.activations.keras_pass.KerasPass.run`.

        Args:
            batch: one array of shape (samples, ...).
            take: called with the place and the values of each array.
            repeated: has no meaning here.
            take_input: called with the place of each layer and what it is given; ``None`` for nothing.
        """
        values = batch[0] if self._prepare is None else np.asarray(self._prepare(batch[0]))
        for layer in self._layers:
            place = Place(layer.id, layer.id, layer.kind, layer.activation)
            if take_input is not None:
                take_input(place, values)
            values = call_layer(layer, values)
            if layer.id in self._wanted:
                take(place, values)

    def predict(self, batch: Batch) -> Numbers:
        """Return what the last layer returns.

        Args:
            batch: one array of shape (samples, ...).
        """
        values = np.asarray(batch[0] if self._prepare is None else self._prepare(batch[0]), np.float64)
        for layer in self._layers:
            values = call_layer(layer, values)
        return values


def _input_shape(graph: Graph) -> tuple[int | None, ...] | None:
    """Return the shape of samples with their axis, as the graph says it, or as the first layer's weights do."""
    known = [output.shape for port in graph.inputs for output in graph.node(port.node).outputs[port.index : port.index + 1]]
    if len(known) == 1 and known[0] is not None:
        return tuple(known[0])
    first = next((layer for layer in graph.layers if layer.kind != "InputLayer"), None)
    kernel = None if first is None else first.weight("kernel")
    return None if kernel is None else (None, kernel.shape[0])
