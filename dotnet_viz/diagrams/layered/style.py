"""Layers as blocks whose sizes are those of their tensors, in rows, as papers on convolutional networks draw them.

Branches run in tracks of their own, nested models stand in frames, and long models go on in the next row.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, fields, replace

from dotnet_viz.diagrams.common.graphs.frames import opened, with_names_of_groups
from dotnet_viz.diagrams.common.smaller import SMALL_MARGIN, lowered, scenes_of_layers
from dotnet_viz.diagrams.common.texts.model_text import model_text
from dotnet_viz.diagrams.layered.options import LayeredOptions
from dotnet_viz.diagrams.layered.scene import LayeredPicture
from dotnet_viz.diagrams.layered.u_shape.scene import has_groups_in_u, u_scene, u_scenes
from dotnet_viz.errors import OptionError
from dotnet_viz.graph import Graph
from dotnet_viz.scene import MARGIN, Scene
from dotnet_viz.translation.translate import mark, translate

_SMALL_BLOCK = 36.0
# In points, on a paper that is smaller than a column: as large as notes and keys, so that all of them may be drawn smaller.
_SMALL_TEXT = 8.25
_UNFRAMED = mark("In rows, not as a U, where the groups would have no frames.")


@dataclass(frozen=True)
class Layered(LayeredOptions):
    r"""Layers as blocks in the sizes of their output tensors.

    Args:
        sizing_mode: how sizes become pixels: ``"accurate"``, ``"balanced"``, ``"capped"``, ``"logarithmic"`` or
            ``"relative"``; see :func:`~dotnet_viz.diagrams.layered.sizing.lengths_of`.
        scale_xy: pixels per element of a tensor's height and width.
        scale_z: pixels per channel or unit.
        min_xy: smallest height and depth of a block in pixels.
        max_xy: largest height and depth of a block in pixels.
        min_z: smallest length of a block along the data flow in pixels.
        max_z: largest length of a block along the data flow in pixels.
        relative_base_size: pixels per element of every axis in the mode ``"relative"``.
        one_dim_orientation: axis of one-dimensional tensors: ``"x"`` into the picture, ``"y"`` upwards,
            ``"z"`` along the data flow.
        type_ignore: classes of layers that are not drawn, such as ``"Dropout"``.
        index_ignore: positions of layers that are not drawn, from 0 in the order of the summary.
        index_2d: positions of layers that are drawn without depth.
        color_map: colour of each class of layers, such as ``{"Conv2D": "#1d5fc4"}``, or of a layer by its name;
            any colour that matplotlib knows, and ``"#fill/#outline"`` sets the outline as well.
        draw_volume: draw blocks with depth; else rectangles.
        draw_reversed: draw blocks as seen from their left.
        draw_funnel: draw lines from the corners of a block to those of its neighbour in the row; else there is no
            line between neighbours.
        clear_sides: no block stands before the side of another, which otherwise neighbours hide.
        shade_step: how much darker, of 255, the top is than the front, and the side than the top.
        layer_spacing: pixels between two layers; ``None`` for the distance that the lines need.
        padding: pixels of background around the picture.
        show_captions: write next to each layer what it is.
        caption: text at each layer: ``"kind"`` (the class), ``"name"``, ``"both"``, or ``"mark"`` for an abbreviation with
            a legend; ``"auto"`` is the class if there is room, else the mark.
        show_shapes: write the shapes of the tensors.
        legend: draw a legend of the colours of the classes.
        arrangement: ``"u"`` draws an encoder and a decoder as a U: a row for each resolution, the encoder down on the left, the
            decoder up on the right, skips across; ``"row"`` draws all layers in rows; ``"auto"`` finds by the data flow which.
        row_width: width in pixels after which a new row begins; ``None`` for a single row.
        expand_nested: draw what is inside nested models, in a frame, instead of one box.
        expand_wrappers: also draw the layers inside wrappers (``TimeDistributed``, ``Bidirectional`` ...) and custom layers.
        text_callable: function of a layer's position and the layer that returns text (lines by ``\n``) and whether it
            is above the block; for Python only.
        text_vspacing: pixels between two lines of text.
        text_size: font size in points, 72 to the inch; blocks keep their size.

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

    def keeping(self, names: Collection[str]) -> Layered:
        """Return the style that draws some layers wherever it draws one for several.

        Args:
            names: ids of their calls.
        """
        own = {one.name: getattr(self, one.name) for one in fields(self) if one.name != "kept"}
        return _LayeredKeeping(**own, kept=frozenset(names))

    def smaller(self, graph: Graph, room: tuple[float, float]) -> Iterator[Scene]:
        """Yield ever smaller pictures of a graph, of which the first that has room on a page is drawn.

        Args:
            graph: the model.
            room: width and height of the page in CSS pixels, at a size at which texts can be read.
        """
        note: str | None = None
        if self.arrangement != "row":
            whole = opened(graph) if self.expand_wrappers else graph
            for scene in u_scenes(self, whole, model_text(graph)):
                note = translate("In rows, so that it fits, not as a U.")
                yield scene
            note = translate(_UNFRAMED) if note is None and has_groups_in_u(self, whole) else note
        inner = room[0] - 2 * (self.padding + MARGIN)
        # The last block of a row stands beyond its width.
        widths = [inner * part for part in (1.0, 0.85, 0.7)]
        plain = replace(self, arrangement="row")
        rows = [replace(plain, row_width=width if self.row_width is None else min(width, self.row_width)) for width in widths]
        styles = [*rows, *lowered(rows[1], max_xy=(120, 80, 50), max_z=(60, 40, 24))]
        small = replace(
            styles[-1],
            max_xy=max(min(styles[-1].max_xy, _SMALL_BLOCK), self.min_xy),
            padding=min(self.padding, SMALL_MARGIN),
            text_size=max(self.text_size, _SMALL_TEXT),
        )
        for scene in scenes_of_layers([style.build for style in styles], graph, [small.build]):
            yield _noted(scene, note)

    def build(self, graph: Graph) -> Scene:
        """Return the picture of a graph, with positions.

        Raises:
            OptionError: ``index_ignore`` or ``index_2d`` names a layer that is not there, ``type_ignore`` or ``color_map``
                something that is no class of the model or of Keras (nor a layer of the model, for ``color_map``),
                ``text_callable`` returns something else than a text and whether it stands above, or ``arrangement="u"`` is
                asked for of a model that is none.
        """
        described = model_text(graph)
        graph = with_names_of_groups(opened(graph) if self.expand_wrappers else graph)
        found = None if self.arrangement == "row" else u_scene(self, graph, described)
        if found is None and self.arrangement == "u":
            raise OptionError(
                "arrangement='u' draws models whose sizes in space fall and rise again, with skips between layers of one size; "
                "this is none, or one in which a group is not a side with whole rows, from the input on or up to the output: "
                "write arrangement='row'"
            )
        if found is not None:
            return found
        is_unframed = self.arrangement != "row" and has_groups_in_u(self, graph)
        return _noted(LayeredPicture(self, graph, described).scene(), translate(_UNFRAMED) if is_unframed else None)


def _noted(scene: Scene, note: str | None) -> Scene:
    return scene if note is None else replace(scene, notes=(note, *scene.notes))


@dataclass(frozen=True)
class _LayeredKeeping(Layered):
    """The style with layers that are always drawn."""

    kept: frozenset[str] = frozenset()
