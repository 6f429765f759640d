"""``lenet_view`` of visualkeras: feature maps as stacks of planes, from left to right."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from dotnet_viz.compat.pillow_papers import paper_of
from dotnet_viz.compat.visualkeras.arguments import colors_by_class, number_of, resolve
from dotnet_viz.compat.visualkeras.defaults import LENET_DEFAULTS as DEFAULTS
from dotnet_viz.compat.visualkeras.figures.blocks import ListedModel
from dotnet_viz.compat.visualkeras.figures.planes import Planes, RenderShape, freed, plane_pictures, with_patches
from dotnet_viz.compat.visualkeras.layer_styles import StyleMap, styled, styles_by_node
from dotnet_viz.compat.visualkeras.options import LENET_PRESETS
from dotnet_viz.compat.visualkeras.scenes.connectors import line_of, with_lines
from dotnet_viz.compat.visualkeras.scenes.finish import finished, target_of
from dotnet_viz.compat.visualkeras.without import without_layers
from dotnet_viz.graph import Graph
from dotnet_viz.layouts import DEFAULT_ENGINE
from dotnet_viz.layouts.groups import place_groups
from dotnet_viz.readers import read
from dotnet_viz.scene import Scene

if TYPE_CHECKING:
    from PIL.Image import Image

LabelCallable = Callable[[Any, RenderShape], str | None]


def lenet_view(  # noqa: PLR0913, PLR0917 - the signature of the original
    model: object,
    to_file: str | os.PathLike[str] | None = None,
    min_xy: float = 20,
    max_xy: float = 220,
    scale_xy: float = 4.0,
    type_ignore: Iterable[Any] | None = None,
    index_ignore: Iterable[int] | None = None,
    color_map: Mapping[Any, Mapping[str, Any]] | None = None,
    background_fill: Any = "black",
    padding: float = 20,
    layer_spacing: float = 40,
    map_spacing: float = 4,
    max_visual_channels: int = 12,
    connector_fill: Any = "gray",
    connector_width: float = 1,
    patch_fill: Any = "#7db7ff",
    patch_outline: Any = "black",
    patch_scale: float = 1.0,
    patch_alpha_on_image: int = 140,
    seed: int | None = None,
    draw_connections: bool = True,
    draw_patches: bool = True,
    font: Any = None,
    font_color: Any = "white",
    top_label_callable: LabelCallable | None = None,
    bottom_label_callable: LabelCallable | None = None,
    top_label: bool = True,
    bottom_label: bool = True,
    top_label_padding: float = 6,
    bottom_label_padding: float = 6,
    styles: Mapping[Any, Mapping[str, Any]] | None = None,
    *,
    options: Any = None,
    preset: str | None = None,
) -> Image:
    """Draw a model's feature maps as stacks of planes and its vectors as bars.

    Layers that keep the shape of a tensor, such as an activation, are written below it.

    Args:
        model: anything that :func:`dotnet_viz.read` takes.
        to_file: path of the picture, in any format of Pillow, ``.svg``, ``.pdf`` or ``.dot``.
        min_xy: least side of the largest plane in pixels.
        max_xy: its longest side at most.
        scale_xy: its pixels for each row or column; smaller planes shrink less than in proportion.
        type_ignore: classes of layers, or their names, that are left out.
        index_ignore: indices of layers that are left out.
        color_map: ``{"fill": ..., "outline": ...}`` by layer class, or by its name.
        background_fill: colour of the background: a name, ``"#rrggbb"`` or a tuple, whose fourth number says how opaque.
        padding: pixels around the picture.
        layer_spacing: pixels between two layers.
        map_spacing: pixels from plane to plane.
        max_visual_channels: planes drawn of each layer at most.
        connector_fill: colour of the lines between layers.
        connector_width: their width in pixels.
        patch_fill: colour of the patch that a kernel or pool covers.
        patch_outline: of its outline.
        patch_scale: how large patches are, compared with what they cover.
        patch_alpha_on_image: how opaque a patch is on an image, up to 255.
        seed: has no use: nothing is drawn at random.
        draw_connections: draw the lines between layers.
        draw_patches: draw patches.
        font: of Pillow, for all texts; in ``.svg``, ``.pdf`` and ``.dot`` only DejaVu Sans of any size.
        font_color: colour of all texts.
        top_label_callable: called with the layer and a :class:`RenderShape`; returns the text above, ``None`` for none.
        bottom_label_callable: likewise, for the text below.
        top_label: whether there are texts above.
        bottom_label: whether there are texts below.
        top_label_padding: pixels between a layer and the text above it.
        bottom_label_padding: pixels between a layer and the text below it.
        styles: what single layers look like, by name, number or class: ``"fill"``, ``"outline"``, ``"line_width"``,
            ``"connector_fill"``, ``"connector_width"``, and ``"face_image"`` (a file, an image or an array, which pixel formats
            show), ``"face_image_fit"``, ``"face_image_alpha"`` and ``"face_image_inset"``.
        options: a ``LenetOptions`` of visualkeras, or a mapping of these arguments.
        preset: ``"default"``, ``"compact"`` or ``"presentation"``.

    Returns:
        The picture.

    Raises:
        OptionError: a value that cannot be honoured; the message says what to use.
        OutputError: the file cannot be written.
    """
    chosen = resolve("lenet_view", locals(), options, preset, defaults=DEFAULTS, presets=LENET_PRESETS)
    target = target_of(chosen)
    listed, graph = _drawn(model, chosen)
    styles = styles_by_node(chosen["styles"], listed.graph, listed.listed)
    scene = _scene(listed, graph, chosen, styles)
    return finished(scene, chosen, target, plane_pictures(scene, styles, chosen["patch_alpha_on_image"]))


def _drawn(model: object, chosen: Mapping[str, Any]) -> tuple[ListedModel, Graph]:
    """Return the model with the layers that arguments count, and the graph without those that are left out."""
    listed = ListedModel(model, read(model, values=False)).ignoring(chosen)
    gone = {node.id for number, node in enumerate(listed.nodes) if not listed.is_drawn(number)}
    return listed, without_layers(listed.graph, gone)


def _scene(listed: ListedModel, graph: Graph, chosen: Mapping[str, Any], styles: StyleMap) -> Scene:
    """Return the placed figures in their colours."""
    style = Planes.of(listed, graph, chosen)
    scene = style.build(graph)
    colors = colors_by_class(chosen["color_map"], graph)
    by_node = {node.id: colors[node.layer.kind] for node in graph.nodes if node.layer.kind in colors}
    scene = with_lines(scene, **line_of(chosen))
    scene = styled(styled(scene, by_node), styles)
    if not chosen["draw_connections"]:
        scene = replace(
            scene, meshes=(), connections=(), shapes=tuple(shape for shape in scene.shapes if shape.kind != "value")
        )
    placed = freed(place_groups(with_patches(scene, chosen, styles), engine=DEFAULT_ENGINE, timeout=60.0))
    return replace(
        placed,
        layout="given",
        notes=(),
        show_title=False,
        margin=max(number_of("padding", chosen["padding"]), 0.0),
        background=paper_of(chosen["background_fill"]),
    )
