"""The architecture in the style of ann_visualizer: neurons as circles, other layers as figures by their class.

Dense and recurrent layers are columns of circles, cut to a number with a visible ``+N``. Lines from every neuron
to every other join columns that follow one another; otherwise, also around a layer that treats each unit by itself, one arrow
stands for the tensor.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from dotnet_viz.diagrams.ann.figures import figure
from dotnet_viz.diagrams.ann.options import AnnOptions
from dotnet_viz.diagrams.ann.parts import Drawn, LayerFigure
from dotnet_viz.diagrams.common.circle_columns import caption_area, caption_labels
from dotnet_viz.diagrams.common.graphs.flat_graph import FlatGraph, edge_tooltip, flattened, results
from dotnet_viz.diagrams.common.graphs.frames import containment, opened
from dotnet_viz.diagrams.common.smaller import SMALL_MARGIN, lowered, scenes_of_layers
from dotnet_viz.diagrams.common.texts.model_text import model_text
from dotnet_viz.fonts import one_line
from dotnet_viz.graph import Edge, Graph
from dotnet_viz.graph.channel_axis import nodes_with_channels_first
from dotnet_viz.scene import MARGIN, Connection, Mesh, Scene, Shape
from dotnet_viz.translation.translate import retold, translate
from dotnet_viz.traversal import connected_groups

LINE = "#707070"

# On a paper that is smaller than a column.
_FEWEST = 3
_NEAR = 22.0


@dataclass(frozen=True)
class Ann(AnnOptions):
    """Layers as rows of neurons, as in ann_visualizer.

    Args:
        max_neurons: largest number of neurons, channels or other units drawn of each layer; ``None`` draws all.
        rankdir: direction of the data flow: ``"TB"`` from top to bottom or ``"LR"`` from left to right.
        show_edges: draw a line from every neuron to every neuron of the next layer; else one arrow between layers.
        show_captions: write next to each layer what it is.
        show_layer_names: write the names of the layers.
        expand_nested: draw what is inside nested models, in a frame, instead of one box.
        expand_wrappers: also draw the layers inside wrappers (``TimeDistributed``, ``Bidirectional`` ...) and custom layers.

    Raises:
        OptionError: a value that an option cannot take.

    Command:
        dotnet-viz draw model.keras -o model.svg --style ann
        dotnet-viz draw model.keras -o model.svg --style ann --max-neurons 6

    Example:
        >>> from dotnet_viz.graph import Layer, Node, TensorSpec
        >>> node = Node("n0", Layer("d", "d", "Dense"), outputs=(TensorSpec((None, 12)),))
        >>> shapes = Ann().build(Graph("m", "Sequential", (node,))).shapes
        >>> len([shape for shape in shapes if shape.kind == "neuron"])
        10
        >>> [shape.labels[0].text for shape in shapes if shape.kind == "left-out"]
        ['+2']
    """

    def smaller(self, graph: Graph, room: tuple[float, float]) -> Iterator[Scene]:
        """Yield ever smaller pictures of a graph, of which the first that has room on a page is drawn.

        Args:
            graph: the model.
            room: width and height of the page in CSS pixels, at a size at which texts can be read.
        """
        *_, few = lowered(self, max_neurons=(_FEWEST,))
        small = [partial(few.scene, is_narrow=True)]
        yield from scenes_of_layers([one.build for one in lowered(self, max_neurons=(6, 4))], graph, small)

    def build(self, graph: Graph) -> Scene:
        """Return the picture of a graph, its layers as groups, without positions."""
        return self.scene(graph)

    def scene(self, graph: Graph, *, is_narrow: bool = False) -> Scene:
        """Return the picture of a graph, its layers as groups, without positions.

        Args:
            graph: the model.
            is_narrow: whether texts go on in the next line soon, and layers stand near each other.
        """
        described = model_text(graph)
        graph = opened(graph) if self.expand_wrappers else graph
        flat = flattened(graph, expand_nested=self.expand_nested)
        figures = self._figures(graph, flat, is_narrow=is_narrow)
        pairs = Counter((edge.source, edge.target) for edge in flat.edges)
        fans = {pair for pair, count in pairs.items() if count == 1 and self._is_fan(figures, pair)}
        reaches = _reaches(figures, fans)
        return Scene(
            title=one_line(graph.name) or graph.kind,
            description=translate("Layers and neurons of {model}.", model=described),
            shapes=tuple(shape for name, item in figures.items() for shape in self._captioned(item, reaches[name])),
            connections=(
                *(_arrow(graph, figures, edge) for edge in flat.edges if (edge.source, edge.target) not in fans),
                *(_between(figures, line) for line in containment(graph, flat.contained)),
            ),
            meshes=tuple(_mesh(graph, figures, edge) for edge in flat.edges if (edge.source, edge.target) in fans),
            clusters=flat.clusters,
            notes=tuple(map(retold, graph.notes)),
            layout="groups",
            direction=self.rankdir,
            gap=_NEAR if is_narrow else None,
            margin=SMALL_MARGIN if is_narrow else MARGIN,
        )

    def _figures(self, graph: Graph, flat: FlatGraph, *, is_narrow: bool) -> dict[str, LayerFigure]:
        computing = results(graph, flat)
        first = nodes_with_channels_first(graph)
        return {
            node.id: figure(
                Drawn(
                    node=node,
                    frame=flat.frames.get(node.id),
                    is_output=node.id in computing,
                    options=self,
                    channels_first=node.id in first,
                    is_narrow=is_narrow,
                )
            )
            for node in flat.nodes
        }

    def _is_fan(self, figures: Mapping[str, LayerFigure], pair: tuple[str, str]) -> bool:
        """Whether lines join every unit: both ends are columns. Anything else would look like a layer of one unit."""
        return self.show_edges and all(figures[name].is_column for name in pair)

    def _captioned(self, item: LayerFigure, reach: float) -> tuple[Shape, ...]:
        if not self.show_captions or not item.caption:
            return item.shapes
        labels = caption_labels(item.caption, reach, upright=self.upright)
        return (*item.shapes, caption_area(item.shapes[0], labels))


def _reaches(figures: Mapping[str, LayerFigure], fans: set[tuple[str, str]]) -> dict[str, float]:
    """Return for each figure half the length of the longest column that meshes join it to, from column to column."""
    joined = sorted(pair for pair in fans if all(figures[end].is_column for end in pair))
    longest = {}
    for group in connected_groups(figures, joined):
        longest.update(dict.fromkeys(group, max(figures[name].half for name in group)))
    return longest


def _arrow(graph: Graph, figures: Mapping[str, LayerFigure], edge: Edge) -> Connection:
    source, target = figures[edge.source].anchor, figures[edge.target].anchor
    return Connection(source, target, stroke=LINE, tooltip=edge_tooltip(graph, edge))


def _between(figures: Mapping[str, LayerFigure], line: Connection) -> Connection:
    return replace(line, source=figures[line.source].anchor, target=figures[line.target].anchor)


def _mesh(graph: Graph, figures: Mapping[str, LayerFigure], edge: Edge) -> Mesh:
    source, target = figures[edge.source], figures[edge.target]
    instead = _arrow(graph, figures, edge)
    return Mesh(instead.tooltip, source.units, target.units, stroke=LINE, width=0.7, instead=instead)
