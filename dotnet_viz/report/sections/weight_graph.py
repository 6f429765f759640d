"""The neurons of the model's dense layers, with a line for each weight."""

from __future__ import annotations

from collections.abc import Sequence

from dotnet_viz.diagrams.dense_path import dense_path
from dotnet_viz.diagrams.weight_graph import WeightGraph
from dotnet_viz.drawing import Drawing
from dotnet_viz.errors import UnsupportedInputError
from dotnet_viz.graph import Graph
from dotnet_viz.report.context import ReportContext
from dotnet_viz.report.section import SectionData, figure

CAPTION = (
    "Each circle is a neuron, each line a weight: blue is positive, red negative; the larger its magnitude, "
    "the wider the line and the deeper its colour."
)


def build(context: ReportContext) -> SectionData | None:
    """Return the weight graph; ``None`` where no dense layer has values to draw."""
    try:
        steps = dense_path(context.graph)
    except UnsupportedInputError:
        return None
    kernels = [step.node.layer.weight("kernel") for step in steps]
    if any(kernel is None or not kernel.has_values for kernel in kernels):
        return None
    outputs = kernels[-1].shape[1] if kernels[-1] is not None else 0
    options = WeightGraph(
        feature_names=context.feature_names, class_names=_output_names(context.graph, context.class_names, outputs)
    )
    drawing = Drawing(options.build(context.graph))
    return SectionData("weight_graph", "Weight graph", {"figure": figure(drawing, "weight_graph", 1, CAPTION, "wide")})


def _output_names(graph: Graph, names: Sequence[str] | None, outputs: int) -> Sequence[str] | None:
    """Return the class names unless other outputs are meant: one neuron can tell two classes apart."""
    if names is None or len(names) == outputs:
        return names
    return None if (outputs == 1 and len(names) == 2) or len(graph.outputs) > 1 else names
