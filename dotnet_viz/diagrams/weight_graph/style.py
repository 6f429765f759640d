"""Units in columns and one line a weight: width and colour are the weight's magnitude and sign.

Every layer whose weights lie between units is drawn (:mod:`dotnet_viz.diagrams.units.build`): neurons of dense and
recurrent layers, channels of convolutions, tokens of embeddings, heads of attention. Of a large model the first and
last layers are drawn (:mod:`dotnet_viz.diagrams.weight_graph.select_layers`), of a wide column its most important units
(:mod:`dotnet_viz.diagrams.weight_graph.select_units`), of very many lines the strongest, and what is left out is written below.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dotnet_viz.colors import Color
from dotnet_viz.diagrams.options import check_options, option
from dotnet_viz.diagrams.units.build import unit_graph
from dotnet_viz.diagrams.units.kernels import UnitKernel
from dotnet_viz.diagrams.units.matrix import MatrixSums, UnitMatrix, matrix_sums, read_matrix
from dotnet_viz.diagrams.units.model import UnitGraph
from dotnet_viz.diagrams.weight_graph.collapsed_units import SUMMARIES
from dotnet_viz.diagrams.weight_graph.columns import ColumnOptions, make_columns
from dotnet_viz.diagrams.weight_graph.edges import layer_lines
from dotnet_viz.diagrams.weight_graph.neurons import Column
from dotnet_viz.diagrams.weight_graph.result import Picture
from dotnet_viz.diagrams.weight_graph.scales import Scaling, make_scales
from dotnet_viz.diagrams.weight_graph.scene import scene_of
from dotnet_viz.diagrams.weight_graph.select_edges import Threshold
from dotnet_viz.diagrams.weight_graph.select_layers import Choice, choose_layers
from dotnet_viz.diagrams.weight_graph.select_units import RANKS, kept_units
from dotnet_viz.errors import OptionError, UnsupportedInputError
from dotnet_viz.graph import Graph
from dotnet_viz.palettes import DEFAULT, PALETTES, Palette, palette
from dotnet_viz.scales import TRANSFORMS
from dotnet_viz.scene import Scene

BIASES = ("fill", "node", "none")
LEFT_OUT = ("dots", *SUMMARIES)
LOOKS = ("plain", "classic")
SCALING_PER = ("model", "layer")
DIRECTIONS = ("LR", "TB")
MAX_EDGES = 125_000


@dataclass(frozen=True)
class WeightGraph:
    """Neurons in columns, and a line for each weight between them.

    Args:
        max_neurons: neurons drawn of each column at most, the most important ones; ``None`` draws all.
        max_edges: lines drawn of each layer at most, the strongest ones; ``None`` draws all.
        threshold: weaker lines are left out: a magnitude such as ``0.1``, a quantile of a layer's lines such as
            ``"q0.9"``, or ``"share0.5"`` for the strongest lines that have this share in a layer's total.
        rank: which neurons are the most important: ``"magnitude"`` goes by the weights around them,
            ``"contribution"`` by their share in the outputs (Garson's algorithm), ``"first"`` by position.
        neurons: positions of the neurons to draw, by the name of their layer, instead of the most important ones.
        left_out: what stands for neurons that are not drawn: ``"dots"``, or a node with lines that show the
            ``"mean"`` or ``"sum"`` of the weights that they stand for.
        max_layers: layers drawn at most, the first and the last ones; ``None`` draws all.
        layers: names of the layers to draw instead.
        scaling: how width and colour grow with magnitude: ``"linear"``, ``"sqrt"`` or ``"log"``.
        scaling_per: ``"model"`` has one scale for all layers, ``"layer"`` one for each.
        clip: the quantile of the drawn magnitudes that has the full width and colour, such as ``0.99``; ``None``
            takes the largest magnitude of the layers.
        limit: the magnitude that has the full width and colour, so that two pictures can be compared;
            ``None`` takes it from the data.
        palette: name of the colours, one of :data:`dotnet_viz.palettes.PALETTES`; ``_r`` behind it exchanges them.
        positive: colour of positive weights instead of the palette's.
        negative: colour of negative weights instead of the palette's.
        bias: ``"fill"`` colours each neuron by its bias, ``"node"`` draws a bias neuron with a line to
            every neuron, ``"none"`` leaves biases out.
        negative_dashed: negative weights are dashed as well as coloured.
        show_values: each value is written on its line, where there are few.
        look: ``"plain"``, or ``"classic"`` for arrows between large circles with their names in them.
        feature_names: names of the inputs, one for each.
        class_names: names of the outputs, one for each.
        direction: ``"LR"`` sets columns beside one another, ``"TB"`` below.

    Raises:
        OptionError: a value that an option cannot take.

    Command:
        dotnet-viz draw model.keras -o model.svg --style weight-graph
        dotnet-viz draw model.keras -o model.svg --style weight-graph --max-neurons 8
        dotnet-viz draw model.keras -o model.svg --style weight-graph --threshold q0.9

    Example:
        >>> import numpy as np
        >>> from dotnet_viz.graph import Graph, Layer, Node, Weight
        >>> layer = Layer("d", "d", "Dense", weights=(Weight.from_array("kernel", np.array([[1.0], [-2.0]])),))
        >>> scene = WeightGraph().build(Graph("m", "Sequential", (Node("n0", layer),)))
        >>> len(scene.bundles[0]), scene.legends[0].ticks[-1]
        (2, (1.0, '2'))
    """

    max_neurons: int | None = option(16, least=1)
    max_edges: int | None = option(MAX_EDGES, least=1)
    threshold: float | str | Threshold | None = None
    rank: str = option("magnitude", choices=RANKS)
    neurons: Mapping[str, Sequence[int]] | None = None
    left_out: str = option("dots", choices=LEFT_OUT)
    max_layers: int | None = option(16, least=1)
    layers: Sequence[str] | None = None
    scaling: str = option("linear", choices=TRANSFORMS)
    scaling_per: str = option("model", choices=SCALING_PER)
    clip: float | None = option(None, above=0, most=1)
    limit: float | None = option(None, above=0)
    palette: str = option(DEFAULT, choices=PALETTES, suffix="_r")
    positive: Color | None = None
    negative: Color | None = None
    bias: str = option("fill", choices=BIASES)
    negative_dashed: bool = False
    show_values: bool = False
    look: str = option("plain", choices=LOOKS)
    feature_names: Sequence[str] | None = None
    class_names: Sequence[str] | None = None
    direction: str = option("LR", choices=DIRECTIONS)

    def __post_init__(self) -> None:
        check_options(self)
        if self.layers is not None and not len(self.layers):
            raise OptionError("layers names none; name at least one layer, or leave it out")
        # What follows raises for values that they cannot take.
        _ = self._threshold, self._palette

    @property
    def _threshold(self) -> Threshold | None:
        return None if self.threshold is None else Threshold.of(self.threshold)

    @property
    def _palette(self) -> Palette:
        return palette(self.palette).with_ends(negative=self.negative, positive=self.positive)

    def build(self, graph: Graph) -> Scene:
        """Return the picture of a graph's weights, without positions.

        Each kernel is read once and in pieces; one too large to be held is gone through twice.

        Raises:
            UnsupportedInputError: the graph has no weights.
            OptionError: names that are not as many as the neurons they name, or that there are not.
            GraphError: the graph was made without values.
        """
        whole = unit_graph(graph)
        if not whole.kernels and not any(layer.weights for layer in graph.layers):
            raise UnsupportedInputError(_nothing_to_draw(graph))
        choice = choose_layers(whole, self.layers, self.max_layers)
        numbers = [_numbers(link.kernel) for link in choice.units.kernels]
        columns = self._columns(whole, choice, numbers)
        lines = [
            layer_lines(link, (columns[link.source], columns[link.target]), pair, self._threshold, self.max_edges)
            for link, pair in zip(choice.units.kernels, numbers, strict=True)
        ]
        scaling = Scaling(self.scaling, self.scaling_per == "layer", self.clip, self.limit, self._palette)
        scales = make_scales(lines, columns.values(), scaling, self.bias)
        return scene_of(Picture(graph, whole, choice, columns, lines, numbers, scaling.palette, scales), self)

    def _columns(
        self, whole: UnitGraph, choice: Choice, numbers: Sequence[tuple[UnitMatrix, MatrixSums]]
    ) -> dict[str, Column]:  # fmt: skip
        kept = kept_units(choice.units, numbers, rank=self.rank, limit=self.max_neurons, neurons=self.neurons)
        options = ColumnOptions(
            has_bias=self.bias != "none",
            direction=self.direction,
            is_classic=self.look == "classic",
            has_rest=self.left_out != "dots",
            feature_names=self.feature_names,
            class_names=self.class_names,
        )
        return make_columns(whole, choice, kept, options)


def _numbers(kernel: UnitKernel) -> tuple[UnitMatrix, MatrixSums]:
    matrix = read_matrix(kernel)
    return matrix, matrix_sums(matrix)


def _nothing_to_draw(graph: Graph) -> str:
    kinds = ", ".join(sorted({layer.kind for layer in graph.layers})[:8]) or "none"
    return (
        f"model {graph.name!r} has no Dense layer, nor any other with weights, to draw as a weight graph "
        f"(its layers: {kinds}); the style 'plot-model' draws any model"
    )
