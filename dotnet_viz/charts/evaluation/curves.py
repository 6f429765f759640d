"""ROC, precision-recall, DET, gain and lift curves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from dotnet_viz.charts.chart import Chart, draw_chart
from dotnet_viz.charts.evaluation.series import SIZE, CurveGroup, paint_curves, place_legend, reference_line
from dotnet_viz.charts.style import plain_ticks, tick_text
from dotnet_viz.formatting import format_list, format_number, format_percent
from dotnet_viz.measures.evaluation.classifiers import curves
from dotnet_viz.measures.evaluation.classifiers.curves import ThresholdCurve
from dotnet_viz.measures.evaluation.classifiers.ranking import Ranking
from dotnet_viz.translation.translate import mark, translate

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis
    from matplotlib.figure import Figure

Intervals = Mapping[str, tuple[float, float]]

_RATES = (0.0001, 0.001, 0.01, 0.05, 0.2, 0.5, 0.8, 0.95, 0.99)


def roc_chart(
    rankings: Sequence[Ranking],
    micro: Ranking | None = None,
    intervals: Intervals | None = None,
    *,
    has_macro: bool = False,
) -> Chart:
    """Draw ROC curves: of each class against all others, and their averages.

    Args:
        rankings: of the classes.
        micro: of all decisions together; ``None`` for no such average.
        intervals: low and high end of the area by name of the curve.
        has_macro: whether the mean of the classes is drawn.

    Example:
        >>> from dotnet_viz.measures.evaluation.classifiers.ranking import rank
        >>> chart = roc_chart([rank("cat", np.array([True, False]), np.array([0.9, 0.2]))])
        >>> chart.to_dict()["roc_auc"]
        {'cat': 1.0}
    """
    means = (curves.macro_roc(rankings),) if has_macro else ()
    averages = means if micro is None else (curves.roc(micro), *means)
    group = CurveGroup(
        tuple(map(curves.roc, rankings)), averages, translate("AUC"), "roc_auc", "false_positive_rate", "true_positive_rate",
        dict(intervals or {}),
    )  # fmt: skip

    def paint(figure: Figure) -> None:
        axes = paint_curves(figure, group)
        reference_line(axes, (0, 1), (0, 1), translate("at random\nAUC 0.5"))
        _unit_square(axes, translate("false positive rate"), translate("true positive rate"))
        place_legend(figure, axes)

    return draw_chart(
        translate("ROC curve"), _sentence(translate("ROC curves"), translate("area"), group), SIZE, paint, group.data()
    )


def precision_recall_chart(
    rankings: Sequence[Ranking],
    micro: Ranking | None = None,
    intervals: Intervals | None = None,
    *,
    has_macro: bool = False,
) -> Chart:
    """Draw precision-recall curves: of each class against all others, and their averages.

    Args:
        rankings: of the classes.
        micro: of all decisions together; ``None`` for no such average.
        intervals: low and high end of the average precision by name of the curve.
        has_macro: whether the mean of the classes is drawn.
    """
    means = (curves.macro_precision_recall(rankings),) if has_macro else ()
    averages = means if micro is None else (curves.precision_recall(micro), *means)
    group = CurveGroup(
        tuple(map(curves.precision_recall, rankings)), averages, translate("AP"), "average_precision", "recall", "precision",
        dict(intervals or {}),
    )  # fmt: skip

    def paint(figure: Figure) -> None:
        axes = paint_curves(figure, group, has_steps=True)
        chance = float(np.mean([curve.baseline for curve in group.curves]))
        reference_line(axes, (0, 1), (chance, chance), translate("at random\nAP {chance}", chance=format_number(chance, 3)))
        _unit_square(axes, translate("recall"), translate("precision"))
        place_legend(figure, axes)

    description = _sentence(translate("Precision-recall curves"), translate("average precision"), group)
    return draw_chart(translate("Precision-recall curve"), description, SIZE, paint, group.data())


def detection_error_chart(rankings: Sequence[Ranking]) -> Chart:
    """Draw DET curves: false negatives over false positives, on axes that stretch small rates as a normal distribution does.

    Args:
        rankings: of the classes.
    """
    group = CurveGroup(
        tuple(map(curves.detection_error, rankings)), (), translate("equal error"), "equal_error_rate", "false_positive_rate",
        "false_negative_rate", {}, is_best_first=False,
    )  # fmt: skip

    def paint(figure: Figure) -> None:
        from scipy.special import ndtri

        drawn = tuple(_stretched(curve) for curve in group.curves)
        axes = paint_curves(figure, CurveGroup(drawn, (), group.measure, "", "", "", {}, is_best_first=False))
        smallest = min((float(min(curve.x.min(), curve.y.min())) for curve in drawn if len(curve.x)), default=-2.0)
        low = max(min(smallest, -2.0), float(ndtri(_RATES[0])))
        for axis, name in ((axes.xaxis, mark("false positive rate")), (axes.yaxis, mark("false negative rate"))):
            _normal_ticks(axis, low)
            axis.set_label_text(translate(name))
        axes.set_xlim(low, float(ndtri(0.99)))
        axes.set_ylim(low, float(ndtri(0.99)))
        reference_line(axes, (low, float(ndtri(0.99))), (-low, float(ndtri(0.01))), translate("at random"))
        place_legend(figure, axes)

    sentence = _sentence(translate("DET curves"), translate("equal error rate"), group)
    return draw_chart(translate("Detection error tradeoff"), sentence, SIZE, paint, group.data())


def gain_chart(rankings: Sequence[Ranking]) -> Chart:
    """Draw cumulative gains: the share of a class that is found in the best ranked part of all samples.

    Args:
        rankings: of the classes.
    """
    group = CurveGroup(tuple(map(curves.gain, rankings)), (), "", "", "share_of_samples", "share_of_class_found", {})

    def paint(figure: Figure) -> None:
        axes = paint_curves(figure, group)
        reference_line(axes, (0, 1), (0, 1), translate("at random"))
        if len(rankings) == 1:
            reference_line(axes, (0, rankings[0].prevalence, 1), (0, 1, 1), translate("at best"), (0, (6, 2)))
        _unit_square(axes, translate("share of samples, best ranked first"), translate("share of the class that is found"))
        place_legend(figure, axes)

    found = [
        translate("{share} of {name}", share=format_percent(_at(curve, 0.2)), name=curve.name) for curve in group.curves[:3]
    ]
    description = translate("Cumulative gains: the best ranked 20 % of samples hold {found}.", found=format_list(found))
    return draw_chart(translate("Cumulative gain"), description, SIZE, paint, group.data())


def lift_chart(rankings: Sequence[Ranking]) -> Chart:
    """Draw lift: how many times as many samples of a class the best ranked part holds as a random part would.

    Args:
        rankings: of the classes.
    """
    group = CurveGroup(tuple(map(curves.lift, rankings)), (), "", "", "share_of_samples", "lift", {})

    def paint(figure: Figure) -> None:
        axes = paint_curves(figure, group)
        reference_line(axes, (0, 1), (1, 1), translate("at random"))
        axes.set_xlim(0, 1)
        # A few samples at the start may jump far above all that follows.
        highest = max(float(curve.y[curve.x >= min(0.01, curve.x[-1])].max()) for curve in group.curves)
        axes.set_ylim(0, highest * 1.08)
        axes.set_xlabel(translate("share of samples, best ranked first"))
        axes.set_ylabel(translate("lift"))
        plain_ticks(axes.xaxis)
        plain_ticks(axes.yaxis)
        place_legend(figure, axes)

    found = [
        translate("{value} for {name}", value=format_number(_at(curve, 0.1), 3), name=curve.name) for curve in group.curves[:3]
    ]
    description = translate("Lift: the best ranked 10 % of samples have a lift of {found}.", found=format_list(found))
    return draw_chart(translate("Lift"), description, SIZE, paint, group.data())


def _unit_square(axes: Axes, x_label: str, y_label: str) -> None:
    axes.set_xlim(-0.01, 1.01)
    axes.set_ylim(-0.01, 1.03)
    axes.set_xlabel(x_label)
    axes.set_ylabel(y_label)
    plain_ticks(axes.xaxis)
    plain_ticks(axes.yaxis)


def _stretched(curve: ThresholdCurve) -> ThresholdCurve:
    from scipy.special import ndtri

    inside = (curve.x > 0) & (curve.x < 1) & (curve.y > 0) & (curve.y < 1)
    return ThresholdCurve(curve.name, ndtri(curve.x[inside]), ndtri(curve.y[inside]), curve.thresholds[inside], curve.area)


def _normal_ticks(axis: Axis, low: float) -> None:
    from matplotlib.ticker import FixedLocator, FuncFormatter
    from scipy.special import ndtr, ndtri

    axis.set_major_locator(FixedLocator([float(ndtri(rate)) for rate in _RATES if ndtri(rate) >= low - 1e-9]))
    axis.set_major_formatter(FuncFormatter(lambda value, _: f"{tick_text(round(100 * float(ndtr(value)), 6))} %"))


def _at(curve: ThresholdCurve, x: float) -> float:
    return float(np.interp(x, curve.x, curve.y))


def _name(curve: ThresholdCurve, group: CurveGroup) -> str:
    return translate(curve.name) if any(curve is average for average in group.averages) else curve.name


def _sentence(what: str, measure: str, group: CurveGroup) -> str:
    number = format_percent if not group.is_best_first else lambda value: format_number(value, 3)
    shown = [translate("{value} for {name}", value=number(curve.area), name=_name(curve, group)) for curve in group.all[:5]]
    more = len(group.all) - len(shown)
    rest = translate(", and {more} more", more=more) if more > 0 else ""
    return translate(
        "{what} with an {measure} of {shown}{rest}.", what=what, measure=measure, shown=format_list(shown), rest=rest
    )
