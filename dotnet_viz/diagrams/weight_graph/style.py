"""Units in columns and one line per weight: width and colour are the weight's magnitude and sign.

Every layer whose weights lie between units is drawn (:mod:`dotnet_viz.diagrams.units.build`): neurons of dense and
recurrent layers, channels of convolutions, tokens of embeddings, heads of attention. Of a large model the first and
last layers are drawn (:mod:`dotnet_viz.diagrams.weight_graph.selection.layers`), of a wide column its most important units
(:mod:`dotnet_viz.diagrams.weight_graph.selection.units`) and of outputs all that have room
(:mod:`dotnet_viz.diagrams.weight_graph.outputs`), of very many lines the strongest, and what is left out is written below.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from dotnet_viz.diagrams.common.graphs.frames import with_custom_layers
from dotnet_viz.diagrams.common.smaller import Pictures
from dotnet_viz.diagrams.units.build import unit_graph
from dotnet_viz.diagrams.units.model import UnitGraph
from dotnet_viz.diagrams.weight_graph.frames import frame_scenes
from dotnet_viz.diagrams.weight_graph.options import WeightGraphOptions
from dotnet_viz.diagrams.weight_graph.outputs import SCREEN, OutputRoom
from dotnet_viz.diagrams.weight_graph.picture import KnownNumbers, picture_of
from dotnet_viz.diagrams.weight_graph.scene import scene_of, without_positions_of_neurons
from dotnet_viz.diagrams.weight_graph.smaller import smaller_options, smallest_options
from dotnet_viz.graph import Graph
from dotnet_viz.scene import Scene
from dotnet_viz.translation.translate import translate

# Options that say how much is drawn.
_AMOUNTS = ("max_neurons", "max_edges", "neurons", "max_layers", "layers")


@dataclass(frozen=True)
class WeightGraph(WeightGraphOptions):
    """Neurons in columns, and a line for each weight between them.

    Args:
        max_neurons: largest number of neurons, channels or other units drawn of each layer; ``None`` draws all.
        max_edges: largest number of lines of each layer, those with the largest magnitudes; ``None`` draws all.
        threshold: lines below it are not drawn: a magnitude such as ``0.1``, a quantile of a layer's lines such as
            ``"q0.9"``, or ``"share0.5"`` for the strongest lines that together have this share of a layer's total magnitude.
        rank: how neurons are chosen if there are more: ``"magnitude"`` by the magnitude of the weights around them,
            ``"contribution"`` by their share in the outputs (Garson's algorithm), ``"first"`` by position.
        neurons: positions of the neurons to draw, by the name of their layer, instead of the most important ones.
        left_out: what stands for neurons that are not drawn: ``"dots"``, or a node with lines that show the
            ``"mean"`` or ``"sum"`` of the weights that they stand for.
        max_layers: largest number of layers; ``None`` draws all. Of a model with more, the first layer of each resolution and
            the last one, or the first and the last ones where there are fewer than three resolutions.
        layers: names of the layers to draw instead.
        scaling: transform from magnitude to colour and width of line: ``"linear"``, ``"sqrt"`` or ``"log"``.
        scaling_per: ``"model"`` for one scale of all layers, ``"layer"`` for one scale per layer; ``"auto"`` is ``"layer"``
            where the largest weights of two layers differ by a factor of 100 or more and no ``limit`` is given; pictures that
            would be pale have a scale of their own then too.
        clip: quantile of the drawn magnitudes with the full colour and width if there is no ``limit``, such as ``0.99``;
            ``None`` for the largest magnitude of the layers.
        limit: magnitude with the full colour and width, to compare two pictures; ``None`` for the largest magnitude.
        palette: name of a diverging palette, one of :data:`dotnet_viz.scales.palettes.PALETTES`; ``_r`` at its end reverses it.
        positive: colour of positive values, instead of the palette's.
        negative: colour of negative values, instead of the palette's.
        bias: ``"fill"`` colours each neuron by its bias, ``"node"`` draws a bias neuron with a line to
            every neuron, ``"none"`` leaves biases out.
        negative_dashed: draw negative values dashed as well as coloured.
        show_values: write each value on its line, if there are at most 150.
        appearance: ``"plain"``, or ``"classic"`` for arrows between large circles with their names in them.
        feature_names: names of the inputs, one for each.
        class_names: names of the outputs, one for each.
        rankdir: direction of the data flow: ``"LR"`` from left to right or ``"TB"`` from top to bottom.
        inputs: ``"auto"`` draws each neuron of a dense layer that gets a flattened picture as the picture of its weights,
            ``"neurons"`` draws inputs one by one in any case.
        input_shape: height and width of the pictures that come in as one row of numbers, and their channels, where the model
            does not say it, such as ``(28, 28)``.
        gates: draw each gate of an LSTM or GRU as a column of its own; else a line is the norm over the gates.

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

    def smaller(self, graph: Graph, room: tuple[float, float]) -> Iterator[Scene]:
        """Yield ever smaller pictures of a graph, of which the first that has room on a page is drawn.

        Args:
            graph: the model.
            room: width and height of the page in CSS pixels, at a size at which texts can be read.
        """
        pictures = self._pictures(graph, room)
        yield pictures.usual()
        yield from (make() for row in pictures.smaller() for make in row)
        yield from self._smallest(graph)

    def pictures_for_page(self, graph: Graph) -> Pictures | None:
        """Return what makes the picture and smaller ones for a page; ``None`` where options say how much is drawn.

        Args:
            graph: the model.
        """
        asked = any(getattr(self, name) != getattr(type(self), name) for name in _AMOUNTS)
        return None if asked else self._pictures(graph)

    def _smallest(self, graph: Graph) -> Iterator[Scene]:
        """Yield pictures for papers that are smaller than a column."""
        graph = with_custom_layers(graph)
        units, known = unit_graph(graph), KnownNumbers()
        for options, room, gap in smallest_options(self):
            left_out = [translate("biases")] if options.bias != self.bias else []
            picture = picture_of(graph, options, units, known, room=room, is_compact=True)
            scene = scene_of(replace(picture, gap=gap), left_out)
            yield from (scene, without_positions_of_neurons(scene))

    def _pictures(self, graph: Graph, size: tuple[float, float] = (0.0, math.inf)) -> Pictures:
        graph = with_custom_layers(graph)
        units, known = unit_graph(graph), KnownNumbers()

        def make(options: WeightGraphOptions, room: OutputRoom | None, *, is_compact: bool = True) -> Scene:
            return scene_of(picture_of(graph, options, units, known, room=room, is_compact=is_compact))

        def smaller() -> Sequence[Sequence[Callable[[], Scene]]]:
            return [[partial(make, *each) for each in row] for row in smaller_options(self, units, size) if row]

        return Pictures(partial(make, self, SCREEN, is_compact=False), smaller)

    def build(self, graph: Graph) -> Scene:
        """Return the picture of a graph's weights, without positions.

        Each kernel is read once and in pieces; one that does not fit into memory is read twice.

        Raises:
            UnsupportedInputError: the graph has no weights.
            OptionError: a wrong number of names, or unknown names of layers.
            GraphError: the graph was read without the values of its weights.
        """
        return scene_of(picture_of(graph, self))

    def build_units(self, graph: Graph, units: UnitGraph, room: OutputRoom = SCREEN) -> Scene:
        """Return the picture of a graph whose units are known already; see :meth:`build`.

        Args:
            graph: the model, with its values.
            units: its units, of :func:`~dotnet_viz.diagrams.units.build.unit_graph`, custom layers opened.
            room: for outputs; of a page, the picture is made for one.
        """
        return scene_of(picture_of(with_custom_layers(graph), self, units, room=room, is_compact=room is not SCREEN))

    def build_frames(self, graphs: Sequence[Graph]) -> list[Scene]:
        """Return a picture for each of some states of one model: the same neurons and lines, on one scale.

        Args:
            graphs: the states, at least one, equal but for the values of their weights.

        Raises:
            VizError: as :meth:`build`.
        """
        return frame_scenes(graphs, self)
