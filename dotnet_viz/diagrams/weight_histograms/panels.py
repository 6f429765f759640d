"""Distributions of weights as panels in a grid, each on an axis of its own, or as rows above one another on shared axes."""

from __future__ import annotations

from collections.abc import Sequence

from dotnet_viz.diagrams.common.values.histogram_bars import SMALL, BarScale, axis_ends, axis_line, bars, strip
from dotnet_viz.diagrams.common.values.histogram_panel import (
    LINE,
    PANEL_HEIGHT,
    PANEL_WIDTH,
    STRIP,
    TEXT_SIZE,
    HistogramPanel,
    add_panel,
)
from dotnet_viz.diagrams.weight_histograms.bars import (
    color_of,
    group_of,
    group_words,
    groups_in_order,
    lines_of,
    quantiles_of,
)
from dotnet_viz.fonts import one_line, shorten
from dotnet_viz.geometry.boxes import Box
from dotnet_viz.measures.weights.quantiles import WeightDistribution, display_edges
from dotnet_viz.scene import Label, Shape
from dotnet_viz.translation.translate import translate

Parts = tuple[list[Shape], list[Label]]

_GAP = 30.0
MOST_ACROSS = 4
_ROW_HEIGHT, _ROW_GAP, _ROW_WIDTH = 34.0, 8.0, 420.0
_NAME_WIDTH = 230.0
_SECTION_GAP = 40.0


def panel_scales(frames: Sequence[Sequence[WeightDistribution]], bins: int, *, log_counts: bool) -> list[BarScale]:
    """Return the scale of each panel: an axis of its own, which serves all frames.

    Args:
        frames: the distributions at one or more times, the same weights in each.
        bins: that are drawn of each weight.
        log_counts: whether heights grow with the logarithm of the counts.
    """
    return [_scale(weights, _limits(weights), bins, log_counts=log_counts) for weights in zip(*frames, strict=True)]


def row_scales(frames: Sequence[Sequence[WeightDistribution]], bins: int, *, log_counts: bool) -> list[BarScale]:
    """Return the scale of each row: the axis of its kind of weights, which serves all frames; see :func:`panel_scales`.

    Args:
        frames: the distributions of each frame, in the same order.
        bins: of each histogram.
        log_counts: whether heights grow with the logarithm of the counts.
    """
    by_group: dict[str, list[WeightDistribution]] = {}
    for distribution in (one for frame in frames for one in frame):
        by_group.setdefault(group_of(distribution), []).append(distribution)
    limits = {group: _limits(members) for group, members in by_group.items()}
    rows = zip(*frames, strict=True)
    return [_scale(weights, _shared(limits[group_of(weights[0])]), bins, log_counts=log_counts) for weights in rows]


def _limits(distributions: Sequence[WeightDistribution]) -> tuple[float, float]:
    found = [distribution.limits for distribution in distributions if not distribution.is_empty] or [(0.0, 0.0)]
    return min(low for low, _ in found), max(high for _, high in found)


def _shared(limits: tuple[float, float]) -> tuple[float, float]:
    edges = display_edges(*limits, 1)
    return float(edges[0]), float(edges[-1])


def _scale(weights: Sequence[WeightDistribution], limits: tuple[float, float], bins: int, *, log_counts: bool) -> BarScale:
    # One value stands in the middle, which an odd number of bins has.
    edges = display_edges(*limits, bins | 1 if limits[0] == limits[1] else bins)
    return BarScale(limits, edges, log_counts).reaching(weights)


