from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from dotnet_viz.errors import EngineError
from dotnet_viz.renderers import render
from dotnet_viz.renderers.pixels.repacked import repacked
from dotnet_viz.renderers.svg.png_image import png_of_colors
from tests.renderers.every_style import placed


def opened(form: str, scale: float = 2.0) -> Image.Image:
    data = render(placed("plot-model"), form, scale=scale)
    assert isinstance(data, bytes)
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize(("form", "kind"), [("jpg", "JPEG"), ("jpeg", "JPEG"), ("webp", "WEBP"), ("gif", "GIF")])
def test_each_format_is_the_picture_of_the_png(form: str, kind: str) -> None:
    image, expected = opened(form), opened("png")
    assert image.format == kind
    assert image.size == expected.size
    change = np.abs(np.asarray(image.convert("RGB"), np.float64) - np.asarray(expected.convert("RGB"), np.float64))
    assert change.mean() < 1.5


@pytest.mark.parametrize("form", ["png", "jpg"])
@pytest.mark.parametrize("scale", [1.0, 2.0, 3.5])
def test_the_file_says_how_large_a_pixel_is(form: str, scale: float) -> None:
    image = opened(form, scale)
    assert image.info["dpi"] == pytest.approx((96 * scale, 96 * scale), abs=0.6)
    size = placed("plot-model").size
    assert size is not None
    assert image.width / image.info["dpi"][0] == pytest.approx(size[0] / 96, rel=0.01)


def test_the_same_picture_has_the_same_bytes() -> None:
    for form in ("jpg", "webp", "gif", "svgz"):
        assert render(placed("plot-model"), form) == render(placed("plot-model"), form)


def test_what_a_format_cannot_hold_is_an_error_with_ways_out() -> None:
    data = png_of_colors(np.zeros((1, 17_000, 3), np.uint8))
    with pytest.raises(EngineError, match=r"17000 x 1 pixels is too large for webp.*scale=.*\.svg"):
        repacked(data, "webp")
