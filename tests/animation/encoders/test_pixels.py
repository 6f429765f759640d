"""GIF, APNG, WebP and AVIF, as Pillow reads them."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import pytest
from PIL import Image, features

from dotnet_viz.animation.animation import Animation
from dotnet_viz.animation.build import AnimationOptions
from dotnet_viz.animation.rasters import raster_frames
from dotnet_viz.errors import OptionError, VizWarning
from tests.animation.trainings import animation

FORMATS = ["gif", "png", "webp", pytest.param("avif", marks=pytest.mark.skipif(not features.check("avif"), reason="no AVIF"))]
OPTIONS = AnimationOptions(frames=4, fps=5, hold=1.5)


def opened(content: str | bytes) -> Any:
    """Return a file as Pillow reads it."""
    assert isinstance(content, bytes)
    return Image.open(io.BytesIO(content))


@pytest.fixture(scope="module")
def made() -> Animation:
    return animation(options=OPTIONS)


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_has_every_frame_for_its_time_and_begins_anew(name: str, made: Animation) -> None:
    image = opened(made.to_format(name, scale=0.5))
    assert image.n_frames == 4
    durations = []
    for index in range(4):
        image.seek(index)
        image.load()
        durations.append(round(image.info["duration"]))
    assert durations == [200, 200, 200, 1500]
    assert image.info.get("loop", 0) == 0


@pytest.mark.parametrize("name", FORMATS)
def test_frames_look_as_they_were_drawn(name: str, made: Animation) -> None:
    wanted = raster_frames(made, 0.5)
    image = opened(made.to_format(name, scale=0.5))
    for index, frame in enumerate(wanted):
        image.seek(index)
        seen = np.asarray(image.convert("RGB")).astype(int)
        assert seen.shape == frame.shape
        assert np.abs(seen - frame).mean() < 3
        # Paper stays white in all of them, and the strongest line is as blue or red as it was.
        assert seen[2, 2].min() >= 252


def test_the_same_animation_gives_the_same_bytes(made: Animation) -> None:
    for name in ("gif", "png", "webp"):
        assert made.to_format(name, scale=0.3) == animation(options=OPTIONS).to_format(name, scale=0.3)


def test_large_pictures_are_made_smaller_and_a_limit_of_bytes_is_kept_and_told(made: Animation) -> None:
    small = animation(options=AnimationOptions(frames=2, max_width=200, max_height=100))
    width, height = opened(small.to_format("gif")).size
    assert width <= 200
    assert height <= 101
    size = len(made.to_format("gif"))
    with pytest.warns(VizWarning, match="so that it has no more than"):
        assert len(made.to_format("gif", max_bytes=size // 2)) <= size // 2
    with pytest.raises(OptionError, match=r"max_bytes is 100 bytes; take fewer frames"):
        made.to_format("gif", max_bytes=100)


def test_wrong_options_are_told(made: Animation) -> None:
    with pytest.raises(OptionError, match="unknown option of the format 'gif': 'quality'; choose one of: scale, max_bytes"):
        made.to_format("gif", quality=3)
    with pytest.raises(OptionError, match="quality takes a whole number from 0 to 100"):
        made.to_format("webp", quality=101)
    with pytest.raises(OptionError, match="scale must be a finite number above 0 and up to 100, not 0"):
        made.to_format("gif", scale=0)
    with pytest.raises(OptionError, match="unknown animation format 'bmp'"):
        made.to_format("bmp")
