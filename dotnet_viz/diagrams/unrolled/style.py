"""Recurrent layers unrolled over time: a cell for each step, states from cell to cell, inputs from below and outputs above.

As in Goodfellow, Bengio and Courville, Deep Learning (2016), section 10.1, https://www.deeplearningbook.org.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import ClassVar

from dotnet_viz.diagrams.common.frames_in_place import with_nested_frames
from dotnet_viz.diagrams.common.smaller import SMALL_MARGIN, lowered, scenes_of_layers
from dotnet_viz.diagrams.options import check_options, option
from dotnet_viz.diagrams.unrolled.picture import UnrolledPicture
from dotnet_viz.diagrams.unrolled.places import NARROW, NARROWEST, StepSizes
from dotnet_viz.graph import Graph
from dotnet_viz.scene import Scene

MOST_STEPS = 1000
"""Of a sequence that are drawn: a cell each, a hundred pixels wide, is all that a picture holds."""

# Pixels of the box of a layer without steps, or of several layers, on a paper that is smaller than a column.
_WIDE_BOX = 190.0


@dataclass(frozen=True)
class Unrolled:
    """Recurrent layers as a cell for each step of a sequence.

    Args:
        unroll: number of steps drawn from the start of a sequence; dots stand for those up to the last one.
        expand_nested: draw what is inside nested models, in a frame, instead of one box.

    Raises:
        OptionError: a value that an option cannot take.

    Command:
        dotnet-viz draw model.keras -o model.svg --style unrolled
        dotnet-viz draw model.keras -o model.svg --style unrolled --unroll 5

    Example:
        >>> from dotnet_viz.graph import Layer, Node, TensorSpec
        >>> cell = Layer("r", "r", "SimpleRNN", config={"units": 4})
        >>> node = Node("n0", cell, (TensorSpec((None, 9, 2)),), (TensorSpec((None, 4)),))
        >>> scene = Unrolled(unroll=2).build(Graph("m", "Sequential", (node,)))
        >>> [shape.id for shape in scene.shapes]
        ['n0-1', 'n0-2', 'n0-dots', 'n0-9']
    """

    frames_rows: ClassVar[bool] = False
    """Frames of groups are placed on the finished picture, around boxes."""

    unroll: int = option(3, least=1, most=MOST_STEPS)
    expand_nested: bool = True

    def __post_init__(self) -> None:
        check_options(self)

    def smaller(self, graph: Graph, room: tuple[float, float]) -> Iterator[Scene]:
        """Yield ever smaller pictures of a graph, of which the first that has room on a page is drawn.

        Args:
            graph: the model.
            room: width and height of the page in CSS pixels, at a size at which texts can be read.
        """
        styles = list(lowered(self, unroll=(2, 1)))
        sized = [partial(one.scene, sizes=sizes) for sizes in (StepSizes(), NARROW, NARROWEST) for one in styles]
        wide = replace(NARROWEST, whole=_WIDE_BOX, margin=SMALL_MARGIN)
        yield from scenes_of_layers(sized, graph, [partial(styles[-1].scene, sizes=wide)])

    def build(self, graph: Graph) -> Scene:
        """Return the picture, with positions."""
        return self.scene(graph, StepSizes())

    def scene(self, graph: Graph, sizes: StepSizes) -> Scene:
        """Return the picture, with positions.

        Args:
            graph: the model.
            sizes: of steps and boxes.
        """
        scene = UnrolledPicture(graph, self.unroll, self.expand_nested, sizes).scene()
        return with_nested_frames(scene, graph) if self.expand_nested else scene
