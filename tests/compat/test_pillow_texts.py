"""Texts in fonts of Pillow."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageFont

from dotnet_viz.compat.pillow_texts import DEFAULT_TEXT_SIZE, draw_texts, is_own, text_size, without_texts
from dotnet_viz.errors import OptionError
from dotnet_viz.fonts import font_file, text_width
from dotnet_viz.layouts import place
from dotnet_viz.scene import Label
from tests.scene_builders import nested


def test_a_size_at_which_our_font_takes_as_much_room() -> None:
    assert text_size(ImageFont.truetype(font_file(), 30)) == 30.0
    other = ImageFont.load_default(size=30)
    for text in ("Conv2D", "MaxPooling2D", "block1_conv1", "112x112", "shape: (None, 6, 6, 4)"):
        assert text_width(text, text_size(other)) >= other.getlength(text)
    assert text_size(None) == DEFAULT_TEXT_SIZE
    with pytest.raises(OptionError, match=r"font must be a font of PIL\.ImageFont, not 12"):
        text_size(12)


def test_our_own_font_is_known() -> None:
    assert is_own(None)
    assert is_own(ImageFont.truetype(font_file(), 30))
    assert not is_own(ImageFont.load_default(size=12))


def test_texts_leave_with_their_places() -> None:
    scene = place(nested())
    bare, labels = without_texts(scene)
    assert {label.text for label in labels} >= {"Nested", "inner", "Conv2D", "+"}
    assert not any(shape.labels for shape in bare.shapes)
    assert not bare.labels
    shape = scene.shape_by_id["d"]
    plus = next(label for label in labels if label.text == "+")
    assert (plus.x, plus.y) == (shape.x, shape.y)


@pytest.mark.parametrize(("anchor", "columns"), [("start", (50, 80)), ("middle", (30, 70)), ("end", (20, 50))])
def test_texts_are_written_where_their_anchor_is(anchor: str, columns: tuple[int, int]) -> None:
    image = Image.new("RGBA", (100, 40), "white")
    draw_texts(image, [Label("HHH", 25, 10, anchor=anchor)], ImageFont.load_default(size=12), "#ff0000", 2.0)
    red = np.asarray(image)[:, :, 1] < 128
    across, down = np.flatnonzero(red.any(axis=0)), np.flatnonzero(red.any(axis=1))
    assert columns[0] - 2 <= across.min()
    assert across.max() <= columns[1] + 2
    assert abs((down.min() + down.max()) / 2 - 20) < 2
