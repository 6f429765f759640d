"""CoefficientBars of coefficients: a row for each feature, a panel for each output, all on one scale."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.fonts import one_line, shorten, shorten_all, text_width
from dotnet_viz.formatting import format_number
from dotnet_viz.scales import NOT_A_NUMBER, WeightScale
from dotnet_viz.scene import Label, Shape
from dotnet_viz.translation.translate import translate

Doubles = NDArray[np.float64]

TEXT_SIZE = 11.0
SMALL = 10.0

_ROW = 20.0
_BAR = 13.0
_GAP = 6.0
_NAME_WIDTH = 240.0
_PANEL_GAP = 34.0
_HALF_ONE, _HALF_LEAST, _ROOM = 150.0, 32.0, 860.0
_MOST_VALUED = 4
_HEAD_LINE = 15.0


@dataclass(frozen=True, eq=False)
class CoefficientBars:
    """What is drawn.

    Args:
        features: name of each row.
        outputs: name of each panel; may be empty texts.
        values: shape (rows, panels).
        intercepts: of each panel; empty where there are none.
        width: of names and panels together in CSS pixels; ``None`` for as much as is usual.
    """

    features: Sequence[str]
    outputs: Sequence[str]
    values: Doubles
    intercepts: Sequence[float] = ()
    width: float | None = None


def bar_parts(bars: CoefficientBars, scale: WeightScale) -> tuple[tuple[Shape, ...], tuple[Label, ...]]:
    """Return the bars with their zero lines, and all texts, from the origin on.

    Args:
        bars: what is drawn.
        scale: its limit is as long as half a panel, and it gives the colours of the two signs.
    """
    panels = len(bars.outputs)
    room = _value_room(bars) if panels <= _MOST_VALUED else 0.0
    half = _HALF_ONE if panels == 1 else max(_HALF_LEAST, (_ROOM / panels - _PANEL_GAP) / 2 - room)
    heads = [list(_head(bars, panel, 2 * (half + room))) for panel in range(panels)]
    names = shorten_all(bars.features, TEXT_SIZE, _NAME_WIDTH)
    if bars.width is not None:
        left = bars.width - _GAP - max((text_width(name, TEXT_SIZE) for name in names), default=0.0)
        half = min(half, max(_HALF_LEAST, (left / panels - _PANEL_GAP) / 2 - room))
    step = 2 * (half + room) + _PANEL_GAP
    shapes: list[Shape] = []
    labels = list(_name_labels(names, has_intercepts=bool(bars.intercepts)))
    for panel, head in enumerate(heads):
        middle = panel * step + half + room
        labels += _head_labels(head, middle)
        labels += _ticks(scale, middle, half, len(bars.features) * _ROW, is_narrow=not room)
        shapes.append(_zero_line(panel, middle, len(bars.features)))
        for row, value in enumerate(bars.values[:, panel].tolist()):
            shapes.append(_bar(bars, row, panel, _length(scale, value, half), middle, scale))
            if room or math.isnan(value):
                labels.append(_value(value, _length(scale, value, half), middle, row))
    return tuple(shapes), tuple(labels)


def _value_room(bars: CoefficientBars) -> float:
    """Return how wide the widest number is that stands at the end of a bar."""
    return max((text_width(format_number(value), SMALL) for value in bars.values.ravel().tolist()), default=0.0) + _GAP


def _name_labels(names: Sequence[str], *, has_intercepts: bool) -> Iterator[Label]:
    if has_intercepts:
        yield Label(translate("intercept"), -_GAP, -_GAP - _HEAD_LINE / 2, SMALL, anchor="end", color="muted")
    for row, name in enumerate(names):
        yield Label(name, -_GAP, (row + 0.5) * _ROW, TEXT_SIZE, anchor="end")


def _head(bars: CoefficientBars, panel: int, room: float) -> Iterator[tuple[str, bool]]:
    """Yield the lines above a panel: text, whether it is bold."""
    if bars.outputs[panel]:
        yield shorten(one_line(bars.outputs[panel]), TEXT_SIZE, room, bold=True), True
    if bars.intercepts:
        yield format_number(bars.intercepts[panel]), False


def _head_labels(head: Sequence[tuple[str, bool]], middle: float) -> Iterator[Label]:
    for index, (text, bold) in enumerate(head):
        y = -_GAP - (len(head) - index - 0.5) * _HEAD_LINE
        yield Label(text, middle, y, TEXT_SIZE if bold else SMALL, bold=bold, color="ink" if bold else "muted")


def _length(scale: WeightScale, value: float, half: float) -> float:
    """Return how far a bar reaches from zero, with the sign of its value."""
    fraction = float(scale.fractions(value))
    return 0.0 if math.isnan(fraction) else fraction * half


def _zero_line(panel: int, middle: float, rows: int) -> Shape:
    height = rows * _ROW
    return Shape(f"zero{panel}", "0", 1.0, height, "bar", middle, height / 2, fill="line", stroke_width=0.0, kind="axis")


def _bar(bars: CoefficientBars, row: int, panel: int, length: float, middle: float, scale: WeightScale) -> Shape:
    value = float(bars.values[row, panel])
    color = NOT_A_NUMBER if math.isnan(value) else scale.positive if value > 0 else scale.negative
    target = f" → {bars.outputs[panel]}" if bars.outputs[panel] else ""
    about = f"{bars.features[row]}{target}: {format_number(value)}"
    width = max(abs(length), 0.0 if value == 0 else 0.5)
    center = middle + math.copysign(width / 2, length), (row + 0.5) * _ROW
    return Shape(
        f"bar{row}-{panel}", bars.features[row], width, _BAR, "bar", *center, color, stroke_width=0.0, tooltip=about, kind="bar"
    )  # fmt: skip


def _value(value: float, length: float, middle: float, row: int) -> Label:
    text = format_number(value)
    color = NOT_A_NUMBER if math.isnan(value) else "muted"
    is_left = value < 0
    x = middle + length + (-_GAP / 2 if is_left else _GAP / 2)
    return Label(text, x, (row + 0.5) * _ROW, SMALL, anchor="end" if is_left else "start", color=color)


def _ticks(scale: WeightScale, middle: float, half: float, bottom: float, *, is_narrow: bool) -> Iterator[Label]:
    """Yield the numbers below a panel: at its ends and at zero, or one for both ends where there is no room."""
    label = Label("0", middle, bottom + _GAP + SMALL / 2, SMALL, color="muted")
    end = format_number(scale.limit)
    if scale.limit > 0 and is_narrow:
        yield replace(label, text=f"± {end}")
        return
    yield label
    if scale.limit > 0:
        yield replace(label, text=f"−{end}", x=middle - half)
        yield replace(label, text=end, x=middle + half)


def share_of(drawn: Doubles, values: Doubles) -> float | None:
    """Return the part of all magnitudes that some have, ``None`` where there is nothing to share.

    Args:
        drawn: the coefficients that are drawn; values that are not finite count as 0.
        values: all coefficients of the model.

    Returns:
        A number from 0 to 1.
    """
    part, total = (float(np.abs(numbers[np.isfinite(numbers)]).sum()) for numbers in (drawn, values))
    return part / total if 0 < total < math.inf else None
