from __future__ import annotations

import numpy as np
import pytest

from dotnet_viz.diagrams.common.values.input_images import InputImage
from dotnet_viz.diagrams.filters.dense import image_inputs, kernel_of_images
from dotnet_viz.diagrams.filters.style import Filters
from dotnet_viz.errors import UnsupportedInputError
from dotnet_viz.graph import Graph, Layer, Node, TensorSpec, Weight
from tests.builders import chain, dense_layer


def digits(shape: tuple[int, ...], units: int = 3) -> Graph:
    """Return a model that flattens pictures in front of a dense layer."""
    count = int(np.prod(shape))
    layer = dense_layer("d", np.random.default_rng(0).normal(size=(count, units)))
    graph = chain([Layer("in", "in", "InputLayer"), Layer("f", "f", "Flatten"), layer])
    sizes = TensorSpec((None, *shape), "float32"), TensorSpec((None, count), "float32")
    outputs = (sizes[0], sizes[1], TensorSpec((None, units), "float32"))
    nodes = tuple(Node(node.id, node.layer, node.inputs, (spec,)) for node, spec in zip(graph.nodes, outputs, strict=True))
    return Graph("m", "Sequential", nodes, graph.edges, graph.inputs, graph.outputs)


def test_units_that_take_a_flattened_picture_are_pictures_of_their_weights() -> None:
    scene = Filters().build(digits((4, 6)))
    assert len(scene.rasters) == 3
    assert {raster.colors.shape[:2] for raster in scene.rasters} == {(4, 6)}
    assert "3 of 3 filters of size 4×6" in scene.description


def test_three_channels_are_red_green_and_blue() -> None:
    assert list(image_inputs(digits((5, 4, 3))).values()) == [InputImage(5, 4, 3)]
    last, first = InputImage(4, 5, 3), InputImage(4, 5, 3, channels_first=True)
    picture = np.arange(60.0).reshape(4, 5, 3)
    for image, row in ((last, picture.reshape(-1)), (first, np.moveaxis(picture, -1, 0).reshape(-1))):
        kernel = kernel_of_images(Weight.from_array("kernel", row[:, np.newaxis]), image)
        assert kernel.is_color
        assert np.array_equal(kernel.values[0, :, 0], np.moveaxis(picture, -1, 0))


def test_rows_of_numbers_are_no_pictures() -> None:
    with pytest.raises(UnsupportedInputError, match="no convolution"):
        Filters().build(digits((24,)))
