"""A block as a card, and a stage or a nested model as a frame."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from dotnet_viz.colors import WHITE, seen_on
from dotnet_viz.diagrams.blocks.arcs import arcs_of
from dotnet_viz.diagrams.blocks.card_shape import MAX_WIDTH, TEXT_SIZE, Card
from dotnet_viz.diagrams.blocks.composition import Contents, composition, count_text, drawn_contents
from dotnet_viz.diagrams.blocks.hierarchy import BlockFrame, BlockView
from dotnet_viz.diagrams.blocks.layer_text import describe
from dotnet_viz.diagrams.common.family_colors import FAMILY_COLORS
from dotnet_viz.diagrams.common.texts.remarks import remark_lines
from dotnet_viz.fonts import one_line, shorten, text_width
from dotnet_viz.formatting import format_count
from dotnet_viz.graph import Layer, Node
from dotnet_viz.graph.counts import all_frozen, count_parameters
from dotnet_viz.graph.layer_count import layers_in_words
from dotnet_viz.graph.layer_kinds import KernelAxes, core, core_kind, family_of
from dotnet_viz.measures.structure.chain import is_heavy
from dotnet_viz.natural_order import natural_key
from dotnet_viz.scene import KEY_STROKE, Cluster, Connection, KeyEntry, KeyLegend, Label, Shape
from dotnet_viz.translation.translate import translate

MAX_TOOLTIP_LAYERS = 40

_CAPTION_SIZE = 11.0
_MAX_CAPTION_WIDTH = 300.0
_MOST_MARKS = 4
_MOST_NAMES = 2
_THICK = 2.4
_WORD = re.compile(r"\w+")


class DrawnBlock(NamedTuple):
    """A block's card, what its lines say and its shape."""

    view: BlockView
    card: Card
    contents: Contents
    shape: Shape


def block_shape(view: BlockView, detail: str = "full", *, show_parameters: bool = True) -> Shape:
    """Return a block's card: its names and count, what is inside, sizes, parameters and layers.

    Args:
        view: the block.
        detail: one of :data:`~dotnet_viz.diagrams.blocks.options.DETAILS`.
        show_parameters: whether the number of parameters is shown.
    """
    return drawn_block(view, detail, show_parameters=show_parameters).shape


def drawn_block(
    view: BlockView, detail: str, *, show_parameters: bool, most_width: float = MAX_WIDTH, is_brief: bool = False
) -> DrawnBlock:
    """Return a block's card, what its lines say and its shape.

    Args:
        view: the block.
        detail: one of :data:`~dotnet_viz.diagrams.blocks.options.DETAILS`.
        show_parameters: whether the number of parameters is shown.
        most_width: of the texts on it, in pixels.
        is_brief: whether no more is on it than what it is, the sizes of its tensors and what was added; nor is it told apart
            by its outline.
    """
    edges = (*view.edges, *view.entering)
    contents = Contents(()) if _is_input(view) else drawn_contents(view.block, edges, detail)
    stated = card_facts(view, show_parameters)
    if text_width(stated, TEXT_SIZE) > most_width:
        # What the outline shows too is not worth a line.
        stated = card_facts(view, show_parameters, show_family=False)
    facts = (view.sizes, *_remarks(view, with_marks=False)) if is_brief else (stated, *_frozen_layers(view), *_remarks(view))
    card = Card(view.name, count_text(view.block), contents.lines, facts, contents.continued, most_width)
    shape = _shape(view, card)
    return DrawnBlock(view, card, contents, replace(shape, stroke=_outline("other")) if is_brief else shape)


def block_arcs(drawn: DrawnBlock, detail: str, direction: str) -> tuple[Connection, ...]:
    """Return the shortcuts inside a block as arcs beside its card.

    Args:
        drawn: the block.
        detail: one of :data:`~dotnet_viz.diagrams.blocks.options.DETAILS`.
        direction: where the data flows.
    """
    view, card, contents, shape = drawn
    return arcs_of(view, shape, contents, card.ends(), detail, direction) if contents.shortcuts else ()


