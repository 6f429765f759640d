"""Dense layers that follow one another, of which only the weights are known: shapes of tensors follow from them."""

from __future__ import annotations

from dotnet_viz.graph import Graph, Origin
from dotnet_viz.keras_format.weights_only.chain import is_chain
from dotnet_viz.keras_format.weights_only.layers import ListedLayers, StoredLayer
from dotnet_viz.readers.common.dense_chain import DenseArrays, dense_graph
from dotnet_viz.translation.sentences import sentence

CHAIN = sentence(
    "Only the weights are known. Order and shapes of the weights fit layers that follow one another, which are shown so;"
    " activations, pooling and all else that has no weights are not in it."
)
LISTED = sentence(
    "Only the weights are known: how the layers are connected is not among them, so that they are listed without edges."
)


def dense_chain_of(found: ListedLayers, origin: Origin, name: str) -> Graph | None:
    """Return the graph of dense layers that follow one another without gaps; ``None`` where layers are others.

    Args:
        found: the layers.
        origin: source and framework.
        name: of the model.
    """
    if not found.layers or not is_chain(found) or not all(_is_plain(layer) for layer in found.layers):
        return None
    layers = []
    for layer in found.layers:
        arrays = {variable.name: variable.source.read() for variable in layer.variables.own if variable.source is not None}
        layers.append(DenseArrays(layer.name, arrays["kernel"], arrays.get("bias")))
    return dense_graph(layers, name=name, kind="Arrays", origin=origin, notes=(CHAIN,))


def _is_plain(layer: StoredLayer) -> bool:
    """Whether a layer is a dense one whose numbers NumPy has a type for."""
    return layer.kind == "Dense" and all(variable.dtype in _PLAIN for variable in layer.variables.own)


_PLAIN = ("float16", "float32", "float64")
