"""Layers as blocks whose sizes are those of their tensors, in rows, as papers on convolutional networks draw them.

Branches run in tracks of their own, nested models stand in frames, and long models go on in the next row.
"""

from __future__ import annotations

from dotnet_viz.diagrams.layered.options import LayeredOptions
from dotnet_viz.diagrams.layered.scene import LayeredPicture
from dotnet_viz.graph import Graph
from dotnet_viz.scene import Scene


class Layered(LayeredOptions):
    r"""Layers as blocks with the sizes of their tensors.

    Args:
        sizing_mode: how sizes become pixels: ``"accurate"``, ``"balanced"``, ``"capped"``, ``"logarithmic"`` or
            ``"relative"``; see :func:`~dotnet_viz.diagrams.layered.sizing.lengths_of`.
        scale_xy: pixels for each unit of a tensor's height and width.
        scale_z: pixels for each channel or unit.
        min_xy: least height and depth of a block in pixels.
        max_xy: most height and depth of a block in pixels.
        min_z: least length of a block along the flow in pixels.
        max_z: most length of a block along the flow in pixels.
        relative_base_size: pixels for each unit of every axis in the mode ``"relative"``.
        one_dim_orientation: where tensors of one dimension lie: ``"x"`` into the picture, ``"y"`` upwards,
            ``"z"`` along the flow.
        type_ignore: classes of layers that are left out, such as ``"Dropout"``.
        index_ignore: numbers of layers that are left out, counted from 0 in the order of the summary.
        index_2d: numbers of layers that are drawn flat.
        color_map: colour of each class of layers, such as ``{"Conv2D": "#1d5fc4"}``; ``"#fill/#outline"`` sets the
            outline as well.
        draw_volume: blocks with depth; otherwise rectangles.
        draw_reversed: blocks seen from their left.
        draw_funnel: lines from the corners of a block to those of its neighbour in the row; otherwise there is no
            line between neighbours.
        shade_step: by how much of 255 the top is darker than the front, and the side than the top.
        layer_spacing: pixels between two layers; ``None`` takes what the picture needs.
        padding: pixels of paper around the picture.
        show_captions: words beside each layer that say what it is.
        caption: which words: ``"kind"`` (the class), ``"name"``, ``"both"``, or ``"mark"`` for a short one that the legend
            explains; ``"auto"`` takes the class where there is room, and else the mark.
        show_shapes: the shapes of the tensors.
        legend: a key to the colours of the classes.
        row_width: pixels after which the picture goes on in a new row; ``None`` keeps one row.
        expand_nested: draw what is inside nested models, in a frame, instead of one box.
        text_callable: called with a layer's number and the layer, returns text (lines by ``\n``) and whether it
            stands above the block; for Python only.
        text_vspacing: pixels between two lines of text.
        text_size: font size in pixels.

    Raises:
        OptionError: a value that an option cannot take.

    Command:
        dotnet-viz draw model.keras -o model.svg --style layered
        dotnet-viz draw model.keras -o model.svg --style layered --type-ignore Dropout
        dotnet-viz draw model.keras -o model.svg --style layered --row-width 800

    Example:
        >>> from dotnet_viz.graph import Graph, Layer, Node, TensorSpec
        >>> node = Node("n0", Layer("c", "c", "Conv2D"), outputs=(TensorSpec((None, 8, 8, 4)),))
        >>> block = Layered().build(Graph("m", "Sequential", (node,))).shapes[0]
        >>> block.kind, len(block.faces), [label.text for label in block.labels]
        ('Conv2D', 3, ['8×8', 'Conv2D', '4'])
    """

    def build(self, graph: Graph) -> Scene:
        """Return the picture of a graph, everything in its place.

        Raises:
            OptionError: ``index_ignore`` or ``index_2d`` names a layer that is not there, ``color_map`` or ``type_ignore``
                a class that neither the model nor Keras has, or ``text_callable``
                returns something else than a text and whether it stands above.
        """
        return LayeredPicture(self, graph).scene()
