"""Images of layers that users bring: photographs, and what layers returned for an input."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.diagrams.annotations.images.layer_images import LayerImages, image_as_photograph, images_of_tensor
from dotnet_viz.diagrams.annotations.names import LayerNames
from dotnet_viz.diagrams.common.texts.layer_facts import output_shape
from dotnet_viz.errors import OptionError, ShapeError
from dotnet_viz.explain.activations.result import Activations
from dotnet_viz.files.inputs import read_inputs
from dotnet_viz.formatting import format_sizes
from dotnet_viz.graph import Graph, Node
from dotnet_viz.graph.channel_axis import nodes_with_channels_first

_TAKEN = (
    "a mapping from names of layers to images: arrays (rows, columns), (rows, columns, 3) or of what the layer returns,"
    " or files; or what dv.activations returned"
)
_PHOTOGRAPH_CHANNELS = (1, 3, 4)


def read_images(given: object, graph: Graph, names: LayerNames) -> dict[str, LayerImages]:
    """Return the images of calls, by the id of the call.

    Args:
        given: a mapping from names or regular expressions of layers to arrays, images of Pillow or files of these; or what
            :func:`~dotnet_viz.api.explaining.activations.activations` returned, of which the first sample is shown.
        graph: the model.
        names: of its layers.

    Raises:
        OptionError: it is something else, or a name is of no layer.
        ShapeError: an array that is neither an image nor what the layer returns.
        VizError: a file cannot be read.

    Example:
        >>> from dotnet_viz.graph import Layer, TensorSpec
        >>> node = Node("n0", Layer("in", "in", "InputLayer"), outputs=(TensorSpec((None, 8, 8, 1)),))
        >>> graph = Graph("m", "Sequential", (node,))
        >>> read_images({"in": np.zeros((8, 8))}, graph, LayerNames(graph))["n0"].maps[0].shape
        (8, 8, 3)
    """
    if not isinstance(given, Mapping) or not given:
        raise OptionError(f"images must be {_TAKEN}, not {given!r:.60}")
    first = nodes_with_channels_first(graph)
    found: dict[str, LayerImages] = {}
    for name, calls, values in _by_call(given, graph, names):
        array = _opened(name, values)
        for call in calls:
            found[call] = _of_node(name, array, graph.node(call), channels_first=call in first)
    return found


def with_inputs(found: Activations, graph: Graph) -> dict[str, NDArray[Any]]:
    """Return what the calls of a model returned for one sample, by name, and its inputs, by the names of their layers.

    Args:
        found: of the model.
        graph: the model.
    """
    layers = [graph.node(port.node).layer.id for port in graph.inputs]
    known = {layer.id for layer in graph.layers}
    inputs: dict[str, NDArray[Any]] = {}
    for number, (name, values) in enumerate(found.inputs.items()):
        layer = name if name in layers else layers[number] if number < len(layers) else ""
        inputs |= {layer: values} if values.dtype.kind in "biuf" else {}
    outputs = {name: values for name, values in found.items() if name.partition("#")[0] in known}
    return {name: values[:1] for name, values in (inputs | outputs).items() if name}


def _by_call(
    given: Mapping[Any, Any], graph: Graph, names: LayerNames
) -> list[tuple[str, Sequence[str], Any]]:  # fmt: skip
    if isinstance(given, Activations):
        return [(name, names.calls(name), values) for name, values in with_inputs(given, graph).items()]
    return [(str(name), names.matching(str(name), "images"), values) for name, values in given.items()]


def _opened(name: str, values: Any) -> NDArray[Any]:
    if isinstance(values, str | os.PathLike):
        read = read_inputs(values)
        if isinstance(read, Mapping):
            raise OptionError(f"images has the file {os.fspath(values)!r} for {name!r}, which holds several arrays; give one")
        values = read
    elif hasattr(values, "convert") and hasattr(values, "mode"):
        values = values.convert("RGB")
    elif hasattr(values, "detach"):
        values = values.detach().cpu()
    try:
        array = np.asarray(values)
    except (ValueError, TypeError) as error:
        raise OptionError(f"images has no array for {name!r}: {error}") from error
    if array.dtype.kind not in "biuf":
        raise OptionError(f"images has {values!r:.40} for {name!r}; images must be {_TAKEN}")
    if not array.size:
        raise ShapeError(f"images has an array without values for {name!r}, of the shape {array.shape}")
    return array


def _of_node(name: str, array: NDArray[Any], node: Node, *, channels_first: bool) -> LayerImages:
    shape = output_shape(node)
    sizes = () if shape is None else tuple(shape[1:])
    is_input = node.layer.kind == "InputLayer"
    if shape is not None:
        tensor = array[0] if _fits(array.shape[1:], sizes) else array
        if _fits(tensor.shape, sizes):
            return images_of_tensor(tensor, channels_first=channels_first, is_input=is_input)
    is_image = array.ndim == 2 or (array.ndim == 3 and array.shape[-1] in _PHOTOGRAPH_CHANNELS)
    if not is_image:
        returned = f"; {name!r} returns {format_sizes(sizes)} values" if sizes else ""
        raise ShapeError(
            f"images has an array of the shape {array.shape} for {name!r}: an image is (rows, columns) or (rows, columns, 3),"
            f" or what the layer returns{returned}"
        )
    if shape is not None and len(sizes) < 3:
        raise ShapeError(
            f"images has an image of the shape {array.shape} for {name!r}, which returns {format_sizes(sizes) or '1'} values:"
            " images are for layers that return images or feature maps"
        )
    rows, columns = (sizes[-2], sizes[-1]) if channels_first else (sizes[-3], sizes[-2]) if sizes else (None, None)
    return image_as_photograph(array, None if rows is None or columns is None else rows / columns)


def _fits(found: Sequence[int], wanted: Sequence[int | None]) -> bool:
    return len(found) == len(wanted) and all(size in (None, have) for have, size in zip(found, wanted, strict=True))
