"""The filters of a convolution as a grid of small images, one for each filter or for each filter and input.

So are the units of a dense layer that takes a picture as one row of numbers (:mod:`dotnet_viz.diagrams.filters.dense`).
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.colors import Color
from dotnet_viz.diagrams.common.smaller import lowered
from dotnet_viz.diagrams.common.values.select_weight import (
    FILTERS,
    Candidate,
    candidates_of,
    choose,
    nothing_to_show,
    other_layers,
)
from dotnet_viz.diagrams.common.values.value_notes import share_of_total, value_notes
from dotnet_viz.diagrams.common.values.value_scale import check_colors, color_legend, color_scale
from dotnet_viz.diagrams.filters.dense import image_inputs, kernel_of_images
from dotnet_viz.diagrams.filters.grid import Grid, grid_of
from dotnet_viz.diagrams.filters.tiles import Doubles, FilterKernel, is_filter, is_spatial, kernel_of, norms
from dotnet_viz.diagrams.options import check_options, option
from dotnet_viz.errors import OptionError
from dotnet_viz.formatting import format_count, format_sizes
from dotnet_viz.graph import Graph
from dotnet_viz.scales import TRANSFORMS, ValueRange, WeightScale
from dotnet_viz.scales.palettes import DEFAULT, PALETTES
from dotnet_viz.scene import Legend, Omission, Scene
from dotnet_viz.translation.translate import mark, mark_plural, translate

CHANNELS = ("auto", "color", "each", "mean")
ORDERS = ("stored", "norm", "sum")
_ORDER_WORDS = {"stored": mark("as stored"), "norm": mark("largest norm first"), "sum": mark("largest sum first")}
_KEPT_WORDS = {
    "stored": mark("the first ones"),
    "norm": mark("those with the largest norms"),
    "sum": mark("those with the largest sums"),
}
_AXIS_WORDS = (
    mark_plural("{shown} of {count} filter", "{shown} of {count} filters"),
    mark_plural("{shown} of {count} input", "{shown} of {count} inputs"),
    mark_plural("{shown} of {count} slice", "{shown} of {count} slices"),
)


@dataclass(frozen=True)
class Filters:
    """The filters of a convolution as small images.

    Args:
        layer: name of the convolution; ``None`` for the first one with a kernel larger than 1 × 1.
        weight: name of the kernel if the layer has several, such as ``"pointwise_kernel"``.
        channels: how the inputs of a filter are shown: ``"color"`` as red, green and blue, where there are three,
            ``"each"`` as one image per input, ``"mean"`` as one image of their mean; ``"auto"`` is ``"color"`` if possible.
        order: order of the filters: ``"stored"``, ``"norm"`` with the largest norm first, or ``"sum"`` with the
            largest sum first.
        max_filters: largest number of filters; ``None`` draws all.
        max_channels: largest number of inputs of each filter; ``None`` draws all.
        max_slices: largest number of slices of each three-dimensional filter; ``None`` draws all.
        scaling: transform from magnitude to colour and width of line: ``"linear"``, ``"sqrt"`` or ``"log"``.
        limit: magnitude with the full colour and width, to compare two pictures; ``None`` for the largest magnitude.
        palette: name of a diverging palette, one of :data:`dotnet_viz.scales.palettes.PALETTES`; ``_r`` at its end reverses it.
        positive: colour of positive values, instead of the palette's.
        negative: colour of negative values, instead of the palette's.

    Raises:
        OptionError: a value that an option cannot take.

    Command:
        dotnet-viz draw model.keras -o model.svg --style filters
        dotnet-viz draw model.keras -o model.svg --style filters --order norm

    Example:
        >>> from dotnet_viz.graph import Graph, Layer, Node, Weight
        >>> layer = Layer("c", "c", "Conv2D", weights=(Weight.from_array("kernel", np.ones((3, 3, 1, 4))),))
        >>> [raster.name for raster in Filters().build(Graph("m", "Sequential", (Node("n0", layer),))).rasters]
        ['filter 0', 'filter 1', 'filter 2', 'filter 3']
    """

    layer: str | None = None
    weight: str | None = None
    channels: str = option("auto", choices=CHANNELS)
    order: str = option("stored", choices=ORDERS)
    max_filters: int | None = option(64, least=1)
    max_channels: int | None = option(16, least=1)
    max_slices: int | None = option(8, least=1)
    scaling: str = option("linear", choices=TRANSFORMS)
    limit: float | None = option(None, above=0)
    palette: str = option(DEFAULT, choices=PALETTES, suffix="_r")
    positive: Color | None = None
    negative: Color | None = None

    def __post_init__(self) -> None:
        check_options(self)
        check_colors(self)

    def smaller(self, graph: Graph, room: tuple[float, float]) -> Iterator[Scene]:
        """Yield ever smaller pictures of a graph, of which the first that has room on a page is drawn.

        Args:
            graph: the model.
            room: width and height of the page in CSS pixels, at a size at which texts can be read.
        """
        steps = {"max_filters": (49, 36, 25, 16, 9, 4, 2), "max_channels": (16, 16, 8, 8, 4, 4, 2)}
        yield from (style.build(graph) for style in lowered(self, **steps))

    def build(self, graph: Graph) -> Scene:
        """Return the picture.

        Raises:
            UnsupportedInputError: the model has no convolution, nor a dense layer that takes a picture.
            OptionError: an unknown layer or kernel, or a kernel without three inputs for ``channels="color"``.
            GraphError: the graph was read without the values of its weights.
        """
        read = self._read(graph)
        return self._scene(read, self._order(read.values), ValueRange.of(read.values))

    def build_frames(self, graphs: Sequence[Graph]) -> list[Scene]:
        """Return a picture for each of some states of one model, on one scale and in one order: that of the last.

        Args:
            graphs: the states, at least one, equal but for the values of their weights.

        Raises:
            VizError: as :meth:`build`.
        """
        order = self._order(self._read(graphs[-1]).values)
        together = reduce(ValueRange.joined, (ValueRange.of(self._read(graph).values) for graph in graphs))
        return [self._scene(self._read(graph), order, together) for graph in graphs]

    def _read(self, graph: Graph) -> _Read:
        images = image_inputs(graph)
        found = _candidates(graph, images)
        one = self._choose(graph, found)
        is_image = not is_filter(one.layer, one.weight)
        kernel = kernel_of_images(one.weight, images[one.layer.id]) if is_image else kernel_of(one.layer, one.weight)
        return _Read(found, one, kernel, _with_mean(kernel) if self.channels == "mean" else kernel.values)

    def _scene(self, read: _Read, order: NDArray[np.intp], value_range: ValueRange) -> Scene:
        found, one, kernel, values = read
        is_color = self._is_color(one, kernel)
        shown = values[order][:, self._inputs(kernel, values), : self.max_slices]
        if kernel.has_inputs_as_rows:
            shown = shown[:, :, :, : self.max_channels]
        scale = color_scale(value_range, self, _measure(self.channels))
        grid = Grid(order.tolist(), is_color=is_color, has_inputs_as_rows=kernel.has_inputs_as_rows and values.shape[3] > 1)
        rasters, labels = grid_of(shown, grid, scale)
        omission = _omission(one, shown, values)
        return Scene(
            title=translate("Filters of {name}", name=one.title),
            description=translate(
                "{shown} of {total} filters of size {size}, {order}.",
                shown=format_count(len(shown)),
                total=format_count(len(values)),
                size=_size_text(kernel),
                order=translate(_ORDER_WORDS[self.order]),
            ),
            rasters=rasters,
            labels=labels,
            legends=(_color_legend(scale) if is_color else color_legend(scale),),
            notes=(
                *_notes(kernel, shown, values, omission, order=self.order, measure=_measure(self.channels)),
                *value_notes([(one.layer, one.weight)]),
                *other_layers(found, self.layer, FILTERS),
            ),
            layout="given",
            omissions=(omission,),
        )

    def _choose(self, graph: Graph, found: Sequence[Candidate]) -> Candidate:
        if not found:
            raise nothing_to_show(
                graph,
                "convolution",
                "the style 'weight-matrix' draws the kernels of other layers, 'weight-graph' their neurons",
            )
        chosen = choose(found, self.layer, self.weight, "filters")
        return next((one for one in chosen if is_spatial(one.weight)), chosen[0])

    def _is_color(self, one: Candidate, kernel: FilterKernel) -> bool:
        if self.channels == "color" and not kernel.is_color:
            raise OptionError(
                f"channels='color' needs filters with three inputs along two or three axes, and {one.title!r} has the shape "
                f"{one.weight.shape}; take 'each' or 'mean'"
            )
        return kernel.is_color and self.channels in ("auto", "color")

    def _order(self, values: Doubles) -> NDArray[np.intp]:
        if self.order == "stored":
            return np.arange(len(values))[: self.max_filters]
        finite = np.where(np.isfinite(values), values, 0.0).reshape(len(values), -1)
        rank = norms(values) if self.order == "norm" else finite.sum(axis=1)
        return np.argsort(-rank, kind="stable")[: self.max_filters]

    def _inputs(self, kernel: FilterKernel, values: Doubles) -> slice:
        return slice(None) if kernel.is_color and self.channels in ("auto", "color") else slice(self.max_channels)


class _Read(NamedTuple):
    """What a picture is made of: one of the kernels that could be drawn, and its values as they are drawn."""

    candidates: tuple[Candidate, ...]
    one: Candidate
    kernel: FilterKernel
    values: Doubles


def _candidates(graph: Graph, images: Container[str]) -> tuple[Candidate, ...]:
    """Return the kernels of convolutions, and those of dense layers that take a picture as one row."""
    return candidates_of(
        graph, lambda layer, weight: is_filter(layer, weight) or (weight.role == "kernel" and layer.id in images)
    )


def _with_mean(kernel: FilterKernel) -> Doubles:
    axis = 3 if kernel.has_inputs_as_rows else 1
    with np.errstate(invalid="ignore"):
        means: Doubles = kernel.values.mean(axis=axis, keepdims=True)
    return means


def _measure(channels: str) -> str:
    return mark("mean weight of the inputs") if channels == "mean" else mark("weight")


def _omission(one: Candidate, shown: Doubles, values: Doubles) -> Omission:
    total, drawn = (float(np.abs(part[np.isfinite(part)]).sum()) for part in (values, shown))
    return Omission(one.title, shown.size, values.size, drawn / total if 0 < total < np.inf else None)


def _notes(
    kernel: FilterKernel, shown: Doubles, values: Doubles, omission: Omission, *, order: str, measure: str
) -> Iterator[str]:  # fmt: skip
    axes = zip((0, 3 if kernel.has_inputs_as_rows else 1, 2), _AXIS_WORDS, strict=True)
    cut = [(axis, words) for axis, words in axes if shown.shape[axis] < values.shape[axis]]
    if cut:
        parts = [translate(*words, count=values.shape[axis], shown=format_count(shown.shape[axis])) for axis, words in cut]
        yield translate(
            "{name}: {parts} are drawn ({kept}){share}",
            name=omission.name,
            parts=translate(" and ").join(parts),
            kept=translate(_KEPT_WORDS[order if cut[0][0] == 0 else "stored"]),
            share=share_of_total(omission.share, measure),
        )


def _size_text(kernel: FilterKernel) -> str:
    """Return how large a filter is, without its inputs."""
    slices, rows, columns = kernel.values.shape[2:]
    if kernel.has_inputs_as_rows:
        return str(columns)
    return format_sizes((slices, rows, columns) if slices > 1 else (rows, columns))


def _color_legend(scale: WeightScale) -> Legend:
    """Return the legend of red, green and blue: each of them as a ramp of grey, which all three together are."""
    legend = color_legend(scale)
    title = translate("weight (of each of red, green, blue)")
    return Legend(title, ((0.0, "#000000"), (1.0, "#ffffff")), legend.ticks, (), legend.notes)
