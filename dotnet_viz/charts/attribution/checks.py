"""Whether maps can be believed, as charts: insertion and deletion, and what shuffled weights change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from dotnet_viz.charts.style import GRID, MUTED, SERIES_COLORS, SERIES_MARKERS, TEXT_SIZE, name_for, plain_ticks
from dotnet_viz.explain.attribution.faithfulness import Faithfulness
from dotnet_viz.explain.attribution.randomization import Randomization
from dotnet_viz.formatting import format_number
from dotnet_viz.translation.translate import translate

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def draw_faithfulness(axes: Axes, names: Sequence[str], found: Sequence[Faithfulness]) -> None:
    """Draw the curves of insertion and deletion.

    Args:
        axes: where.
        names: of the maps.
        found: of each map.
    """
    for name, one, color in zip(names, found, SERIES_COLORS, strict=False):
        prefix = f"{name_for(name, 90)}: " if len(names) > 1 else ""
        axes.plot(
            one.shares,
            one.insertion,
            color=color,
            label=translate(
                "{prefix}insertion, area {insertion_area}", prefix=prefix, insertion_area=format_number(one.insertion_area)
            ),
        )
        axes.plot(
            one.shares,
            one.deletion,
            "--",
            color=color,
            label=translate(
                "{prefix}deletion, area {deletion_area}", prefix=prefix, deletion_area=format_number(one.deletion_area)
            ),
        )
    axes.set_title(translate("Insertion and deletion"))
    axes.set_xlabel(translate("share of the input, highest values first"))
    axes.set_ylabel(translate("output"))
    axes.set_xlim(0, 1)
    axes.grid(axis="y", color=GRID)
    plain_ticks(axes.xaxis)
    plain_ticks(axes.yaxis)
    axes.legend(fontsize=TEXT_SIZE - 1, loc="upper left", bbox_to_anchor=(1.0, 1.0))


def draw_randomization(axes: Axes, names: Sequence[str], found: Sequence[Randomization]) -> None:
    """Draw how alike maps are to those of the model with shuffled weights.

    Args:
        axes: where.
        names: of the maps.
        found: of each map.
    """
    for name, one, color, marker in zip(names, found, SERIES_COLORS, SERIES_MARKERS, strict=False):
        label = name_for(name, 90) if len(names) > 1 else translate("rank correlation")
        axes.plot(range(len(one.layers)), np.abs(one.correlations), color=color, marker=marker, markersize=4, label=label)
    layers = found[0].layers
    axes.set_xticks(range(len(layers)), [name_for(path.rpartition("/")[2], 90) for path in layers], rotation=45, ha="right")
    axes.tick_params(axis="x", labelsize=TEXT_SIZE - 2)
    axes.set_ylim(0, 1.05)
    axes.axhline(0.5, color=MUTED, linewidth=0.8, linestyle=":")
    axes.set_title(translate("Weights shuffled from the output"))
    axes.set_xlabel(translate("down to this layer"))
    axes.set_ylabel(translate("|rank correlation|"))
    axes.grid(axis="y", color=GRID)
    plain_ticks(axes.yaxis)
    if len(names) > 1:
        axes.legend(fontsize=TEXT_SIZE - 1, loc="upper left", bbox_to_anchor=(1.0, 1.0))
