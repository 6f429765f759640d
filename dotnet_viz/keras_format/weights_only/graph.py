"""The graph of a file that has weights and no architecture."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import pairwise

from dotnet_viz.graph import Edge, Graph, Layer, Node, Origin, Port, TensorSpec
from dotnet_viz.graph.model import UNNAMED, WEIGHTS_ONLY
from dotnet_viz.keras_format.stored_weights import StoredWeights
from dotnet_viz.keras_format.weights.layer import weights_of
from dotnet_viz.keras_format.weights_only.chain import Widths, is_chain, widths_of
from dotnet_viz.keras_format.weights_only.layers import ListedLayers, StoredLayer, listed_layers
from dotnet_viz.translation.audience import addressed
from dotnet_viz.translation.sentences import sentence
from dotnet_viz.translation.translate import mark

_ADVICE = sentence(
    addressed(
        mark("The whole model needs its architecture as well: {option}."),
        "dv.read('model.json', weights='model.weights.h5')",
        "model.json --weights model.weights.h5",
        reader=mark("The whole model needs its architecture as well."),
    )
)
_CHAIN = sentence(
    "The file has weights and no architecture. Order and shapes of the weights fit layers that follow one another, which are"
    " shown so; activations, pooling and all else that has no weights are not in it. {advice}",
    advice=_ADVICE,
)
_NO_EDGES = sentence(
    "The file has weights and no architecture: how the layers are connected is not in it, so that they are listed without"
    " edges. {advice}",
    advice=_ADVICE,
)


def graph_of_weights(
    weights: StoredWeights, origin: Origin, positions: Mapping[str, int], *, has_empty_groups: bool = True
) -> Graph:
    """Return a graph with one layer for each group of weights.

    Edges are drawn where order and shapes prove that the layers follow one another. Classes and settings are those
    that names and shapes of the weights show.

    Args:
        weights: of the file.
        origin: source and framework.
        positions: places of groups in the file by path, as far as they are known.
        has_empty_groups: whether layers without weights have groups in the file too.
    """
    found = listed_layers(weights, positions, has_empty_groups=has_empty_groups)
    return graph_of_layers(found, origin, UNNAMED, _CHAIN, _NO_EDGES)


def graph_of_layers(found: ListedLayers, origin: Origin, name: str, chain_note: str, list_note: str) -> Graph:
    """Return a graph of layers of which only the weights are known; see :func:`graph_of_weights`.

    Args:
        found: the layers.
        origin: source and framework.
        name: of the model, where the source has none.
        chain_note: what is said of layers that are shown as following one another.
        list_note: what is said of layers without edges.
    """
    is_joined = is_chain(found)
    ids = _unique([layer.name for layer in found.layers])
    widths = [widths_of(layer) for layer in found.layers]
    start = [_input(ids)] if is_joined and widths[0].inputs is not None else []
    nodes = [Node("n0", layer, outputs=(TensorSpec(None, last_size=widths[0].inputs),)) for layer in start]
    for layer, layer_id, size in zip(found.layers, ids, widths, strict=True):
        inputs = (TensorSpec(None, last_size=size.inputs),) if is_joined else ()
        nodes.append(Node(f"n{len(nodes)}", _layer(layer, layer_id), inputs, (_output(size, layer),)))
    edges = tuple(Edge(one.id, 0, other.id, 0) for one, other in pairwise(nodes)) if is_joined else ()
    first, last = ((Port(nodes[0].id),), (Port(nodes[-1].id),)) if is_joined else ((), ())
    notes = (chain_note if is_joined else list_note,)
    return Graph(found.name or name, WEIGHTS_ONLY, tuple(nodes), edges, first, last, origin, notes)


def _input(taken: Collection[str]) -> Layer:
    """Return the input of a chain, which has no weights itself."""
    name = next(name for name in ("input", *(f"input#{n}" for n in range(2, len(taken) + 3))) if name not in taken)
    return Layer(name, name, "InputLayer", trainable=None, config={"name": name})


def _layer(layer: StoredLayer, layer_id: str) -> Layer:
    weights = weights_of(layer.variables, layer.kind, layer.config)
    config = {"name": layer.name, **layer.config}
    return Layer(layer_id, layer.name, layer.kind, weights=weights, trainable=None, config=config)


def _output(widths: Widths, layer: StoredLayer) -> TensorSpec:
    dtypes = {variable.dtype for variable in layer.variables.own}
    dtype = dtypes.pop() if len(dtypes) == 1 else None
    if layer.kind == "Variable":
        return TensorSpec(layer.variables.own[0].shape, dtype)
    return TensorSpec(None, dtype, widths.outputs)


def _unique(names: list[str]) -> list[str]:
    """Return names that are all different: the first of several is as it is."""
    seen: dict[str, int] = {}
    result = []
    for name in names:
        wanted = name
        while wanted in seen:
            seen[name] += 1
            wanted = f"{name}#{seen[name]}"
        seen.setdefault(wanted, 1)
        result.append(wanted)
    return result
