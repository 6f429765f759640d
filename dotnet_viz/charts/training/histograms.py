"""Histograms over the epochs: one behind the other, the last one in front."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from dotnet_viz.charts.chart import Chart, draw_chart
from dotnet_viz.charts.style import MUTED, TEXT_SIZE, TRAIN, name_for, plain_ticks
from dotnet_viz.colors import mix
from dotnet_viz.fonts import one_line
from dotnet_viz.formatting import format_count, format_number
from dotnet_viz.measures.training.run import Doubles, Integers, TensorHistograms
from dotnet_viz.thinning import evenly
from dotnet_viz.translation.translate import in_context, translate

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SIZE = (300.0, 250.0)
MAX_EPOCHS = 12

_OVERLAP = 2.6
_FIRST = "#c6d7ea"
_FEWEST_BINS = 8
# Where things are counted, such as "2 of 8 weights", some languages have another form of the word.
_WORDS = {"weights": in_context("a title", "weights")}


def histograms_over_epochs(found: TensorHistograms) -> Chart:
    """Draw histograms of one tensor, each as high as its own density; the first epoch is at the back and palest.

    Args:
        found: of one tensor; of more than 12 epochs, 12 evenly chosen ones are drawn.

    Example:
        >>> edges, counts = np.array([[-1.0, 0.0, 1.0], [-2.0, 0.0, 2.0]]), np.array([[3.0, 5.0], [4.0, 4.0]])
        >>> found = TensorHistograms("dense/kernel", "weights", np.array([1, 2]), edges, counts)
        >>> histograms_over_epochs(found).alternative
        'Histograms of the weights of dense/kernel in 2 epochs from 1 to 2: values from −1 to 1 first, from −2 to 2 last.'
    """
    chosen = evenly(found.epochs.size, MAX_EPOCHS)
    epochs, bins = found.epochs[chosen], found.counts.shape[1]
    factor = _bins_to_merge(float(found.counts[-1].sum()), bins)
    edges, counts = found.edges[chosen][:, ::factor], found.counts[chosen].reshape(chosen.size, -1, factor).sum(axis=2)

    def paint(figure: Figure) -> None:
        axes = figure.add_subplot()
        axes.set_title(name_for(found.tensor, SIZE[0] - 60, bold=True))
        rows = len(epochs)
        for row in range(rows):
            outline = _outline(edges[row], counts[row]) * _OVERLAP
            base = float(rows - 1 - row)
            color = mix(_FIRST, TRAIN, row / max(rows - 1, 1))
            x = np.concatenate([edges[row, :1], (edges[row, 1:] + edges[row, :-1]) / 2, edges[row, -1:]])
            y = base + np.concatenate([[0.0], outline, [0.0]])
            axes.fill_between(x, base, y, facecolor=mix("#ffffff", color, 0.55), edgecolor="none", zorder=2 * row + 1)
            axes.plot(x, y, color=mix(color, "#08306b", 0.35), linewidth=0.8, zorder=2 * row + 2)
        _name_epochs(figure, epochs.tolist())
        axes.set_xlabel(tensor_quantity_in_words(found.quantity))
        plain_ticks(axes.xaxis, count=5)
        axes.tick_params(labelsize=TEXT_SIZE - 1)

    return draw_chart(
        translate(
            "{quantity} of {tensor} over the epochs", quantity=tensor_quantity_in_words(found.quantity), tensor=found.tensor
        ),
        _described(found, len(epochs)),
        SIZE,
        paint,
        _data(found.quantity, epochs, edges, counts),
    )


def tensor_quantity_in_words(quantity: str) -> str:
    """Return what histograms are of, in the language that is written.

    Args:
        quantity: ``"weights"``, ``"gradients"``, ``"updates"`` or ``"activations"``.

    Example:
        >>> from dotnet_viz.translation.translate import in_language
        >>> with in_language("ru"):
        ...     tensor_quantity_in_words("weights")
        'веса'
    """
    return translate(_WORDS.get(quantity, quantity))


def _data(quantity: str, epochs: Integers, edges: Doubles, counts: Doubles) -> Mapping[str, Any]:
    """Return the bins of all epochs, one below the other."""
    ends = {"from": edges[:, :-1].ravel(), "to": edges[:, 1:].ravel()}
    return {"epoch": epochs.repeat(counts.shape[1]), **ends, quantity: counts.ravel()}


def _outline(edges: Doubles, counts: Doubles) -> Doubles:
    """Return the height of each bin, the highest of them 1."""
    widths = np.diff(edges)
    density: Doubles = counts / np.where(widths > 0, widths, 1.0)
    highest = float(density.max(initial=0.0))
    return density / highest if highest else density


def _name_epochs(figure: Figure, epochs: list[int]) -> None:
    axes = figure.axes[0]
    rows = len(epochs)
    axes.set_yticks([float(rows - 1 - row) for row in range(rows)], [format_count(epoch) for epoch in epochs])
    axes.set_ylim(-0.25, rows - 1 + _OVERLAP * 1.04)
    axes.set_ylabel(translate("epoch"), color=MUTED)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)


def _described(found: TensorHistograms, shown: int) -> str:
    ends = [
        translate("from {low} to {high}", low=format_number(float(edges[0])), high=format_number(float(edges[-1])))
        for edges in found.edges[[0, -1]]
    ]
    epochs = translate(
        "{epochs} from {first} to {last}",
        epochs=format_count(shown, "epoch"),
        first=found.epochs[0],
        last=found.epochs[-1],
    )
    return translate(
        "Histograms of the {quantity} of {tensor} in {epochs}: values {first} first, {last} last.",
        quantity=tensor_quantity_in_words(found.quantity),
        tensor=one_line(found.tensor),
        epochs=epochs,
        first=ends[0],
        last=ends[1],
    )


def _bins_to_merge(total: float, bins: int) -> int:
    """Return how many neighbouring bins should become one, where there are too few values to fill many."""
    fitting = (factor for factor, most in ((4, 100), (2, 1000)) if total <= most and bins % factor == 0)
    return next((factor for factor in fitting if bins // factor >= _FEWEST_BINS), 1)
