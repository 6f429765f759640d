"""How large a figure is on paper: as small as its place allows, and large enough for its smallest text."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from dotnet_viz.reporting.printing.paper import GAP, HALF, LANDSCAPE, POINT, PORTRAIT, SMALLEST_TEXT, THIRD
from dotnet_viz.reporting.section import Figure

MOST_TILES = 6
"""Pages that one figure takes at most; one that needs more is as large as a page, and its text smaller."""

# Renderers write sizes as an attribute, a property or within the property "font", in pixels or units of the view box.
_FONT_SIZE = re.compile(r'font(?:-size="|-size:\s*|:\s*(?:[a-z]+\s+)*)([\d.]+)')
_VIEW_BOX = re.compile(r'viewBox="([-\d.]+)[ ,]+([-\d.]+)[ ,]+([\d.]+)[ ,]+([\d.]+)"')
_SIZE = re.compile(r'(<svg\b[^>]*?\bwidth=")[\d.]+("[^>]*?\bheight=")[\d.]+(")', re.DOTALL)

_COLUMNS = {"small": THIRD, "chart": HALF}
# Height below which a figure leaves two thirds of a landscape page empty, in points.
_LOW = 165.0


@dataclass(frozen=True)
class PrintedFigure:
    """A figure on paper.

    Args:
        pictures: the figure in its size on paper, or its parts where it is cut.
        room: width of its place, caption and distance to the next one included, in points.
        is_landscape: whether each picture has a landscape page of its own.
    """

    pictures: tuple[Figure, ...]
    room: float
    is_landscape: bool = False


def printed_figure(figure: Figure) -> PrintedFigure:
    """Return how a figure is printed: in the narrowest column in which its text can be read, else on pages of its own.

    What is wide and low would leave most of a landscape page empty, so it is cut into pieces below one another.

    Args:
        figure: as it is on a screen.

    Example:
        >>> svg = '<svg width="400" height="200" viewBox="0 0 400 200"><text font-size="9">a</text></svg>'
        >>> printed_figure(Figure(svg, "a", 400, 200)).pictures[0].width
        392.41
        >>> printed_figure(Figure(svg, "a", 300, 200)).room
        229.0
    """
    width, height = figure.width * POINT, figure.height * POINT
    least = min(1.0, SMALLEST_TEXT / (smallest_text(figure) or math.inf))
    column = _COLUMNS.get(figure.layout, PORTRAIT[0])
    fitting = [_scale(width, height, (room, PORTRAIT[1])) for room in (column, HALF) if room >= column]
    scale = next((one for one in fitting if one >= least), None)
    if scale is None and _scale(width, height, PORTRAIT) >= least:
        # Alone in its row: a little larger than it must be.
        scale = min(_scale(width, height, PORTRAIT), max(least * 1.1, HALF / width))
    if scale is not None:
        return _whole(figure, scale)
    scale = _scale(width, height, LANDSCAPE)
    if height * max(scale, least) < _LOW:
        pieces = math.ceil(width * least / PORTRAIT[0])
        return PrintedFigure(tuple(_cut(_resized(figure, least), (pieces, 1), PORTRAIT)), PORTRAIT[0])
    tiles = _tiles(width * least, height * least) if scale < least else (1, 1)
    if tiles == (1, 1) or math.prod(tiles) > MOST_TILES:
        return replace(_whole(figure, scale), is_landscape=True)
    pictures = tuple(_cut(_resized(figure, least), tiles, LANDSCAPE))
    return PrintedFigure(pictures, round(pictures[0].width * POINT, 1), is_landscape=True)


def fits_a_page(figure: Figure) -> bool:
    """Whether a figure has a page at most on paper, and its text can be read there.

    Args:
        figure: as it is on a screen.

    Example:
        >>> svg = '<svg width="{0}" height="{0}" viewBox="0 0 {0} {0}"><text font-size="9">a</text></svg>'
        >>> [fits_a_page(Figure(svg.format(side), "a", side, side)) for side in (500, 5000)]
        [True, False]
    """
    printed = printed_figure(figure)
    return len(printed.pictures) == 1 and smallest_text(printed.pictures[0]) >= min(SMALLEST_TEXT - 0.02, smallest_text(figure))


def smallest_text(figure: Figure) -> float:
    """Return the size of the smallest text of a figure in its own size, in points; 0 where it has none.

    Args:
        figure: with a picture by one of the renderers.

    Example:
        >>> smallest_text(Figure('<svg viewBox="0 0 100 50"><text style="font: bold 9px x"/></svg>', "", 200, 100))
        13.5
    """
    sizes = [float(size) for size in _FONT_SIZE.findall(figure.svg)]
    box = _VIEW_BOX.search(figure.svg)
    unit = figure.width / float(box[3]) if box and float(box[3]) else 1.0
    return min(sizes, default=0.0) * unit * POINT


def _whole(figure: Figure, scale: float) -> PrintedFigure:
    picture = _resized(figure, scale)
    return PrintedFigure((picture,), round(max(picture.width * POINT, THIRD) + GAP, 1))


def _scale(width: float, height: float, room: tuple[float, float]) -> float:
    return min(1.0, room[0] / max(width, 1.0), room[1] / max(height, 1.0))


def _tiles(width: float, height: float) -> tuple[int, int]:
    return math.ceil(width / LANDSCAPE[0]), math.ceil(height / LANDSCAPE[1])


def _resized(figure: Figure, scale: float) -> Figure:
    width, height = round(figure.width * scale, 2), round(figure.height * scale, 2)
    svg = _SIZE.sub(rf"\g<1>{width:.2f}\g<2>{height:.2f}\g<3>", figure.svg, count=1)
    return replace(figure, drawn=svg, width=width, height=height)


def _cut(figure: Figure, tiles: tuple[int, int], room: tuple[float, float]) -> Iterator[Figure]:
    """Yield the figure once for each tile, row by row, with the window of the tile.

    Tiles are as large as the room, so that what one cuts through is whole in the next where there is room to spare.
    """
    box = _VIEW_BOX.search(figure.svg)
    if box is None:
        yield figure
        return
    left, top, *total = (float(side) for side in box.groups())
    unit = total[0] / figure.width
    window = [min(whole, side / POINT * unit) for whole, side in zip(total, room, strict=True)]
    sized = _resized(replace(figure, width=window[0] / unit, height=window[1] / unit), 1.0)
    steps = [(whole - part) / max(1, count - 1) for whole, part, count in zip(total, window, tiles, strict=True)]
    for row, column in itertools.product(range(tiles[1]), range(tiles[0])):
        place = f"{left + steps[0] * column:.2f} {top + steps[1] * row:.2f} {window[0]:.2f} {window[1]:.2f}"
        yield replace(sized, drawn=_VIEW_BOX.sub(f'viewBox="{place}"', sized.svg, count=1))
