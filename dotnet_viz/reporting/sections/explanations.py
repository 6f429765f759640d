"""What decides the model's answers for the first of the given inputs, and whether that can be believed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from dotnet_viz.diagrams.units.model import UnitGraph
from dotnet_viz.diagrams.weight_graph.contributions.contribution_graph import LEAST, ContributionGraph
from dotnet_viz.diagrams.weight_graph.contributions.node_values import node_values
from dotnet_viz.diagrams.weight_graph.outputs import rooms_on_paper
from dotnet_viz.diagrams.weight_graph.style import WeightGraph
from dotnet_viz.drawing import Drawing
from dotnet_viz.errors import UnsupportedInputError
from dotnet_viz.explain.attribution.faithfulness import Faithfulness, faithfulness
from dotnet_viz.explain.live.live_model import is_live
from dotnet_viz.formatting import format_count, format_items, format_sentences
from dotnet_viz.graph import Graph
from dotnet_viz.graph.layer_kinds import family_of
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.given.explained_inputs import ExplainedInput, explained_input
from dotnet_viz.reporting.given.inputs import GivenInputs, failure_line
from dotnet_viz.reporting.printing.units import WHOLE, DrawnPart, parts_to_try, readable_figure
from dotnet_viz.reporting.section import (
    Cell,
    ColumnHead,
    Figure,
    SectionData,
    Table,
    explorable_figure,
    figure,
    number_cell,
    text_cell,
)
from dotnet_viz.reporting.statements.output_names import output_names
from dotnet_viz.translation.translate import mark, translate

TITLE = mark("Explanations")
MAX_INPUTS = 4
MAX_WEIGHTS = 250_000
"""Of a network whose contributions are drawn."""
UNITS_ON_PAPER = (10, 6)
"""Units of a layer that are drawn on paper where more of them would be too small to read."""
CONTRIBUTIONS = mark(
    "Contributions of the first input: a line is what it carries (weight × activation), the fill of a circle its activation."
)
METHODS = {
    "gradcam": mark("Grad-CAM shows where the last convolution sees what speaks for an answer."),
    "integrated-gradients": mark(
        "Integrated gradients show what each value adds to the score, compared with an input of zeros."
    ),
}
_NARROW = 560.0
_PREDICTED = mark("Input {number}, predicted: {predicted} ({value}).")
_WRONG = mark("Input {number}, predicted: {predicted} ({value}); wrong, it is {true}.")
_RIGHT = mark("Input {number}, predicted: {predicted} ({value}); true: {true}.")


def build(context: ReportContext) -> SectionData | None:
    """Return attributions of a few inputs, and the contributions in a small dense network; ``None`` without inputs."""
    given = context.given_inputs
    if given is None:
        return None
    failures = []
    explained: Sequence[ExplainedInput] = ()
    contributions: dict[str, Any] = {}
    table = None
    try:
        explained = _explained(context, given)
        table = _table(explained, context)
    except Exception as error:  # layers of users can raise anything, and no report should be lost by it
        failures.append(translate("There are no attributions: {reason}", reason=failure_line(error)))
    try:
        contributions = _contributions(context, given, 1 + len(explained))
    except Exception as error:
        failures.append(translate("There is no graph of contributions: {reason}", reason=failure_line(error)))
    data = {
        "failures": tuple(failures),
        "lead": _lead(explained, given) if explained else "",
        "notes": tuple(_notes(explained)),
        "figures": tuple(_figure(one, number) for number, one in enumerate(explained, start=1)),
        "table": table,
        "has_shuffled": context.check_explanations,
        "contributions": None,
    }
    return SectionData("explanations", TITLE, data | contributions)


def _explained(context: ReportContext, given: GivenInputs) -> list[ExplainedInput]:
    if not is_live(given.model):
        raise UnsupportedInputError(translate("they need a live Keras model, or a file that Keras can load"))
    count = min(MAX_INPUTS, given.first_count)
    names, features, check = context.class_names, context.feature_names, context.check_explanations
    return [explained_input(given, number, names, context.task, check=check, feature_names=features) for number in range(count)]


def _lead(explained: Sequence[ExplainedInput], given: GivenInputs) -> str:
    count, method = len(explained), translate(METHODS[explained[0].attribution.method])
    if given.count == count:
        return method
    if given.count is None:
        shown = translate("The first input is explained.", "The first {count} inputs are explained.", count=count)
    else:
        shown = translate(
            "The first input is explained, of {all}.",
            "The first {count} inputs are explained, of {all}.",
            count=count,
            all=format_count(given.count),
        )
    return format_sentences([method, shown])


def _notes(explained: Sequence[ExplainedInput]) -> Iterator[str]:
    """Yield each note once, with the numbers of the inputs that it is of where it is not of all."""
    found: dict[str, list[str]] = {}
    for one in explained:
        for note in one.attribution.notes:
            found.setdefault(note, []).append(str(one.number + 1))
    for note, numbers in found.items():
        yield (
            note
            if len(numbers) == len(explained)
            else translate("Input {numbers}: {note}", numbers=format_items(numbers), note=note)
        )


def _figure(one: ExplainedInput, number: int) -> Figure:
    picture = one.attribution
    text = _PREDICTED if not one.true else _WRONG if one.is_wrong else _RIGHT
    caption = translate(text, number=one.number + 1, predicted=one.predicted, value=one.value, true=one.true)
    return figure(picture, "explanations", number, caption, "chart" if picture.width < _NARROW else "wide")


def _table(explained: Sequence[ExplainedInput], context: ReportContext) -> Table:
    """Return a row for each map: what it explains, and whether the model uses what it marks."""
    has_true, is_checked = any(one.true for one in explained), context.check_explanations
    columns = [ColumnHead("Input"), ColumnHead("Predicted"), *([ColumnHead("True")] * has_true), ColumnHead("Map of")]
    names = [mark("Output"), mark("Deletion"), mark("Insertion"), *([mark("Shuffled weights")] * is_checked)]
    rows = []
    for one in explained:
        several = len({found.input_name for found in one.attribution}) > 1
        for found, numbers in zip(one.attribution, _checks(one, is_checked=is_checked), strict=True):
            cells = [Cell(str(one.number + 1), float(one.number)), text_cell(one.predicted)]
            cells += [text_cell(one.true)] * has_true
            cells.append(text_cell(f"{found.target}, {found.input_name}" if several else found.target))
            rows.append((*cells, number_cell(found.output), *(number_cell(number) for number in numbers)))
    columns += [ColumnHead(name, numeric=True) for name in names]
    return Table("Whether the model uses what the maps mark", tuple(columns), tuple(rows))


def _checks(one: ExplainedInput, *, is_checked: bool) -> Iterator[tuple[float | None, ...]]:
    """Yield for each map the areas below its curves, and its correlation with that of shuffled weights on request."""
    if not is_checked:
        yield from (_areas(faithfulness(each)) for each in one.attribution.explained)
        return
    for faithful, shuffled in zip(one.attribution.faithfulness(), one.attribution.randomization(), strict=True):
        yield *_areas(faithful), abs(float(shuffled.correlations[-1])) if len(shuffled.layers) else None


def _areas(found: Faithfulness) -> tuple[float, float]:
    return found.deletion_area, found.insertion_area


def _contributions(context: ReportContext, given: GivenInputs, number: int) -> dict[str, Any]:
    """Return the weight graph of the first input, for a screen and for paper; nothing but for small dense networks.

    Paper has fewer units where its text would be too small to be read, then the other direction, then the last layers alone.
    """
    model = context.measurements
    if model is None or not _is_small_and_dense(model.graph, model.units):
        return {}
    names = output_names(model.graph, model.units, context.class_names)
    style = WeightGraph(bias="none", threshold=LEAST, feature_names=context.feature_names, class_names=names)
    values = node_values(given.model, model.graph, given.model_input(0))
    calls = list(dict.fromkeys(link.node.layer.id for link in model.units.kernels))

    @cache
    def draw(part: DrawnPart) -> Drawing:
        layers = None if part.layers is None else calls[-part.layers :]
        drawn = replace(style, max_neurons=part.units, rankdir=part.direction, layers=layers)
        return Drawing(ContributionGraph(values, style=drawn).build(model.graph, part.room))

    parts = (WHOLE, *(replace(WHOLE, units=units) for units in UNITS_ON_PAPER), *parts_to_try(len(calls)))
    _, on_paper = readable_figure(draw, parts, rooms_on_paper(model.units, style), "explanations", number, CONTRIBUTIONS)
    return {
        "contributions": explorable_figure(draw(WHOLE), "explanations", number, CONTRIBUTIONS),
        "print_contributions": on_paper,
    }


def _is_small_and_dense(graph: Graph, units: UnitGraph) -> bool:
    kernels = [part.weight for link in units.kernels for part in link.kernel.parts]
    return (
        bool(kernels)
        and all(family_of(layer) in ("dense", "normalization") for layer in graph.layers if layer.weights)
        and all(weight.has_values for weight in kernels)
        and sum(weight.size for weight in kernels) <= MAX_WEIGHTS
    )
