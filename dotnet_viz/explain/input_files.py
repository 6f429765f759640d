"""Files of inputs, read for a model: images in the size and the range of pixels that it takes."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from dotnet_viz.datasets.labels import split_labels
from dotnet_viz.files.inputs import IMAGES, Sample, read_inputs
from dotnet_viz.graph import Graph

_SCALING = ("Rescaling", "Normalization")


def read_model_inputs(graph: Graph, path: str, pixel_range: str) -> Sample:
    """Return what a model is run on: of an image its pixels, scaled to the size and the range that the model takes.

    Args:
        graph: of the model.
        path: of an image, a ``.npy``, ``.npz`` or ``.csv`` file; of arrays such as ``x_test`` and ``y_test`` the samples are
            taken.
        pixel_range: ``"1"``, ``"255"``, or ``"auto"`` for 255 where a layer of the model scales its input, else 1.

    Raises:
        VizError: the file cannot be read.
    """
    read = read_inputs(path, input_shape(graph))
    if isinstance(read, Mapping) and len(graph.inputs) == 1:
        read = split_labels(read, input_names=[graph.node(graph.inputs[0].node).layer.name])[0]
        return next(iter(read.values())) if isinstance(read, Mapping) and len(read) == 1 else read
    if not path.lower().endswith(IMAGES):
        return read
    scales = any(layer.kind in _SCALING for layer in graph.layers)
    floats = np.asarray(read, dtype=np.float32)
    return floats if pixel_range == "255" or (pixel_range == "auto" and scales) else floats / 255


def input_shape(graph: Graph) -> tuple[int | None, ...] | None:
    """Return the shape of the only input with the axis of samples; ``None`` where there are several, or it is not known."""
    if len(graph.inputs) != 1:
        return None
    port = graph.inputs[0]
    outputs = graph.node(port.node).outputs
    return outputs[port.index].shape if port.index < len(outputs) else None
