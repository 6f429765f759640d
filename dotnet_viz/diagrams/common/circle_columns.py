"""Columns of circles, one a unit, with a mark for those that are left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from dotnet_viz.fonts import LINE_HEIGHT, one_line, shorten, text_width
from dotnet_viz.formatting import format_count
from dotnet_viz.scene import Label, Shape
from dotnet_viz.translation.translate import translate

MARK_SIZE = 11.0

_CAPTION_GAP = 12.0
_DOTS_SIZE = 15.0

_DOT = "·"


@dataclass(frozen=True)
class UnitAppearance:
    """How units are drawn.

    Args:
        diameter: of a circle.
        gap: between two circles.
        upright: whether units stand below each other; else beside each other.
        fill: colour or role.
        stroke: colour or role of the outline.
        sign: text in each circle.
        margin: between the circles and where lines to the whole column end.
        form: of each unit: ``"circle"`` for a neuron, ``"box"`` for a feature map.
    """

    diameter: float = 24.0
    gap: float = 8.0
    upright: bool = True
    fill: str = "panel"
    stroke: str = "line"
    sign: str = ""
    margin: float = 3.0
    form: str = "circle"


@dataclass(frozen=True)
class UnitColumn:
    """A column of units in the middle of its group.

    Args:
        shapes: an area that lines to the whole column end at, then the circles and the mark.
        units: ids of the circles.
        half: half of its length.
    """

    shapes: tuple[Shape, ...]
    units: tuple[str, ...]
    half: float

    @property
    def anchor(self) -> str:
        """Id of the area around the column."""
        return self.shapes[0].id


def unit_column(
    owner: Shape, total: int, limit: int | None, appearance: UnitAppearance, *, mark_last: bool = True
) -> UnitColumn:
    """Return a column of circles.

    Args:
        owner: whose id, name, tooltip, kind and cluster the column has.
        total: how many units there are.
        limit: how many circles are drawn at most, the mark not counted; ``None`` draws all.
        appearance: of the units.
        mark_last: whether the mark for the rest ends the column; else one circle stands behind it.

    Example:
        >>> column = unit_column(Shape("n1", "dense", 0, 0), 300, 8, UnitAppearance())
        >>> len(column.units), column.shapes[-1].labels[0].text
        (8, '+292')
    """
    drawn = total if limit is None else min(total, limit)
    head = drawn if mark_last or drawn == total else max(drawn - 1, 0)
    positions = [*range(head), *range(total - (drawn - head), total)]
    circles = [_circle(owner, position, appearance) for position in positions]
    mark = [_mark(owner, total, total - drawn, appearance, last=mark_last)] if drawn < total else []
    items = [*circles[:head], *mark, *circles[head:]]
    placed, half = _lined_up(items, appearance)
    area = _area(owner, half, appearance)
    return UnitColumn((area, *placed), tuple(circle.id for circle in circles), half)


def caption_area(owner: Shape, labels: Sequence[Label]) -> Shape:
    """Return a shape of which nothing is seen but these labels, on paper of their own so that lines pass behind.

    Args:
        owner: whose room, group and cluster it has.
        labels: placed from the owner's middle.
    """
    return Shape(
        f"{owner.id}-caption",
        owner.name,
        owner.width,
        owner.height,
        form="area",
        x=owner.x,
        y=owner.y,
        labels=tuple(labels),
        tooltip=owner.tooltip,
        cluster=owner.cluster,
        group=owner.group or owner.id,
        kind="caption",
    )


def caption_labels(lines: Sequence[Label], reach: float, *, upright: bool) -> list[Label]:
    """Return lines of text that start at a distance from the middle: below it, or left of it.

    Args:
        lines: lines of text, from the top.
        reach: half of the length of the column in CSS pixels, at which the gap to the text starts.
        upright: whether the column is vertical, so that the text stands below it.

    Returns:
        The labels with positions in CSS pixels relative to the middle of the column.
    """
    heights = [line.size * LINE_HEIGHT for line in lines]
    top = reach + _CAPTION_GAP if upright else -sum(heights) / 2
    tops = accumulate(heights, initial=top)
    x, anchor = (0.0, "middle") if upright else (-reach - _CAPTION_GAP, "end")
    return [
        replace(line, x=round(x, 2), y=round(start + height / 2, 2), anchor=anchor)
        for line, start, height in zip(lines, tops, heights, strict=False)
    ]


def wrapped_caption(text: str, size: float, width: float, *, bold: bool = False, most: int = 2) -> list[str]:
    """Break a caption between words, or in the place of a dot, into lines that are no wider than a number of pixels.

    Args:
        text: one line.
        size: font size in pixels.
        width: the most that a line may take.
        bold: whether it is set in bold.
        most: how many lines there may be; the last one is shortened.

    Example:
        >>> wrapped_caption("Time distributed dense · relu", 12, 130)
        ['Time distributed', 'dense · relu']
        >>> wrapped_caption("Transposed convolution · relu", 12, 150)
        ['Transposed convolution', 'relu']
    """
    lines = [""]
    for word in one_line(text).split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and len(lines) < most and text_width(longer, size, bold) > width:
            lines[-1:] = [lines[-1].removesuffix(f" {_DOT}"), "" if word == _DOT else word]
        else:
            lines[-1] = longer
    return [shorten(line, size, width, bold) for line in lines if line or len(lines) == 1]


def _circle(owner: Shape, position: int, appearance: UnitAppearance) -> Shape:
    name = f"{owner.name} [{position}]"
    labels = (Label(appearance.sign, size=round(appearance.diameter / 2, 1)),) if appearance.sign else ()
    return Shape(
        f"{owner.id}-u{position}",
        name,
        appearance.diameter,
        appearance.diameter,
        form=appearance.form,
        fill=appearance.fill,
        stroke=appearance.stroke,
        labels=labels,
        cluster=owner.cluster,
        group=owner.group or owner.id,
        kind="neuron" if appearance.form == "circle" else "channel",
    )


def _mark(owner: Shape, total: int, left_out: int, appearance: UnitAppearance, *, last: bool) -> Shape:
    """Return three dots and how many units they stand for; on paper of their own where lines pass behind."""
    text = f"+{format_count(left_out)}"
    width, height = text_width(text, MARK_SIZE), MARK_SIZE * LINE_HEIGHT
    across = appearance.diameter / 2
    dots = Shape(
        f"{owner.id}-more",
        translate("{count} more unit of {name}", "{count} more units of {name}", count=left_out, name=owner.name),
        across if appearance.upright else appearance.diameter,
        appearance.diameter if appearance.upright else across,
        form="ellipsis",
        tooltip=translate(
            "{left_out} of {total} units are not drawn", left_out=format_count(left_out), total=format_count(total)
        ),
        cluster=owner.cluster,
        group=owner.group or owner.id,
        kind="left-out",
    )
    if not last:
        return _paper_mark(dots, text, appearance)
    position = (0.0, (appearance.diameter + height) / 2) if appearance.upright else ((appearance.diameter + width) / 2 + 2, 0.0)
    return replace(dots, labels=(Label(text, *position, size=MARK_SIZE, color="muted"),))


def _paper_mark(dots: Shape, text: str, appearance: UnitAppearance) -> Shape:
    width, heights = text_width(text, MARK_SIZE) + 4, [size * LINE_HEIGHT for size in (_DOTS_SIZE, MARK_SIZE)]
    labels = (
        Label("⋮" if appearance.upright else "⋯", 0.0, -heights[1] / 2, size=_DOTS_SIZE, color="muted"),
        Label(text, 0.0, heights[0] / 2, size=MARK_SIZE, color="muted"),
    )
    size = max(width, appearance.diameter), max(sum(heights), appearance.diameter)
    return replace(dots, form="box", fill="paper", stroke="paper", width=size[0], height=size[1], labels=labels)


def _lined_up(items: Sequence[Shape], appearance: UnitAppearance) -> tuple[list[Shape], float]:
    """Return shapes one after the other, centred, and half of their length."""
    lengths = [_length(item, appearance) for item in items]
    whole = sum(lengths) + appearance.gap * (len(items) - 1)
    starts = list(accumulate((length + appearance.gap for length in lengths), initial=-whole / 2))
    placed = []
    for item, start in zip(items, starts, strict=False):
        middle = round(start + (item.height if appearance.upright else item.width) / 2, 2)
        x, y = (0.0, middle) if appearance.upright else (middle, 0.0)
        placed.append(replace(item, x=x, y=y))
    return placed, whole / 2


def _length(item: Shape, appearance: UnitAppearance) -> float:
    """Return how long a shape is along its column, with the text behind it."""
    own = item.height if appearance.upright else item.width
    if item.form != "ellipsis" or not item.labels:
        return own
    text = item.labels[0]
    behind = text.size * LINE_HEIGHT if appearance.upright else text_width(text.text, text.size) + 4
    return own + behind


def _area(owner: Shape, half: float, appearance: UnitAppearance) -> Shape:
    across, along = appearance.diameter + 2 * appearance.margin, 2 * (half + appearance.margin)
    size = (across, along) if appearance.upright else (along, across)
    return replace(
        owner, form="area", x=0.0, y=0.0, width=size[0], height=size[1], group=owner.group or owner.id, labels=(),
        stroke_width=0.0,
    )  # fmt: skip
