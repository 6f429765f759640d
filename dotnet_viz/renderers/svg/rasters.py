"""Tables of coloured cells as SVG: boxes while they are few, each with its value to hover over, else pictures."""

from __future__ import annotations

import base64
import math
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.colors import hex_colors
from dotnet_viz.renderers.common.escape import xml_attribute
from dotnet_viz.renderers.svg.elements import Painter, attributes, element, tooltip
from dotnet_viz.renderers.svg.legend import number_paints
from dotnet_viz.renderers.svg.png_image import png_at_size
from dotnet_viz.renderers.svg.stylesheet import CELLS_CLASS, IN_DARK_CLASS, IN_LIGHT_CLASS
from dotnet_viz.renderers.themes.shades import faded_into_dark
from dotnet_viz.scene import FEW_CELLS, Point, Raster

# A box reaches under the next one, or the paper would shine through between them.
_OVERLAP = 0.4
# Of a picture before it is put on its parallelogram.
_SIDE = 100


def raster_elements(rasters: Sequence[Raster], painter: Painter) -> Iterator[str]:
    """Yield each table of a picture as one group.

    Args:
        rasters: all that the picture has, with places.
        painter: the colours.
    """
    are_boxes = not are_images(rasters)
    for raster in rasters:
        parts = _boxes(raster, painter) if are_boxes else _images(raster, painter)
        facts = painter.paint("dv-raster") + f" data-name={xml_attribute(raster.name)}"
        if raster.at:  # the pointer finds the shape that it stands on
            facts += ' pointer-events="none"'
        yield element("g", facts, [*tooltip(raster.tooltip or raster.name), *parts])


def are_images(rasters: Sequence[Raster]) -> bool:
    """Whether there are so many cells that they are pictures.

    Args:
        rasters: all that the picture has.
    """
    return sum(raster.cells for raster in rasters) > FEW_CELLS


def picture_element(colors: NDArray[np.uint8], corners: Sequence[Point]) -> str:
    """Return a picture on a parallelogram.

    Args:
        colors: red, green and blue of its cells, 0 to 255; shape (rows, columns, 3).
        corners: the upper left, upper right, lower right and lower left one.
    """
    (x, y), right, _, below = corners
    across, down = (right[0] - x, right[1] - y), (below[0] - x, below[1] - y)
    matrix = " ".join(f"{part:.4f}" for part in (*(part / _SIDE for part in (*across, *down)), x, y))
    place = f' width="{_SIDE}" height="{_SIDE}" transform="matrix({matrix})"'
    return _image(colors, (math.hypot(*across), math.hypot(*down)), place)


def _boxes(raster: Raster, painter: Painter) -> Iterator[str]:
    rows, columns, _ = raster.colors.shape
    wide, high = raster.width / max(columns, 1), raster.height / max(rows, 1)
    colors = raster.colors.reshape(-1, 3)
    texts = raster.cell_tooltips or ("",) * len(colors)
    is_plain = raster.negative is None
    paints = [f' fill="{color}"' for color in hex_colors(colors)] if is_plain else number_paints(colors, painter)
    for index, (paint, text) in enumerate(zip(paints, texts, strict=True)):
        row, column = divmod(index, columns)
        position = {
            "x": raster.x + column * wide,
            "y": raster.y + row * high,
            "width": wide + (_OVERLAP if column < columns - 1 else 0.0),
            "height": high + (_OVERLAP if row < rows - 1 else 0.0),
        }
        yield element("rect", f"{paint}{attributes(position)}", tooltip(text))


def _images(raster: Raster, painter: Painter) -> Iterator[str]:
    """Yield a table as a picture, or as two of which the reader's setting shows one."""
    size = raster.width, raster.height
    place = attributes({"x": raster.x, "y": raster.y, "width": raster.width, "height": raster.height})
    if raster.negative is None or painter.theme.dark_tones is None:
        yield _image(raster.colors, size, place)
        return
    yield _image(raster.colors, size, place, f" {IN_LIGHT_CLASS}")
    yield _image(faded_into_dark(raster.colors), size, place, f" {IN_DARK_CLASS}", ' display="none"')


def _image(colors: NDArray[np.uint8], size: tuple[float, float], place: str, shown: str = "", hidden: str = "") -> str:
    """Return cells as a picture of a size in CSS pixels; ``place`` are the attributes that put it there."""
    data = base64.b64encode(png_at_size(colors, *size)).decode()
    around = f'preserveAspectRatio="none" class="{CELLS_CLASS}{shown}"{hidden}'
    return f'<image{place} {around} href="data:image/png;base64,{data}"/>'
