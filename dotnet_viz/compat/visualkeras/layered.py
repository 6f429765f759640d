"""``layered_view`` of visualkeras: same call, same sizes, on any model of Keras 3."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from dotnet_viz.compat.visualkeras.arguments import resolve
from dotnet_viz.compat.visualkeras.defaults import LAYERED_DEFAULTS as DEFAULTS
from dotnet_viz.compat.visualkeras.figures.blocks import DecoratedBlocks, ListedModel, block_style, decorated
from dotnet_viz.compat.visualkeras.layer_styles import styles_by_node
from dotnet_viz.compat.visualkeras.options import LAYERED_PRESETS
from dotnet_viz.compat.visualkeras.scenes.connectors import line_of, outlined_funnels, with_lines
from dotnet_viz.compat.visualkeras.scenes.finish import finished, target_of
from dotnet_viz.compat.visualkeras.scenes.trimmed import trimmed
from dotnet_viz.compat.visualkeras.texts import TextCallable
from dotnet_viz.drawing import Drawing
from dotnet_viz.readers import read

if TYPE_CHECKING:
    from PIL.Image import Image


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
    shade_step: float = 10,
    legend: bool = False,
    legend_text_spacing_offset: float = 15,
    font: Any = None,
    font_color: Any = "black",
    show_dimension: bool = False,
    sizing_mode: str = "accurate",
    dimension_caps: Mapping[str, float] | None = None,
    relative_base_size: float = 20,
    connector_fill: Any = "gray",
    connector_width: float = 1,
    image_fit: str = "fill",
    image_axis: str = "z",
    layered_groups: Sequence[Mapping[str, Any]] | None = None,
    logo_groups: Sequence[Mapping[str, Any]] | None = None,
    logos_legend: bool | Mapping[str, Any] = False,
    styles: Mapping[Any, Mapping[str, Any]] | None = None,
    *,
    options: Any = None,
    preset: str | None = None,
) -> Image:
    """Draw a model's layers as blocks, sized after their tensors.

    Blocks are those of ``model.layers``; indices count them. Branches are laid out beside each other. A
    ``SpacingDummyLayer`` is a gap.

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
        background_fill: colour of the background: a name, ``"#rrggbb"`` or a tuple, whose fourth number says how opaque.
        draw_volume: draw blocks with depth; else rectangles.
        draw_reversed: draw blocks as seen from their left.
        padding: pixels before the first and behind the last block, and around texts and keys.
        text_callable: called with the number among the drawn layers and the layer; returns a text and whether it
            stands above; or a name of ``LAYERED_TEXT_CALLABLES``.
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
        connector_fill: colour of the lines between blocks; ``"gray"`` stands for that of the outline of the block behind.
        connector_width: their width in pixels.
        image_fit: how an image in ``styles`` has room on its face: ``"fill"`` (or ``"stretch"``), ``"contain"`` (or
            ``"match_aspect"``), ``"cover"`` or ``"scale-down"``.
        image_axis: the face of an image: ``"z"`` the front, ``"y"`` the top, ``"x"`` the side.
        layered_groups: layers in frames: mappings with ``"name"`` and ``"layers"`` (names, numbers or classes) or
            ``"indices"``, and with ``"fill"``, ``"outline"``, ``"padding"``, ``"text_spacing"``, ``"font_size"``
            and ``"font_color"`` where these are to be others.
        logo_groups: marks on layers: mappings with ``"file"``, or with ``"text"``, ``"fill"`` and ``"outline"`` for a badge,
            and with layers as in groups, ``"axis"``, ``"corner"`` and ``"size"`` (a share of the face, or pixels).
        logos_legend: a key to the logos; a mapping counts as yes.
        styles: what single layers look like, by name, number or class: ``"fill"``, ``"outline"``, ``"line_width"``, ``"text"``,
            ``"connector_fill"``, ``"connector_width"``, ``"image"`` (a file, an image or an array, which pixel formats
            show), ``"image_fit"``, ``"image_axis"`` and ``"scale_image"``.
        options: a ``LayeredOptions`` of visualkeras, or a mapping of these arguments.
        preset: one of :data:`LAYERED_PRESETS`.

    Returns:
        The picture.

    Raises:
        OptionError: a value that cannot be honoured; the message says what to use.
        OutputError: the file cannot be written.
    """
    chosen = resolve("layered_view", locals(), options, preset, defaults=DEFAULTS, presets=LAYERED_PRESETS)
    target = target_of(chosen)
    view = _view(model, chosen)
    return finished(trimmed(Drawing(view.scene).placed), chosen, target, view.pictures)


def _view(model: object, chosen: Mapping[str, Any]) -> DecoratedBlocks:
    everything = ListedModel(model, read(model, values=False))
    hidden = frozenset(index for index, node in enumerate(everything.nodes) if node.id not in everything.places)
    listed = replace(everything, left_out=hidden).ignoring(chosen)
    styles = styles_by_node(chosen["styles"], listed.graph, listed.listed)
    style = block_style(
        listed,
        chosen,
        styles,
        index_2d=sorted(listed.numbers("index_2D", chosen["index_2D"])),
        layer_spacing=chosen["spacing"],
        show_shapes=bool(chosen["show_dimension"]),
        padding=chosen["padding"],
        draw_volume=bool(chosen["draw_volume"]),
        draw_reversed=bool(chosen["draw_reversed"]),
        draw_funnel=bool(chosen["draw_funnel"]),
        legend=bool(chosen["legend"]),
    )
    scene = with_lines(style.build(listed.graph), **line_of(chosen))
    if chosen["connector_fill"] == DEFAULTS["connector_fill"]:
        scene = outlined_funnels(scene)
    return decorated(scene, listed, chosen, styles)