def _shape(view: BlockView, card: Card) -> Shape:
    return replace(
        card.shape(view.shape_id, view.name),
        stroke=_outline(view.family),
        stroke_width=_THICK if view.block.count > 1 else KEY_STROKE,
        dashed=view.is_frozen,
        tooltip="\n".join(_tooltip(view)),
        cluster=view.frame,
        kind="block" if view.call_count > 1 else view.block.nodes[0].layer.kind,
    )


def _is_input(view: BlockView) -> bool:
    return view.block.nodes[0].layer.kind == "InputLayer" and view.call_count == 1


def _frozen_layers(view: BlockView) -> list[str]:
    """Return which layers are not trained where others of the same card are, which its outline cannot say."""
    frozen = [layer.name for layer in view.copies[0].values() if all_frozen([layer])]
    if view.is_frozen or not frozen:
        return []
    is_named = len(frozen) <= _MOST_NAMES and view.block.count == 1
    text = ", ".join(map(one_line, frozen)) if is_named else format_count(len(frozen), "layer")
    return [shorten(f"{translate('frozen')}: {text}", TEXT_SIZE, MAX_WIDTH)]


def _remarks(view: BlockView, *, with_marks: bool = True) -> list[str]:
    remarked = [node for node in view.block.nodes if node.remarks] or view.everything
    if view.call_count == 1:
        return remark_lines(remarked, labelled=True)
    known = {node.id: node for node in (*view.block.nodes, *view.everything)} if with_marks else {}
    marks = [f"{one.layer.name}: {remark.text}" for one in known.values() for remark in one.remarks if remark.is_mark]
    more = [translate("+{left_out} more", left_out=len(marks) - _MOST_MARKS)] if len(marks) > _MOST_MARKS else []
    others = [replace(node, remarks=tuple(one for one in node.remarks if not one.is_mark)) for node in remarked]
    return [*remark_lines(others, labelled=True), *marks[:_MOST_MARKS], *more]


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


def outline_key(views: Sequence[BlockView], *, is_brief: bool = False) -> tuple[KeyLegend, ...]:
    """Return the key to the outlines of cards, where they differ.

    Args:
        views: what the cards show.
        is_brief: whether outlines have one colour, and only dashes and thick ones say something.
    """
    # Of layers in one box of a picture for a page no classes are known, so that no family has most of its parameters.
    families = {view.family for view in views if not all(node.stands_for for node in view.block.nodes)}
    families = set() if is_brief else families
    entries = [KeyEntry(translate(name), "panel", _outline(name)) for name in FAMILY_COLORS if name in families]
    if any(view.is_frozen for view in views):
        entries.append(KeyEntry(translate("frozen: not trained"), "panel", "ink", dashed=True))
    if any(view.block.count > 1 for view in views):
        entries.append(KeyEntry(translate("thick: repeated"), "panel", "ink", stroke_width=_THICK))
    title = translate("outlines") if is_brief else translate("most parameters")
    return (KeyLegend(title, tuple(entries), explains="outline"),) if len(entries) > (not is_brief) else ()


def _outline(family: str) -> str:
    """Return the colour of a family where it is a line on white paper."""
    return seen_on(FAMILY_COLORS[family], WHITE)


def unlisted_kinds(blocks: Sequence[DrawnBlock], detail: str) -> tuple[list[str], list[str]]:
    """Return the classes of layers in cards of several layers that the lines of no such card list, and those that some do not.

    Args:
        blocks: what is drawn.
        detail: one of :data:`~dotnet_viz.diagrams.blocks.options.DETAILS`.
    """
    listed: set[str] = set()
    missing: set[str] = set()
    for drawn in blocks:
        if drawn.view.call_count > 1:
            words = _words_of(drawn, detail)
            listed |= words
            missing |= _kinds_in(drawn.view) - words
    return sorted(missing - listed, key=natural_key), sorted(missing & listed, key=natural_key)