def panels_within(width: float) -> int:
    """Return how many panels have room in a row.

    Args:
        width: of the row in CSS pixels.
    """
    return max(1, min(MOST_ACROSS, int((width + _GAP) // (PANEL_WIDTH + _GAP))))


def panels(
    distributions: Sequence[WeightDistribution],
    scales: Sequence[BarScale],
    *,
    warned: bool,
    most_across: int = MOST_ACROSS,
) -> Parts:
    """Return a panel for each weight, in rows.

    Args:
        distributions: at least one.
        scales: of each.
        warned: whether panels have room for a line on values that are not finite.
        most_across: the largest number of panels in a row.
    """
    shapes: list[Shape] = []
    labels: list[Label] = []
    across = min(most_across, len(distributions))
    high = 2 * LINE + PANEL_HEIGHT + 3 * STRIP + (4 if warned else 3) * LINE + _GAP
    for index, (distribution, scale) in enumerate(zip(distributions, scales, strict=True)):
        down, right = divmod(index, across)
        add_panel(_panel(distribution, scale), f"w{index}", right * (PANEL_WIDTH + _GAP), down * high, (shapes, labels))
    return shapes, labels


def weight_panel(distribution: WeightDistribution, bins: int) -> HistogramPanel:
    """Return the histogram of one weight, on an axis of its own.

    Args:
        distribution: of its values.
        bins: that are drawn.

    Example:
        >>> import numpy as np
        >>> from dotnet_viz.diagrams.common.values.histogram_bars import describe
        >>> from dotnet_viz.graph import Layer, Weight
        >>> from dotnet_viz.measures.weights.quantiles import distribution_of
        >>> kernel = Weight.from_array("kernel", np.array([-1.0, 0.0, 0.0, 2.0]))
        >>> panel = weight_panel(distribution_of(Layer("d", "dense", "Dense"), kernel), 4)
        >>> panel.about, describe(panel.distribution, panel.scale)
        ('Values of dense/kernel', 'Histogram of 4 values from −1 to 2; most lie between −1 and 0; 2 are exactly zero.')
    """
    (scale,) = panel_scales([[distribution]], bins, log_counts=False)
    return _panel(distribution, scale)


def _panel(distribution: WeightDistribution, scale: BarScale) -> HistogramPanel:
    return HistogramPanel(
        distribution.layer.name,
        distribution.weight.name,
        distribution,
        scale,
        color_of(distribution),
        lines_of(distribution),
        quantiles_of(distribution),
        translate("Values of {name}", name=f"{distribution.layer.name}/{distribution.weight.name}"),
    )


def ridgelines(distributions: Sequence[WeightDistribution], scales: Sequence[BarScale]) -> Parts:
    """Return a row for each weight; weights of a kind stand above one another, on the same axis.

    Args:
        distributions: at least one.
        scales: of each, of :func:`row_scales`.
    """
    shapes: list[Shape] = []
    labels: list[Label] = []
    y = 0.0
    for group in groups_in_order(distributions):
        members = [index for index, distribution in enumerate(distributions) if group_of(distribution) == group]
        labels.append(Label(group_words(group), 0.0, y - LINE, TEXT_SIZE, bold=True, anchor="start"))
        for index in members:
            _add_row(distributions[index], f"w{index}", y, scales[index], (shapes, labels))
            y += _ROW_HEIGHT + _ROW_GAP
        labels += axis_ends(scales[members[0]].span, 0.0, _ROW_WIDTH, y + 2)
        y += _SECTION_GAP
    return shapes, labels


def _add_row(distribution: WeightDistribution, name: str, y: float, scale: BarScale, parts: Parts) -> None:
    shapes, labels = parts
    bottom = y + _ROW_HEIGHT - STRIP
    shapes += bars(distribution, scale, color_of(distribution), name, Box(0.0, y, _ROW_WIDTH, bottom))
    shapes.append(axis_line(f"{name}-axis", 0.0, _ROW_WIDTH, bottom))
    box = Box(0.0, bottom + 2, _ROW_WIDTH, bottom + 2 + STRIP - 2)
    shapes += strip(quantiles_of(distribution), name, scale.span, box)
    title = shorten(one_line(f"{distribution.layer.name} · {distribution.weight.name}"), TEXT_SIZE, _NAME_WIDTH)
    labels.append(Label(title, -10.0, bottom - TEXT_SIZE / 2, TEXT_SIZE, anchor="end"))
    for index, (text, color) in enumerate(reversed(lines_of(distribution))):
        position = _ROW_WIDTH + 10.0, bottom - SMALL / 2 - index * (SMALL + 2)
        labels.append(Label(text, *position, SMALL, anchor="start", color=color))
