"""The picture of attribution maps: inputs, maps, colour bar, checks and notes on one page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from dotnet_viz.charts.attribution import layout
from dotnet_viz.charts.attribution.checks import draw_faithfulness, draw_randomization
from dotnet_viz.charts.attribution.layout import PANEL, Appearance, is_text, target_title
from dotnet_viz.charts.attribution.numbers import attribution_data
from dotnet_viz.charts.attribution.texts import draw_words, placed_words, words_of
from dotnet_viz.charts.chart import Chart, draw_chart
from dotnet_viz.charts.style import MUTED, PIXELS_PER_POINT, TEXT_SIZE
from dotnet_viz.explain.attribution.explain import ExplainedMap
from dotnet_viz.explain.attribution.faithfulness import Faithfulness
from dotnet_viz.explain.attribution.options import method_in_words
from dotnet_viz.explain.attribution.randomization import Randomization
from dotnet_viz.fonts import one_line, text_width
from dotnet_viz.formatting import format_items
from dotnet_viz.translation.translate import translate

if TYPE_CHECKING:
    from matplotlib.figure import Figure, SubFigure

Checks = tuple[Faithfulness, Randomization]

_TITLE = 34.0
_BAR = 78.0
_CHECKS = 250.0
_NOTE = 15.0
_TEXT_WIDTH = 560.0


def attribution_chart(explained: Sequence[ExplainedMap], appearance: Appearance, checks: Sequence[Checks] = ()) -> Chart:
    """Draw maps: a row for each input, with the input and a map for each target.

    Args:
        explained: the maps.
        appearance: of them.
        checks: of each map; empty for none.
    """
    rows = [_Row([one for one in explained if one.number == number], appearance) for number in _numbers(explained)]
    width = max([row.width for row in rows] + ([860.0] if checks else []))
    notes = _wrapped(_notes(explained), width - 16) if appearance.show_notes else []
    note_height = _NOTE * len(notes) + (8 if notes else 0)
    heights = [row.height for row in rows] + ([_CHECKS] if checks else []) + ([note_height] if notes else [])

    def paint(figure: Figure) -> None:
        parts = figure.subfigures(len(heights), 1, height_ratios=heights, squeeze=False)[:, 0]
        for row, part in zip(rows, parts, strict=False):
            row.paint(part, width)
        if checks:
            _paint_checks(parts[len(rows)], explained, checks)
        if notes:
            parts[-1].text(8 / width, 0.98, "\n".join(notes), fontsize=TEXT_SIZE - 1, color=MUTED, va="top", linespacing=1.35)

    data = attribution_data(explained, appearance, [faithful for faithful, _ in checks])
    return draw_chart(_title(explained), _alternative(explained), (round(width), round(sum(heights))), paint, data)


def _numbers(explained: Sequence[ExplainedMap]) -> list[int]:
    return list(dict.fromkeys(one.number for one in explained))


def _title(explained: Sequence[ExplainedMap]) -> str:
    first = explained[0].map
    if first.layer:
        return translate("Attribution: {method} of {layer}", method=method_in_words(first.method), layer=first.layer)
    return translate("Attribution: {method}", method=method_in_words(first.method))


def _alternative(explained: Sequence[ExplainedMap]) -> str:
    targets = format_items(dict.fromkeys(one.map.target for one in explained))
    return translate(
        "Which parts of the input the output depends on, by {method}, for: {targets}.",
        method=method_in_words(explained[0].map.method),
        targets=targets,
    )


def _notes(explained: Sequence[ExplainedMap]) -> list[str]:
    """Return the notes of all maps, each once; of several maps a note of one alone names its target."""
    found: dict[str, list[str]] = {}
    for one in explained:
        for note in one.map.notes:
            found.setdefault(note, []).append(one.map.target)
    several = len(explained) > 1
    return [
        f"{', '.join(dict.fromkeys(targets))}: {note}" if several and len(targets) < len(explained) else note
        for note, targets in found.items()
    ]


def _wrapped(notes: Sequence[str], width: float) -> list[str]:
    lines: list[str] = []
    for note in notes:
        line = ""
        for word in one_line(note).split():
            longer = f"{line} {word}".strip()
            if line and text_width(longer, (TEXT_SIZE - 1) * PIXELS_PER_POINT) > width:
                lines.append(line)
                longer = word
            line = longer
        lines.append(line)
    return lines


class _Row:
    """The panels of one input."""

    def __init__(self, maps: list[ExplainedMap], appearance: Appearance) -> None:
        self.maps, self.appearance = maps, appearance
        self.axes_count = len(maps[0].map.values.shape)
        self.is_text = is_text(maps[0], appearance)
        if self.is_text:
            _, text_height = placed_words(words_of(maps[0], appearance), _TEXT_WIDTH)
            self.width, self.height = _TEXT_WIDTH + _BAR, (max(text_height, 60.0) + _TITLE) * len(maps)
        elif self.axes_count == 1:
            self.width, self.height = 2 * PANEL + _BAR, (130.0 + _TITLE) * len(maps)
        elif self.axes_count == 2:
            self.width = PANEL * (len(maps) + 1) + _BAR
            self.height = layout.row_height(maps[0]) + _TITLE
        else:
            self.width = 0.7 * PANEL * layout.panel_count(maps[0]) + _BAR
            self.height = (0.7 * layout.row_height(maps[0]) + _TITLE) * (len(maps) + 1)

    def paint(self, figure: SubFigure, width: float) -> None:
        """Draw all panels and the colour bar beside them."""
        if self.is_text or self.axes_count == 1:
            scale, axes = self._paint_lines(figure, width)
        elif self.axes_count == 2:
            scale, axes = self._paint_images(figure)
        else:
            scale, axes = self._paint_volumes(figure)
        figure.colorbar(
            scale,
            ax=axes,
            label=translate("attribution"),
            shrink=0.9,
            fraction=0.04,
            pad=0.02,
            ticks=[-1, 0, 1] if self._is_signed else [0, 0.5, 1],
        )

    @property
    def _is_signed(self) -> bool:
        return self.is_text and self.maps[0].map.signed is not None

    def _paint_lines(self, figure: SubFigure, width: float) -> tuple[Any, Any]:
        axes = figure.subplots(len(self.maps), 1, squeeze=False)[:, 0]
        scale: Any = None
        for panel, one in zip(axes, self.maps, strict=True):
            if self.is_text:
                scale = draw_words(panel, one, self.appearance, width - _BAR)
            else:
                scale = layout.draw_signal(panel, one, self.appearance)
            layout.draw_title(panel, target_title(one))
        return scale, list(axes)

    def _paint_images(self, figure: SubFigure) -> tuple[Any, Any]:
        axes = figure.subplots(1, len(self.maps) + 1, squeeze=False)[0]
        pixels = layout.input_pixels(self.maps[0], self.appearance)
        layout.draw_image(axes[0], pixels, self.maps[0].map.values.shape)
        layout.draw_title(axes[0], self.maps[0].input.name, muted=True)
        scale: Any = None
        for panel, one in zip(axes[1:], self.maps, strict=True):
            scale = layout.draw_overlay(panel, pixels, one.map.values, self.appearance)
            layout.draw_title(panel, target_title(one))
        return scale, list(axes)

    def _paint_volumes(self, figure: SubFigure) -> tuple[Any, Any]:
        first = self.maps[0]
        chosen = layout.chosen_slices(first, self.appearance)
        axes = figure.subplots(len(self.maps) + 1, len(chosen), squeeze=False)
        pixels = layout.input_pixels(first, self.appearance)
        scale: Any = None
        for column, index in enumerate(chosen):
            layout.draw_image(axes[0, column], pixels[index], first.map.values.shape[1:])
            layout.draw_title(axes[0, column], f"{first.input.name} [{index}]" if column == 0 else f"[{index}]", muted=True)
            for row, one in enumerate(self.maps, 1):
                scale = layout.draw_overlay(axes[row, column], pixels[index], one.map.values[index], self.appearance)
        for row, one in enumerate(self.maps, 1):
            layout.draw_title(axes[row, len(chosen) // 2], target_title(one))
        return scale, list(axes.ravel())


def _paint_checks(figure: SubFigure, explained: Sequence[ExplainedMap], checks: Sequence[Checks]) -> None:
    names = [one.map.target if len(_numbers(explained)) == 1 else f"{one.input.name}, {one.map.target}" for one in explained]
    left, right = figure.subplots(1, 2)
    draw_faithfulness(left, names, [faithful for faithful, _ in checks])
    draw_randomization(right, names, [shuffled for _, shuffled in checks])
