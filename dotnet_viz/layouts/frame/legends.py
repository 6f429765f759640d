"""The parts of a legend and their places: title, lines of its widths, colour bar, ticks, notes; or a key's swatches."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from dotnet_viz.fonts import one_line, shorten, text_width
from dotnet_viz.fonts.wrapping import wrap
from dotnet_viz.geometry.boxes import Box, union
from dotnet_viz.geometry.parts import label_box
from dotnet_viz.layouts.frame.text import stack, stack_height
from dotnet_viz.runtime.cached import cached_property
from dotnet_viz.scene import KeyLegend, Label, Legend, PlacedKey, PlacedLegend, Point, changed

TEXT_SIZE = 11.0

_BAR_HEIGHT = 12.0
_LEAST_BAR = 200.0
_TICK_GAP = 10.0
_GAP = 5.0
# A title of two lines has words of which one may be long.
_TITLE_SHARE = 0.62
_SWATCH_WIDTH = 18.0
_SWATCH_HEIGHT = 12.0
_ENTRY_GAP = 16.0
_ENTRY_HEIGHT = 18.0
_MAX_ENTRY = 260.0


@dataclass(frozen=True)
class LegendBlock:
    """A legend with the places of its parts, or texts alone that stand where a legend could."""

    placed: PlacedLegend | PlacedKey | None
    labels: tuple[Label, ...]

    @cached_property
    def box(self) -> Box:
        """The room that it takes."""
        return union([*_own_boxes(self.placed), *map(label_box, self.labels)])

    def moved(self, x: float, y: float) -> LegendBlock:
        """Return the legend, moved.

        Args:
            x: distance to the right in CSS pixels.
            y: distance downwards in CSS pixels.
        """
        labels = tuple(changed(label, x=label.x + x, y=label.y + y) for label in self.labels)
        return LegendBlock(None if self.placed is None else moved_legend(self.placed, x, y), labels)

    def moved_to(self, x: float, y: float) -> LegendBlock:
        """Return the legend with the upper left corner of its room at a point.

        Args:
            x: left edge in CSS pixels.
            y: upper edge in CSS pixels.
        """
        return self.moved(x - self.box.left, y - self.box.top)


def _own_boxes(placed: PlacedLegend | PlacedKey | None) -> list[Box]:
    if placed is None:
        return []
    return _key_boxes(placed) if isinstance(placed, PlacedKey) else [_bar_box(placed)]


def _bar_box(bar: PlacedLegend) -> Box:
    above = max((width for _, width in bar.legend.widths), default=0.0) + (_GAP if bar.legend.widths else 0.0)
    return Box(bar.x, bar.y - above, bar.x + bar.width, bar.y + bar.height)


def _key_boxes(key: PlacedKey) -> list[Box]:
    return [Box(x, y, x + key.width, y + key.height) for x, y in key.places]


def moved_legend(placed: PlacedLegend | PlacedKey, x: float, y: float) -> PlacedLegend | PlacedKey:
    """Return a legend without its texts, moved.

    Args:
        placed: the legend.
        x: distance to the right in CSS pixels.
        y: distance downwards in CSS pixels.
    """
    if isinstance(placed, PlacedKey):
        return replace(placed, places=tuple((across + x, down + y) for across, down in placed.places))
    return replace(placed, x=placed.x + x, y=placed.y + y)


def legend_block(legend: Legend | KeyLegend, room: float = 0.0, least_bar: float = _LEAST_BAR) -> LegendBlock:
    """Return a legend's parts, near the origin.

    Args:
        legend: a colour bar or a key.
        room: how wide a key may become before it goes on in the next row; 0 sets its entries below each other.
        least_bar: width of a colour bar whose numbers do not need more.
    """
    return _key_block(legend, room) if isinstance(legend, KeyLegend) else _bar_block(legend, least_bar)


def _key_block(legend: KeyLegend, room: float) -> LegendBlock:
    size, times = legend.text_size, legend.text_size / TEXT_SIZE
    width, height, gap = _SWATCH_WIDTH * times, _SWATCH_HEIGHT * times, _GAP * times
    texts = [shorten(one_line(entry.text), size, _MAX_ENTRY * times) for entry in legend.entries]
    places = tuple(_flow([width + gap + text_width(text, size) for text in texts], room, times))
    titles = wrap(legend.title, size, max(room, _LEAST_BAR * times), bold=True, most=2)
    title_top = -gap - stack_height(len(titles), size)
    labels = [
        *stack(titles, 0.0, title_top, Label("", size=size, bold=True, anchor="start")),
        *(
            Label(text, x + width + gap, y + height / 2, size, anchor="start")
            for text, (x, y) in zip(texts, places, strict=True)
        ),
    ]
    return LegendBlock(PlacedKey(legend, places, width, height), tuple(labels))


def _flow(widths: Iterable[float], room: float, times: float) -> Iterable[Point]:
    """Yield the upper left corner of each entry, row by row."""
    x = y = 0.0
    for width in widths:
        if x and x + width > room:
            x, y = 0.0, y + _ENTRY_HEIGHT * times
        yield x, y
        x += width + _ENTRY_GAP * times


def _bar_block(legend: Legend, least: float) -> LegendBlock:
    title_width = text_width(one_line(legend.title), TEXT_SIZE, bold=True)
    width = max([least, title_width * _TITLE_SHARE, *_needed(sorted(legend.ticks))])
    above = max((line for _, line in legend.widths), default=0.0) + (_GAP if legend.widths else 0.0)
    titles = wrap(legend.title, TEXT_SIZE, width, bold=True, most=2)
    title_top = -above - _GAP - stack_height(len(titles), TEXT_SIZE)
    tick_y = _BAR_HEIGHT + _GAP + TEXT_SIZE * 0.6
    notes_top = tick_y + TEXT_SIZE
    notes = [line for note in legend.notes for line in wrap(note, TEXT_SIZE, width)]
    labels = [
        *stack(titles, width / 2, title_top, Label("", size=TEXT_SIZE, bold=True)),
        *(Label(text, offset * width, tick_y, TEXT_SIZE) for offset, text in legend.ticks),
        *stack(notes, 0.0, notes_top, Label("", size=TEXT_SIZE, color="muted", anchor="start")),
    ]
    return LegendBlock(PlacedLegend(legend, 0.0, 0.0, width, _BAR_HEIGHT), tuple(labels))


def _needed(ticks: Iterable[tuple[float, str]]) -> Iterable[float]:
    """Yield for each two neighbours the width of a bar at which they do not meet."""
    for (left, left_text), (right, right_text) in pairwise(ticks):
        room = (text_width(left_text, TEXT_SIZE) + text_width(right_text, TEXT_SIZE)) / 2 + _TICK_GAP
        if right > left:
            yield room / (right - left)
