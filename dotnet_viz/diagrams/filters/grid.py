"""Places of filters: a grid of one image for each, or a column of images for each filter and a row for each input."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.colors import rgb
from dotnet_viz.diagrams.filters.tiles import Doubles, color_pixels, norms
from dotnet_viz.fonts import text_width
from dotnet_viz.formatting import format_items, format_number
from dotnet_viz.scales import NOT_A_NUMBER, WeightScale
from dotnet_viz.scene import FEW_CELLS, Label, Raster
from dotnet_viz.translation.translate import mark, translate

TEXT_SIZE = 9.0

_LARGE, _SMALL = 48.0, 14.0
_ROOM = 960.0
_GAP = 4.0
_CHANNEL_GAP = 6.0
_LINE = 13.0
_COLORS = (mark("red"), mark("green"), mark("blue"))
_PLACES = {
    True: mark("{tile}, input {row}, position {column}: {value}"),
    False: mark("{tile}, row {row}, column {column}: {value}"),
}


@dataclass(frozen=True)
class Grid:
    """What the images of a grid are.

    Args:
        filters: number of each filter, in the order of the images.
        is_color: whether the inputs are red, green and blue.
        has_inputs_as_rows: whether the rows of an image are inputs.
    """

    filters: Sequence[int]
    is_color: bool = False
    has_inputs_as_rows: bool = False


@dataclass(frozen=True, eq=False)
class _Tile:
    """One image: its values have the shape (rows, columns), or (rows, columns, 3) in colour."""

    name: str
    values: Doubles


def grid_of(values: Doubles, grid: Grid, scale: WeightScale) -> tuple[tuple[Raster, ...], tuple[Label, ...]]:
    """Return the images and the texts around them, from the origin on.

    Args:
        values: of the filters that are drawn; shape (filters, inputs, slices, rows, columns).
        grid: what they are.
        scale: of their colours.
    """
    columns = [list(_tiles(filter_values, number, grid)) for filter_values, number in zip(values, grid.filters, strict=True)]
    few = values.size <= FEW_CELLS * (3 if grid.is_color else 1)
    if len(columns[0]) == 1:
        return _wrapped([column[0] for column in columns], grid, scale, few=few)
    return _table(columns, values.shape, grid, scale, few=few)


def _tiles(values: Doubles, number: int, grid: Grid) -> Iterator[_Tile]:
    """Yield the images of one filter; ``values`` has the shape (inputs, slices, rows, columns)."""
    inputs, slices = values.shape[:2]
    for position in range(slices):
        if grid.is_color:
            yield _Tile(_tile_name(number, _slice_name(position, slices)), np.moveaxis(values[:, position], 0, -1))
    for channel in range(0 if grid.is_color else inputs):
        for position in range(slices):
            source = [translate("input {number}", number=channel)] if inputs > 1 else []
            yield _Tile(_tile_name(number, [*source, *_slice_name(position, slices)]), values[channel, position])


def _tile_name(number: int, parts: Sequence[str]) -> str:
    return format_items([translate("filter {number}", number=number), *parts])


def _slice_name(position: int, slices: int) -> list[str]:
    return [translate("slice {number}", number=position)] if slices > 1 else []


def _cell_size(rows: int, columns: int, room: float) -> int:
    """Return whole pixels for a cell, so that all cells of all images are of one size."""
    return max(1, int(room // max(rows, columns)))


def _wrapped(
    tiles: Sequence[_Tile], grid: Grid, scale: WeightScale, *, few: bool
) -> tuple[tuple[Raster, ...], tuple[Label, ...]]:
    rows, columns = tiles[0].values.shape[:2]
    cell = _cell_size(rows, columns, _LARGE)
    across = _across(len(tiles))
    wide = max(columns * cell, *(text_width(str(number), TEXT_SIZE) for number in grid.filters)) + _GAP
    high = rows * cell + _LINE + _GAP
    rasters, labels = [], []
    for index, (tile, number) in enumerate(zip(tiles, grid.filters, strict=True)):
        down, right = divmod(index, across)
        x = right * wide + (wide - _GAP - columns * cell) / 2
        rasters.append(_raster(tile, x, down * high, cell, scale, grid, few=few))
        labels.append(
            Label(str(number), x + columns * cell / 2, down * high + rows * cell + _LINE / 2, TEXT_SIZE, color="muted")
        )
    return tuple(rasters), tuple(labels)


def _across(count: int) -> int:
    """Return how many images stand in a row: about square to twice as wide as high, with the fewest places left over."""
    choices = range(math.ceil(math.sqrt(count)), math.ceil(math.sqrt(3 * count)) + 1)
    return min(choices, key=lambda across: (-count % across, across))


def _table(
    columns: Sequence[Sequence[_Tile]], shape: Sequence[int], grid: Grid, scale: WeightScale, *, few: bool
) -> tuple[tuple[Raster, ...], tuple[Label, ...]]:
    rows, wide = columns[0][0].values.shape[:2]
    room = min(_LARGE, max(_SMALL, _ROOM / max(len(columns), len(columns[0])) - _GAP))
    cell = _cell_size(rows, wide, room)
    step = max(wide * cell, _SMALL - _GAP) + _GAP
    tops = list(_tops(len(columns[0]), shape[2], rows * cell + _GAP))
    rasters = [
        _raster(tile, right * step, top, cell, scale, grid, few=few)
        for right, column in enumerate(columns)
        for tile, top in zip(column, tops, strict=True)
    ]
    labels = [*_heads(grid.filters, step, wide * cell), *_row_names(shape, tops, rows * cell, grid)]
    return tuple(rasters), tuple(labels)


def _tops(count: int, slices: int, step: float) -> Iterator[float]:
    """Yield the upper edge of each row; the slices of an input stand together."""
    step = max(step, _SMALL - 1.0)
    for index in range(count):
        yield index * step + (index // slices) * (_CHANNEL_GAP if slices > 1 else 0.0)


def _heads(filters: Sequence[int], step: float, wide: float) -> Iterator[Label]:
    """Yield the numbers above the columns, as many as have room."""
    needed = max(text_width(str(number), TEXT_SIZE) for number in filters) + _GAP
    every = max(1, math.ceil(needed / step))
    for index in range(0, len(filters), every):
        yield Label(str(filters[index]), index * step + wide / 2, -_LINE / 2, TEXT_SIZE, color="muted")
    yield Label(translate("filter"), -8.0, -_LINE / 2, TEXT_SIZE, anchor="end", color="muted")


def _row_names(shape: Sequence[int], tops: Sequence[float], high: float, grid: Grid) -> Iterator[Label]:
    slices = shape[2]
    for index, top in enumerate(tops):
        channel, position = divmod(index, slices)
        parts = [] if grid.is_color or shape[1] == 1 else [translate("input {number}", number=channel)]
        yield Label(
            format_items([*parts, *_slice_name(position, slices)]),
            -8.0,
            top + high / 2,
            TEXT_SIZE,
            anchor="end",
            color="muted",
        )


def _raster(tile: _Tile, x: float, y: float, cell: int, scale: WeightScale, grid: Grid, *, few: bool) -> Raster:
    rows, columns = tile.values.shape[:2]
    texts = tuple(_cell_texts(tile, grid)) if few else ()
    negative = None if grid.is_color else tile.values < 0
    return Raster(
        tile.name, _pixels(tile, scale, grid), x, y, columns * cell, rows * cell, _about(tile), texts, negative=negative
    )


def _pixels(tile: _Tile, scale: WeightScale, grid: Grid) -> NDArray[np.uint8]:
    if not grid.is_color:
        return scale.colors(tile.values)
    fractions = scale.fractions(tile.values)
    return color_pixels(fractions, 1.0, rgb(NOT_A_NUMBER))


def _about(tile: _Tile) -> str:
    finite = tile.values[np.isfinite(tile.values)]
    if not finite.size:
        return translate("{tile}: no finite weight", tile=tile.name)
    norm = float(norms(tile.values.reshape(1, -1))[0])
    mean = format_number(float(finite.mean()))
    return translate("{tile}: norm {norm}, mean {mean}", tile=tile.name, norm=format_number(norm), mean=mean)


def _cell_texts(tile: _Tile, grid: Grid) -> Iterator[str]:
    text = _PLACES[grid.has_inputs_as_rows]
    rows, columns = tile.values.shape[:2]
    for row in range(rows):
        for column in range(columns):
            yield translate(text, tile=tile.name, row=row, column=column, value=_text(tile.values[row, column]))


def _text(value: Doubles) -> str:
    if np.ndim(value) == 0:
        return format_number(float(value))
    return format_items(f"{translate(name)} {format_number(float(part))}" for name, part in zip(_COLORS, value, strict=True))
