"""Importances of features as bars with intervals."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.charts.chart import Chart, draw_chart
from dotnet_viz.charts.data import ChartData
from dotnet_viz.charts.style import INK, MUTED, NEUTRAL, TRAIN, VALIDATION, name_for, plain_ticks
from dotnet_viz.fonts import text_width
from dotnet_viz.formatting import format_count, format_number
from dotnet_viz.measures.importance.result import BUILT_IN, Importances, dropping_score
from dotnet_viz.translation.translate import mark, translate

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_ROW = 21.0
_NAME_ROOM = 190.0
_PLOT = 380.0
_TITLES = {
    "permutation": mark("Permutation importances"),
    "built-in": mark("Importances of the model"),
    "drop-column": mark("Drop-column importances"),
}
_WHISKERS = (mark("whiskers: {what}"), mark("whiskers: ± 1 standard deviation over {what}"))
_MEASURED = (mark("mean decrease in impurity"), mark("importance"))
"""For the catalogues of translations."""


def importance_chart(found: Importances, *, max_features: int | None = 20) -> Chart:
    """Draw importances as bars, the largest on top, with one standard deviation to either side and each repeat as a dot.

    Args:
        found: the importances.
        max_features: most features that are drawn; ``None`` for all.

    Example:
        >>> found = Importances("built-in", ("age", "size"), np.array([0.3, 0.7]), None, None, "importance")
        >>> importance_chart(found).to_dict()["feature"]
        ['size', 'age']
    """
    shown = found.order[:max_features]
    names = [name_for(found.names[position], _NAME_ROOM) for position in shown]
    room = max([text_width(name, 12.0) for name in names], default=0.0)
    remarks = list(_remarks(found, len(shown)))

    def paint(figure: Figure) -> None:
        axes = figure.add_subplot()
        _bars(axes, found, shown)
        axes.set_yticks(range(len(shown)), names)
        axes.set_ylim(len(shown) - 0.4, -0.6)
        axes.tick_params(axis="y", length=0)
        axes.grid(axis="x")
        plain_ticks(axes.xaxis)
        axes.set_xlabel("\n".join([measured_in_words(found), *remarks]))

    size = room + _PLOT, len(shown) * _ROW + 56 + 15.0 * (len(remarks) + 1)
    return draw_chart(_title(found), _description(found), size, paint, _data(found))


def measured_in_words(found: Importances) -> str:
    """Return what the values are, in the language that is written.

    Args:
        found: importances.
    """
    score = dropping_score(found.measured)
    return translate(found.measured) if score is None else translate("drop in {score}", score=score)


def _title(found: Importances) -> str:
    return translate("Coefficients") if found.is_signed else translate(_TITLES[found.method])


def _bars(axes: Axes, found: Importances, shown: NDArray[np.intp]) -> None:
    values = found.values[shown]
    rows = np.arange(len(shown))
    colors = [VALIDATION if value < 0 else TRAIN for value in values]
    axes.barh(rows, values, height=0.62, color=colors, alpha=0.85, linewidth=0)
    if found.repeats is not None:
        repeats = found.repeats[shown]
        axes.plot(
            repeats.ravel(), np.repeat(rows, repeats.shape[1]), linestyle="none", marker="o", markersize=2.6, color=NEUTRAL,
            markeredgecolor=INK, markeredgewidth=0.3, alpha=0.9, zorder=3,
        )  # fmt: skip
    if found.deviations is not None:
        deviations = found.deviations[shown]
        # What cannot be negative has no whisker below 0.
        below = np.minimum(deviations, values) if found.method == BUILT_IN and not found.is_signed else deviations
        axes.errorbar(values, rows, xerr=[below, deviations], fmt="none", ecolor=INK, elinewidth=1.1, capsize=2.6, zorder=4)
    axes.axvline(0, color=MUTED, linewidth=0.8)
    axes.margins(x=0.06)


def _remarks(found: Importances, shown: int) -> Iterator[str]:
    """Yield what whiskers are, what the score was, and what is left out."""
    if found.baseline is not None:
        yield translate("score with all features: {score}", score=format_number(found.baseline))
    if found.deviations is not None:
        what = found.deviations_are
        text = "whiskers: {what}" if "error" in what else "whiskers: ± 1 standard deviation over {what}"
        yield translate(text, what=translate(what))
    if shown < len(found.values):
        yield translate("the largest {shown} of {features}", shown=shown, features=format_count(len(found.values), "feature"))


def _description(found: Importances) -> str:
    if not len(found.values):
        return translate("No features.")
    first = int(found.order[0])
    value = format_number(float(found.values[first]))
    return translate(
        "{found}: {names} is the largest, {measured} {value}.",
        found=_title(found),
        names=name_for(found.names[first], _NAME_ROOM),
        measured=measured_in_words(found),
        value=value,
    )


def _data(found: Importances) -> ChartData:
    order = found.order
    columns = {"feature": [found.names[position] for position in order], "importance": found.values[order]}
    if found.deviations is not None:
        columns["deviation"] = found.deviations[order]
    facts: dict[str, Any] = {
        "method": found.method,
        "measured": found.measured,
        "deviations_are": found.deviations_are,
        "baseline": found.baseline,
        "notes": list(found.notes),
    }
    if found.repeats is not None:
        facts["repeats"] = found.repeats[order]
    return ChartData(columns, facts)
