"""Calibration: predicted probabilities beside how often they come true, and how many samples have each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from dotnet_viz.charts.chart import Chart, draw_chart
from dotnet_viz.charts.data import ChartData
from dotnet_viz.charts.evaluation.series import NAMED, place_legend, reference_line
from dotnet_viz.charts.style import MUTED, SERIES_COLORS, SERIES_MARKERS, TEXT_SIZE, name_for, plain_ticks
from dotnet_viz.formatting import format_list, format_number
from dotnet_viz.measures.evaluation.classifiers.calibration import Calibration
from dotnet_viz.translation.translate import mark, translate

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SIZE = (600.0, 430.0)
_CONFIDENCE = mark("predicted class")


def calibration_chart(calibrations: Sequence[Calibration]) -> Chart:
    """Draw how often predicted probabilities come true: on the diagonal they are what they say.

    Args:
        calibrations: at least one; of more than 8 those with the largest error are drawn.

    Example:
        >>> from dotnet_viz.measures.evaluation.classifiers.calibration import calibrate
        >>> chart = calibration_chart([calibrate("cat", np.array([False, True]), np.array([0.1, 0.9]))])
        >>> chart.to_dict()["expected_calibration_error"]
        {'cat': 0.09999999999999999}
    """
    order = np.argsort([-found.error for found in calibrations], kind="stable")[:NAMED]
    shown = [calibrations[index] for index in sorted(order.tolist())]

    def paint(figure: Figure) -> None:
        above, below = figure.subplots(2, 1, sharex=True, height_ratios=(3, 1))
        for position, found in enumerate(shown):
            _paint_one(above, below, found, position, is_alone=len(shown) == 1)
        reference_line(above, (0, 1), (0, 1), translate("calibrated"))
        _name_axes(above, below)
        place_legend(figure, above)

    errors = [translate("{value} for {name}", value=format_number(found.error, 3), name=_name(found)) for found in shown[:5]]
    description = translate("Calibration curves with an expected calibration error of {errors}.", errors=format_list(errors))
    return draw_chart(translate("Calibration"), description, SIZE, paint, _data(calibrations))


def _name(found: Calibration) -> str:
    return translate(found.name) if found.name == _CONFIDENCE else found.name


def _paint_one(above: Axes, below: Axes, found: Calibration, position: int, *, is_alone: bool) -> None:
    color = SERIES_COLORS[position]
    label = translate(
        "{name}\nerror {error}", name=name_for(_name(found), 130, TEXT_SIZE - 1), error=format_number(found.error, 3)
    )
    above.plot(
        found.predicted, found.observed, color=color, marker=SERIES_MARKERS[position], markersize=4, linewidth=1.4, label=label
    )
    # The least that chance alone would scatter a point: one standard error of the share, up and down.
    error = np.sqrt(found.observed * (1 - found.observed) / found.counts)
    if is_alone:
        above.errorbar(found.predicted, found.observed, yerr=error, fmt="none", ecolor=color, elinewidth=0.8, capsize=2)
    below.stairs(found.all_counts, found.edges, color=color, alpha=0.6 if is_alone else None, fill=is_alone, linewidth=1.2)


def _name_axes(above: Axes, below: Axes) -> None:
    above.set_xlim(-0.01, 1.01)
    above.set_ylim(-0.02, 1.03)
    above.set_ylabel(translate("share that is true"))
    below.set_xlabel(translate("predicted probability"))
    below.set_ylabel(translate("samples"))
    below.set_ylim(bottom=0)
    above.grid()
    below.grid(axis="y", color=MUTED, alpha=0.2)
    plain_ticks(below.xaxis)
    plain_ticks(above.yaxis)
    plain_ticks(below.yaxis, whole=True, count=3)


def _data(calibrations: Sequence[Calibration]) -> ChartData:
    lengths = [len(found.counts) for found in calibrations]
    columns: dict[str, Any] = {
        "curve": np.repeat(np.array([found.name for found in calibrations], dtype=object), lengths),
        "mean_predicted": np.concatenate([found.predicted for found in calibrations]),
        "share_true": np.concatenate([found.observed for found in calibrations]),
        "samples": np.concatenate([found.counts for found in calibrations]),
    }
    facts = {
        "expected_calibration_error": {found.name: found.error for found in calibrations},
        "brier_score": {found.name: found.brier for found in calibrations},
        "bin_edges": {found.name: found.edges for found in calibrations},
    }
    return ChartData(columns, facts)
