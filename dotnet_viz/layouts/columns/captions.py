"""Captions of columns: the room that they take along the flow, and their places below, above and beside columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import accumulate

from dotnet_viz.fonts import LINE_HEIGHT, shorten, text_width
from dotnet_viz.geometry.boxes import Box, union
from dotnet_viz.geometry.parts import placed_box
from dotnet_viz.scene import Caption, Label, Shape, changed

CAPTION_GAP = 20.0
"""Between columns and the captions below and above them, in pixels."""

_BESIDE_GAP = 10.0
_WIDEST = 240.0


def fit_caption(caption: Caption) -> Caption:
    """Return a caption with lines that are not too long."""
    lines = tuple(changed(line, text=shorten(line.text, line.size, _WIDEST, line.bold)) for line in caption.lines)
    return replace(caption, lines=lines)


def caption_rooms(captions: Sequence[Caption], *, upright: bool) -> tuple[float, float]:
    """Return how much room along the flow the captions of a column take below and above its shapes.

    Args:
        captions: of the column; those beside it take none, since nothing stands there.
        upright: whether columns stand.
    """
    among = [caption for caption in captions if not caption.beside]
    below, above = ([line for caption in among if caption.above == side for line in caption.lines] for side in (False, True))
    return _room(below, upright=upright), _room(above, upright=upright)


def _room(lines: Sequence[Label], *, upright: bool) -> float:
    if upright:
        return max((text_width(line.text, line.size, line.bold) for line in lines), default=0.0)
    return sum(line.size * LINE_HEIGHT for line in lines)


def place_captions(
    captions: Mapping[int, Sequence[Caption]], along: Mapping[int, float], shapes: Sequence[Shape], *, upright: bool
) -> tuple[Label, ...]:
    """Return the lines of captions in their places.

    Args:
        captions: by the rank of their columns.
        along: where along the flow each column stands, by its rank, in the order of the places.
        shapes: with places.
        upright: whether columns stand; only then captions stand beside them.
    """
    area = union(map(placed_box, shapes))
    labels = []
    for rank, middle in along.items():
        for caption in captions[rank]:
            if caption.beside and upright:
                labels += _beside(caption, shapes, is_first=rank == next(iter(along)))
            else:
                labels += _outside(caption, middle, area, upright=upright)
    return tuple(labels)


def _outside(caption: Caption, middle: float, area: Box, *, upright: bool) -> list[Label]:
    """Return the lines of a caption below or above all columns, or left of all rows."""
    height = sum(line.size * LINE_HEIGHT for line in caption.lines)
    beyond = area.top - CAPTION_GAP - height if caption.above else area.bottom + CAPTION_GAP
    top = beyond if upright else middle - height / 2
    x, anchor = (middle, "middle") if upright else (area.left - CAPTION_GAP, "end")
    return _lines(caption, x, anchor, top)


def _beside(caption: Caption, shapes: Sequence[Shape], *, is_first: bool) -> list[Label]:
    """Return the lines of a caption left or right of a column, at the height of the middle of what they stand for."""
    column = union(placed_box(shape) for shape in shapes if (shape.rank or 0) == caption.rank)
    own = union(placed_box(shape) for shape in shapes if shape.id in caption.beside)
    top = own.middle[1] - sum(line.size * LINE_HEIGHT for line in caption.lines) / 2
    x, anchor = (column.left - _BESIDE_GAP, "end") if is_first else (column.right + _BESIDE_GAP, "start")
    return _lines(caption, x, anchor, top)


def _lines(caption: Caption, x: float, anchor: str, top: float) -> list[Label]:
    heights = [line.size * LINE_HEIGHT for line in caption.lines]
    middles = (start + height / 2 for start, height in zip(accumulate(heights, initial=top), heights, strict=False))
    return [changed(line, x=x, y=y, anchor=anchor) for line, y in zip(caption.lines, middles, strict=True)]
