"""How much of a picture of units a page has room for: all layers with fewer units, or the last layers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from dotnet_viz.diagrams.weight_graph.outputs import SCREEN, OutputRoom
from dotnet_viz.drawing import Drawing
from dotnet_viz.reporting.printing.figures import fits_a_page
from dotnet_viz.reporting.section import Figure, figure

MOST_LAYERS = 8
"""Layers with weights between units that are all drawn, where the page has room for them."""


@dataclass(frozen=True)
class DrawnPart:
    """What a picture of units draws.

    Args:
        layers: how many of the last layers; ``None`` for all.
        units: how many units of a layer at most.
        direction: of the data flow.
        room: for outputs that are all drawn.
    """

    layers: int | None
    units: int
    direction: str = "LR"
    room: OutputRoom = SCREEN


WHOLE = DrawnPart(None, 16)


def parts_to_try(layers: int, *, is_large: bool = False) -> Iterator[DrawnPart]:
    """Yield ever less of a model.

    Args:
        layers: that have weights between units.
        is_large: whether the model is to be drawn few times, and in parts.

    Example:
        >>> [part.layers for part in parts_to_try(2, is_large=True)]
        [None, 1]
    """
    if layers <= MOST_LAYERS and not is_large:
        for units in (16, 10, 6):
            yield DrawnPart(None, units)
            yield DrawnPart(None, units, "TB")
    for count, units in ((2, 6), (1, 8)) if is_large else ((3, 8), (3, 6), (2, 6), (1, 8)):
        yield DrawnPart(None if count >= layers else count, units)


def readable_figure(
    draw: Callable[[DrawnPart], Drawing],
    parts: Iterable[DrawnPart],
    rooms: Sequence[OutputRoom],
    section: str,
    number: int,
    caption: str,
) -> tuple[DrawnPart, Figure]:
    """Return the first of some pictures whose text can be read on a page, or the last of them.

    Args:
        draw: makes the picture of a part.
        parts: ever less of a model, at least one.
        rooms: ever less for its outputs, which take less before any is left out.
        section: id of the section.
        number: of the figure in the section.
        caption: what it shows.
    """
    for part in (replace(part, room=room) for room, part in product(rooms, parts)):
        printed = figure(draw(part), section, number, caption, "wide")
        if fits_a_page(printed):
            break
    return part, printed
