"""The numbers of a scene in the colours of a theme: lines of weights, tables of cells, and the bars that explain them."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeGuard

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.colors import hex_colors, rgb
from dotnet_viz.renderers.themes.shades import faded_into_dark, ordered_in_grey
from dotnet_viz.renderers.themes.theme_colors import ThemeColors
from dotnet_viz.scene import Bundle, KeyLegend, Legend, PlacedKey, PlacedLegend, Raster, Scene, changed
from dotnet_viz.translation.translate import translate


def toned(scene: Scene, tones: ThemeColors) -> Scene:
    """Return a scene whose numbers have the colours of a theme.

    On dark paper they fade into the dark. In print lines of negative numbers are dashed, and cells are the darker the smaller
    their number is.

    Args:
        scene: with places.
        tones: of the theme.
    """
    if tones.kind == "light" or not (scene.bundles or scene.rasters or scene.placed_legends):
        return scene
    is_print = tones.kind == "print"
    # Where one bar is that of lines and cells, it shows the lines, and cells have its colours.
    are_cells = not scene.bundles
    return replace(
        scene,
        bundles=tuple(_bundle(bundle, tones) for bundle in scene.bundles),
        rasters=tuple(_raster(raster, tones, are_cells=are_cells) for raster in scene.rasters),
        shapes=tuple(changed(one, dashed=True) if is_print and one.negative else one for one in scene.shapes),
        placed_legends=tuple(_legend(placed, tones, are_cells=are_cells) for placed in scene.placed_legends),
    )


def with_theme_notes(scene: Scene, theme: str) -> Scene:
    """Return a scene whose legends say what a theme changes in it.

    Args:
        scene: without places.
        theme: its name.

    Example:
        >>> bars = Scene("one", legends=(Legend("weight", (), (), widths=((0.0, 1.0),), is_signed=True),))
        >>> with_theme_notes(bars, "print").legends[0].notes, with_theme_notes(bars, "dark").legends[0].notes
        (('negative: dashed',), ())
    """
    if theme != "print" or not any(_shows_lines(legend) for legend in scene.legends):
        return scene
    note = translate("negative: dashed")
    return replace(
        scene,
        legends=tuple(
            replace(legend, notes=(*legend.notes, note)) if _shows_lines(legend) and note not in legend.notes else legend
            for legend in scene.legends
        ),
    )


def _shows_lines(legend: Legend | KeyLegend) -> TypeGuard[Legend]:
    return isinstance(legend, Legend) and legend.is_signed and bool(legend.widths)


def _bundle(bundle: Bundle, tones: ThemeColors) -> Bundle:
    if tones.kind == "dark":
        return replace(bundle, colors=faded_into_dark(bundle.colors))
    return replace(bundle, dashed=bundle.dashed | (bundle.values < 0))


def _raster(raster: Raster, tones: ThemeColors, *, are_cells: bool) -> Raster:
    if raster.negative is None or (tones.kind == "print" and not are_cells):
        return raster
    return replace(raster, colors=_cells(raster.colors, raster.negative, tones))


def _cells(colors: NDArray[np.uint8], negative: NDArray[np.bool_], tones: ThemeColors) -> NDArray[np.uint8]:
    return faded_into_dark(colors) if tones.kind == "dark" else ordered_in_grey(colors, negative)


def _legend(placed: PlacedLegend | PlacedKey, tones: ThemeColors, *, are_cells: bool) -> PlacedLegend | PlacedKey:
    legend = placed.legend
    if not isinstance(placed, PlacedLegend) or not isinstance(legend, Legend) or not legend.is_signed:
        return placed
    if tones.kind == "print" and not are_cells:
        return replace(placed, legend=replace(legend, is_dashed=True))
    offsets = [offset for offset, _ in legend.stops]
    colors = np.array([rgb(color) for _, color in legend.stops], np.uint8)
    shown = hex_colors(_cells(colors, np.array(offsets) < 0.5, tones))
    return replace(placed, legend=replace(legend, stops=tuple(zip(offsets, shown, strict=True))))
