"""The panel of one layer: its name, its images, and the colour bar of their scale."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.colors import rgb
from dotnet_viz.diagrams.passage.images import Images
from dotnet_viz.fonts import one_line, shorten, text_width
from dotnet_viz.formatting import format_number
from dotnet_viz.scales.colormaps import RangeScale
from dotnet_viz.scene import Label, Raster, Shape
from dotnet_viz.translation.translate import translate

PAD = 10.0
TITLE_SIZE, TEXT_SIZE, NUMBER_SIZE = 12.0, 10.0, 8.0

_LEAST_WIDTH, _MOST_TEXT = 96.0, 220.0
_TILE, _FEW, _SINGLE, _VECTOR, _BAND = 64.0, 80.0, 160.0, 192.0, 96.0
_FEW_TILES = 4
_GAP, _LINE = 4.0, 13.0
_BAR_HEIGHT, _BAR_WIDTH = 8.0, 110.0


@dataclass(frozen=True, eq=False)
class ImagePanel:
    """A panel whose parts are placed from its upper left corner.

    Args:
        shape: the frame; its labels are below.
        rasters: images and colour bar.
        labels: texts.
        width: of the frame.
        height: of the frame.
    """

    shape: Shape
    rasters: tuple[Raster, ...]
    labels: tuple[Label, ...]
    width: float
    height: float


def panel_of(
    images: Images, number: int, scale: RangeScale | None, *, has_bar: bool, zoom: float = 1.0, least_width: float = 0.0
) -> ImagePanel:  # fmt: skip
    """Return the panel of a layer.

    Args:
        images: of the layer.
        number: of the panel, which its id is made of.
        scale: colours of the images; ``None`` where they have colours of their own.
        has_bar: whether the panel has a colour bar, or the whole picture has one.
        zoom: how much larger than usual the images are.
        least_width: of the frame.
    """
    title = shorten(one_line(images.name), TITLE_SIZE, _MOST_TEXT, bold=True)
    lines = [shorten(one_line(text), TEXT_SIZE, _MOST_TEXT) for text in (images.about, *images.notes)]
    text_room = max(text_width(title, TITLE_SIZE, bold=True), *(text_width(line, TEXT_SIZE) for line in lines))
    top = PAD + 16.0 + _LINE * len(lines) + 4.0
    rasters, numbers, size = _placed(images, scale, zoom)
    inner = max(size[0], text_room, _LEAST_WIDTH, least_width - 2 * PAD)
    left = PAD + (inner - size[0]) / 2
    labels = [Label(title, PAD, PAD + 7.0, TITLE_SIZE, bold=True, anchor="start")]
    labels += [
        Label(text, PAD, PAD + 16.0 + _LINE * (index + 0.5), TEXT_SIZE, anchor="start", color="muted")
        for index, text in enumerate(lines)
    ]
    labels += [Label(label.text, label.x + left, label.y + top, label.size, color="muted") for label in numbers]
    placed = [_moved(raster, left, top) for raster in rasters]
    height = top + size[1] + PAD
    if scale is not None and has_bar:
        bar, ticks = _bar(scale, PAD + inner / 2, height - PAD + 8.0, min(_BAR_WIDTH, inner - 2))
        placed.append(bar)
        labels += ticks
        height += 8.0 + _BAR_HEIGHT + _LINE
    width = inner + 2 * PAD
    shape = Shape(
        f"p{number}", images.name, round(width, 2), round(height, 2), form="bar", fill="paper", tooltip=_about(images),
        kind="layer", stroke_width=0.8,
    )  # fmt: skip
    return ImagePanel(shape, tuple(placed), tuple(labels), width, height)


def blanked(panel: ImagePanel, color: str) -> ImagePanel:
    """Return a panel whose images are not there yet: their places in one colour, and of the texts only the name.

    Args:
        panel: with its images.
        color: ``#rrggbb``.
    """
    rasters = (replace(raster, colors=np.full_like(raster.colors, rgb(color))) for raster in panel.rasters)
    shape = replace(panel.shape, tooltip=panel.shape.name)
    return replace(panel, shape=shape, rasters=tuple(rasters), labels=panel.labels[:1])


def _about(images: Images) -> str:
    finite = [found for values in images.values if (found := values[np.isfinite(values)]).size]
    low, high = min(map(np.min, finite), default=np.nan), max(map(np.max, finite), default=np.nan)
    values = translate("no finite value")
    if finite:
        values = translate("from {low} to {high}", low=format_number(low), high=format_number(high))
    return "\n".join((images.name, images.about, *images.notes, values))


def _placed(images: Images, scale: RangeScale | None, zoom: float) -> tuple[list[Raster], list[Label], tuple[float, float]]:
    """Return rasters and numbers from the origin on, and the room that they take."""
    rows, columns = images.values[0].shape[:2]
    if images.is_lines:
        cell = max(2.0, min(24.0, _VECTOR * zoom // columns))
        high = max(cell, 16.0) if len(images.values) == 1 else cell
        sizes = [(len(values[0]) * cell, high) for values in images.values]
        spots = [(0.0, index * high) for index in range(len(images.values))]
        step, numbers = (0.0, 0.0), []
    else:
        room = (_SINGLE if len(images.values) == 1 else _FEW if len(images.values) <= _FEW_TILES else _TILE) * zoom
        cell = max(1.0, min(16.0 * zoom, room // max(rows, columns)))
        high = max(cell, min(12.0 * zoom, _BAND * zoom // rows)) if images.is_band else cell
        sizes = [(columns * cell, rows * high)] * len(images.values)
        below = 10.0 if images.numbers else 0.0
        numbers_width = max((text_width(text, NUMBER_SIZE) for text in images.numbers), default=0.0)
        step = max(columns * cell, numbers_width) + _GAP, rows * high + below + _GAP
        spots = [((index % images.across) * step[0], (index // images.across) * step[1]) for index in range(len(sizes))]
        numbers = [
            Label(text, x + sizes[0][0] / 2, y + sizes[0][1] + 5.5, NUMBER_SIZE)
            for text, (x, y) in zip(images.numbers, spots, strict=False)
        ]
    rasters = [
        Raster(name, _colors(values, scale), x, y, width, height, name)
        for name, values, (x, y), (width, height) in zip(images.names, images.values, spots, sizes, strict=True)
    ]
    right = max(raster.x + raster.width for raster in rasters)
    bottom = max(raster.y + raster.height for raster in rasters) + (10.0 if numbers else 0.0)
    return rasters, numbers, (right, bottom)


def _colors(values: NDArray[np.float64], scale: RangeScale | None) -> NDArray[np.uint8]:
    return np.rint(np.nan_to_num(values) * 255).astype(np.uint8) if scale is None else scale.colors(values)


def _moved(raster: Raster, x: float, y: float) -> Raster:
    return replace(raster, x=raster.x + x, y=raster.y + y)


def _bar(scale: RangeScale, middle: float, top: float, width: float) -> tuple[Raster, Iterator[Label]]:
    """Return a colour bar with its end values below."""
    values = np.linspace(scale.low, scale.high, 64)[np.newaxis]
    left = middle - width / 2
    bar = Raster(translate("colour bar"), scale.colors(values), left, top, width, _BAR_HEIGHT, translate("colour bar"))
    return bar, _ticks(scale, left, top + _BAR_HEIGHT + 7.0, width)


def _ticks(scale: RangeScale, left: float, y: float, width: float) -> Iterator[Label]:
    if scale.high == scale.low:
        yield Label(format_number(scale.low, 3), left + width / 2, y, 9.0, color="muted")
        return
    least = 1e-3 * (scale.high - scale.low)
    for x, value, anchor in ((left, scale.low, "start"), (left + width, scale.high, "end")):
        yield Label(format_number(value if abs(value) > least else 0.0, 3), x, y, 9.0, anchor=anchor, color="muted")
