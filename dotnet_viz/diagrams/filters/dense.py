"""Dense layers that take a picture as one row of numbers: the weights of each unit are a picture of the same size."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from dotnet_viz.diagrams.common.values.input_images import InputImage, image_of_input
from dotnet_viz.diagrams.filters.tiles import FilterKernel
from dotnet_viz.diagrams.units.build import unit_graph
from dotnet_viz.graph import Graph, Weight

_COLORS = 3


def image_inputs(graph: Graph) -> Mapping[str, InputImage]:
    """Return the size of the pictures that dense layers take from inputs, by the layers' ids; no weight is read.

    Args:
        graph: any model.

    Example:
        >>> from dotnet_viz.graph import Layer, Node
        >>> image_inputs(Graph("m", "Sequential", (Node("n0", Layer("in", "in", "InputLayer")),)))
        {}
    """
    units = unit_graph(graph)
    stages = {stage.id: stage for stage in units.stages}
    found = {}
    for link in units.kernels:
        kernel = link.kernel
        image = image_of_input(stages[link.source].node, kernel.inputs) if kernel.is_dense else None
        if image is not None:
            found[link.node.layer.id] = image
    return found


def kernel_of_images(weight: Weight, image: InputImage) -> FilterKernel:
    """Return the kernel of a dense layer with the axes of the pictures that it takes.

    Args:
        weight: of shape (values of a picture, units).
        image: the size of a picture.

    Example:
        >>> kernel_of_images(Weight.from_array("kernel", np.ones((32, 5))), InputImage(4, 8)).values.shape
        (5, 1, 1, 4, 8)
    """
    pictures = image.channel_pictures(weight.array)
    return FilterKernel(pictures[:, :, np.newaxis], is_color=image.channels == _COLORS)
