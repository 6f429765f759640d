"""The course of a training as lines over the epochs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.charts.chart import Chart, draw_chart
from dotnet_viz.charts.data import ChartData
from dotnet_viz.charts.style import MUTED, TRAIN, VALIDATION, logarithmic, name_for, plain_ticks, tick_text
from dotnet_viz.charts.training.curve_legend import BEST
from dotnet_viz.formatting import format_list, format_number
from dotnet_viz.measures.training.history import History, Metric
from dotnet_viz.measures.training.smoothing import LARGEST_DRAWN, drawable
from dotnet_viz.translation.translate import mark, translate

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SIZE = (430.0, 280.0)

_MARKED_EPOCHS = 20
_LOG_SPAN = 200.0
# Beyond this, distances between values no longer fit a floating-point number.

Values = NDArray[np.float64]

_TRAIN_LINE: dict[str, Any] = {"label": mark("training"), "color": TRAIN, "linestyle": "-", "marker": "o", "markersize": 3}
_DASHES = (0, (4, 2))
_VALIDATION_LINE: dict[str, Any] = _TRAIN_LINE | {
    "label": mark("validation"),
    "color": VALIDATION,
    "linestyle": _DASHES,
    "marker": "s",
}


def metric_curve(metric: Metric, epochs: Sequence[int]) -> Chart:
    """Draw one metric: training as a solid line, validation dashed, the best epoch marked.

    A metric whose positive values span more than a factor of 200 gets a logarithmic axis, which says so.

    Args:
        metric: its values.
        epochs: their numbers, one a value.

    Example:
        >>> from dotnet_viz.measures.training.sources import read_history
        >>> history = read_history({"loss": [0.9, 0.5], "val_loss": [1.0, 0.6]})
        >>> metric_curve(history.metrics[0], history.epochs).title
        'loss during training'
    """
    drawn = [
        (drawable(values), properties)
        for values, properties in ((metric.train, _TRAIN_LINE), (metric.validation, _VALIDATION_LINE))
        if values is not None
    ]

    def paint(figure: Figure) -> None:
        axes = _axes(figure, metric.name, epochs)
        for values, properties in drawn:
            (line,) = axes.plot(epochs, values, **properties | {"label": translate(properties["label"])})
            line.set_marker(properties["marker"] if len(epochs) <= _MARKED_EPOCHS else "None")
        _scale(axes, [values for values, _ in drawn])
        _mark_best(axes, metric)
        axes.legend(loc="best", fontsize="small")

    sides = {"training": metric.train, "validation": metric.validation}
    columns = {"epoch": epochs, **{name: values for name, values in sides.items() if values is not None}}
    facts = {} if metric.best_epoch is None else {"best": metric.best_value, "best_epoch": metric.best_epoch}
    title = translate("{name} during training", name=metric.name)
    return draw_chart(title, _describe(metric, epochs), SIZE, paint, ChartData(columns, facts))


def learning_rate_curve(history: History) -> Chart:
    """Draw the learning rate of each epoch.

    Args:
        history: one that has a learning rate.

    Example:
        >>> from dotnet_viz.measures.training.sources import read_history
        >>> learning_rate_curve(read_history({"loss": [1.0, 0.5], "lr": [0.01, 0.001]})).title
        'learning rate during training'
    """
    values = drawable(history.learning_rate or ())

    def paint(figure: Figure) -> None:
        axes = _axes(figure, translate("learning rate"), history.epochs)
        axes.plot(history.epochs, values, color=TRAIN, drawstyle="steps-mid", marker="o" if len(values) == 1 else None)
        _scale(axes, [values])

    first, last = (format_number(float(value)) for value in (values[0], values[-1]))
    description = translate(
        "The learning rate is {first} in the first epoch shown and {last} in the last.", first=first, last=last
    )
    data = {"epoch": history.epochs, "learning rate": history.learning_rate or ()}
    return draw_chart(translate("learning rate during training"), description, SIZE, paint, data)


def _axes(figure: Figure, name: str, epochs: Sequence[int]) -> Axes:
    axes = figure.add_subplot()
    axes.set_title(name_for(name, SIZE[0] - 70, bold=True))
    axes.set_xlabel(translate("epoch"))
    axes.grid(axis="y")
    margin = max((epochs[-1] - epochs[0]) * 0.03, 0.5)
    axes.set_xlim(epochs[0] - margin, epochs[-1] + margin)
    plain_ticks(axes.xaxis, whole=True, count=8)
    return axes


def _scale(axes: Axes, lines: Sequence[Values]) -> None:
    values = np.concatenate(lines)
    finite = values[np.isfinite(values)]
    if not finite.size:
        axes.text(
            0.5, 0.5, translate("no finite value was logged"), transform=axes.transAxes, ha="center", va="center", color=MUTED
        )
        axes.set_yticks([])
    elif finite.min() > 0 and finite.max() / _LOG_SPAN > finite.min():
        logarithmic(axes)
        axes.set_ylabel(translate("logarithmic scale"))
    elif finite.min() == finite.max():
        axes.set_yticks([finite[0]], [tick_text(float(finite[0]))])
    else:
        plain_ticks(axes.yaxis)


def _mark_best(axes: Axes, metric: Metric) -> None:
    if metric.best_epoch is None or metric.best_value is None or not abs(metric.best_value) < LARGEST_DRAWN:
        return
    axes.axvline(metric.best_epoch, color=MUTED, linewidth=0.8, linestyle=":")
    label = translate(
        "best: {best_value} in epoch {best_epoch}", best_value=format_number(metric.best_value), best_epoch=metric.best_epoch
    )
    axes.plot([metric.best_epoch], [metric.best_value], linestyle="none", label=label, zorder=3, **BEST)


def _describe(metric: Metric, epochs: Sequence[int]) -> str:
    kinds = [
        translate(name)
        for name, values in ((mark("training"), metric.train), (mark("validation"), metric.validation))
        if values is not None
    ]
    span = translate("epoch {first}", first=epochs[0])
    if len(epochs) > 1:
        span = translate("epochs {first} to {last}", first=epochs[0], last=epochs[-1])
    best = ""
    if metric.best_epoch is not None and metric.best_value is not None:
        best = translate(
            " Best is {best} in epoch {epoch}, by the {kind} data.",
            best=format_number(metric.best_value),
            epoch=metric.best_epoch,
            kind=kinds[-1],
        )
    return translate(
        "{name} on the {kinds} data over {span}.{best}", name=metric.name, kinds=format_list(kinds), span=span, best=best
    )
