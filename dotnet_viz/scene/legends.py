"""Keys to the colours of a picture."""

from __future__ import annotations

from dataclasses import dataclass

from dotnet_viz.scene.vocabulary import Point


@dataclass(frozen=True)
class Legend:
    """A colour bar (with widths), made by the scale that coloured the picture.

    Args:
        title: what the colours mean.
        stops: colours along the bar: offset from 0 (left) to 1 (right), colour.
        ticks: offset along the bar, text.
        widths: offset along the bar, width in pixels of a line of that value; empty if width has no meaning.
        notes: lines of text under the bar, such as what a dash means.
        ranks: the columns (or rows) that it explains where there are several legends: the :attr:`Shape.rank` of their shapes.
        middle: where along the picture these are, from its content's left edge, so that the legend stands below them;
            ``None`` stands with the other legends.
        is_signed: whether the middle of the bar is zero, whose colour fades into the paper.
        is_dashed: whether the half below zero is dashed, as lines of negative numbers are.
        is_of_surfaces: whether its colours are those of the insides of shapes, which are pale in print.
        is_of_zeros: whether all numbers that it explains are zero.
    """

    title: str
    stops: tuple[tuple[float, str], ...]
    ticks: tuple[tuple[float, str], ...]
    widths: tuple[tuple[float, float], ...] = ()
    notes: tuple[str, ...] = ()
    ranks: tuple[int, ...] = ()
    middle: float | None = None
    is_signed: bool = False
    is_dashed: bool = False
    is_of_surfaces: bool = False
    is_of_zeros: bool = False


KEY_STROKE = 1.6
"""Width of the outline of a key's swatch, unless its entry has another."""


@dataclass(frozen=True)
class KeyEntry:
    """One colour of a key and what it stands for.

    Args:
        text: what the colour means.
        fill: colour or role.
        stroke: colour or role of the outline.
        dashed: whether the outline is dashed.
        stroke_width: of the outline in CSS pixels.
    """

    text: str
    fill: str = "panel"
    stroke: str = "line"
    dashed: bool = False
    stroke_width: float = KEY_STROKE


@dataclass(frozen=True)
class KeyLegend:
    """A key of single colours, each with its text, such as the families of layers.

    Args:
        title: what the colours mean.
        entries: in the order in which they are read.
        text_size: font size in pixels; the swatches grow with it.
        explains: what of the shapes: ``"fill"``, ``"outline"``, or ``"text"`` where its entries explain marks as well.
        is_read_without_colors: whether its entries name layers or explain marks of texts, which text alone has too.
    """

    title: str
    entries: tuple[KeyEntry, ...]
    text_size: float = 11.0
    explains: str = "fill"
    is_read_without_colors: bool = False


@dataclass(frozen=True)
class PlacedLegend:
    """The place of a legend's colour bar; the layout has made its texts into labels of the scene.

    Args:
        legend: what the bar shows.
        x: left edge of the bar.
        y: top edge of the bar; the lines that show widths stand above it.
        width: of the bar.
        height: of the bar.
    """

    legend: Legend
    x: float
    y: float
    width: float
    height: float = 12.0


@dataclass(frozen=True)
class PlacedKey:
    """The places of a key's swatches; the layout has made its texts into labels of the scene.

    Args:
        legend: what they show.
        places: for each entry the upper left corner of its swatch.
        width: of a swatch.
        height: of a swatch.
    """

    legend: KeyLegend
    places: tuple[Point, ...]
    width: float
    height: float
