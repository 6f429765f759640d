"""The first dense layer of a model of pictures: a picture of each unit's weights in the place of lines from every pixel."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.diagrams.common.values.input_images import InputImage, given_image, image_of_input
from dotnet_viz.diagrams.units.matrix import MatrixSums, UnitMatrix
from dotnet_viz.diagrams.units.model import KernelLink, PassLink, UnitGraph
from dotnet_viz.diagrams.weight_graph.columns import NeuronColumn
from dotnet_viz.diagrams.weight_graph.options import WeightGraphOptions
from dotnet_viz.diagrams.weight_graph.selection.layers import LayerSelection
from dotnet_viz.errors import OptionError
from dotnet_viz.scales import ValueRange, WeightScale
from dotnet_viz.scene import Omission, Raster
from dotnet_viz.translation.translate import translate

_SIDE = 42.0
_MOST_SIDE = 84.0
_GAP = 12.0
FRAME = 3.0
"""Pixels of a neuron around its picture, which its bias fills."""


@dataclass(frozen=True, eq=False)
class WeightPictures:
    """The pictures of a column.

    Args:
        link: whose weights they are.
        column: the neurons, each with a picture.
        image: what a picture is.
        values: of the neurons that are drawn; shape (drawn, height, width).
        value_range: of the values.
        share: of the drawn neurons in the total magnitude of the layer.
    """

    link: KernelLink
    column: NeuronColumn
    image: InputImage
    values: NDArray[np.float64]
    value_range: ValueRange
    share: float

    @property
    def omission(self) -> Omission:
        """How much of the layer the pictures show."""
        column, inputs = self.column, self.image.values
        drawn, total = len(column.kept) * inputs, column.total * inputs
        return Omission(self.link.name, drawn, total, self.share, (inputs, inputs), (len(column.kept), column.total))

    def rasters(self, scale: WeightScale) -> Iterator[Raster]:
        """Yield the picture of each neuron, which has its place once the neuron has.

        Args:
            scale: of the colours.
        """
        width, height = picture_size(self.image)
        for shape_id, position, values in zip(self.column.shape_ids, self.column.kept.tolist(), self.values, strict=True):
            name = translate("weights of {name}", name=f"{self.column.name} [{position}]")
            yield Raster(name, scale.colors(values), 0.0, 0.0, width, height, at=shape_id, negative=values < 0)


def picture_size(image: InputImage) -> tuple[float, float]:
    """Return width and height of a picture in CSS pixels: larger ones for many cells.

    Args:
        image: how many cells it has.
    """
    longest = max(image.height, image.width)
    cell = min(max(longest, _SIDE), _MOST_SIDE) / longest
    return round(image.width * cell, 2), round(image.height * cell, 2)


def picture_pitch(image: InputImage) -> float:
    """Return how far apart pictures stand at most, in CSS pixels.

    Args:
        image: how many cells each has.
    """
    return max(picture_size(image)) + 2 * FRAME + _GAP


Pair = tuple[UnitMatrix, MatrixSums]


def image_links(units: UnitGraph, options: WeightGraphOptions) -> dict[int, InputImage]:
    """Return which kernels are drawn as pictures, by their position: those that take all numbers of a picture.

    Args:
        units: what is drawn.
        options: whether pictures are wanted, and the size that inputs have.

    Raises:
        OptionError: inputs were given a size that none of them has.
    """
    if options.inputs != "auto" or options.feature_names is not None:
        return {}
    given = given_image(options.input_shape)
    stages = {stage.id: stage for stage in units.stages}
    passing = {link.source for link in units.passes}
    found: dict[int, InputImage] = {}
    sources: dict[str, bool] = {}
    for index, link in enumerate(units.kernels):
        source, kernel = stages[link.source], link.kernel
        image = given if given and given.values == kernel.inputs else image_of_input(source.node, kernel.inputs)
        fits = kernel.is_dense and image is not None and source.role == "input" and source.id not in passing
        sources[source.id] = fits and sources.get(source.id, True)
        if fits and image is not None:
            found[index] = image
    if given and given not in found.values():
        counts = [link.kernel.inputs for link in units.kernels if stages[link.source].role == "input"]
        raise OptionError(
            f"input_shape {tuple(options.input_shape or ())!r} has {given.values:,} values, but no dense layer takes so many "
            f"inputs (those of the first layers: {', '.join(f'{count:,}' for count in dict.fromkeys(counts)) or 'none'})"
        )
    return {index: image for index, image in found.items() if sources[units.kernels[index].source]}


def without_image_lines(selection: LayerSelection, images: Mapping[int, InputImage]) -> LayerSelection:
    """Return what is drawn with a box for each picture that comes in, and an arrow to the neurons that look at it.

    Args:
        selection: what is drawn.
        images: by the position of their kernels.
    """
    units = selection.units
    boxes = {units.kernels[index].source for index in images}
    arrows = tuple(PassLink(units.kernels[index].source, units.kernels[index].target) for index in images)
    part = UnitGraph(
        tuple(replace(stage, units=None) if stage.id in boxes else stage for stage in units.stages),
        tuple(link for index, link in enumerate(units.kernels) if index not in images),
        (*units.passes, *arrows),
    )
    return replace(selection, units=part)


def weight_pictures(link: KernelLink, column: NeuronColumn, image: InputImage, numbers: Pair) -> WeightPictures:
    """Return the pictures of a column.

    Args:
        link: whose weights they are.
        column: the neurons.
        image: what a picture is.
        numbers: the kernel's numbers and their sums.
    """
    matrix, sums = numbers
    values = image.pictures(matrix.take(np.arange(matrix.shape[0]), column.kept))
    share = float(sums.column_magnitudes[column.kept].sum()) / sums.magnitude if sums.magnitude else 1.0
    return WeightPictures(link, column, image, values, ValueRange.of(values), min(share, 1.0))
