"""More of the errors of amounts: their quantiles, and intervals of predictions."""

from __future__ import annotations

from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np

from dotnet_viz.charts.chart import Chart, draw_chart
from dotnet_viz.charts.style import MUTED, NEUTRAL, TRAIN, VALIDATION, plain_ticks
from dotnet_viz.formatting import format_count, format_number, format_percent
from dotnet_viz.measures.evaluation.coverage import Coverage
from dotnet_viz.measures.evaluation.regression import Regression
from dotnet_viz.thinning import evenly
from dotnet_viz.translation.translate import translate

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SIZE = (460.0, 340.0)
SHOWN_POINTS = 1000


def quantiles_chart(result: Regression) -> Chart:
    """Draw the quantiles of the errors over those of a normal distribution (a Q-Q plot).

    The line goes through the quartiles, as in R's ``qqline``; positions are (i - 1/2) / n.

    Args:
        result: a regression with at least one finite sample.

    Example:
        >>> from dotnet_viz.measures.evaluation.regression import regress
        >>> quantiles_chart(regress("", np.array([1.0, 2.0, 4.0]), np.array([1.0, 3.0, 3.0]))).title
        'Quantiles of the residuals'
    """
    residuals = np.sort(result.residuals.ravel())
    keep = evenly(len(residuals), SHOWN_POINTS)
    normal = NormalDist()
    expected = np.array([normal.inv_cdf((position + 0.5) / len(residuals)) for position in keep])
    quartiles, corners = np.quantile(residuals, [0.25, 0.75]), normal.inv_cdf(0.75)
    slope, middle = (quartiles[1] - quartiles[0]) / (2 * corners), float(quartiles.mean())

    def paint(figure: Figure) -> None:
        axes = figure.add_subplot()
        ends = np.array([expected[0], expected[-1]])
        axes.plot(ends, middle + slope * ends, color=MUTED, linestyle="--", linewidth=1, label=translate("normal distribution"))
        axes.plot(
            expected, residuals[keep], linestyle="none", marker="o", markersize=3.2, color=TRAIN, label=translate("residuals")
        )
        axes.set_xlabel(translate("quantile of the standard normal distribution"))
        axes.set_ylabel(translate("predicted − true"))
        axes.grid()
        axes.legend(loc="upper left", fontsize="small")
        plain_ticks(axes.xaxis)
        plain_ticks(axes.yaxis)

    alternative = translate(
        "Quantiles of {residuals} over those of a normal distribution.", residuals=format_count(len(residuals), "residual")
    )
    data = {"expected": expected, "residual": residuals[keep]}
    return draw_chart(translate("Quantiles of the residuals"), alternative, SIZE, paint, data)


def coverage_chart(found: Coverage) -> Chart:
    """Draw the intervals of predictions in the order of the predictions, and the true amounts in and outside them.

    Args:
        found: at least one sample.
    """
    order = np.argsort(found.predicted, kind="stable")
    keep = order[evenly(len(order), SHOWN_POINTS)]
    place, inside = np.arange(len(keep)), found.is_inside[keep]
    wanted = "" if found.level is None else translate(" of {share} wanted", share=format_percent(found.level))

    def paint(figure: Figure) -> None:
        axes = figure.add_subplot()
        axes.vlines(place, found.lower[keep], found.upper[keep], color=NEUTRAL, linewidth=1, label=translate("interval"))
        axes.plot(place, found.predicted[keep], color=MUTED, linewidth=1, label=translate("predicted"))
        for is_shown, marker, color, label in (
            (inside, "o", TRAIN, translate("true, inside")),
            (~inside, "x", VALIDATION, translate("true, outside")),
        ):
            shown = found.true[keep][is_shown]
            axes.plot(place[is_shown], shown, linestyle="none", marker=marker, markersize=3.4, color=color, label=label)
        axes.set_xlabel(translate("samples, in the order of their predictions"))
        axes.set_title(
            translate("{share} inside{wanted}", share=format_percent(found.share), wanted=wanted),
            fontweight="normal",
            color=MUTED,
            fontsize="small",
        )
        axes.legend(loc="upper left", fontsize="small")
        plain_ticks(axes.yaxis)
        axes.set_xticks([])

    alternative = translate(
        "{share} of the true amounts are inside their prediction intervals{wanted}; these are {width} wide on average.",
        share=format_percent(found.share),
        wanted=wanted,
        width=format_number(found.width),
    )
    data = {"true": found.true, "predicted": found.predicted, "lower": found.lower, "upper": found.upper}
    return draw_chart(translate("Prediction intervals"), alternative, (SIZE[0] + 100, SIZE[1]), paint, data)
