"""Learning and validation curves: scores of training and held-out data with their deviation over the folds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from dotnet_viz.charts.chart import Chart, draw_chart
from dotnet_viz.charts.data import ChartData
from dotnet_viz.charts.style import INK, TRAIN, VALIDATION, name_for, plain_ticks, tick_text
from dotnet_viz.formatting import format_count, format_number
from dotnet_viz.measures.model_selection.score_curves import ScoreCurve
from dotnet_viz.translation.translate import localised, mark, translate

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_SIZE = (520.0, 330.0)
_WIDE = 50.0


def score_curve_chart(found: ScoreCurve, title: str) -> Chart:
    """Draw both curves; bands reach one standard deviation over the folds to either side.

    Args:
        found: the scores.
        title: of the chart.
    """

    def paint(figure: Figure) -> None:
        axes = figure.add_subplot()
        _draw_curves(axes, found, _places(axes, found))
        axes.set_xlabel(name_for(translate(found.along), _SIZE[0] - 100))
        axes.set_ylabel(name_for(found.metric, _SIZE[1] - 60))
        axes.grid()
        plain_ticks(axes.yaxis)
        axes.legend(fontsize="small", loc="best")
        folds = format_count(found.train.shape[1], "fold")
        bands = translate("bands: ± 1 standard deviation over {folds}", folds=folds)
        axes.set_title(bands, fontweight="normal", loc="right", fontsize="small")

    return draw_chart(
        translate("{title} of {estimator}", title=translate(title), estimator=found.estimator),
        _description(found),
        _SIZE,
        paint,
        _data(found),
    )


def _draw_curves(axes: Axes, found: ScoreCurve, places: Any) -> None:
    for scores, color, marker, name in (
        (found.train, TRAIN, "o", mark("training data")),
        (found.validation, VALIDATION, "s", mark("held-out data")),
    ):
        mean, deviation = scores.mean(axis=1), scores.std(axis=1)
        axes.fill_between(places, mean - deviation, mean + deviation, color=color, alpha=0.16, linewidth=0)
        axes.plot(places, mean, color=color, marker=marker, markersize=4, label=translate(name))
    best = float(found.validation[found.best].mean())
    axes.plot(
        [places[found.best]], [best], "o", markersize=10, markerfacecolor="none", markeredgecolor=INK, label=translate("best")
    )


def _places(axes: Axes, found: ScoreCurve) -> Any:
    """Return where the points stand: at their numbers, on a logarithmic axis where these go far, or one after another."""
    if any(isinstance(place, str) for place in found.places):
        axes.set_xticks(range(len(found.places)), [name_for(str(place), 80.0) for place in found.places])
        return np.arange(len(found.places))
    numbers = np.array(found.places, dtype=np.float64)
    if numbers.min() > 0 and numbers.max() / numbers.min() >= _WIDE:
        from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

        axes.set_xscale("log")
        axes.xaxis.set_major_locator(FixedLocator(numbers.tolist()[:: max(1, len(numbers) // 8)]))
        axes.xaxis.set_minor_locator(NullLocator())
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: tick_text(value)))
    else:
        plain_ticks(axes.xaxis, whole=all(isinstance(place, int) for place in found.places))
    return numbers


def _description(found: ScoreCurve) -> str:
    best = found.best
    value = format_number(float(found.validation[best].mean()))
    place = found.places[best]
    return translate(
        "The best {metric} on held-out data is {value}, at {along} {place}.",
        metric=found.metric,
        value=value,
        along=translate(found.along),
        place=place if isinstance(place, str) else localised(str(place)),
    )


def _data(found: ScoreCurve) -> ChartData:
    columns = {
        found.along: list(found.places),
        "train": found.train.mean(axis=1),
        "train_deviation": found.train.std(axis=1),
        "validation": found.validation.mean(axis=1),
        "validation_deviation": found.validation.std(axis=1),
    }
    facts = {
        "metric": found.metric,
        "train_scores": found.train,
        "validation_scores": found.validation,
        "best": found.places[found.best],
    }
    return ChartData(columns, facts)
