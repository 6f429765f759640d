"""Distributions of weights as panels in a grid, each on an axis of its own, or as rows above one another on shared axes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dotnet_viz.diagrams.weight_histograms.bars import (
    WARNING,
    BarScale,
    bars,
    broken,
    facts,
    group_of,
    group_words,
    groups_in_order,
    strip,
)
from dotnet_viz.fonts import one_line, shorten, text_width
from dotnet_viz.formatting import format_number
from dotnet_viz.measures.weights.quantiles import WeightDistribution, display_edges
from dotnet_viz.scene import Label, Shape

Parts = tuple[list[Shape], list[Label]]

TEXT_SIZE = 11.0
SMALL = 9.5

_WIDTH, _HEIGHT = 200.0, 64.0
_GAP = 30.0
_LINE = 14.0
_STRIP = 6.0
_MOST_ACROSS = 4
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
    scale = BarScale(limits, display_edges(*limits, bins | 1 if limits[0] == limits[1] else bins), log_counts)
    return replace(scale, highest=max(float(scale.heights(weight)[1].max(initial=0.0)) for weight in weights))


def panels(distributions: Sequence[WeightDistribution], scales: Sequence[BarScale], *, warned: bool) -> Parts:
    """Return a panel for each weight, in rows.

    Args:
        distributions: at least one.
        scales: of each.
        warned: whether panels have room for a line on values that are not finite.
    """
    shapes: list[Shape] = []
    labels: list[Label] = []
    across = min(_MOST_ACROSS, len(distributions))
    high = 2 * _LINE + _HEIGHT + 3 * _STRIP + (4 if warned else 3) * _LINE + _GAP
    for index, (distribution, scale) in enumerate(zip(distributions, scales, strict=True)):
        down, right = divmod(index, across)
        x, y = right * (_WIDTH + _GAP), down * high
        _add_panel(distribution, f"w{index}", x, y, scale, (shapes, labels))
    return shapes, labels


def _add_panel(distribution: WeightDistribution, name: str, x: float, y: float, scale: BarScale, parts: Parts) -> None:
    shapes, labels = parts
    top, bottom = y + 2 * _LINE + 2, y + 2 * _LINE + 2 + _HEIGHT
    shapes += bars(distribution, scale, name, (x, top, x + _WIDTH, bottom))
    shapes.append(_axis(f"{name}-axis", x, _WIDTH, bottom))
    strip_top = bottom + _STRIP
    shapes += strip(distribution, name, scale.span, (x, strip_top, x + _WIDTH, strip_top + _STRIP))
    head = Label("", x, y + _LINE / 2, TEXT_SIZE, bold=True, anchor="start")
    labels += [
        _text(head, distribution.layer.name),
        _text(head, distribution.weight.name, down=_LINE, bold=False, color="muted"),
    ]
    low = strip_top + 2 * _STRIP
    labels += _ticks(distribution, scale, x, _WIDTH, low + _LINE / 2)
    lines = [(text, "muted") for text in facts(distribution)] + (
        [(broken(distribution), WARNING)] if broken(distribution) else []
    )
    for index, (text, color) in enumerate(lines):
        position = x, low + (index + 1.5) * _LINE
        labels.append(Label(shorten(text, SMALL, _WIDTH), *position, SMALL, anchor="start", color=color))


def _text(model: Label, text: str, *, down: float = 0.0, bold: bool = True, color: str = "ink") -> Label:
    shown = shorten(one_line(text), model.size, _WIDTH, bold)
    return Label(shown, model.x, model.y + down, model.size, bold, model.anchor, color)


def _axis(name: str, x: float, width: float, y: float) -> Shape:
    return Shape(name, "axis", width, 1.0, "bar", x + width / 2, y + 0.5, fill="line", stroke_width=0.0, kind="axis")


def _ticks(distribution: WeightDistribution, scale: BarScale, x: float, width: float, y: float) -> Iterator[Label]:
    """Yield the ends of an axis and zero, where it has room between them; one number in the middle for equal values."""
    if distribution.is_empty:
        return
    if scale.limits[0] == scale.limits[1]:
        yield Label(format_number(scale.limits[0]), x + width / 2, y, SMALL)
        return
    yield from axis_ends(scale.span, x, width, y)


def axis_ends(span: tuple[float, float], x: float, width: float, y: float) -> Iterator[Label]:
    """Yield the numbers at the ends of an axis, and zero where it has room between them.

    Args:
        span: the least and the largest number of the axis.
        x: left end of the axis in CSS pixels.
        width: length of the axis in CSS pixels.
        y: middle of the text in CSS pixels.
    """
    low, high = format_number(span[0]), format_number(span[1])
    yield Label(low, x, y, SMALL, anchor="start")
    yield Label(high, x + width, y, SMALL, anchor="end")
    zero = -(span[0] / 2) / (span[1] / 2 - span[0] / 2) * width
    if text_width(low, SMALL) + 10 < zero < width - text_width(high, SMALL) - 10:
        yield Label("0", x + zero, y, SMALL)


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
        labels.append(Label(group_words(group), 0.0, y - _LINE, TEXT_SIZE, bold=True, anchor="start"))
        for index in members:
            _add_row(distributions[index], f"w{index}", y, scales[index], (shapes, labels))
            y += _ROW_HEIGHT + _ROW_GAP
        labels += axis_ends(scales[members[0]].span, 0.0, _ROW_WIDTH, y + 2)
        y += _SECTION_GAP
    return shapes, labels


def _add_row(distribution: WeightDistribution, name: str, y: float, scale: BarScale, parts: Parts) -> None:
    shapes, labels = parts
    bottom = y + _ROW_HEIGHT - _STRIP
    shapes += bars(distribution, scale, name, (0.0, y, _ROW_WIDTH, bottom))
    shapes.append(_axis(f"{name}-axis", 0.0, _ROW_WIDTH, bottom))
    shapes += strip(distribution, name, scale.span, (0.0, bottom + 2, _ROW_WIDTH, bottom + 2 + _STRIP - 2))
    title = shorten(one_line(f"{distribution.layer.name} · {distribution.weight.name}"), TEXT_SIZE, _NAME_WIDTH)
    labels.append(Label(title, -10.0, bottom - TEXT_SIZE / 2, TEXT_SIZE, anchor="end"))
    lines = [(text, "muted") for text in facts(distribution)] + (
        [(broken(distribution), WARNING)] if broken(distribution) else []
    )
    for index, (text, color) in enumerate(reversed(lines)):
        position = _ROW_WIDTH + 10.0, bottom - SMALL / 2 - index * (SMALL + 2)
        labels.append(Label(text, *position, SMALL, anchor="start", color=color))
