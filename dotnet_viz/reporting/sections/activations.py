"""What the layers of the model return for the given inputs: the first one layer by layer, statistics and histograms of all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dotnet_viz.diagrams.passage.histograms import activation_panel
from dotnet_viz.diagrams.passage.options import PassageOptions
from dotnet_viz.diagrams.passage.scene import Passage, passage_scene
from dotnet_viz.drawing import Drawing
from dotnet_viz.explain.activations.statistics import LayerStatistics
from dotnet_viz.formatting import format_count, format_first, format_items, format_sizes
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.given.inputs import GivenInputs, failure_line
from dotnet_viz.reporting.printing.slices import PAPER, readable_scale, slices
from dotnet_viz.reporting.section import (
    Cell,
    ColumnHead,
    Figure,
    SectionData,
    Table,
    count_cell,
    figure,
    number_cell,
    share_cell,
    text_cell,
)
from dotnet_viz.reporting.statements.histograms import histogram_figure
from dotnet_viz.translation.translate import mark, translate

TITLE = mark("Activations")
MAX_HISTOGRAMS = 24
CAPTION = mark("What the first input becomes in the layers, each output as an image with its own scale.")

_COLUMNS = (
    ColumnHead("Output", of_layers=True),
    ColumnHead("Class", is_minor=True),
    ColumnHead("Shape", is_minor=True),
    *(
        ColumnHead(name, numeric=True)
        for name in (
            mark("Mean"),
            mark("Std. dev."),
            mark("Minimum"),
            mark("Maximum"),
            mark("Zeros"),
            mark("Dead"),
            mark("Saturated"),
        )
    ),
)
_NARROWER = (750.0, 660.0)
"""Widths of a row of the passage on paper, in CSS pixels: for texts of 9 pixels, and for smaller ones."""
_BROKEN = ColumnHead("NaN, ∞", numeric=True)
_DEAD = mark("Units are dead (at most 5 % of their values are above 0): {places}.")
_SATURATED = mark("Units are saturated (more than half of their values are at an end of the range): {places}.")


def build(context: ReportContext) -> SectionData | None:
    """Return the passage of the first input, statistics and histograms; ``None`` without inputs."""
    given = context.given_inputs
    if given is None:
        return None
    try:
        return SectionData("activations", TITLE, _data(context, given))
    except Exception as error:  # layers of users can raise anything, and no report should be lost by it
        return SectionData(
            "activations", TITLE, {"failure": translate("There are no activations: {reason}", reason=failure_line(error))}
        )


def _data(context: ReportContext, given: GivenInputs) -> dict[str, Any]:
    layers = list(given.statistics.values())
    drawn, on_paper = _drawings(context, given)
    parts = slices(on_paper, "activations", 2, CAPTION)
    shown = _evenly_chosen([one for one in layers if one.histogram_counts.any()], MAX_HISTOGRAMS)
    first = 2 + max(1, len(parts))
    return {
        "failure": "",
        "lead": translate("The numbers are of {inputs} in inference mode.", inputs=given.in_words),
        "notes": _findings(layers),
        "figure": figure(drawn, "activations", 1, CAPTION, "wide"),
        "print_figure": figure(on_paper, "activations", 2, CAPTION, "wide"),
        "parts": parts,
        "table": _table(layers),
        "figures": tuple(_histogram(one, number) for number, one in enumerate(shown, start=first)),
        "histogram_notes": _left_out(len(shown), len(layers)),
    }


def _drawings(context: ReportContext, given: GivenInputs) -> tuple[Drawing, Drawing]:
    """Return the passage for a screen, and for paper in rows that are no wider than a page."""
    runner = given.runner
    sample = given.sample(0)
    names = runner.input_names or tuple(translate("input {number}", number=number) for number in range(len(sample)))
    inputs = {name: array[0] for name, array in zip(names, sample, strict=True)}
    note = "" if given.count == 1 else translate("input {number}", number=1)
    if given.count is not None and given.count != 1:
        note = translate("input 1 of {all}", all=format_count(given.count))
    passage = Passage(runner.name, inputs, given.outputs, note=note)
    options = PassageOptions(class_names=context.class_names)
    drawn = [Drawing(passage_scene(passage, options))]
    for room in _NARROWER:
        if drawn[-1].width * readable_scale(drawn[-1]) <= PAPER[0]:
            break
        drawn.append(Drawing(passage_scene(passage, options, room)))
    return drawn[0], drawn[-1]


def _evenly_chosen(layers: Sequence[LayerStatistics], most: int) -> list[LayerStatistics]:
    if len(layers) <= most:
        return list(layers)
    return [layers[round(index * (len(layers) - 1) / (most - 1))] for index in range(most)]


def _table(layers: Sequence[LayerStatistics]) -> Table:
    has_broken = any(one.not_finite for one in layers)
    rows = tuple((*_row(one), *([count_cell(one.not_finite)] * has_broken)) for one in layers)
    return Table("What each layer returns", (*_COLUMNS, *([_BROKEN] * has_broken)), rows)


def _row(one: LayerStatistics) -> tuple[Cell, ...]:
    return (
        text_cell(one.name),
        text_cell(one.place.kind),
        text_cell(format_sizes("?" if size is None else size for size in one.shape) or "scalar"),
        *(number_cell(value) for value in (one.mean, one.standard_deviation, one.smallest, one.largest)),
        share_cell(one.zero_share),
        *(count_cell(len(found)) for found in (one.dead_units, one.saturated_units)),
    )


def _histogram(one: LayerStatistics, number: int) -> Figure:
    return histogram_figure(activation_panel(one), "activations", number)


def _findings(layers: Sequence[LayerStatistics]) -> tuple[str, ...]:
    """Return in words which layers have units that say nothing, and which have values that are no numbers."""
    notes = []
    for text, found in (
        (_DEAD, [(one, len(one.dead_units)) for one in layers]),
        (_SATURATED, [(one, len(one.saturated_units)) for one in layers]),
    ):
        places = [
            translate("{units} of {all} in {layer}", units=count, all=one.units, layer=one.name)
            for one, count in found
            if count
        ]
        if places:
            more = translate(" and in {layers} more", layers=format_count(len(places) - 6, "layer")) if len(places) > 6 else ""
            notes.append(translate(text, places=format_items(places[:6]) + more))
    broken = [one.name for one in layers if one.not_finite]
    if broken:
        message = mark("Values are NaN or infinite in {layers}; they count as 0.")
        notes.append(translate(message, layers=format_first(broken, 6)))
    return tuple(notes)


def _left_out(shown: int, layers: int) -> tuple[str, ...]:
    return (
        (
            translate(
                "Histograms are of {shown} of {outputs}, evenly chosen; the table has all.",
                shown=shown,
                outputs=format_count(layers, "output"),
            ),
        )
        if shown < layers
        else ()
    )
