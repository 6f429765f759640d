"""How far weights went: over the depth of one comparison, and over the models of a row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from dotnet_viz.charts.chart import Chart, draw_chart
from dotnet_viz.charts.style import MUTED, NEUTRAL, SERIES_COLORS, SERIES_MARKERS, TRAIN, name_for
from dotnet_viz.fonts import one_line
from dotnet_viz.formatting import format_count, format_number, format_percent
from dotnet_viz.measures.comparison.comparison import Comparison
from dotnet_viz.measures.comparison.entries import entries_of
from dotnet_viz.measures.comparison.evolution import Evolution, LayerDrift
from dotnet_viz.measures.comparison.texts.wording import title_of
from dotnet_viz.translation.translate import notation, translate

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

NAMED = 40
"""Layers whose names stand beside their bars; more become a curve over the depth."""
HIGHLIGHTED = 8
_WIDTH, _ROW, _LABELS = 620.0, 19.0, 210.0


def drift_over_depth(comparison: Comparison) -> Chart:
    """Draw the relative change of each layer's weights, from the inputs to the outputs; unchanged layers are marked.

    Args:
        comparison: of two models whose values were compared.

    Example:
        >>> import numpy as np
        >>> from dotnet_viz.readers.arrays.in_memory import read
        >>> from dotnet_viz.measures.comparison import compare_graphs
        >>> sides = (read([np.full((2, 2), value)]) for value in (1.0, 1.5))
        >>> drift_over_depth(compare_graphs(*sides)).alternative
        'Relative change of the weights of 1 layer: most in dense_1, 50 %; 0 layers unchanged.'
    """
    order = {entry.after.id: position for position, entry in enumerate(entries_of(comparison)) if entry.after is not None}
    weights = comparison.weights
    layers = sorted((*weights.changed, *weights.unchanged), key=lambda change: order[change.match.after.id])
    names = [change.match.after.id for change in layers]
    values = [0.0 if change.relative_change is None else change.relative_change for change in layers]
    frozen = {change.match.after.id for change in weights.unchanged}

    def paint(figure: Figure) -> None:
        axes = figure.add_subplot()
        if not names:
            axes.text(0.5, 0.5, translate("no weights could be compared"), transform=axes.transAxes, ha="center", color=MUTED)
            axes.set_axis_off()
        elif len(names) <= NAMED:
            _bars(axes, names, values, frozen)
        else:
            _depth(axes, names, values, frozen)

    height = 70.0 + _ROW * len(names) if len(names) <= NAMED else 320.0
    return draw_chart(
        translate("change of weights over depth"),
        _describe(names, values, len(frozen)),
        (_WIDTH, max(height, 130.0)),
        paint,
        {"layer": names, "relative change": values},
    )


def models_of(found: Comparison | Evolution) -> str:
    """Return the names of the models that a chart compares, the first and the last of a row.

    Args:
        found: a comparison, or the development of a row of models.

    Example:
        >>> import numpy as np
        >>> from dotnet_viz.readers.arrays.in_memory import read
        >>> from dotnet_viz.measures.comparison import compare_graphs
        >>> models_of(compare_graphs(read([np.ones((2, 2))]), read([np.zeros((2, 2))])))
        'change of weights: arrays: before → after'
    """
    if isinstance(found, Comparison):
        return translate("change of weights: {models}", models=title_of(found))
    first, last = (one_line(side.source.replace("\\", "/").rsplit("/", 1)[-1]) for side in (found.models[0], found.models[-1]))
    return translate("change of weights: {models}", models=f"{first} → {last}")


def _describe(names: Sequence[str], values: Sequence[float], frozen: int) -> str:
    if not names:
        return translate("No weights could be compared.")
    most = int(np.argmax(values))
    layers = format_count(len(names), "layer")
    return translate(
        "Relative change of the weights of {layers}: most in {name}, {change}; {unchanged} unchanged.",
        layers=layers,
        name=names[most],
        change=format_percent(values[most]),
        unchanged=format_count(frozen, "layer"),
    )


def _bars(axes: Axes, names: Sequence[str], values: Sequence[float], frozen: set[str]) -> None:
    places = np.arange(len(names))
    axes.barh(places, values, height=0.62, color=TRAIN)
    axes.set_yticks(places, [name_for(name, _LABELS) for name in names])
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.set_xlim(0, (max(values) or 1.0) * 1.18)
    for position, name, value in zip(places, names, values, strict=True):
        text = translate("unchanged") if name in frozen else format_percent(value)
        axes.annotate(text, (value, position), (4, 0), textcoords="offset points", va="center", color=MUTED, fontsize="small")
    _percent(axes, "x")
    axes.grid(axis="x")


def _depth(axes: Axes, names: Sequence[str], values: Sequence[float], frozen: set[str]) -> None:
    places = np.arange(1, len(names) + 1)
    axes.vlines(places, 0, values, color=TRAIN, linewidth=max(0.6, min(3.0, 420 / len(names))))
    still = [position for position, name in zip(places, names, strict=True) if name in frozen]
    if still:
        axes.plot(
            still,
            [0.0] * len(still),
            "|",
            color=NEUTRAL,
            markersize=6,
            label=translate("unchanged ({still})", still=format_count(len(still))),
        )
    for rank, index in enumerate(sorted(np.argsort(values)[::-1][:5].tolist())):
        axes.plot([index + 1], [values[index]], SERIES_MARKERS[rank], color=SERIES_COLORS[rank], markersize=6, linestyle="none",
                  label=f"{index + 1}: {name_for(names[index], _LABELS)}, {format_percent(values[index])}")  # fmt: skip
    axes.set_xlim(0, len(names) + 1)
    axes.set_ylim(0, (max(values) or 1.0) * 1.08)
    axes.set_xlabel(translate("layer with weights, from the inputs to the outputs"))
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.2), ncols=2, fontsize="small")
    _percent(axes, "y")
    axes.grid(axis="y")


def _percent(axes: Axes, which: str) -> None:
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    axis = axes.xaxis if which == "x" else axes.yaxis
    axis.set_major_locator(MaxNLocator(5))
    axis.set_major_formatter(FuncFormatter(lambda value, _: f"{format_number(round(value * 100, 12))}{notation().percent}%"))
    axis.set_label_text(
        translate("relative change, ‖after − before‖ / ‖before‖") if which == "x" else translate("relative change")
    )


def drift_over_models(evolution: Evolution) -> Chart:
    """Draw how far each layer's weights are from those of the first model; those that went farthest are named.

    Args:
        evolution: of at least two models.

    Example:
        >>> import numpy as np
        >>> from dotnet_viz.readers.arrays.in_memory import read
        >>> from dotnet_viz.measures.comparison.evolution import evolve
        >>> drift_over_models(evolve([read([np.full((2, 2), value)]) for value in (1.0, 1.5)])).title
        'drift of weights from the first model'
    """
    ranked = sorted(evolution.layers, key=lambda layer: -max((change or 0.0 for change in layer.from_first), default=0.0))
    highlighted, rest = ranked[:HIGHLIGHTED], ranked[HIGHLIGHTED:]

    def paint(figure: Figure) -> None:
        axes = figure.add_subplot()
        for layer in rest:
            axes.plot(*_course(layer), color=NEUTRAL, linewidth=0.7, alpha=0.6)
        for number, layer in enumerate(highlighted):
            axes.plot(*_course(layer), color=SERIES_COLORS[number], marker=SERIES_MARKERS[number], markersize=4,
                      linestyle=("-", "--")[number % 2], label=name_for(layer.id, _LABELS))  # fmt: skip
        if rest:
            others = translate("{layers}, which went less far", layers=format_count(len(rest), "other layer"))
            axes.plot([], [], color=NEUTRAL, linewidth=0.7, label=others)
        _models_axis(axes, evolution)
        axes.set_ylim(bottom=0)
        _percent(axes, "y")
        axes.set_ylabel(translate("relative change from the first model"))
        axes.grid(axis="y")
        if highlighted:
            axes.legend(loc="center left", bbox_to_anchor=(1.01, 0.5), fontsize="small")

    farthest = translate("; farthest is {name}", name=highlighted[0].id) if highlighted else ""
    layers, models = format_count(len(evolution.layers), "layer"), format_count(len(evolution.models), "model")
    text = translate(
        "Drift of the weights of {layers} over {models}{farthest}.", layers=layers, models=models, farthest=farthest
    )
    courses = [(layer.id, *_course(layer)) for layer in ranked]
    data = {
        "layer": [name for name, places, _ in courses for _ in places],
        "model": [place for _, places, _ in courses for place in places],
        "change from the first": [value for _, _, values in courses for value in values],
    }
    return draw_chart(translate("drift of weights from the first model"), text, (760.0, 360.0), paint, data)


def _course(layer: LayerDrift) -> tuple[list[int], list[float]]:
    values = [0.0, *(np.nan if change is None else change for change in layer.from_first)]
    return list(range(1, len(values) + 1)), values


def _models_axis(axes: Axes, evolution: Evolution) -> None:
    from matplotlib.ticker import MaxNLocator

    axes.set_xlim(0.8, len(evolution.models) + 0.2)
    axes.xaxis.set_major_locator(MaxNLocator(12, integer=True))
    axes.set_xlabel(translate("model, in the order given"))
