"""What ``layered_view`` and ``functional_view`` have in common: layers of a model as blocks, with visualkeras' arguments."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from dotnet_viz.compat.layer_view import layer_view
from dotnet_viz.compat.live_layers import LiveLayers
from dotnet_viz.compat.pillow_colors import opaque_color
from dotnet_viz.compat.pillow_papers import paper_of
from dotnet_viz.compat.pillow_pictures import FacePicture
from dotnet_viz.compat.pillow_texts import text_size
from dotnet_viz.compat.visualkeras.arguments import classes_in, colors_by_class, number_of
from dotnet_viz.compat.visualkeras.figures.class_colors import class_colors
from dotnet_viz.compat.visualkeras.figures.styled_blocks import StyledBlocks
from dotnet_viz.compat.visualkeras.layer_styles import StyleMap, styled
from dotnet_viz.compat.visualkeras.layer_utils import KIND
from dotnet_viz.compat.visualkeras.scenes.faces import pictures_of, with_logos
from dotnet_viz.compat.visualkeras.scenes.gaps import with_gap
from dotnet_viz.compat.visualkeras.scenes.groups import framed, layer_groups
from dotnet_viz.compat.visualkeras.texts import TextCallable, named_text
from dotnet_viz.diagrams.layered.labels import block_appearances
from dotnet_viz.diagrams.layered.options import SIZING_MODES
from dotnet_viz.errors import unknown_choice
from dotnet_viz.graph import Graph, Layer, Node
from dotnet_viz.scene import Scene
from dotnet_viz.traversal import depth_first_order

_CAPS = {"channels": "max_z", "sequence": "max_xy", "general": None}
_CAPPED_MODES = ("capped", "balanced", "logarithmic", "relative")
_DEFAULT_GAP = 50.0
# Named in visualkeras' tutorial, but none of its modes; what it promises of it is what "capped" does.
_FULL_RANGE = "full_range"

_SAME = (
    "min_z",
    "min_xy",
    "max_z",
    "max_xy",
    "scale_z",
    "scale_xy",
    "one_dim_orientation",
    "text_vspacing",
    "shade_step",
    "relative_base_size",
)


@dataclass(frozen=True)
class ListedModel:
    """A model and the layers of it that the arguments count.

    Args:
        model: as it was given.
        graph: read from it.
        left_out: numbers of the nodes at the top that are not drawn.
        kinds: classes that are not drawn.
    """

    model: object
    graph: Graph
    left_out: frozenset[int] = frozenset()
    kinds: frozenset[str] = frozenset({KIND})

    @property
    def nodes(self) -> tuple[Node, ...]:
        """All nodes at the top."""
        return self.graph.children(None)

    @property
    def listed(self) -> tuple[Node, ...]:
        """The nodes that numbers count: the first call of each layer that ``model.layers`` has."""
        first = {node.layer.id: node for node in reversed(self._counted)}
        return tuple(first[name] for name in dict.fromkeys(node.layer.id for node in self._counted))

    @property
    def places(self) -> Mapping[str, int]:
        """The number of each listed layer, by the ids of its nodes."""
        numbers = {node.layer.id: number for number, node in enumerate(self.listed)}
        return {node.id: numbers[node.layer.id] for node in self._counted}

    @property
    def _counted(self) -> list[Node]:
        """The nodes of layers in ``model.layers``, where a sequential model does not have its input."""
        return [node for node in self.nodes if self.graph.kind != "Sequential" or node.layer.kind != "InputLayer"]

    def numbers(self, option: str, indices: Iterable[int] | None) -> frozenset[int]:
        """Return the numbers among all nodes of layers that an option names by their place in ``model.layers``.

        A place where no layer is is passed over with a warning.

        Args:
            option: its name, for the message.
            indices: places.
        """
        places = self.places
        wanted = set(indices or ())
        unknown = sorted(wanted - set(places.values()), key=repr)
        if unknown:
            last = max(places.values(), default=0)
            warnings.warn(f"{option} names the layer {unknown[0]!r}; there are 0 to {last}", stacklevel=2)
        return frozenset(index for index, node in enumerate(self.nodes) if places.get(node.id) in wanted)

    def ignoring(self, chosen: Mapping[str, Any]) -> ListedModel:
        """Return the model without the layers that the arguments ``index_ignore`` and ``type_ignore`` name.

        Args:
            chosen: the arguments.

        Raises:
            OptionError: there is no such class.
        """
        left_out = self.left_out | self.numbers("index_ignore", chosen["index_ignore"])
        return replace(self, left_out=left_out, kinds=self.kinds | classes_in(chosen["type_ignore"], self.graph))

    def is_drawn(self, number: int) -> bool:
        """Whether the node of a number at the top is drawn."""
        return number not in self.left_out and self.nodes[number].layer.kind not in self.kinds

    def texts(self, text_callable: TextCallable | str | None) -> Callable[[int, Layer], tuple[str, bool]] | None:
        """Return the user's callable, which gets numbers among the drawn layers and layers as Keras has them.

        Args:
            text_callable: of the user; ``None`` for none.

        Raises:
            OptionError: there is none of that name.
        """
        if text_callable is None:
            return None
        named = named_text(text_callable)
        places = {number: place for place, number in enumerate(filter(self.is_drawn, range(len(self.nodes))))}
        live = LiveLayers(self.model)

        def texts(number: int, _: Layer) -> tuple[str, bool]:
            node = self.nodes[number]
            return named(places[number], layer_view(node, live.of(node, self.graph)))

        return texts


@dataclass(frozen=True)
class DecoratedBlocks:
    """A scene of blocks, and the pictures that stand on them."""

    scene: Scene
    pictures: list[FacePicture]


def block_style(listed: ListedModel, chosen: Mapping[str, Any], styles: StyleMap, **own: Any) -> StyledBlocks:
    """Return the style that draws a model as the arguments say.

    Args:
        listed: the model.
        chosen: the arguments.
        styles: of single layers, by the id of a node.
        own: further options of the style.
    """
    graph = listed.graph
    mode = _mode(chosen["sizing_mode"])
    options = {name: chosen[name] for name in _SAME} | _caps(chosen["dimension_caps"], mode) | own
    return StyledBlocks(
        **options,
        styles=styles,
        sizing_mode=mode,
        type_ignore=sorted(listed.kinds & {layer.kind for layer in graph.layers}),
        index_ignore=sorted(listed.left_out),
        color_map=_colors(listed, chosen["color_map"]),
        show_captions=False,
        row_width=None,
        expand_nested=False,
        text_callable=listed.texts(chosen["text_callable"]),
        text_size=text_size(chosen["font"]) * 3 / 4,
    )


def _mode(mode: Any) -> str:
    if mode == _FULL_RANGE:
        warnings.warn(
            "sizing_mode 'full_range' is drawn as 'capped': sizes in proportion, within max_xy and max_z", stacklevel=2
        )
        return "capped"
    if mode not in SIZING_MODES:
        raise unknown_choice("sizing_mode", mode, SIZING_MODES)
    return str(mode)


def _caps(caps: Mapping[str, float] | None, mode: str) -> dict[str, Any]:
    for name in caps or ():
        if name not in _CAPS:
            raise unknown_choice("dimension cap", name, _CAPS)
    if not caps or mode not in _CAPPED_MODES:
        return {}
    return {option: caps[name] for name, option in _CAPS.items() if option is not None and name in caps}


def _colors(listed: ListedModel, color_map: Any) -> dict[str, str]:
    """Return fill and outline of each class that occurs; outlines are black where none is given."""
    given = colors_by_class(color_map, listed.graph)
    families = {
        kind: appearance.fill for kind, appearance in block_appearances([node.layer for node in listed.nodes], {}).items()
    }
    drawn = [node.layer.kind for number, node in enumerate(listed.nodes) if listed.is_drawn(number)]
    filled = [kind for kind, colors in given.items() if "fill" in colors]
    fills = families | class_colors(drawn, families, filled)
    return {
        kind: "/".join(
            opaque_color(f"{part} in color_map", given.get(kind, {}).get(part, otherwise))
            for part, otherwise in (("fill", fill), ("outline", "black"))
        )
        for kind, fill in fills.items()
    }


def decorated(scene: Scene, listed: ListedModel, chosen: Mapping[str, Any], styles: StyleMap) -> DecoratedBlocks:
    """Return a scene of blocks with gaps, styles of single layers, frames, logos and the paper of the arguments.

    Args:
        scene: with places.
        listed: the model.
        chosen: the arguments.
        styles: of single layers, by the id of a node.
    """
    scene = styled(scene, styles, float(chosen["shade_step"]))
    for node in listed.nodes:
        if node.layer.kind == KIND:
            scene = with_gap(scene, _behind(listed.graph, node.id), _gap(listed, node))
    for node in listed.nodes:
        if "spacing" in styles.get(node.id, {}) and "spacing" in chosen:
            more = number_of("spacing in styles", styles[node.id]["spacing"]) - number_of("spacing", chosen["spacing"])
            scene = with_gap(scene, _behind(listed.graph, node.id), more)
    scene = framed(scene, layer_groups(chosen["layered_groups"], listed.listed))
    pictures = pictures_of(scene, styles, fit=chosen["image_fit"], axis=chosen["image_axis"])
    scene, logos = with_logos(scene, chosen["logo_groups"], listed.listed, chosen["logos_legend"])
    legends = tuple(replace(key, title="") for key in scene.legends)
    paper = paper_of(chosen["background_fill"])
    return DecoratedBlocks(replace(scene, legends=legends, notes=(), show_title=False, background=paper), [*pictures, *logos])


def _gap(listed: ListedModel, node: Node) -> float:
    live = LiveLayers(listed.model).of(node, listed.graph)
    return float(getattr(live, "spacing", node.layer.config.get("spacing", _DEFAULT_GAP)))


def _behind(graph: Graph, start: str) -> Collection[str]:
    """Return the ids of all nodes that data reach from a node."""
    following: dict[str, list[str]] = {}
    for edge in graph.edges:
        following.setdefault(edge.source, []).append(edge.target)
    return frozenset(depth_first_order(following.get(start, ()), lambda name: following.get(name, ())))
