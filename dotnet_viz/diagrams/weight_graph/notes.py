"""What a weight graph leaves out, in words and in numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dotnet_viz.diagrams.common.model_text import model_text
from dotnet_viz.diagrams.common.value_notes import value_notes
from dotnet_viz.diagrams.units.kernels import KERNEL_NORM, WEIGHT
from dotnet_viz.diagrams.weight_graph.picture import WeightPicture
from dotnet_viz.fonts import one_line
from dotnet_viz.formatting import format_count, format_number, format_percent
from dotnet_viz.graph import Layer, Weight
from dotnet_viz.scene import Omission

# More lines than this cannot all have their values written beside them.
MAX_VALUES = 150


def omissions_of(picture: WeightPicture) -> Iterator[Omission]:
    """Yield how much is drawn of each layer that is not drawn whole."""
    for lines in picture.lines:
        if len(lines.values) < lines.total:
            yield lines.omission


def notes_of(picture: WeightPicture, omissions: Sequence[Omission], *, unwritten: bool) -> Iterator[str]:
    """Yield the lines below the picture.

    Args:
        picture: what is drawn.
        omissions: of the layers.
        unwritten: whether values were asked for and are too many to be written.
    """
    measures = {lines.link.name: lines.measure for lines in picture.lines}
    yield from (_omission_note(item, measures[item.name], "inputs") for item in omissions)
    if picture.options.sums_up and any(column.left_out for column in picture.columns.values()):
        yield f"lines of +N: the {picture.options.left_out} of the weights that they stand for"
    if unwritten:
        yield f"values are not written: more than {MAX_VALUES} lines"
    yield from _layers_left_out(picture)
    if not picture.graph.has_architecture:
        yield from picture.graph.notes
    yield from value_notes(_weights_drawn(picture))


def _layers_left_out(picture: WeightPicture) -> Iterator[str]:
    selection = picture.selection
    if selection.drawn < selection.total:
        layers = f"{format_count(selection.drawn)} of {format_count(selection.total, 'layer')}"
        yield f"{layers} with weights between units are drawn"
    yield from _kernels_left_out(picture)
    between = {link.node.layer.id for link in picture.whole.kernels}
    rest = [layer for layer in picture.graph.layers if layer.weights and layer.id not in between]
    if rest:
        kinds = ", ".join(dict.fromkeys(layer.kind for layer in rest))
        yield f"not drawn: {format_count(len(rest), 'more layer')} with weights ({kinds})"


def _kernels_left_out(picture: WeightPicture) -> Iterator[str]:
    """Yield the kernels of layers that are drawn which no line shows, such as keys of another number of heads."""
    shown: dict[str, set[str]] = {}
    layers = {lines.link.node.layer.id: lines.link.node.layer for lines in picture.lines}
    for lines in picture.lines:
        for part in lines.link.kernel.parts:
            names = shown.setdefault(lines.link.node.layer.id, set())
            names |= {weight.name for weight in (part.weight, part.pointwise) if weight is not None}
    for layer_id, layer in layers.items():
        rest = [
            weight.name for weight in layer.weights if weight.role.endswith("kernel") and weight.name not in shown[layer_id]
        ]
        if rest:
            yield f"not drawn of {one_line(layer.name)}: {', '.join(map(one_line, rest))}"


def _weights_drawn(picture: WeightPicture) -> Iterator[tuple[Layer, Weight]]:
    """Yield the weights that lines show, and those of all layers that no line can show."""
    for lines in picture.lines:
        for part in lines.link.kernel.parts:
            yield from ((lines.link.node.layer, weight) for weight in (part.weight, part.pointwise) if weight is not None)
    for layer in picture.graph.layers:
        yield from ((layer, weight) for weight in layer.weights if not weight.has_values)


def description_of(picture: WeightPicture) -> str:
    """Return one sentence for those who cannot see the picture."""
    columns = [column for column in picture.columns.values() if column.stage.role != "state"]
    sizes = "-".join(str(column.total) for column in columns)
    names = ", ".join(dict.fromkeys(one_line(lines.link.node.layer.name) for lines in picture.lines))
    return (
        f"Weights of {model_text(picture.graph)}; drawn are those of {names} ({sizes} neurons): "
        f"{picture.options.colors.positive_word} positive, {picture.options.colors.negative_word} negative."
    )


def _omission_note(item: Omission, measure: str, word: str) -> str:
    """Return in words what a picture shows of a layer.

    Args:
        item: in numbers.
        measure: what the lines are.
        word: for the neurons that lines leave, such as ``"input"``.
    """
    names = {WEIGHT: "weights", KERNEL_NORM: "kernels", "contribution": "contributions", "relevance": "contributions"}
    things, total = names.get(measure, "pairs"), "|w|" if measure not in ("contribution", "relevance") else "magnitude"
    (sources, all_sources), (targets, all_targets) = item.sources or (0, 0), item.targets or (0, 0)
    least = "" if item.least is None else f" of at least {format_number(item.least)}"
    return (
        f"{one_line(item.name)}: {item.drawn:,} of {item.total:,} {things}{least}, {format_percent(item.share or 0.0)} of the "
        f"total {total} ({sources:,} of {all_sources:,} {word}, {targets:,} of {all_targets:,} neurons)"
    )
