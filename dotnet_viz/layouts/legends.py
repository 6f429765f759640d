"""The parts of a legend and their places: title, lines of its widths, colour bar, ticks, notes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from dotnet_viz.fonts import text_width
from dotnet_viz.layouts.geometry import Box, label_box, union
from dotnet_viz.layouts.text import stack, stack_height, wrap
from dotnet_viz.scene import Label, Legend, PlacedLegend

TEXT_SIZE = 11.0

_BAR_HEIGHT = 12.0
_LEAST_BAR = 200.0
_TICK_GAP = 10.0
_GAP = 5.0


@dataclass(frozen=True)
class LegendBlock:
    """A legend with the places of its parts."""

    bar: PlacedLegend
    labels: tuple[Label, ...]

    @property
    def box(self) -> Box:
        """The room that it takes."""
        bar = self.bar
        above = max((width for _, width in bar.legend.widths), default=0.0) + (_GAP if bar.legend.widths else 0.0)
        own = Box(bar.x, bar.y - above, bar.x + bar.width, bar.y + bar.height)
        return union([own, *map(label_box, self.labels)])

    def moved(self, x: float, y: float) -> LegendBlock:
        """Return it, moved."""
        labels = tuple(replace(label, x=label.x + x, y=label.y + y) for label in self.labels)
        return LegendBlock(replace(self.bar, x=self.bar.x + x, y=self.bar.y + y), labels)

    def moved_to(self, x: float, y: float) -> LegendBlock:
        """Return it with the upper left corner of its room at a point."""
        return self.moved(x - self.box.left, y - self.box.top)


def legend_block(legend: Legend) -> LegendBlock:
    """Return a legend's parts, the bar's upper left corner at the origin."""
    width = _bar_width(legend)
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


def _bar_width(legend: Legend) -> float:
    """Return a width at which no two ticks meet."""
    return max([_LEAST_BAR, *_needed(sorted(legend.ticks))])


def _needed(ticks: Iterable[tuple[float, str]]) -> Iterable[float]:
    for (left, left_text), (right, right_text) in pairwise(ticks):
        room = (text_width(left_text, TEXT_SIZE) + text_width(right_text, TEXT_SIZE)) / 2 + _TICK_GAP
        if right > left:
            yield room / (right - left)
