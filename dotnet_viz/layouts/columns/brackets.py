"""Brackets along columns: below them and their captions, where no line passes; of rows left of them."""

from __future__ import annotations

from collections.abc import Sequence

from dotnet_viz.fonts import LINE_HEIGHT, one_line, shorten, text_width
from dotnet_viz.geometry.boxes import Box, union
from dotnet_viz.geometry.parts import label_box, placed_box
from dotnet_viz.layouts.columns.tracks import tracks
from dotnet_viz.scene import Bracket, Label, Shape

_TEXT_SIZE = 12.0
_GAP = 14.0
_ARM = 8.0
_THICK = 1.4
_REACH = 10.0
_TEXT_GAP = 2.0
_LEAST_TEXT = 90.0


def place_brackets(
    brackets: Sequence[Bracket], shapes: Sequence[Shape], labels: Sequence[Label], *, upright: bool
) -> tuple[tuple[Shape, ...], tuple[Label, ...]]:
    """Return the lines of brackets and their texts, short ones near the columns, and none over another.

    Args:
        brackets: along ranks of shapes.
        shapes: with places.
        labels: with places, which brackets keep clear of.
        upright: whether columns stand.

    Example:
        >>> shapes = [Shape("a", "a", 20, 20, x=0, y=0, rank=0), Shape("b", "b", 20, 20, x=100, y=0, rank=1)]
        >>> (line,), (text,) = place_brackets([Bracket("encoder", 0, 1)], shapes, [], upright=True)
        >>> line.width, text.text, text.y > line.y > 10
        (141.0, 'encoder', True)
    """
    if not brackets:
        return (), ()
    area = union([*map(placed_box, shapes), *map(label_box, labels)])
    level = area.bottom if upright else -area.left
    step = _GAP + _ARM + _TEXT_SIZE * LINE_HEIGHT
    lines, texts = [], []
    ordered = sorted(brackets, key=lambda one: one.last - one.first)
    # Two that share a column cannot share a track, and one around others is behind them, since it is longer.
    own = tracks([(bracket.first, bracket.last + 1) for bracket in ordered])
    for number, (bracket, track) in enumerate(zip(ordered, own, strict=True)):
        start, end = _span(bracket, shapes, upright=upright)
        away = level + _GAP + track * (step if upright else _GAP + _ARM + _widest(brackets))
        lines.append(_line(f"bracket{number}", bracket.text, (start, end), away, upright=upright))
        texts.append(_text(bracket.text, (start, end), away + _ARM + _TEXT_GAP, upright=upright))
    return tuple(lines), tuple(texts)


def _span(bracket: Bracket, shapes: Sequence[Shape], *, upright: bool) -> tuple[float, float]:
    box = union(placed_box(shape) for shape in shapes if bracket.first <= (shape.rank or 0) <= bracket.last)
    start, end = (box.left, box.right) if upright else (box.top, box.bottom)
    return start - _REACH, end + _REACH


def _widest(brackets: Sequence[Bracket]) -> float:
    return max(text_width(_shown(bracket.text, _LEAST_TEXT), _TEXT_SIZE, bold=True) for bracket in brackets)


def _shown(text: str, room: float) -> str:
    return shorten(one_line(text), _TEXT_SIZE, max(room, _LEAST_TEXT), bold=True)


def _line(name: str, text: str, span: tuple[float, float], away: float, *, upright: bool) -> Shape:
    """Return a bracket whose arms point at the columns."""
    half, arm = (span[1] - span[0]) / 2, _ARM / 2
    corners = [
        (-half, -arm), (-half + _THICK, -arm), (-half + _THICK, arm - _THICK), (half - _THICK, arm - _THICK),
        (half - _THICK, -arm), (half, -arm), (half, arm), (-half, arm),
    ]  # fmt: skip
    points = tuple((x, y) if upright else (-y, x) for x, y in corners)
    box = Box(span[0], away, span[1], away + _ARM) if upright else Box(-away - _ARM, span[0], -away, span[1])
    x, y = box.middle
    return Shape(
        name, text, box.width, box.height, form="polygon", x=x, y=y,
        fill="ink", stroke="ink", stroke_width=0.2, points=points, tooltip=text, kind="bracket",
    )  # fmt: skip


def _text(text: str, span: tuple[float, float], away: float, *, upright: bool) -> Label:
    middle = (span[0] + span[1]) / 2
    shown = _shown(text, span[1] - span[0] if upright else _LEAST_TEXT)
    if upright:
        return Label(shown, middle, away + _TEXT_SIZE * LINE_HEIGHT / 2, _TEXT_SIZE, bold=True)
    return Label(shown, -away - 6, middle, _TEXT_SIZE, bold=True, anchor="end")
