from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.colors import contrast, hex_colors, luminance, rgb
from dotnet_viz.renderers.common.legends import bar_slices, color_at
from dotnet_viz.renderers.themes.shades import ordered_in_grey
from dotnet_viz.renderers.themes.theme import THEMES
from dotnet_viz.renderers.themes.theme_colors import DARK, ThemeColors
from dotnet_viz.renderers.themes.toned import toned, with_theme_notes
from dotnet_viz.scales import WeightScale, palettes
from dotnet_viz.scene import PlacedLegend, Scene
from tests.builders import dense_chain
from tests.scene_builders import limit_of

PALETTES = ("blue-red", "RdBu", "PuOr", "coolwarm")


def weights(theme: str, **options: Any) -> Scene:
    drawing = dv.draw(dense_chain(4, 3, 2), style="weight-graph", theme=theme, **options)
    return toned(drawing.placed, THEMES[theme].tones)


@pytest.mark.parametrize("palette", PALETTES)
def test_on_dark_paper_weights_fade_into_it_as_they_do_into_white(palette: str) -> None:
    scene = weights("dark", palette=palette)
    sizes = np.abs(np.concatenate([bundle.values for bundle in scene.bundles]))
    colors = np.concatenate([bundle.colors for bundle in scene.bundles])
    weakest, strongest = (hex_colors(colors[[index]])[0] for index in (sizes.argmin(), sizes.argmax()))
    assert contrast(weakest, DARK["paper"]) < 2
    assert contrast(strongest, DARK["paper"]) >= 3


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_bar_has_the_colours_of_the_lines(theme: str) -> None:
    scene = weights(theme)
    (legend,) = scene.placed_legends
    assert isinstance(legend, PlacedLegend)
    limit = limit_of(legend.legend)
    for bundle in scene.bundles:
        for value, color in zip(bundle.values.tolist(), bundle.colors, strict=True):
            expected = rgb(color_at(legend.legend.stops, (value / limit + 1) / 2))
            assert np.abs(color.astype(int) - expected).max() <= 4


def test_blue_stays_positive_and_red_negative_on_dark_paper() -> None:
    for bundle in weights("dark").bundles:
        red, blue = bundle.colors[:, 0].astype(int), bundle.colors[:, 2].astype(int)
        strong = np.abs(bundle.values) > 0.5
        assert ((blue > red) == (bundle.values > 0))[strong].all()


def test_in_print_negative_lines_and_circles_are_dashed_and_the_bar_says_so() -> None:
    scene = weights("print")
    for bundle in scene.bundles:
        assert (bundle.dashed == (bundle.values < 0)).all()
    negative = [shape for shape in scene.shapes if shape.negative]
    assert negative
    assert all(shape.dashed for shape in negative)
    assert not any(shape.dashed for shape in scene.shapes if not shape.negative)
    (legend,) = scene.placed_legends
    assert isinstance(legend, PlacedLegend)
    middle = legend.x + legend.width / 2
    starts = [left for _, left, _ in bar_slices(legend)]
    assert sum(left < middle for left in starts) < sum(left >= middle for left in starts) * 0.8
    assert any(label.text == "negative: dashed" for label in scene.labels)


def test_what_is_asked_for_alone_is_said_once() -> None:
    scene = dv.draw(dense_chain(3, 2), style="weight-graph", negative_dashed=True).scene
    assert with_theme_notes(scene, "print").legends == scene.legends


@pytest.mark.parametrize("palette", PALETTES)
def test_in_grey_every_cell_is_lighter_than_those_of_smaller_numbers(palette: str) -> None:
    values = np.linspace(-1, 1, 41)
    scale = replace(WeightScale(1.0), palette=palettes.palette(palette))
    cells = ordered_in_grey(scale.colors(values), values < 0)
    grey = cells @ np.array([0.2126, 0.7152, 0.0722])
    assert (np.diff(grey) >= -1.0).all()
    assert grey[-1] - grey[20] > 35
    assert grey[20] - grey[0] > 50


def test_light_pictures_are_left_as_they_are() -> None:
    scene = weights("light")
    assert toned(scene, THEMES["light"].tones) is scene


def test_cells_that_are_no_signed_numbers_stay() -> None:
    scene = dv.draw(dense_chain(6, 5), style="weight-matrix").placed
    plain = replace(scene, rasters=tuple(replace(raster, negative=None) for raster in scene.rasters), placed_legends=())
    dark = ThemeColors(DARK, "dark")
    assert all((one.colors == other.colors).all() for one, other in zip(toned(plain, dark).rasters, plain.rasters, strict=True))
    assert not (toned(scene, dark).rasters[0].colors == scene.rasters[0].colors).all()


def test_pale_fills_in_print_leave_most_ink_to_the_outlines() -> None:
    tones = THEMES["print"].tones
    assert luminance(part / 255 for part in rgb(tones.color("#13161b"))) > 0.3
    assert contrast(tones.outline("#deffc4"), "#ffffff") >= 3
