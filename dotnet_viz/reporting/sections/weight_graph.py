"""The units of the model's layers, with a line for each weight between them; of a large model those of the last layers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache, partial

from dotnet_viz.diagrams.weight_graph.outputs import SCREEN, rooms_on_paper
from dotnet_viz.diagrams.weight_graph.style import WeightGraph
from dotnet_viz.drawing import Drawing
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.measured.model import Measurements
from dotnet_viz.reporting.printing.units import (
    MOST_LAYERS,
    WHOLE,
    DrawnPart,
    parts_to_try,
    readable_figure,
)
from dotnet_viz.reporting.section import SectionData, explorable_figure
from dotnet_viz.reporting.statements.output_names import output_names
from dotnet_viz.translation.translate import mark, translate

MAX_VALUES_TWICE = 4_000_000
"""Values of kernels that may be read several times, to find the picture that suits a page."""

CAPTION = mark(
    "Each circle is a neuron or a channel, each line a weight: blue is positive, red negative; the larger its magnitude, "
    "the wider the line and the deeper its colour."
)


def build(context: ReportContext) -> SectionData | None:
    """Return the weight graph; ``None`` where no layer has weights between units, or they have no values."""
    model = context.measurements
    if model is None:
        return None
    weights = [piece.weight for link in model.units.kernels for piece in link.kernel.parts]
    if not weights or not all(weight.has_values for weight in weights):
        return None
    names = output_names(model.graph, model.units, context.class_names)
    calls = list(dict.fromkeys(link.node.layer.id for link in model.units.kernels))
    # Very large kernels take seconds to go through; once must be enough.
    is_large = sum(weight.size for weight in weights) > MAX_VALUES_TWICE
    draw = cache(partial(_drawing, context, model, tuple(names) if names else names, tuple(calls)))
    parts, rooms = parts_to_try(len(calls), is_large=is_large), rooms_on_paper(model.units, WeightGraph(class_names=names))
    paper, on_paper = readable_figure(draw, parts, rooms, "weight_graph", 1, CAPTION)
    is_whole = paper.layers is None or (len(calls) <= MOST_LAYERS and not is_large)
    screen = WHOLE if is_whole else replace(paper, direction="LR", room=SCREEN)
    data = {
        "figure": explorable_figure(draw(screen), "weight_graph", 1, CAPTION),
        "print_figure": on_paper,
        "note": _note(screen, calls),
        "print_note": _note(paper, calls),
    }
    return SectionData("weight_graph", "Weight graph", data)


def _drawing(
    context: ReportContext, model: Measurements, names: Sequence[str] | None, calls: Sequence[str], part: DrawnPart
) -> Drawing:
    options = WeightGraph(
        feature_names=context.feature_names,
        class_names=names,
        rankdir=part.direction,
        max_neurons=part.units,
        layers=None if part.layers is None else calls[-part.layers :],
    )
    return Drawing(replace(options.build_units(model.graph, model.units, part.room), show_title=False))


def _note(part: DrawnPart, calls: Sequence[str]) -> str:
    """Return what is left out; nothing where all layers are drawn."""
    if part.layers is None:
        return ""
    return translate(
        "Drawn are the last {shown} of {count} layers that have weights between units, from {first} to {last}, and the"
        " units that their largest weights join; the values of all layers are in the section Weights.",
        count=len(calls),
        shown=part.layers,
        first=calls[-part.layers],
        last=calls[-1],
    )
