from __future__ import annotations

import numpy as np
import pytest

from dotnet_viz.compat.pillow_papers import image_on, is_transparent, paper_of
from dotnet_viz.drawing import Drawing
from dotnet_viz.errors import OptionError
from dotnet_viz.scene import Scene, Shape

SCENE = Drawing(
    Scene("a", shapes=(Shape("a", "a", 40, 20, x=0.0, y=0.0, fill="#ff0000"),), layout="given", show_title=False)
).placed


def test_papers() -> None:
    assert paper_of((10, 20, 30, 0)) == "#0a141e"
    assert is_transparent("transparent")
    assert is_transparent((0, 0, 0, 254))
    assert not is_transparent("teal")
    with pytest.raises(OptionError, match="background_fill 'no colour' is not a colour"):
        paper_of("no colour")


def test_only_the_background_is_seen_through() -> None:
    pixels = np.asarray(image_on(SCENE, (0, 0, 255, 0)))
    height, width = pixels.shape[:2]
    assert tuple(pixels[height // 2, width // 2]) == (255, 0, 0, 255)
    assert pixels[0, 0, 3] == pixels[-1, -1, 3] == 0
    half = np.asarray(image_on(SCENE, (0, 0, 255, 100)))
    assert tuple(half[0, 0]) == (0, 0, 255, 100)
    assert tuple(half[height // 2, width // 2]) == (255, 0, 0, 255)
    assert image_on(SCENE, "white").size == pytest.approx((width, height), abs=1)
