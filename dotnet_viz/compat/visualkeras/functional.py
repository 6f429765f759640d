"""``functional_view`` of visualkeras: layers as blocks in columns, with lines between them, for models with branches."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from dotnet_viz.compat.layer_view import layer_view
from dotnet_viz.compat.live_layers import LiveLayers
from dotnet_viz.compat.visualkeras.arguments import number_of, resolve
from dotnet_viz.compat.visualkeras.collapse import collapse_rules as rules_of
from dotnet_viz.compat.visualkeras.collapse import collapsed
from dotnet_viz.compat.visualkeras.defaults import FUNCTIONAL_DEFAULTS as DEFAULTS
from dotnet_viz.compat.visualkeras.figures.blocks import DecoratedBlocks, ListedModel, block_style, decorated
from dotnet_viz.compat.visualkeras.figures.styled_blocks import StyledBlocks
from dotnet_viz.compat.visualkeras.layer_styles import StyleMap, styles_by_node
from dotnet_viz.compat.visualkeras.options import FUNCTIONAL_PRESETS
from dotnet_viz.compat.visualkeras.scenes.box_texts import BoxText, box_text, sizes_of, with_box_texts
from dotnet_viz.compat.visualkeras.scenes.connectors import Connectors, connected, line_of, with_outputs
from dotnet_viz.compat.visualkeras.scenes.finish import finished, target_of
from dotnet_viz.compat.visualkeras.texts import TextCallable
from dotnet_viz.errors import OptionError, unknown_choice
from dotnet_viz.fonts import LINE_HEIGHT
from dotnet_viz.graph import Graph, Node
from dotnet_viz.readers import read
from dotnet_viz.scene import Label, Scene, Shape

if TYPE_CHECKING:
    from PIL.Image import Image

_LABEL_MODES = ("below", "inside")
_NOTE_SIZE = 12.0
_OF_BOXES = {"fill": "fill", "outline": "outline", "line_width": "outline_width"}
"""What the parts of a box of text are called without ``box_`` before them, by the part of any figure that they are."""


def functional_view(  # noqa: PLR0913, PLR0917 - the signature of the original
    model: object,
    to_file: str | os.PathLike[str] | None = None,
    color_map: Mapping[Any, Mapping[str, Any]] | None = None,
    background_fill: Any = "white",
    padding: float = 20,
    column_spacing: float = 80,
    row_spacing: float = 40,
    component_spacing: float = 80,
    connector_fill: Any = "gray",
    connector_width: float = 2,
    connector_arrow: bool = False,
    connector_padding: float = 5,
    min_z: float = 20,
    min_xy: float = 20,
    max_z: float = 400,
    max_xy: float = 2000,
    scale_z: float = 1.5,
    scale_xy: float = 4,
    one_dim_orientation: str = "z",
    sizing_mode: str = "balanced",
    dimension_caps: Mapping[str, float] | None = None,
    relative_base_size: float = 20,
    text_callable: TextCallable | str | None = None,
    text_vspacing: float = 4,
    font: Any = None,
    font_color: Any = "black",
    add_output_nodes: bool = False,
    layout_iterations: int = 4,
    virtual_node_size: float = 12,
    render_virtual_nodes: bool = False,
    draw_volume: bool = False,
    orientation_rotation: float | None = None,
    shade_step: float = 10,
    image_fit: str = "fill",
    image_axis: str = "z",
    layered_groups: Sequence[Mapping[str, Any]] | None = None,
    logo_groups: Sequence[Mapping[str, Any]] | None = None,
    logos_legend: bool | Mapping[str, Any] = False,
    styles: Mapping[Any, Mapping[str, Any]] | None = None,
    *,
    simple_text_visualization: bool = False,
    simple_text_label_mode: str = "below",
    collapse_enabled: bool = False,
    collapse_rules: Sequence[Mapping[str, Any]] | None = None,
    collapse_annotations: bool = True,
    options: Any = None,
    preset: str | None = None,
) -> Image:
    """Draw a model's layers as blocks in columns, with a line for every connection.

    Args:
        model: anything that :func:`dotnet_viz.read` takes.
        to_file: path of the picture, in any format of Pillow, ``.svg``, ``.pdf`` or ``.dot``.
        color_map: ``{"fill": ..., "outline": ...}`` by layer class, or by its name.
        background_fill: colour of the background: a name, ``"#rrggbb"`` or a tuple, whose fourth number says how opaque.
        padding: pixels around the picture.
        column_spacing: pixels between two blocks that follow one another.
        row_spacing: pixels between two branches.
        component_spacing: has no use: parts that nothing joins stand as far apart as branches.
        connector_fill: colour of the lines.
        connector_width: their width in pixels.
        connector_arrow: whether they end in an arrow.
        connector_padding: pixels between a block and the ends of the lines between neighbours.
        min_z: smallest length of a block along the data flow in pixels.
        min_xy: least height and depth in pixels.
        max_z: most length in pixels.
        max_xy: most height and depth in pixels.
        scale_z: pixels per channel or unit.
        scale_xy: pixels for each unit of height and width.
        one_dim_orientation: axis of tensors of one dimension: ``"x"``, ``"y"`` or ``"z"``.
        sizing_mode: ``"accurate"``, ``"balanced"``, ``"capped"``, ``"logarithmic"`` or ``"relative"``.
        dimension_caps: ``"channels"`` and ``"sequence"`` replace ``max_z`` and ``max_xy`` where a mode caps lengths.
        relative_base_size: pixels for each unit in the mode ``"relative"``.
        text_callable: called with the number of a layer and the layer; returns a text and whether it stands above; or a
            name of ``LAYERED_TEXT_CALLABLES``.
        text_vspacing: pixels between lines of its text.
        font: of Pillow, for all texts; in ``.svg``, ``.pdf`` and ``.dot`` only DejaVu Sans of any size.
        font_color: colour of all texts.
        add_output_nodes: a small box behind each output.
        layout_iterations: has no use: the longest path is straight and each branch has a track of its own.
        virtual_node_size: has no use: lines need no nodes on their way.
        render_virtual_nodes: has no use, likewise.
        draw_volume: draw blocks with depth; else rectangles.
        orientation_rotation: is refused but for ``None`` and 0: blocks are always seen from their right.
        shade_step: how much darker, of 255, the top is than the front, and the side than the top.
        image_fit: see ``layered_view``; so are the others up to ``styles``.
        image_axis: the face of an image.
        layered_groups: layers in frames.
        logo_groups: marks on layers.
        logos_legend: a key to the logos.
        styles: what single layers look like, by name, number or class; in boxes of text also ``"box_text"``,
            ``"box_text_callable"`` (called with the layer), ``"box_text_enabled"``, ``"box_text_color"``,
            ``"box_text_font_size"``, ``"box_text_align"``, ``"box_text_valign"``, ``"box_size"``, ``"box_min_size"``,
            ``"box_fill"``, ``"box_outline"`` and ``"box_outline_width"``.
        simple_text_visualization: boxes as large as the names of the layers in place of blocks as large as tensors.
        simple_text_label_mode: ``"below"`` writes the text of ``text_callable`` below such a box, ``"inside"`` into it.
        collapse_enabled: whether ``collapse_rules`` hold.
        collapse_rules: of layers that repeat in a chain the first are drawn: mappings with ``"kind"`` (``"layer"`` or
            ``"block"``), ``"selector"`` (a class or name, for blocks a list), ``"repeat_count"``, ``"label"`` and
            ``"annotation_position"``.
        collapse_annotations: whether it is written how many layers there are.
        options: a ``FunctionalOptions`` of visualkeras, or a mapping of these arguments.
        preset: ``"default"``, ``"compact"`` or ``"presentation"``.

    Returns:
        The picture.

    Raises:
        OptionError: a value that cannot be honoured; the message says what to use.
        OutputError: the file cannot be written.
    """
    chosen = resolve("functional_view", locals(), options, preset, defaults=DEFAULTS, presets=FUNCTIONAL_PRESETS)
    if chosen["simple_text_label_mode"] not in _LABEL_MODES:
        raise unknown_choice("simple_text_label_mode", chosen["simple_text_label_mode"], _LABEL_MODES)
    target = target_of(chosen)
    view = _view(model, chosen)
    return finished(view.scene, chosen, target, view.pictures)


@dataclass(frozen=True)
class _Blocks(StyledBlocks):
    """Blocks whose branches stand a chosen distance apart."""

    row_spacing: float = 40.0

    @property
    def track_gap(self) -> float:
        return self.row_spacing


def _view(model: object, chosen: Mapping[str, Any]) -> DecoratedBlocks:
    if chosen["orientation_rotation"]:
        raise OptionError("orientation_rotation is not drawn: blocks are seen from their right; leave it out, or give 0")
    rules = rules_of(chosen["collapse_rules"]) if chosen["collapse_enabled"] else ()
    shorter = collapsed(read(model, values=False), rules)
    listed = ListedModel(model, shorter.graph)
    styles: StyleMap = styles_by_node(chosen["styles"], listed.graph, listed.listed)
    texts = _box_texts(listed, chosen, styles) if chosen["simple_text_visualization"] else {}
    styles = _of_boxes(styles, sizes_of(texts, styles)) if texts else styles
    scene = _blocks(listed, chosen, styles, are_texts=bool(texts)).build(shorter.graph)
    scene = _with_connectors(scene, shorter.graph, chosen)
    if chosen["collapse_annotations"]:
        scene = _with_notes(scene, shorter.notes)
    view = decorated(scene, listed, chosen, styles)
    return replace(view, scene=with_box_texts(view.scene, texts))


def _blocks(listed: ListedModel, chosen: Mapping[str, Any], styles: StyleMap, *, are_texts: bool) -> _Blocks:
    is_inside = are_texts and chosen["simple_text_label_mode"] == "inside"
    style = block_style(
        listed,
        {**chosen, **({"dimension_caps": None} if are_texts else {}), **({"text_callable": None} if is_inside else {})},
        styles,
        layer_spacing=number_of("column_spacing", chosen["column_spacing"]),
        padding=chosen["padding"],
        draw_volume=bool(chosen["draw_volume"]) and not are_texts,
        draw_funnel=False,
        show_shapes=False,
        legend=False,
    )
    options = {field.name: getattr(style, field.name) for field in fields(style)}
    return _Blocks(**options, row_spacing=number_of("row_spacing", chosen["row_spacing"]))


def _with_connectors(scene: Scene, graph: Graph, chosen: Mapping[str, Any]) -> Scene:
    """Return a scene with the lines that were asked for, and boxes behind the outputs."""
    appearance = Connectors(
        **line_of(chosen),
        arrow=bool(chosen["connector_arrow"]),
        padding=number_of("connector_padding", chosen["connector_padding"]),
    )
    scene = connected(scene, appearance)
    if not chosen["add_output_nodes"]:
        return scene
    names = {node.id: node.layer.name for node in graph.nodes}
    return with_outputs(scene, graph.outputs, appearance, chosen["column_spacing"] / 2, names)


def _box_texts(listed: ListedModel, chosen: Mapping[str, Any], styles: StyleMap) -> dict[str, BoxText]:
    """Return what stands in each box: the class, or what ``text_callable`` says where that is to stand inside."""
    inner = listed.texts(chosen["text_callable"]) if chosen["simple_text_label_mode"] == "inside" else None
    live = LiveLayers(listed.model)
    return {
        node.id: box_text(
            styles.get(node.id, {}),
            inner(number, node.layer)[0] if inner is not None else node.layer.kind,
            partial(_live_layer, live, node, listed),
        )
        for number, node in enumerate(listed.nodes)
        if listed.is_drawn(number)
    }


def _live_layer(live: LiveLayers, node: Node, listed: ListedModel) -> object:
    return layer_view(node, live.of(node, listed.graph))


def _of_boxes(styles: StyleMap, sizes: Mapping[str, tuple[float, float]]) -> dict[str, dict[str, Any]]:
    """Return styles in which the parts for boxes of text are those of all figures."""
    found: dict[str, dict[str, Any]] = {}
    for name, (width, height) in sizes.items():
        style = styles.get(name, {})
        own = {part: style[f"box_{old}"] for part, old in _OF_BOXES.items() if style.get(f"box_{old}") is not None}
        kept = {part: value for part, value in style.items() if not part.startswith("box_")}
        found[name] = {**kept, **own, "min_z": width, "max_z": width, "min_xy": height, "max_xy": height}
    return found


def _with_notes(scene: Scene, notes: Mapping[str, tuple[str, bool]]) -> Scene:
    """Return a scene in which it stands at a block for how many layers it is drawn."""
    shapes = (_noted(shape, *notes[shape.id]) if shape.id in notes else shape for shape in scene.shapes)
    return replace(scene, shapes=tuple(shapes))


def _noted(shape: Shape, text: str, is_above: bool) -> Shape:
    ends = [label.y for label in shape.labels if (label.y < 0) == is_above]
    half, step = shape.height / 2, _NOTE_SIZE * LINE_HEIGHT
    y = min([-half, *ends]) - step if is_above else max([half, *ends]) + step
    return replace(shape, labels=(*shape.labels, Label(text, 0.0, y, _NOTE_SIZE, bold=True)))
