"""What a weight graph leaves out, in words and in numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dotnet_viz.diagrams.common.texts.model_text import model_text
from dotnet_viz.diagrams.common.values.value_notes import value_notes
from dotnet_viz.diagrams.units.kernels import WEIGHT
from dotnet_viz.diagrams.weight_graph.edges import LayerLines
from dotnet_viz.diagrams.weight_graph.picture import WeightPicture
from dotnet_viz.diagrams.weight_graph.texts.hidden_ends import hidden_ends
from dotnet_viz.diagrams.weight_graph.texts.omission_words import omission_in_words
from dotnet_viz.fonts import one_line
from dotnet_viz.formatting import format_count
from dotnet_viz.graph import Layer, Weight
from dotnet_viz.graph.distinct_names import distinct_names
from dotnet_viz.keras_format.config.names import listed
from dotnet_viz.scene import Omission
from dotnet_viz.translation.translate import mark_plural, retold, translate

# More lines than this cannot all have their values written beside them.
MAX_VALUES = 150


def omissions_of(picture: WeightPicture) -> Iterator[Omission]:
    """Yield how much is drawn of each layer that is not drawn whole."""
    for one in picture.pictures:
        if one.column.left_out:
            yield one.omission
    wholes: dict[str, list[tuple[LayerLines, float]]] = {}
    for lines, (_, sums) in zip(picture.lines, picture.numbers, strict=True):
        wholes.setdefault(lines.link.whole or f"{len(wholes)} {lines.link.name}", []).append((lines, sums.magnitude))
    for parts in wholes.values():
        if any(len(lines.values) < lines.total for lines, _ in parts):
            yield _together(parts)


def _together(parts: Sequence[tuple[LayerLines, float]]) -> Omission:
    """Return how much is drawn of a kernel: of all its gates, where they are drawn one by one."""
    first = parts[0][0].omission
    if len(parts) == 1:
        return first
    magnitude = sum(own for _, own in parts) or 1.0
    least = [lines.least for lines, _ in parts if lines.least is not None]
    return replace(
        first,
        name=parts[0][0].link.whole,
        drawn=sum(len(lines.values) for lines, _ in parts),
        total=sum(lines.total for lines, _ in parts),
        share=sum(lines.share * own for lines, own in parts) / magnitude,
        least=min(least, default=None),
    )


_MOST_NAMES = 16
_NOT_DRAWN = mark_plural(
    "not drawn: {count} more layer with weights ({kinds})", "not drawn: {count} more layers with weights ({kinds})"
)
_NO_LINES = mark_plural(
    "not drawn: the weights of {count} layer that treats each unit by itself ({kinds})",
    "not drawn: the weights of {count} layers that treat each unit by itself ({kinds})",
)


def notes_of(
    picture: WeightPicture, omissions: Sequence[Omission], *, unwritten: bool, left_out: Sequence[str] | None = None
) -> Iterator[str]:
    """Yield the lines below the picture.

    Args:
        picture: what is drawn.
        omissions: of the layers.
        unwritten: whether values were asked for and are too many to be written.
        left_out: what a picture for a paper that is smaller than a column lacks, in words; its notes are short.
    """
    measures = (
        {lines.link.whole: lines.measure for lines in picture.lines}
        | {one.link.name: WEIGHT for one in picture.pictures}
        | {lines.link.name: lines.measure for lines in picture.lines}
    )
    zeros = _zeros_of(picture)
    for item in omissions:
        yield omission_in_words(item, measures[item.name], zeros=zeros.get(item.name, 0), is_short=picture.gap is not None)
    if picture.options.sums_up and any(column.left_out for column in picture.columns.values()):
        yield translate("lines of +N: the {kind} of the weights that they stand for", kind=translate(picture.options.left_out))
    if unwritten:
        yield translate("values are not written: more than {most} lines", most=MAX_VALUES)
    if picture.options.scaling_per == "auto" and picture.scales.own:
        yield translate("each layer has a scale of its own, as their largest weights differ by a factor of 100 or more")
    yield from _layers_left_out(picture) if left_out is None else _left_out_in_short(picture, left_out)
    yield from hidden_ends(picture)
    yield from _others_left_out(picture)
    if not picture.graph.has_architecture:
        yield from map(retold, picture.graph.notes)
    yield from value_notes(_weights_drawn(picture))


def _zeros_of(picture: WeightPicture) -> dict[str, int]:
    """Return how many numbers of each layer are exactly zero, which are no lines."""
    found: dict[str, int] = {}
    for lines in picture.lines:
        for name in dict.fromkeys((lines.link.name, lines.link.whole)):
            found[name] = found.get(name, 0) + lines.zeros
    return found


def _layers_left_out(picture: WeightPicture) -> Iterator[str]:
    selection = picture.selection
    if selection.drawn < selection.total:
        titles = distinct_names(picture.graph)
        links = (*selection.units.kernels, *(one.link for one in picture.pictures))
        names = dict.fromkeys(one_line(titles[link.node.layer.id]) for link in links)
        yield translate(
            "{drawn} of {count} layer with weights between units is drawn: {layers}",
            "{drawn} of {count} layers with weights between units are drawn: {layers}",
            count=selection.total,
            drawn=format_count(selection.drawn),
            layers=listed(list(names), at_most=_MOST_NAMES),
        )


def _left_out_in_short(picture: WeightPicture, left_out: Sequence[str]) -> Iterator[str]:
    """Yield one line, without the names of what is drawn, which captions say."""
    layers = picture.selection.total - picture.selection.drawn
    things = [*([format_count(layers, "more layer")] if layers else []), *left_out]
    if things:
        yield translate("not drawn: {things}", things=", ".join(things))


def _others_left_out(picture: WeightPicture) -> Iterator[str]:
    """Yield the kernels and layers that no line can show."""
    yield from _kernels_left_out(picture)
    between = {link.node.layer.id for link in picture.whole.kernels}
    rest = [layer for layer in picture.graph.layers if layer.weights and layer.id not in between]
    single = {node.layer.id for stage in picture.whole.stages for node in stage.after}
    for layers, texts in (
        ([layer for layer in rest if layer.id not in single], _NOT_DRAWN),
        ([layer for layer in rest if layer.id in single], _NO_LINES),
    ):
        if layers:
            yield translate(*texts, count=len(layers), kinds=", ".join(dict.fromkeys(layer.kind for layer in layers)))


def _kernels_left_out(picture: WeightPicture) -> Iterator[str]:
    """Yield the kernels of layers that are drawn which no line shows, such as keys of another number of heads."""
    shown: dict[str, set[str]] = {}
    layers = {lines.link.node.layer.id: lines.link.node.layer for lines in picture.lines}
    titles = distinct_names(picture.graph)
    for lines in picture.lines:
        for part in lines.link.kernel.parts:
            names = shown.setdefault(lines.link.node.layer.id, set())
            names |= {weight.name for weight in (part.weight, part.pointwise) if weight is not None}
    for layer_id, layer in layers.items():
        rest = [
            weight.name for weight in layer.weights if weight.role.endswith("kernel") and weight.name not in shown[layer_id]
        ]
        if rest:
            yield translate(
                "not drawn of {layer}: {weights}", layer=one_line(titles[layer_id]), weights=", ".join(map(one_line, rest))
            )


def _weights_drawn(picture: WeightPicture) -> Iterator[tuple[Layer, Weight]]:
    """Yield the weights that lines show, and those of all layers that no line can show."""
    for link in (*(one.link for one in picture.pictures), *(lines.link for lines in picture.lines)):
        for part in link.kernel.parts:
            yield from ((link.node.layer, weight) for weight in (part.weight, part.pointwise) if weight is not None)
    for layer in picture.graph.layers:
        yield from ((layer, weight) for weight in layer.weights if not weight.has_values)


def description_of(picture: WeightPicture) -> str:
    """Return one sentence for those who cannot see the picture."""
    columns = [column for column in picture.columns.values() if column.stage.role not in ("state", "gate")]
    sizes = "-".join(str(column.total) for column in columns)
    links = (*(one.link for one in picture.pictures), *(lines.link for lines in picture.lines))
    titles = distinct_names(picture.graph)
    names = ", ".join(dict.fromkeys(one_line(titles[link.node.layer.id]) for link in links))
    return translate(
        "Weights of {model}; drawn are those of {names} ({sizes} neurons): {positive} positive, {negative} negative.",
        model=model_text(picture.graph),
        names=names,
        sizes=sizes,
        positive=translate(picture.options.colors.positive_word),
        negative=translate(picture.options.colors.negative_word),
    )
