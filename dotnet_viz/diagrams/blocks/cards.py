"""A block as a card, and a stage or a nested model as a frame."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dotnet_viz.diagrams.blocks.card_shape import Card
from dotnet_viz.diagrams.blocks.composition import composition, count_text
from dotnet_viz.diagrams.blocks.hierarchy import BlockFrame, BlockView
from dotnet_viz.diagrams.blocks.layer_text import describe
from dotnet_viz.diagrams.common.family_colors import FAMILY_COLORS
from dotnet_viz.fonts import one_line, shorten
from dotnet_viz.formatting import format_count
from dotnet_viz.graph.layer_count import layers_in_words
from dotnet_viz.scene import Cluster, Label, Shape

MAX_TOOLTIP_LAYERS = 40

_CAPTION_SIZE = 11.0
_MAX_CAPTION_WIDTH = 300.0


def block_shape(view: BlockView, detail: str = "full", *, show_parameters: bool = True) -> Shape:
    """Return a block's card: its names and count, what is inside, sizes, parameters and layers.

    Args:
        view: the block.
        detail: one of :data:`~dotnet_viz.diagrams.blocks.options.DETAILS`.
        show_parameters: whether the number of parameters is shown.
    """
    card = Card(view.name, count_text(view.block), _lines(view, detail), (_facts(view, show_parameters),))
    return replace(
        card.shape(view.shape_id, view.name),
        stroke=FAMILY_COLORS[view.family],
        stroke_width=2.4 if view.block.count > 1 else 1.6,
        dashed=view.is_frozen,
        tooltip="\n".join(_tooltip(view)),
        cluster=view.frame,
        kind="block" if view.call_count > 1 else view.block.nodes[0].layer.kind,
    )


def block_frame(frame: BlockFrame) -> Cluster:
    """Return the frame around a stage, a nested model or a block that is shown layer by layer."""
    caption = shorten(one_line(frame.caption), _CAPTION_SIZE, _MAX_CAPTION_WIDTH, bold=frame.is_model)
    return Cluster(
        frame.id,
        frame.caption,
        Label(caption, size=_CAPTION_SIZE, bold=frame.is_model, color="ink" if frame.is_model else "muted"),
        parent=frame.parent,
        tooltip=frame.tooltip,
    )


def _lines(view: BlockView, detail: str) -> tuple[str, ...]:
    is_input = view.block.nodes[0].layer.kind == "InputLayer" and view.call_count == 1
    return () if is_input else tuple(composition(view.block, view.edges, detail))


def _facts(view: BlockView, show_parameters: bool) -> str:
    facts = [view.sizes]
    if show_parameters and view.parameter_count != 0:
        facts.append(format_count(view.parameter_count, "parameter"))
    if view.call_count > 1:
        facts.append(layers_in_words({node.layer.id: node.layer for node in view.everything}.values()))
    return " · ".join([*facts, *(["frozen"] if view.is_frozen else []), *(["shared"] if view.is_shared else [])])


def _tooltip(view: BlockView) -> Iterator[str]:
    block = view.block
    yield " ".join(part for part in (view.name, count_text(block)) if part)
    copy = block.copies[0]
    for position, node in enumerate(copy[:MAX_TOOLTIP_LAYERS]):
        twins = [twin[position] for twin in block.copies[1:]]
        names = f"{node.layer.name} … {twins[-1].layer.name}" if twins else node.layer.name
        yield f"{names}: {describe(node, twins)}"
    if len(copy) > MAX_TOOLTIP_LAYERS:
        yield f"… and {len(copy) - MAX_TOOLTIP_LAYERS} more"
