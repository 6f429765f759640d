"""What a record has of activations: of each layer on one fixed batch, with dead units and saturation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from dotnet_viz.explain.activations.statistics import DEAD_BELOW, RECTIFIED, SATURATED
from dotnet_viz.explain.live.calls import innermost_layers
from dotnet_viz.explain.live.forward import CapturedPass, Units
from dotnet_viz.graph import Graph, Layer
from dotnet_viz.graph.layer_kinds import family_of, kind_of
from dotnet_viz.measures.training.statistics import Measured, measure

_LEFT_OUT = ("input", "reshaping", "regularization", "preprocessing", "model")


class ActivationMeasures:
    """Measures what the layers of a model return on a fixed batch.

    Layers that only hand on or rearrange values, such as dropout, are left out.

    Args:
        model: a built ``keras.Model``.
        graph: its graph.

    Attributes:
        live: the layers that are looked at, by id.
    """

    def __init__(self, model: Any, graph: Graph) -> None:
        known = {layer.id: layer for layer in graph.layers}
        live = innermost_layers(model)
        self._layers = {name: known[name] for name in live if name in known and family_of(known[name]) not in _LEFT_OUT}
        self.live = {name: live[name] for name in self._layers}
        self._pass = CapturedPass(model, self.live, training=True)

    def measure(self, x: Any) -> Iterator[Measured]:
        """Yield the measures of each layer after a forward pass of their own.

        Args:
            x: tensors of the backend, with the batch first.
        """
        yield from self.measure_outputs(self._pass.outputs(x))

    def measure_outputs(self, outputs: Mapping[str, Units]) -> Iterator[Measured]:
        """Yield the measures of each layer whose outputs are known.

        Args:
            outputs: rows of units by the layer's id.
        """
        for name, layer in self._layers.items():
            if name in outputs:
                yield measure("activations", name, outputs[name], **_shares(layer, outputs[name]))


def _shares(layer: Layer, units: Units) -> dict[str, float]:
    """Return shares of the values that are numbers, and of the units that have only such: one with NaN is not alive or dead."""
    are_numbers = ~np.isnan(units)
    if not are_numbers.any():
        return {}
    values = units if are_numbers.all() else units[are_numbers]
    activation = layer.activation or kind_of(layer).activation
    shares = {"not_positive_share": float(np.mean(values <= 0))}
    whole = units if values is units else units[:, are_numbers.all(axis=0)]
    if activation in RECTIFIED and whole.size:
        shares["dead_share"] = float(np.mean(_percentile_95(whole) < DEAD_BELOW))
    if activation in SATURATED:
        low, high = SATURATED[activation]
        shares["saturated_share"] = float(np.mean((values <= low) | (values >= high)))
    return shares


def _percentile_95(units: Units) -> Units:
    """Return of each unit the value that 95 % of its rows do not exceed."""
    position = int(np.ceil(0.95 * len(units))) - 1
    percentile: Units = np.partition(units, position, axis=0)[position]
    return percentile
