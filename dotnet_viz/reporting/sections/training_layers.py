"""What became of the layers while the model was trained: gradients, updates, dead units, and histograms over the epochs."""

from __future__ import annotations

from collections.abc import Sequence

from dotnet_viz.charts.training.histograms import histograms_over_epochs, tensor_quantity_in_words
from dotnet_viz.charts.training.tensors import tensors_over_epochs
from dotnet_viz.formatting import format_count, format_sentences
from dotnet_viz.measures.training.run import QUANTITIES, TensorHistograms, TrainingRun
from dotnet_viz.measures.training.tensor_tables import TensorTable, tensor_tables
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.section import Figure, SectionData, figure
from dotnet_viz.translation.translate import mark, translate

MAX_HISTOGRAMS = 6
"""Of each quantity."""
_LINEAR = mark("{title}: a row for each, a column for each epoch, the darker the higher.")
_LOGARITHMIC = mark("{title}: a row for each, a column for each epoch, the darker the higher on a logarithmic scale.")
_QUANTITIES = (mark("activations"), mark("weights"), mark("gradients"), mark("updates"))
"""For the catalogues of translations."""


def build(context: ReportContext) -> SectionData | None:
    """Return charts of the layers over the epochs; ``None`` where the log has nothing of them."""
    run = context.run
    if run is None:
        return None
    tables = tensor_tables(run.statistics)
    shown = {quantity: _largest(run.histograms, quantity) for quantity in QUANTITIES}
    if not tables and not any(shown.values()):
        return None
    data = {
        "tables": tuple(_table(table, number) for number, table in enumerate(tables, start=1)),
        "histograms": tuple(_groups(shown, len(tables) + 1)),
        "notes": _left_out(run, shown),
    }
    return SectionData("training_layers", "Layers during training", data)


def _table(table: TensorTable, number: int) -> Figure:
    rows = len(table.tensors)
    caption = translate(_LOGARITHMIC if table.logarithmic else _LINEAR, title=translate(table.title))
    if table.left_out:
        some = translate("{shown} of {all} are shown, evenly chosen.", shown=rows, all=rows + table.left_out)
        caption = format_sentences([caption, some])
    return figure(tensors_over_epochs(table), "training_layers", number, caption, "wide")


def _largest(histograms: Sequence[TensorHistograms], quantity: str) -> tuple[TensorHistograms, ...]:
    """Return the tensors with the most values, in the order of the model."""
    known = [one for one in histograms if one.quantity == quantity and one.epochs.size]
    ranked = sorted(range(len(known)), key=lambda index: (-float(known[index].counts[-1].sum()), index))[:MAX_HISTOGRAMS]
    return tuple(known[index] for index in sorted(ranked))


def _groups(shown: dict[str, tuple[TensorHistograms, ...]], first: int) -> list[tuple[str, tuple[Figure, ...]]]:
    groups, number = [], first
    for quantity, histograms in shown.items():
        figures = []
        for found in histograms:
            figures.append(figure(histograms_over_epochs(found), "training_layers", number, _caption(found), "small"))
            number += 1
        if figures:
            groups.append((translate("Histograms of {quantity}", quantity=tensor_quantity_in_words(quantity)), tuple(figures)))
    return groups


def _caption(found: TensorHistograms) -> str:
    return translate(
        "{quantity} of {tensor} in {epochs}, the last one in front",
        quantity=tensor_quantity_in_words(found.quantity),
        tensor=found.tensor,
        epochs=format_count(found.epochs.size, "epoch"),
    )


def _left_out(run: TrainingRun, shown: dict[str, tuple[TensorHistograms, ...]]) -> tuple[str, ...]:
    notes = []
    for quantity, histograms in shown.items():
        count = sum(one.quantity == quantity and bool(one.epochs.size) for one in run.histograms)
        if count > len(histograms):
            notes.append(
                translate(
                    "Histograms of {quantity} are of the {shown} tensors with the most values, of {all}.",
                    quantity=tensor_quantity_in_words(quantity),
                    shown=len(histograms),
                    all=count,
                )
            )
    return tuple(notes)