def _words_of(drawn: DrawnBlock, detail: str) -> set[str]:
    """Return the words on a card, those beside its arcs included."""
    aside = [node for shortcut in drawn.contents.shortcuts for node in shortcut.layers]
    lines = [*drawn.contents.lines, *(describe(node) for node in aside if detail == "full" or is_heavy(node))]
    words = {word for line in lines for word in _WORD.findall(line)}
    return words | {"Multiply"} if translate("gate") in words else words


def _kinds_in(view: BlockView) -> set[str]:
    names = (_WORD.match(describe(node)) for node in view.block.copies[0])
    return {name[0] for name in names if name is not None} - {"InputLayer"}


def card_lines(view: BlockView, detail: str) -> tuple[str, ...]:
    """Return what is inside a block in words alone, a line for each path through it.

    Args:
        view: the block.
        detail: one of :data:`~dotnet_viz.diagrams.blocks.options.DETAILS`.
    """
    return () if _is_input(view) else tuple(composition(view.block, view.edges, detail))


def card_facts(view: BlockView, show_parameters: bool = True, *, show_family: bool = True) -> str:
    """Return the sizes of a block's tensors, its parameters and layers, and whether it is frozen or shared.

    Where layers of several families have matrices of weights, the family with most parameters, which its outline shows too.

    Args:
        view: the block.
        show_parameters: whether the number of parameters is among them.
        show_family: whether the family with most parameters is.
    """
    is_named = show_parameters and show_family and view.is_mixed
    most = [translate("most: {family}", family=_largest_part(view))] if is_named else []
    facts = [view.sizes, *_amounts(view, show_parameters), *most]
    return " · ".join(
        [*facts, *([translate("frozen")] if view.is_frozen else []), *([translate("shared")] if view.is_shared else [])]
    )


def _largest_part(view: BlockView) -> str:
    """Return what has most of a block's parameters: a family, or the class of embeddings, which are no dense layers."""
    largest = [layer for layer in view.layers.values() if layer.weights and family_of(layer) == view.family]
    if all(core_kind(layer).kernel is KernelAxes.INDEX_DIMENSION for layer in largest):
        classes = {core(layer).kind for layer in largest}
        return classes.pop() if len(classes) == 1 else translate(view.family)
    return translate(view.family)


def _amounts(view: BlockView, show_parameters: bool) -> list[str]:
    """Return the parameters and layers of each copy; of all together where copies differ or share layers."""
    listed = {node.layer.id for node in _counted(view)} if view.call_count > 1 else set()

    def describe_all(layers: Collection[Layer]) -> list[str]:
        count = count_parameters(layers)
        words = layers_in_words(layer for layer in layers if layer.id in listed)
        return [*([format_count(count, "parameter")] if show_parameters and count != 0 else []), *([words] if listed else [])]

    copies = [tuple(copy.values()) for copy in view.copies]
    together, first = describe_all(tuple(view.layers.values())), describe_all(copies[0])
    if len(copies) == 1 or not together:
        return together
    if sum(map(len, copies)) == len(view.layers) and all(describe_all(copy) == first for copy in copies):
        return [translate("each {amount}", amount=first[0]), *first[1:]]
    return [*together[:-1], translate("{amount} in all", amount=together[-1])]


def _counted(view: BlockView) -> Sequence[Node]:
    """Return the calls in a block; beside inputs of its own level those of models nested in it are no more inputs."""
    own = {node.id for node in view.block.nodes if node.layer.kind == "InputLayer"}
    return [node for node in view.everything if not own or node.layer.kind != "InputLayer" or node.id in own]


def _tooltip(view: BlockView) -> Iterator[str]:
    block = view.block
    yield " ".join(part for part in (view.name, count_text(block)) if part)
    copy = block.copies[0]
    for position, node in enumerate(copy[:MAX_TOOLTIP_LAYERS]):
        twins = [twin[position] for twin in block.copies[1:]]
        names = f"{node.layer.name} … {twins[-1].layer.name}" if twins else node.layer.name
        yield f"{names}: {describe(node, twins)}"
    if len(copy) > MAX_TOOLTIP_LAYERS:
        yield translate("… and {more} more", more=len(copy) - MAX_TOOLTIP_LAYERS)
