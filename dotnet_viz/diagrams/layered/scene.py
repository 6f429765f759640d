"""From a graph to the picture of its layers as blocks: which are drawn, how large, with which texts and key."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial
from typing import Protocol

from dotnet_viz.diagrams.common.texts.remarks import remark_lines
from dotnet_viz.diagrams.layered.cuboid import OBLIQUE, Cuboid
from dotnet_viz.diagrams.layered.labels import BlockAppearance, Texts, block_appearances, named_appearances
from dotnet_viz.diagrams.layered.nesting import Level, nesting_levels
from dotnet_viz.diagrams.layered.options import LayeredOptions
from dotnet_viz.diagrams.layered.placement import TEXT_SPACE, LayerBlock
from dotnet_viz.diagrams.layered.shapes import SceneParts, block_parts
from dotnet_viz.diagrams.layered.sizing import TensorSizes, axes_of, lengths_of, space_and_channels
from dotnet_viz.errors import OptionError
from dotnet_viz.fonts import one_line, shorten, text_width
from dotnet_viz.formatting import format_count, format_sizes
from dotnet_viz.graph import Graph, Node
from dotnet_viz.graph import Shape as TensorShape
from dotnet_viz.graph.channel_axis import nodes_with_channels_first
from dotnet_viz.graph.layer_kinds.known import check_classes
from dotnet_viz.scene import KeyEntry, KeyLegend, Label, Scene
from dotnet_viz.translation.translate import retold, translate

_MAX_CAPTION = 150.0
# As many letters as usual have room where texts are larger.
_MAX_CAPTION_SIZES = 15.0


class MakeLevels(Protocol):
    """Makes the levels of a model that are drawn."""

    def __call__(self, graph: Graph, *, ignored: Collection[str]) -> Mapping[str | None, Level]:
        """Return the levels, without the layers whose ids are given."""
        ...


Arrange = Callable[[Graph, Mapping[str | None, Level], Mapping[str, LayerBlock], LayeredOptions], SceneParts]


def numbered(graph: Graph, *, expand: bool = True) -> tuple[Node, ...]:
    """Return the nodes that can be drawn as blocks, in order: their places are the numbers that options take.

    Args:
        graph: the model.
        expand: whether the layers inside nested models are drawn; else each nested model is one node.
    """
    return tuple(node for node in graph.nodes if not graph.is_model(node)) if expand else graph.children(None)


class LayeredPicture:
    """One graph and what is drawn of it.

    Args:
        options: what is shown, and how.
        graph: the model, with its wrappers opened where they are drawn.
        described: what the description says of the model.
        levels: makes the levels that are drawn, of the graph and the ids of layers that are left out.
        arrange: makes the parts of the scene.

    Raises:
        OptionError: the options name layers that are not there.
    """

    def __init__(
        self,
        options: LayeredOptions,
        graph: Graph,
        described: str,
        levels: MakeLevels | None = None,
        arrange: Arrange = block_parts,
    ) -> None:
        self.options, self.graph, self._described, self._arrange = options, graph, described, arrange
        self.numbered = numbered(graph, expand=options.expand_nested)
        self.levels = (levels or partial(nesting_levels, expand=options.expand_nested))(graph, ignored=self._ignored())
        self.channels_first = nodes_with_channels_first(graph)
        self.drawn = tuple(graph.node(name) for name in self._names())
        self.appearances = block_appearances([node.layer for node in self.drawn], options.color_map or {})
        self.named = named_appearances([node.layer for node in self.drawn], options.color_map or {})
        self.axes = {node.id: self._axes(node) for node in self.drawn}
        self.cuboids = self._cuboids()

    def scene(self) -> Scene:
        """Return the whole picture."""
        caption = self._caption()
        blocks = {
            node.id: LayerBlock(node, self.cuboids[node.id], texts, self._appearance(node), self.axes[node.id].is_known)
            for node, texts in zip(self.drawn, self._texts(caption), strict=True)
        }
        parts = self._arrange(self.graph, self.levels, blocks, self.options)
        return Scene(
            title=one_line(self.graph.name) or self.graph.kind,
            description=self._description(),
            shapes=parts.shapes,
            connections=parts.connections,
            clusters=parts.clusters,
            legends=self._legends(caption),
            notes=(*self._notes(), *map(retold, self.graph.notes)),
            layout="given",
            direction="LR",
            margin=self.options.padding,
        )

    def _appearance(self, node: Node) -> BlockAppearance:
        named = self.named.get(node.layer.name)
        return self.appearances[node.layer.kind] if named is None else named

    # What is drawn

    def _ignored(self) -> set[str]:
        for option in ("index_ignore", "index_2d"):
            for index in getattr(self.options, option) or ():
                if not 0 <= index < len(self.numbered):
                    raise OptionError(f"{option} names the layer {index!r}; there are 0 to {len(self.numbered) - 1}")
        layers = {layer.name for layer in self.graph.layers}
        colored = [name for name in self.options.color_map or () if name not in layers]
        for option, names in (("color_map", colored), ("type_ignore", self.options.type_ignore or ())):
            check_classes(option, names, self.graph.layers)
        kinds = set(self.options.type_ignore or ())
        chosen = {self.numbered[index].id for index in self.options.index_ignore or ()}
        return chosen | {node.id for node in self.graph.nodes if node.layer.kind in kinds}

    def _names(self) -> Sequence[str]:
        """Return the ids of the nodes that are blocks, in the graph's order."""
        found = {name for level in self.levels.values() for name in level.members if name not in self.levels}
        found |= {level.owner for level in self.levels.values() if level.owner in level.members}
        return [node.id for node in self.graph.nodes if node.id in found]

    # Sizes

    def _shape(self, node: Node) -> TensorShape | None:
        tensors = node.outputs or node.inputs
        return tensors[0].shape if tensors else None

    def _axes(self, node: Node) -> TensorSizes:
        orientation = self.options.one_dim_orientation
        return axes_of(self._shape(node), one_dim_orientation=orientation, channels_first=node.id in self.channels_first)

    def _cuboids(self) -> dict[str, Cuboid]:
        flat = {self.numbered[index].id for index in self.options.index_2d or ()}
        lengths = lengths_of([self.axes[node.id] for node in self.drawn], self.options)
        cuboids = {}
        for node, common in zip(self.drawn, lengths, strict=True):
            own = self.options.of_layer(node.id)
            x, y, z = common if own is self.options else lengths_of([self.axes[node.id]], own)[0]
            depth = x * OBLIQUE if own.draw_volume and node.id not in flat else 0.0
            cuboids[node.id] = Cuboid(z, y, depth, self.options.draw_reversed)
        return cuboids

    # Texts

    def _caption(self) -> str | None:
        """Return what stands below blocks: the class, where "auto" finds that a row of classes is not too wide."""
        if not self.options.show_captions:
            return None
        if self.options.caption != "auto":
            return self.options.caption
        room = self.options.row_width
        wanted = sum(
            max(
                self.cuboids[node.id].length + self.options.gap,
                self._line(node.layer.kind)[1] + TEXT_SPACE * self.options.text_pixels,
            )
            for node in self.drawn
        )
        return "kind" if room is None or wanted <= room else "mark"

    def _line(self, text: str) -> tuple[Label, float]:
        size = self.options.text_pixels
        label = Label(shorten(one_line(text), size, max(_MAX_CAPTION, _MAX_CAPTION_SIZES * size)), size=size)
        return label, text_width(label.text, size)

    def _texts(self, caption: str | None) -> Iterator[Texts]:
        before = self._before()
        number = {node.id: index for index, node in enumerate(self.numbered)}
        for node in self.drawn:
            above, below = self._own_texts(number.get(node.id), node)
            rows = {
                "kind": [node.layer.kind],
                "name": [node.layer.name],
                "both": [node.layer.name, node.layer.kind],
                "mark": [self.appearances[node.layer.kind].mark],
            }.get(caption or "", [])
            space, channels = self._sizes(node)
            if self.options.show_shapes:
                rows.append(format_sizes([channels]))
                if space and all(self._sizes(self.graph.node(other))[0] != space for other in before[node.id]):
                    above.append(format_sizes(space))
            lines = (*rows, *below, *remark_lines([node]))
            yield Texts(tuple(self._line(row)[0] for row in above), tuple(self._line(row)[0] for row in lines))

    def _own_texts(self, number: int | None, node: Node) -> tuple[list[str], list[str]]:
        if self.options.text_callable is None or number is None:
            return [], []
        answer: object = self.options.text_callable(number, node.layer)
        if not (isinstance(answer, tuple) and len(answer) == 2 and isinstance(answer[0], str)):
            raise OptionError(f"text_callable must return (text, whether it stands above), not {answer!r}")
        lines = answer[0].split("\n")
        return (lines, []) if answer[1] else ([], lines)

    def _sizes(self, node: Node) -> tuple[TensorShape, int | None]:
        shape = self._shape(node)
        return ((), None) if shape is None else space_and_channels(shape, channels_first=node.id in self.channels_first)

    def _before(self) -> Mapping[str, Sequence[str]]:
        """Return for each node those that it gets data from; the names of borders are left out."""
        before: dict[str, list[str]] = {node.id: [] for node in self.graph.nodes}
        for level in self.levels.values():
            for link in level.links:
                if link.target in before and link.source in before and not link.hidden:
                    before[link.target].append(link.source)
        return before

    # Around the blocks

    def _legends(self, caption: str | None) -> tuple[KeyLegend, ...]:
        if not self.options.legend or not self.drawn:
            return ()
        entries = (
            KeyEntry(
                f"{one_line(kind)} ({appearance.mark})" if caption == "mark" else one_line(kind),
                appearance.fill,
                appearance.outline,
            )
            for kind, appearance in self.appearances.items()
        )
        named = (KeyEntry(one_line(name), appearance.fill, appearance.outline) for name, appearance in self.named.items())
        explains = "text" if caption == "mark" else "fill"
        return (KeyLegend(translate("Layers"), (*entries, *named), self.options.text_pixels + 1, explains),)

    def _notes(self) -> Iterator[str]:
        drawn = {node.id for node in self.drawn}
        rest = [node.layer.kind for node in self.numbered if node.id not in drawn]
        if rest:
            kinds = ", ".join(f"{rest.count(kind)} {kind}" for kind in dict.fromkeys(rest))
            yield translate("left out: {kinds}", kinds=kinds)
        if not all(axes.is_known for axes in self.axes.values()):
            yield translate("dashed and ?: a size that varies or is not known, drawn at a default")

    def _description(self) -> str:
        return translate(
            "Layers of {model}; {blocks} sized after their tensors ({mode}).",
            model=self._described,
            blocks=format_count(len(self.drawn), "block"),
            mode=translate(self.options.sizing_mode),
        )
