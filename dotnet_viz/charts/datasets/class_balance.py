"""How often each class occurs in a data set."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dotnet_viz.charts.chart import Chart, draw_chart
from dotnet_viz.charts.style import NEUTRAL, TRAIN, name_for, plain_ticks
from dotnet_viz.formatting import format_count, format_percent
from dotnet_viz.translation.translate import translate

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SHOWN_CLASSES = 30

_WIDTH = 460.0
_ROW = 20.0
_NAME_ROOM = 130.0
_GAP = 5.0
"""Points between a bar, or the line, and its text."""


def class_balance_chart(classes: Sequence[tuple[str, int]]) -> Chart:
    """Draw a bar for each class, and a line where all would end if they were equally frequent.

    Of more than 30 classes the most frequent are drawn, and the others as one bar of their mean.

    Args:
        classes: names and counts, at least one.

    Example:
        >>> class_balance_chart([("cat", 30), ("dog", 10)]).alternative
        'Samples of each of 2 classes: from 10 (dog) to 30 (cat).'
    """
    total = sum(count for _, count in classes)
    shown, folded = _shown(classes)
    least, most = min(classes, key=lambda one: one[1]), max(classes, key=lambda one: one[1])

    def paint(figure: Figure) -> None:
        axes = figure.add_subplot()
        positions = range(len(shown))
        colors = [NEUTRAL if folded and index == len(shown) - 1 else TRAIN for index in positions]
        axes.barh(positions, [count for _, count in shown], color=colors, height=0.7)
        equal = total / len(classes)
        axes.axvline(equal, color=NEUTRAL, linestyle="--", linewidth=1)
        for index, (_, count) in enumerate(shown):
            share = format_percent(count / total) if total else ""
            # The line would cross a text that begins shortly before it.
            start = equal if 0.6 * equal < count < equal else count
            text = f"{format_count(round(count))} · {share}"
            axes.annotate(text, (start, index), (_GAP, 0), textcoords="offset points", va="center_baseline", fontsize="small")
        axes.set_yticks(positions, [name_for(name, _NAME_ROOM) for name, _ in shown])
        axes.invert_yaxis()
        axes.set_xlim(0, max(count for _, count in shown) * 1.25 or 1)
        axes.set_xlabel(translate("samples (dashed: if all classes were equally frequent)"))
        plain_ticks(axes.xaxis, whole=True)

    alternative = translate(
        "Samples of each of {classes} classes: from {least} ({rarest}) to {most} ({commonest}).",
        classes=len(classes),
        least=format_count(least[1]),
        rarest=least[0],
        most=format_count(most[1]),
        commonest=most[0],
    )
    data = {"class": [name for name, _ in classes], "samples": [count for _, count in classes]}
    return draw_chart(translate("Balance of the classes"), alternative, (_WIDTH, 70 + _ROW * len(shown)), paint, data)


def _shown(classes: Sequence[tuple[str, int]]) -> tuple[list[tuple[str, float]], bool]:
    if len(classes) <= SHOWN_CLASSES:
        return [(name, float(count)) for name, count in classes], False
    ordered = sorted(classes, key=lambda one: -one[1])
    kept, others = ordered[: SHOWN_CLASSES - 1], ordered[SHOWN_CLASSES - 1 :]
    mean = sum(count for _, count in others) / len(others)
    return [
        *((name, float(count)) for name, count in kept),
        (translate("mean of {others} others", others=len(others)), mean),
    ], True
