"""The units of the model's layers, with a line for each weight between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dotnet_viz.diagrams.weight_graph.style import WeightGraph
from dotnet_viz.drawing import Drawing
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.measurements import Measurements
from dotnet_viz.reporting.output_names import output_names
from dotnet_viz.reporting.section import SectionData, explorable_figure, figure
from dotnet_viz.reporting.slices import PAPER
from dotnet_viz.translation.translate import mark

MAX_VALUES_TWICE = 4_000_000

CAPTION = mark(
    "Each circle is a neuron or a channel, each line a weight: blue is positive, red negative; the larger its magnitude, "
    "the wider the line and the deeper its colour."
)


def build(context: ReportContext) -> SectionData | None:
    """Return the weight graph; ``None`` where no layer has weights between units, or they have no values."""
    model = context.measurements
    if model is None:
        return None
    units = model.units
    weights = [part.weight for link in units.kernels for part in link.kernel.parts]
    if not weights or not all(weight.has_values for weight in weights):
        return None
    names = output_names(model.graph, units, context.class_names)
    across = _drawing(context, model, names, "LR")
    # Very large kernels take seconds to go through; once must be enough.
    is_large = sum(weight.size for weight in weights) > MAX_VALUES_TWICE
    on_paper = across if is_large else max((across, _drawing(context, model, names, "TB")), key=_scale_on_paper)
    data = {
        "figure": explorable_figure(across, "weight_graph", 1, CAPTION),
        "print_figure": figure(on_paper, "weight_graph", 1, CAPTION, "wide"),
    }
    return SectionData("weight_graph", "Weight graph", data)


def _drawing(context: ReportContext, model: Measurements, names: Sequence[str] | None, direction: str) -> Drawing:
    options = WeightGraph(feature_names=context.feature_names, class_names=names, rankdir=direction)
    return Drawing(replace(options.build_units(model.graph, model.units), show_title=False))


def _scale_on_paper(drawing: Drawing) -> float:
    """Return how far a drawing must shrink for a page, where text should stay as large as can be."""
    width, height = drawing.placed.size or PAPER
    return min(PAPER[0] / width, PAPER[1] / height)
