"""The graph of arrays by name: those of PyTorch's ``state_dict``, those of Keras, or kernels and biases of dense layers."""

from __future__ import annotations

from collections.abc import Mapping

from dotnet_viz.errors import ShapeError
from dotnet_viz.graph import Graph, Origin
from dotnet_viz.keras_format.variables import VariableTree
from dotnet_viz.keras_format.weights_only.classes import class_of
from dotnet_viz.keras_format.weights_only.graph import graph_of_layers
from dotnet_viz.keras_format.weights_only.layers import ListedLayers, StoredLayer
from dotnet_viz.readers.arrays.layers.chains import CHAIN, LISTED
from dotnet_viz.readers.arrays.layers.state_dict.graph import graph_of_state_dict
from dotnet_viz.readers.arrays.layers.state_dict.groups import is_state_dict
from dotnet_viz.readers.arrays.layers.weight_array import WeightArray
from dotnet_viz.readers.arrays.names import group_arrays
from dotnet_viz.readers.common.dense_chain import dense_graph

_NOT_DENSE = frozenset({"gamma", "beta", "moving_mean", "moving_variance", "embeddings", "recurrent_kernel"})
_KERNELS = frozenset({"kernel", "depthwise_kernel", "pointwise_kernel"})


def graph_of_named(
    tensors: Mapping[str, WeightArray], layout: str, origin: Origin, name: str, *, is_ordered: bool = True
) -> Graph:
    """Return the graph of arrays by name.

    Args:
        tensors: by name.
        layout: axes of matrices: ``"torch"``, ``"keras"`` or ``"auto"``; see
            :func:`~dotnet_viz.readers.arrays.layers.state_dict.graph.graph_of_state_dict`. Names that are not PyTorch's are
            taken as Keras has them unless it says otherwise.
        origin: source and framework.
        name: of the model.
        is_ordered: whether the arrays stand in the order of the layers.

    Raises:
        ShapeError: there are no arrays, or shapes do not follow one another.
    """
    if is_state_dict(tensors):
        return graph_of_state_dict(tensors, layout, origin, name, is_ordered=is_ordered)
    if any(_role(key) in _NOT_DENSE or (len(t.shape) > 2 and _role(key) in _KERNELS) for key, t in tensors.items()):
        if layout == "torch":
            raise ShapeError(
                "layout='torch' is for names of PyTorch, such as 'conv1.weight' and 'conv1.bias', and these are not:"
                f" {', '.join(repr(key) for key in list(tensors)[:3])}"
            )
        return _graph_of_groups(tensors, origin, name)
    arrays = {
        key: (tensor.rearranged((1, 0)) if layout == "torch" and len(tensor.shape) == 2 else tensor).source.read()
        for key, tensor in tensors.items()
    }
    return dense_graph(group_arrays(arrays), name=name, kind="Arrays", origin=origin)


def _role(name: str) -> str:
    return name.rpartition("/")[2].partition(":")[0]


def _graph_of_groups(tensors: Mapping[str, WeightArray], origin: Origin, name: str) -> Graph:
    """Return the graph of arrays that are named as Keras names them: ``conv2d/kernel``, ``batch_normalization/gamma``."""
    groups: dict[str, dict[str, WeightArray]] = {}
    for key, tensor in tensors.items():
        groups.setdefault(key.rpartition("/")[0], {})[_role(key)] = tensor
    layers = []
    for group, own in groups.items():
        variables = VariableTree(
            own=tuple(tensor.variable(role, trainable="moving" not in role) for role, tensor in own.items())
        )
        kind, config = class_of((group or "layer",), variables)
        layers.append(StoredLayer(group.replace("/", ".") or "layer", kind, variables, config))
    return graph_of_layers(ListedLayers(tuple(layers)), origin, name, CHAIN, LISTED)
