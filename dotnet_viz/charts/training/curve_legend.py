"""The legend of training curves, and the marks that it explains."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from dotnet_viz.charts.style import BLANK, MUTED, PIXELS_PER_POINT, TEXT_SIZE, VALIDATION, name_for
from dotnet_viz.charts.training.panels import ChartPanel, CurveOptions, RunLine
from dotnet_viz.fonts import text_width
from dotnet_viz.translation.translate import translate

Properties = dict[str, Any]

DASHES = (0, (4, 2))
BEST: Properties = {
    "marker": "D",
    "markersize": 6.5,
    "markerfacecolor": BLANK,
    "markeredgecolor": MUTED,
    "markeredgewidth": 1.4,
}
BROKEN: Properties = {
    "marker": "X",
    "markersize": 8,
    "markerfacecolor": "#b2182b",
    "markeredgecolor": BLANK,
    "markeredgewidth": 0.8,
}

_NAME_ROOM = 220.0


def ends_broken(line: RunLine) -> bool:
    """Return whether a curve has finite values, but not at its end.

    Args:
        line: of one run.
    """
    return not np.isfinite(line.values[-1]) and bool(np.isfinite(line.values).any())


def legend_grid(names: Sequence[str], width: float) -> tuple[int, int]:
    """Return columns and rows of the legend.

    Args:
        names: of the runs.
        width: of the chart, in CSS pixels.
    """
    widest = max((text_width(name_for(name, _NAME_ROOM), TEXT_SIZE * PIXELS_PER_POINT) for name in names), default=0.0)
    columns = max(1, int((width - 20) // (max(widest, 90) + 60)))
    entries = 4 + (len(names) if len(names) > 1 else 0)
    columns = min(columns, entries)
    return columns, -(-entries // columns)


def legend_handles(
    panels: Sequence[ChartPanel], names: Sequence[str], styles: Sequence[Properties], options: CurveOptions
) -> list[Any]:
    """Return the lines of the legend, for matplotlib: the runs, both sorts of data, and the marks that occur.

    Args:
        panels: what is drawn.
        names: of the runs.
        styles: how the lines of each run are drawn.
        options: what is shown.
    """
    from matplotlib.lines import Line2D

    alone = len(names) == 1
    size = 3.5 if alone else 4.5
    runs = (
        []
        if alone
        else [
            (name_for(name, _NAME_ROOM), properties | {"markersize": size})
            for name, properties in zip(names, styles, strict=True)
        ]
    )
    lines = [line for panel in panels for line in panel.lines]
    grey: Properties = {"color": MUTED}
    data: list[tuple[str, Properties]] = []
    if any(line.is_validation for line in lines):
        ends = (styles[0], {"color": VALIDATION, "marker": "s"}) if alone else (grey, grey)
        marks = {"markersize": size}
        data = [(translate("training"), ends[0] | marks), (translate("validation"), ends[1] | marks | {"linestyle": DASHES})]
    if options.smoothing:
        data.append((translate("as logged"), grey | {"linewidth": 0.7, "alpha": 0.5}))
    if any(panel.bests for panel in panels):
        data.append((translate("best") if alone else translate("best of a run"), BEST | {"linestyle": "none"}))
    if any(map(ends_broken, lines)):
        data.append((translate("NaN or infinite from here"), BROKEN | {"linestyle": "none"}))
    handles = [*runs, *data] or [(translate("training"), styles[0] | {"markersize": size})]
    return [
        Line2D([], [], label=label, **{key: value for key, value in properties.items() if key != "markevery"})
        for label, properties in handles
    ]
