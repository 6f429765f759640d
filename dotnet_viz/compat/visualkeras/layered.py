"""``layered_view`` of visualkeras: same call, same sizes, on any model of Keras 3."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dotnet_viz.compat.layer_view import layer_view
from dotnet_viz.compat.live_layers import LiveLayers
from dotnet_viz.compat.pillow_colors import opaque_color
from dotnet_viz.compat.pillow_files import image_of, image_target, is_vector, write_image
from dotnet_viz.compat.pillow_texts import draw_texts, is_own, text_size, without_texts
from dotnet_viz.compat.visualkeras.arguments import classes_in, colors_by_class, resolve
from dotnet_viz.compat.visualkeras.presets import LAYERED_DEFAULTS as DEFAULTS
from dotnet_viz.compat.visualkeras.presets import LAYERED_PRESETS, TextCallable, named_text
from dotnet_viz.diagrams.layered.labels import block_appearances
from dotnet_viz.diagrams.layered.style import Layered
from dotnet_viz.drawing import Drawing
from dotnet_viz.errors import OptionError, unknown_choice
from dotnet_viz.graph import Graph, Layer, Node
from dotnet_viz.readers import read
from dotnet_viz.scene import Label, Scene

if TYPE_CHECKING:
    from PIL.Image import Image

_CAPS = {"channels": "max_z", "sequence": "max_xy", "general": None}
_CAPPED_MODES = ("capped", "balanced", "logarithmic")
_DUMMY = "SpacingDummyLayer"


def layered_view(  # noqa: PLR0913, PLR0917 - the signature of the original
    model: object,
    to_file: str | os.PathLike[str] | None = None,
    min_z: float = 20,
    min_xy: float = 20,
    max_z: float = 400,
    max_xy: float = 2000,
    scale_z: float = 1.5,
    scale_xy: float = 4,
    type_ignore: Iterable[Any] | None = None,
    index_ignore: Iterable[int] | None = None,
    color_map: Mapping[Any, Mapping[str, Any]] | None = None,
    one_dim_orientation: str = "z",
    index_2D: Iterable[int] = (),  # noqa: N803
    background_fill: Any = "white",
    draw_volume: bool = True,
    draw_reversed: bool = False,
    padding: float = 10,
    text_callable: TextCallable | str | None = None,
    text_vspacing: float = 4,
    spacing: float = 10,
    draw_funnel: bool = True,
    shade_step: int = 10,
    legend: bool = False,
    legend_text_spacing_offset: float = 15,
    font: Any = None,
    font_color: Any = "black",
    show_dimension: bool = False,
    sizing_mode: str = "accurate",
    dimension_caps: Mapping[str, float] | None = None,
    relative_base_size: float = 20,
    *,
    options: Any = None,
    preset: str | None = None,
) -> Image:
    """Draw a model's layers as blocks, sized after their tensors.

    Blocks are those of ``model.layers``; indices count them. Branches are laid out beside each other.

    Args:
        model: anything that :func:`dotnet_viz.read` takes.
        to_file: path of the picture, in any format of Pillow, ``.svg``, ``.pdf`` or ``.dot``.
        min_z: smallest length of a block along the data flow in pixels.
        min_xy: least height and depth in pixels.
        max_z: most length in pixels.
        max_xy: most height and depth in pixels.
        scale_z: pixels per channel or unit.
        scale_xy: pixels for each unit of height and width.
        type_ignore: classes of layers, or their names, that are left out.
        index_ignore: indices of layers that are left out.
        color_map: ``{"fill": ..., "outline": ...}`` by layer class, or by its name.
        one_dim_orientation: axis of tensors of one dimension: ``"x"``, ``"y"`` or ``"z"``.
        index_2D: indices of layers that are drawn flat.
        background_fill: colour of the background: a name, ``"#rrggbb"`` or a tuple.
        draw_volume: draw blocks with depth; else rectangles.
        draw_reversed: draw blocks as seen from their left.
        padding: pixels around the picture.
        text_callable: called with the number among the drawn layers and the layer; returns a text and whether it
            stands above; or a name of :data:`LAYERED_TEXT_CALLABLES`.
        text_vspacing: pixels between lines of its text.
        spacing: pixels between two blocks.
        draw_funnel: lines from the corners of a block to those of its neighbour in the row.
        shade_step: how much darker, of 255, the top is than the front, and the side than the top.
        legend: a key to the colours.
        legend_text_spacing_offset: has no use any more: no text is cut off here.
        font: of Pillow, for all texts; in ``.svg``, ``.pdf`` and ``.dot`` only DejaVu Sans of any size.
        font_color: colour of all texts.
        show_dimension: sizes of the tensors, at the blocks.
        sizing_mode: ``"accurate"``, ``"balanced"``, ``"capped"``, ``"logarithmic"`` or ``"relative"``.
        dimension_caps: ``"channels"`` and ``"sequence"`` replace ``max_z`` and ``max_xy`` where a mode caps lengths.
        relative_base_size: pixels for each unit in the mode ``"relative"``.
        options: a ``LayeredOptions`` of visualkeras, or a mapping of these arguments.
        preset: one of :data:`LAYERED_PRESETS`.

    Returns:
        The picture.

    Raises:
        OptionError: a value that cannot be honoured; the message says what to use.
        OutputError: the file cannot be written.
    """
    given = {name: value for name, value in locals().items() if name in DEFAULTS}
    chosen = resolve("layered_view", given, options, preset, defaults=DEFAULTS, presets=LAYERED_PRESETS)
    target = None if chosen["to_file"] is None else _target(chosen["to_file"], chosen["font"])
    color = opaque_color("font_color", chosen["font_color"])
    drawing = Drawing(_colored(Drawing(_scene(model, chosen)).placed, color))
    image = _image(drawing, chosen["font"], color)
    if target is not None:
        write_image(drawing, image, target)
    return image


def _scene(model: object, chosen: Mapping[str, Any]) -> Scene:
    graph = read(model, values=False)
    listed = _listed(graph)
    numbers = {node.id: index for index, node in enumerate(graph.children(None))}
    hidden = {numbers[node.id] for node in graph.children(None) if node.id not in listed}
    chosen = {**chosen, **_caps(chosen)}
    left_out = hidden | _numbers("index_ignore", chosen["index_ignore"], listed, numbers)
    kinds = classes_in(chosen["type_ignore"], graph) | {_DUMMY}
    same: dict[str, Any] = {name: bool(chosen[name]) if isinstance(DEFAULTS[name], bool) else chosen[name] for name in _SAME}
    style = Layered(
        **same,
        type_ignore=sorted(kinds & {layer.kind for layer in graph.layers}),
        index_ignore=sorted(left_out),
        index_2d=sorted(_numbers("index_2D", chosen["index_2D"], listed, numbers)),
        color_map=_colors(graph, chosen["color_map"]),
        layer_spacing=chosen["spacing"],
        show_captions=False,
        show_shapes=bool(chosen["show_dimension"]),
        row_width=None,
        expand_nested=False,
        text_callable=_texts(model, graph, left_out, kinds, chosen["text_callable"]),
        text_size=text_size(chosen["font"]),
    )
    paper = opaque_color("background_fill", chosen["background_fill"])
    scene = style.build(graph)
    legends = tuple(replace(key, title="") for key in scene.legends)
    return replace(scene, legends=legends, notes=(), show_title=False, background=paper)


_SAME = (
    "min_z",
    "min_xy",
    "max_z",
    "max_xy",
    "scale_z",
    "scale_xy",
    "one_dim_orientation",
    "draw_volume",
    "draw_reversed",
    "padding",
    "text_vspacing",
    "draw_funnel",
    "shade_step",
    "legend",
    "sizing_mode",
    "relative_base_size",
)


def _listed(graph: Graph) -> Mapping[str, int]:
    """Return for each node at the top the place of its layer in ``model.layers``, where it is listed there."""
    nodes = graph.children(None)
    if graph.kind == "Sequential":
        nodes = tuple(node for node in nodes if node.layer.kind != "InputLayer")
    places = {layer_id: index for index, layer_id in enumerate(dict.fromkeys(node.layer.id for node in nodes))}
    return {node.id: places[node.layer.id] for node in nodes}


def _numbers(option: str, indices: Iterable[int] | None, listed: Mapping[str, int], numbers: Mapping[str, int]) -> set[int]:
    wanted = set(indices or ())
    unknown = sorted(wanted - set(listed.values()), key=repr)
    if unknown:
        raise OptionError(f"{option} names the layer {unknown[0]!r}; there are 0 to {max(listed.values(), default=0)}")
    return {numbers[name] for name, position in listed.items() if position in wanted}


def _caps(chosen: Mapping[str, Any]) -> dict[str, Any]:
    caps = chosen["dimension_caps"] or {}
    for name in caps:
        if name not in _CAPS:
            raise unknown_choice("dimension cap", name, _CAPS)
    if chosen["sizing_mode"] not in _CAPPED_MODES:
        return {}
    return {option: caps[name] for name, option in _CAPS.items() if option is not None and name in caps}


def _colors(graph: Graph, color_map: Any) -> dict[str, str]:
    """Return fill and outline of each class that occurs; outlines are black where none is given."""
    given = colors_by_class(color_map, graph)
    appearances = block_appearances([node.layer for node in graph.children(None)], {})
    return {
        kind: "/".join(
            opaque_color(f"{part} in color_map", given.get(kind, {}).get(part, otherwise))
            for part, otherwise in (("fill", appearance.fill), ("outline", "black"))
        )
        for kind, appearance in appearances.items()
    }


def _texts(
    model: object, graph: Graph, left_out: set[int], kinds: set[str], text_callable: TextCallable | str | None
) -> Callable[[int, Layer], tuple[str, bool]] | None:
    """Return the user's callable, which gets numbers among the drawn layers and layers as Keras has them."""
    if text_callable is None:
        return None
    named = named_text(text_callable)
    nodes = graph.children(None)
    drawn = [index for index, node in enumerate(nodes) if index not in left_out and node.layer.kind not in kinds]
    places = {index: position for position, index in enumerate(drawn)}
    live = LiveLayers(model)

    def texts(number: int, _: Layer) -> tuple[str, bool]:
        node: Node = nodes[number]
        return named(places[number], layer_view(node, live.of(node, graph)))

    return texts


def _image(drawing: Drawing, font: Any, color: str) -> Image:
    if is_own(font):
        return image_of(drawing)
    bare, labels = without_texts(drawing.placed)
    image = image_of(Drawing(bare))
    scale = image.width / (bare.size or (image.width, 0))[0]
    draw_texts(image, labels, font, color, scale)
    return image


def _colored(scene: Scene, color: str) -> Scene:
    """Return a scene with all its texts in a colour."""
    shapes = tuple(replace(shape, labels=_dyed(shape.labels, color)) for shape in scene.shapes)
    return replace(scene, shapes=shapes, labels=_dyed(scene.labels, color))


def _dyed(labels: Sequence[Label], color: str) -> tuple[Label, ...]:
    return tuple(replace(label, color=color) for label in labels)


def _target(to_file: str | os.PathLike[str], font: Any) -> Path:
    """Return the path, after a check that a file of this format can be written there in this font."""
    path = image_target(to_file)
    if is_vector(path) and not is_own(font):
        raise OptionError(
            f"a {path.suffix.lower()} is set in DejaVu Sans only: "
            "give font=ImageFont.truetype(dotnet_viz.fonts.font_file(), size), or write a .png"
        )
    return path
