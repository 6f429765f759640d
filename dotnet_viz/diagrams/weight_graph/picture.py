"""From a graph to what a weight graph draws of it: columns, the lines between them, and their scales."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dotnet_viz.diagrams.common.graphs.frames import with_custom_layers
from dotnet_viz.diagrams.common.values.select_weight import nothing_to_show
from dotnet_viz.diagrams.units.build import unit_graph
from dotnet_viz.diagrams.units.gates import with_gates
from dotnet_viz.diagrams.units.kernels import UnitKernel
from dotnet_viz.diagrams.units.matrix import MatrixSums, UnitMatrix, matrix_sums, read_matrix
from dotnet_viz.diagrams.units.model import UnitGraph
from dotnet_viz.diagrams.weight_graph.columns import NeuronColumn, make_columns
from dotnet_viz.diagrams.weight_graph.edges import LayerLines, layer_lines
from dotnet_viz.diagrams.weight_graph.images import WeightPictures, image_links, weight_pictures, without_image_lines
from dotnet_viz.diagrams.weight_graph.make_scales import make_scales
from dotnet_viz.diagrams.weight_graph.options import WeightGraphOptions
from dotnet_viz.diagrams.weight_graph.outputs import FEW, SCREEN, OutputRoom, whole_outputs
from dotnet_viz.diagrams.weight_graph.scales import Scales
from dotnet_viz.diagrams.weight_graph.selection.layers import LayerSelection, select_layers
from dotnet_viz.diagrams.weight_graph.selection.units import importances, kept_units
from dotnet_viz.graph import Graph


@dataclass(frozen=True, eq=False)
class WeightPicture:
    """What a weight graph draws.

    Args:
        graph: the model.
        whole: its columns and what joins them.
        selection: those that are drawn.
        columns: by id, without the boxes.
        lines: of each kernel of ``selection``.
        numbers: of each kernel, and their sums.
        scales: width and colour.
        options: what it shows, and how.
        pictures: of columns whose neurons are pictures of their weights.
        gap: how far columns are from each other where it is made for a page.
    """

    graph: Graph
    whole: UnitGraph
    selection: LayerSelection
    columns: Mapping[str, NeuronColumn]
    lines: Sequence[LayerLines]
    numbers: Sequence[tuple[UnitMatrix, MatrixSums]]
    scales: Scales
    options: WeightGraphOptions
    pictures: Sequence[WeightPictures] = ()
    gap: float | None = None


@dataclass(frozen=True, eq=False)
class ModelNumbers:
    """A model as it is read for a weight graph, before anything is left out of its layers.

    Args:
        graph: the model.
        whole: its columns and what joins them.
        selection: those that are drawn.
        numbers: of each kernel of ``selection``, and their sums.
    """

    graph: Graph
    whole: UnitGraph
    selection: LayerSelection
    numbers: Sequence[tuple[UnitMatrix, MatrixSums]]


KnownNumbers = dict[tuple[str, str, str], tuple[UnitMatrix, MatrixSums]]
"""The numbers of kernels that were read before, by the two columns that they join and the name of their layer."""


def picture_of(
    graph: Graph,
    options: WeightGraphOptions,
    units: UnitGraph | None = None,
    known: KnownNumbers | None = None,
    *,
    room: OutputRoom | None = SCREEN,
    is_compact: bool = False,
) -> WeightPicture:
    """Return what is drawn of a graph.

    Args:
        graph: the model, with its values.
        options: what is shown, and how.
        units: of the graph; ``None`` finds them.
        known: of pictures of the same units with other options; it is added to.
        room: for outputs, all of which are drawn where they have it; ``None`` draws as many as of other neurons.
        is_compact: whether it is made for a page: columns stand near each other, and gates have few units.

    Raises:
        UnsupportedInputError: the graph has no weights.
        OptionError: a wrong number of names, or unknown names of layers.
        GraphError: the graph was read without the values of its weights.
    """
    model = read_model(graph, options, units, known)
    links, images = model.selection.units.kernels, image_links(model.selection.units, options)
    selection = without_image_lines(model.selection, images)
    drawn_as = {links[i].target: image for i, image in images.items()}
    whole = whole_outputs(model.selection.units, model.whole.outputs, room, options, drawn_as) if room else {}
    kept = kept_units(
        model.selection.units,
        importances(model.selection.units, model.numbers, options.rank),
        limit=options.max_neurons,
        neurons=options.neurons,
        whole=whole,
        is_compact=is_compact,
    )
    columns = make_columns(model.whole, selection, kept, options, drawn_as, whole, is_compact=is_compact)
    pictures = [weight_pictures(links[i], columns[links[i].target], image, model.numbers[i]) for i, image in images.items()]
    numbers = [pair for i, pair in enumerate(model.numbers) if i not in images]
    lines = [
        layer_lines(link, (columns[link.source], columns[link.target]), pair, options)
        for link, pair in zip(selection.units.kernels, numbers, strict=True)
    ]
    scales = make_scales(lines, columns.values(), options, pictures)
    model = replace(model, selection=selection, numbers=numbers)
    return replace(
        picture_with(model, columns, lines, scales, options), pictures=pictures, gap=(room or FEW).gap if is_compact else None
    )


def read_model(
    graph: Graph, options: WeightGraphOptions, units: UnitGraph | None = None, known: KnownNumbers | None = None
) -> ModelNumbers:
    """Return a model's columns and the numbers between them; see :func:`picture_of`.

    Args:
        graph: the model, with values.
        options: which layers are drawn.
        units: the model as columns of units, where it was made before.
        known: see there.

    Raises:
        UnsupportedInputError: the model has no weights that can be drawn.
    """
    if units is None:
        graph = with_custom_layers(graph)
    whole = unit_graph(graph) if units is None else units
    whole = with_gates(whole) if options.gates else whole
    if not whole.kernels and not any(layer.weights for layer in graph.layers):
        what = "Dense layer, nor any other with weights, to draw as a weight graph"
        raise nothing_to_show(graph, what, "the style 'plot-model' draws any model")
    selection = select_layers(whole, options.layers, options.max_layers)
    read: KnownNumbers = {} if known is None else known
    keys = [(link.source, link.target, link.name) for link in selection.units.kernels]
    for key, link in zip(keys, selection.units.kernels, strict=True):
        if key not in read:
            read[key] = _numbers(link.kernel)
    return ModelNumbers(graph, whole, selection, [read[key] for key in keys])


def picture_with(
    model: ModelNumbers,
    columns: Mapping[str, NeuronColumn],
    lines: Sequence[LayerLines],
    scales: Scales,
    options: WeightGraphOptions,
) -> WeightPicture:
    """Return what is drawn of a model whose columns, lines and scales are chosen.

    Args:
        model: as it was read.
        columns: by id.
        lines: of each kernel.
        scales: width and colour.
        options: what is shown, and how.
    """
    return WeightPicture(model.graph, model.whole, model.selection, columns, lines, model.numbers, scales, options)


def _numbers(kernel: UnitKernel) -> tuple[UnitMatrix, MatrixSums]:
    matrix = read_matrix(kernel)
    return matrix, matrix_sums(matrix)
