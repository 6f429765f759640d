"""Distributions of weights as panels in a grid, each on an axis of its own, or as rows above one another on shared axes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dotnet_viz.diagrams.weight_histograms.bars import (
    WARNING,
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
from dotnet_viz.measures.weights.quantiles import Distribution, display_edges
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


def panels(distributions: Sequence[Distribution], bins: int, *, log_counts: bool) -> Parts:
    """Return a panel for each weight, in rows.

    Args:
        distributions: at least one.
        bins: that are drawn of each.
        log_counts: whether heights grow with the logarithm of the counts.
    """
    shapes: list[Shape] = []
    labels: list[Label] = []
    across = min(_MOST_ACROSS, len(distributions))
    warned = any(broken(distribution) for distribution in distributions)
    high = 2 * _LINE + _HEIGHT + 3 * _STRIP + (4 if warned else 3) * _LINE + _GAP
    for index, distribution in enumerate(distributions):
        down, right = divmod(index, across)
        x, y = right * (_WIDTH + _GAP), down * high
        _add_panel(distribution, f"w{index}", x, y, bins, (shapes, labels), log_counts=log_counts)
    return shapes, labels


def _add_panel(distribution: Distribution, name: str, x: float, y: float, bins: int, parts: Parts, *, log_counts: bool) -> None:
    shapes, labels = parts
    top, bottom = y + 2 * _LINE + 2, y + 2 * _LINE + 2 + _HEIGHT
    # One value stands in the middle, which an odd number of bins has.
    edges = display_edges(*distribution.limits, bins | 1 if distribution.is_constant else bins)
    span = float(edges[0]), float(edges[-1])
    shapes += bars(distribution, edges, name, (x, top, x + _WIDTH, bottom), log_counts=log_counts)
    shapes.append(_axis(f"{name}-axis", x, _WIDTH, bottom))
    strip_top = bottom + _STRIP
    shapes += strip(distribution, name, span, (x, strip_top, x + _WIDTH, strip_top + _STRIP))
    head = Label("", x, y + _LINE / 2, TEXT_SIZE, bold=True, anchor="start")
    labels += [
        _text(head, distribution.layer.name),
        _text(head, distribution.weight.name, down=_LINE, bold=False, color="muted"),
    ]
    low = strip_top + 2 * _STRIP
    labels += _ticks(distribution, span, x, _WIDTH, low + _LINE / 2)
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


def _ticks(distribution: Distribution, span: tuple[float, float], x: float, width: float, y: float) -> Iterator[Label]:
    """Yield the ends of an axis and zero, where it has room between them; one number in the middle for equal values."""
    if distribution.is_empty:
        return
    if distribution.is_constant:
        yield Label(format_number(distribution.limits[0]), x + width / 2, y, SMALL)
        return
    yield from axis_ends(span, x, width, y)


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


def ridgelines(distributions: Sequence[Distribution], bins: int, *, log_counts: bool) -> Parts:
    """Return a row for each weight; weights of a kind stand above one another, on the same axis.

    Args:
        distributions: at least one.
        bins: that are drawn of each axis.
        log_counts: whether heights grow with the logarithm of the counts.
    """
    shapes: list[Shape] = []
    labels: list[Label] = []
    y = 0.0
    for group in groups_in_order(distributions):
        members = [(index, distribution) for index, distribution in enumerate(distributions) if group_of(distribution) == group]
        span = _shared_span([distribution for _, distribution in members])
        labels.append(Label(group_words(group), 0.0, y - _LINE, TEXT_SIZE, bold=True, anchor="start"))
        for index, distribution in members:
            _add_row(distribution, f"w{index}", y, (span, bins), (shapes, labels), log_counts=log_counts)
            y += _ROW_HEIGHT + _ROW_GAP
        labels += axis_ends(span, 0.0, _ROW_WIDTH, y + 2)
        y += _SECTION_GAP
    return shapes, labels


def _shared_span(distributions: Sequence[Distribution]) -> tuple[float, float]:
    found = [distribution.limits for distribution in distributions if not distribution.is_empty] or [(0.0, 0.0)]
    edges = display_edges(min(low for low, _ in found), max(high for _, high in found), 1)
    return float(edges[0]), float(edges[-1])


def _add_row(
    distribution: Distribution, name: str, y: float, scale: tuple[tuple[float, float], int], parts: Parts, *, log_counts: bool
) -> None:  # fmt: skip
    span, bins = scale
    shapes, labels = parts
    bottom = y + _ROW_HEIGHT - _STRIP
    shapes += bars(distribution, display_edges(*span, bins), name, (0.0, y, _ROW_WIDTH, bottom), log_counts=log_counts)
    shapes.append(_axis(f"{name}-axis", 0.0, _ROW_WIDTH, bottom))
    shapes += strip(distribution, name, span, (0.0, bottom + 2, _ROW_WIDTH, bottom + 2 + _STRIP - 2))
    title = shorten(one_line(f"{distribution.layer.name} · {distribution.weight.name}"), TEXT_SIZE, _NAME_WIDTH)
    labels.append(Label(title, -10.0, bottom - TEXT_SIZE / 2, TEXT_SIZE, anchor="end"))
    lines = [(text, "muted") for text in facts(distribution)] + (
        [(broken(distribution), WARNING)] if broken(distribution) else []
    )
    for index, (text, color) in enumerate(reversed(lines)):
        position = _ROW_WIDTH + 10.0, bottom - SMALL / 2 - index * (SMALL + 2)
        labels.append(Label(text, *position, SMALL, anchor="start", color=color))
