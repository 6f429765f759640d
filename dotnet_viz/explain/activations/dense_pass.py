"""A forward pass in NumPy through dense layers that follow one another: bare arrays, scikit-learn's networks, files of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from dotnet_viz.errors import UnsupportedInputError, unknown_choice
from dotnet_viz.explain.activations.batches import Batch, Shapes
from dotnet_viz.explain.activations.functions import ACTIVATIONS, Numbers
from dotnet_viz.explain.activations.places import Place, chosen_layers
from dotnet_viz.graph import Graph, Layer

Take = Callable[[Place, Numbers], None]


class DensePass:
    """Runs a graph of dense layers that follow one another, and passes what each returns to a function.

    Args:
        graph: with the values of its weights.
        layers: which layers, see :func:`~dotnet_viz.explain.activations.places.chosen_layers`.
        prepare: what a scikit-learn ``Pipeline`` does to the inputs before the network; ``None`` for nothing.

    Raises:
        UnsupportedInputError: the graph has other layers.
        OptionError: an unknown layer, or an activation that is not known here.
    """

    def __init__(
        self, graph: Graph, layers: str | Sequence[str] | None = None, prepare: Callable[[Any], Any] | None = None
    ) -> None:
        self._layers = [layer for layer in graph.layers if layer.kind != "InputLayer"]
        others = [layer.kind for layer in self._layers if layer.kind != "Dense"]
        if others or len(graph.nodes) != len(self._layers) + 1:
            raise UnsupportedInputError(
                f"a forward pass of {graph.name!r} needs the model itself, not its graph: only dense layers that follow one "
                "another are computed without Keras"
            )
        for layer in self._layers:
            _activation(layer)
        self._wanted = set(chosen_layers([layer.id for layer in self._layers], layers))
        self._prepare, self._name = prepare, graph.name
        self._inputs = self._layers[0].weights[0].shape[0]

    @property
    def name(self) -> str:
        """Name of the model."""
        return self._name

    @property
    def input_shapes(self) -> Shapes:
        """Shape of the input with the axis of samples; ``None`` where a pipeline makes the network's inputs of others."""
        return [(None, self._inputs)] if self._prepare is None else None

    @property
    def input_names(self) -> tuple[str, ...]:
        """Names of the inputs."""
        return ("input",)

    def run(self, batch: Batch, take: Take, *, repeated: bool = False, take_input: Take | None = None) -> None:
        """Run the layers on one batch; see :meth:`~dotnet_viz.explain.activations.keras_pass.KerasPass.run`.

        Args:
            batch: one array of shape (samples, inputs).
            take: called with the place and the values of each array.
            repeated: has no meaning here.
            take_input: called with the place of each layer and what it is given; ``None`` for nothing.
        """
        values = batch[0] if self._prepare is None else np.asarray(self._prepare(batch[0]))
        for layer in self._layers:
            place = Place(layer.id, layer.id, layer.kind, layer.activation)
            if take_input is not None:
                take_input(place, values)
            kernel, bias = layer.weight("kernel"), layer.weight("bias")
            values = values @ np.asarray(kernel.array) if kernel is not None else values
            values = _activation(layer)(values if bias is None else values + np.asarray(bias.array))
            if layer.id in self._wanted:
                take(place, values)


def _activation(layer: Layer) -> Callable[[Numbers], Numbers]:
    name = layer.activation or "linear"
    if name not in ACTIVATIONS:
        raise unknown_choice(f"activation of layer {layer.name!r}:", name, ACTIVATIONS)
    return ACTIVATIONS[name]
