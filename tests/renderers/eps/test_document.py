from __future__ import annotations

import gc
import warnings
from pathlib import Path

import pytest

from dotnet_viz.renderers import render
from dotnet_viz.renderers.eps.document import eps
from dotnet_viz.renderers.eps.glyphs import outlines
from dotnet_viz.scene import Label, Scene
from tests.renderers.every_style import STYLES, placed
from tests.renderers.raster_comparison import difference, ink, pixels_of_eps
from tests.scene_builders import AWKWARD_TEXTS


@pytest.mark.ghostscript
@pytest.mark.pdftoppm
@pytest.mark.parametrize("style", [*STYLES, "nested"])
def test_ghostscript_draws_the_picture_of_the_png(style: str, tmp_path: Path) -> None:
    drawn, expected = pixels_of_eps(eps(placed(style)), tmp_path), render(placed(style), "png", scale=1.0)
    assert isinstance(expected, bytes)
    assert difference(expected, drawn) < 0.1 * ink(expected) + 0.2
    assert ink(drawn) == pytest.approx(ink(expected), rel=0.09)


@pytest.mark.ghostscript
@pytest.mark.pdftoppm
def test_no_text_is_an_operator(tmp_path: Path) -> None:
    texts = (*AWKWARD_TEXTS, ") show showpage quit (", "%%EOF", "\nshowpage\n")
    labels = tuple(Label(text, 20.0, 20.0 + 14 * row, anchor="start") for row, text in enumerate(texts))
    scene = Scene(") (%!PS\n%%BoundingBox: 0 0 1 1", labels=labels, size=(600.0, 400.0))
    text = eps(scene)
    assert [line for line in text.splitlines() if line.startswith("%%BoundingBox")] == ["%%BoundingBox: 0 0 450 300"]
    assert text.isascii()
    assert text.count("showpage") == 1
    assert ink(pixels_of_eps(text, tmp_path)) > 1


def test_colours_follow_the_theme() -> None:
    light, dark = (eps(placed("plot-model"), theme=theme) for theme in ("light", "dark"))
    assert "1 1 1 F" in light
    assert "0.078 0.09 0.11 F" in dark


def test_no_file_of_letters_stays_open() -> None:
    outlines.cache_clear()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        eps(Scene("Title", labels=(Label("a", 20.0, 20.0),), size=(100.0, 50.0)))
        outlines.cache_clear()
        gc.collect()
    assert [each for each in caught if issubclass(each.category, ResourceWarning)] == []
