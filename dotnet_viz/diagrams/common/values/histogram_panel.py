"""A panel with a histogram: a name, the bars on an axis of their own, and a few lines on the numbers below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dotnet_viz.diagrams.common.values.histogram_bars import (
    SMALL,
    BarScale,
    Distribution,
    axis_ends,
    axis_line,
    bars,
    describe,
    strip,
)
from dotnet_viz.fonts import one_line, shorten
from dotnet_viz.formatting import format_number
from dotnet_viz.geometry.boxes import Box
from dotnet_viz.scene import Label, Scene, Shape

TEXT_SIZE = 11.0
LINE = 14.0
PANEL_WIDTH, PANEL_HEIGHT = 200.0, 64.0
STRIP = 6.0

_PANEL_MARGIN = 8.0


@dataclass(frozen=True, eq=False)
class HistogramPanel:
    """What a panel shows.

    Args:
        title: in bold above the bars.
        subtitle: below the title.
        distribution: of the values.
        scale: of the bars.
        color: of the bars.
        lines: below the axis: text and colour or role.
        quantiles: at 5, 25, 50, 75 and 95 %, for a strip below the bars; empty for none.
        about: what it shows, in words that need no panel beside it.
    """

    title: str
    subtitle: str
    distribution: Distribution
    scale: BarScale
    color: str
    lines: Sequence[tuple[str, str]] = ()
    quantiles: tuple[float, ...] = ()
    about: str = ""


def add_panel(panel: HistogramPanel, name: str, x: float, y: float, parts: tuple[list[Shape], list[Label]]) -> None:
    """Add a panel to the shapes and labels of a picture.

    Args:
        panel: what it shows.
        name: that the ids start with.
        x: of its left edge.
        y: of its upper edge.
        parts: the shapes and the labels.
    """
    shapes, labels = parts
    top, bottom = y + 2 * LINE + 2, y + 2 * LINE + 2 + PANEL_HEIGHT
    shapes += bars(panel.distribution, panel.scale, panel.color, name, Box(x, top, x + PANEL_WIDTH, bottom))
    shapes.append(axis_line(f"{name}-axis", x, PANEL_WIDTH, bottom))
    strip_top = bottom + STRIP
    shapes += strip(panel.quantiles, name, panel.scale.span, Box(x, strip_top, x + PANEL_WIDTH, strip_top + STRIP))
    head = Label("", x, y + LINE / 2, TEXT_SIZE, bold=True, anchor="start")
    labels += [_text(head, panel.title), _text(head, panel.subtitle, down=LINE, bold=False, color="muted")]
    low = strip_top + 2 * STRIP
    labels += _ticks(panel.distribution, panel.scale, x, PANEL_WIDTH, low + LINE / 2)
    for index, (text, color) in enumerate(panel.lines):
        position = x, low + (index + 1.5) * LINE
        labels.append(Label(shorten(text, SMALL, PANEL_WIDTH), *position, SMALL, anchor="start", color=color))


def panel_scene(panel: HistogramPanel) -> Scene:
    """Return a picture of one panel alone.

    Args:
        panel: what it shows.
    """
    parts: tuple[list[Shape], list[Label]] = ([], [])
    add_panel(panel, "w", 0.0, 0.0, parts)
    return Scene(
        title=panel.about,
        description=describe(panel.distribution, panel.scale),
        shapes=tuple(parts[0]),
        labels=tuple(parts[1]),
        layout="given",
        show_title=False,
        margin=_PANEL_MARGIN,
    )


def _text(model: Label, text: str, *, down: float = 0.0, bold: bool = True, color: str = "ink") -> Label:
    shown = shorten(one_line(text), model.size, PANEL_WIDTH, bold)
    return Label(shown, model.x, model.y + down, model.size, bold, model.anchor, color)


def _ticks(distribution: Distribution, scale: BarScale, x: float, width: float, y: float) -> Iterator[Label]:
    """Yield the ends of an axis and zero, where it has room between them; one number in the middle for equal values."""
    if distribution.is_empty:
        return
    if scale.limits[0] == scale.limits[1]:
        yield Label(format_number(scale.limits[0]), x + width / 2, y, SMALL)
        return
    yield from axis_ends(scale.span, x, width, y)
