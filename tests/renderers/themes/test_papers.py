from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

import dotnet_viz as dv
from dotnet_viz.errors import OptionError
from dotnet_viz.geometry.parts import frame_box
from dotnet_viz.renderers.primitives.figures import Rectangle
from dotnet_viz.renderers.primitives.groups import figure_groups
from tests.builders import dense_chain
from tests.conftest import DATA

MODEL = DATA / "models" / "cnn-28x28.keras"
STYLES = ("ann", "blocks", "filters", "layered", "lenet", "neurons", "plot-model", "weight-graph", "weight-histograms")


def corner(data: bytes) -> tuple[int, ...]:
    pixel = Image.open(io.BytesIO(data)).convert("RGBA").getpixel((1, 1))
    assert isinstance(pixel, tuple)
    return pixel


@pytest.mark.parametrize("style", STYLES)
def test_no_style_has_paper_where_it_is_transparent(style: str) -> None:
    model = dense_chain(4, 3) if style == "weight-graph" else MODEL
    drawing = dv.draw(model, style=style, background="transparent")
    assert "dv-paper" not in drawing.svg
    assert corner(drawing.png(scale=0.5))[3] == 0


@pytest.mark.parametrize("name", ["png", "webp", "gif"])
@pytest.mark.parametrize("theme", ["light", "dark", "print"])
def test_pixels_are_transparent_where_their_format_can(name: str, theme: str) -> None:
    drawing = dv.draw(dense_chain(4, 3), theme=theme, background="transparent")
    data = drawing.to_format(name)
    assert isinstance(data, bytes)
    assert corner(data)[3] == 0
    shown = np.asarray(Image.open(io.BytesIO(data)).convert("RGBA"))
    assert (shown[..., 3] > 200).any()


def test_pictures_without_alpha_keep_the_paper_of_their_theme() -> None:
    data = dv.draw(dense_chain(4, 3), theme="dark", background="transparent").to_format("jpg")
    assert isinstance(data, bytes)
    assert max(abs(one - other) for one, other in zip(corner(data), (0x14, 0x17, 0x1C, 255), strict=True)) <= 4


def test_slides_and_drawing_programs_have_no_paper(tmp_path: Path) -> None:
    drawing = dv.draw(dense_chain(4, 3), background="transparent")
    with zipfile.ZipFile(drawing.save(tmp_path / "a.pptx")) as slides:
        assert b"<p:bg>" not in slides.read("ppt/slides/slide1.xml")
    assert 'background="none"' in str(drawing.to_format("drawio"))
    assert '"viewBackgroundColor":"transparent"' in str(drawing.to_format("excalidraw"))
    assert str(drawing.to_format("tikz")).count("FFFFFF") < str(dv.draw(dense_chain(4, 3)).to_format("tikz")).count("FFFFFF")


def test_a_colour_of_the_paper_is_behind_everything() -> None:
    drawing = dv.draw(dense_chain(4, 3), background="ivory")
    assert 'class="dv-paper" fill="#fffff0"' in drawing.svg
    assert corner(drawing.png())[:3] == (255, 255, 240)


@pytest.mark.parametrize(
    ("background", "message"),
    [
        ("ivry", "background 'ivry' is not a colour"),
        ("navy", r"background 'navy' is too close to the text of the theme 'light' \(contrast .*theme='dark'"),
        (3, "background must be a colour, 'transparent' or None, not 3"),
    ],
)
def test_no_colour_and_colours_that_hide_texts_are_errors(background: Any, message: str) -> None:
    with pytest.raises(OptionError, match=message):
        dv.draw(dense_chain(4, 3), background=background)


def test_differences_have_it_too() -> None:
    assert "dv-paper" not in dv.diff(dense_chain(4, 3), dense_chain(4, 2), background="transparent").svg


def test_frames_have_no_paper_either() -> None:
    framed = dv.draw(dense_chain(4, 3, 2), groups=[("both", ["dense_0", "dense_1"])], background="transparent")
    box = frame_box(framed.placed.clusters[0])
    pixels = Image.open(io.BytesIO(framed.png(scale=1.0))).convert("RGBA")
    assert pixels.getpixel((round(box.left) + 6, round(box.top + box.height / 2))) == (0, 0, 0, 0)
    (frame,) = (group for group in figure_groups(framed.placed) if group.kind == "frame")
    assert [figure.paint.fill for figure in frame.figures if isinstance(figure, Rectangle)] == [None]
    assert 'style="rounded,dashed"' in framed.dot
    assert 'style="filled,rounded,dashed"' in dv.draw(dense_chain(4, 3, 2), groups=[("both", ["dense_0", "dense_1"])]).dot


def test_eps_keeps_the_paper_of_its_theme() -> None:
    drawing = dv.draw(dense_chain(4, 3), theme="dark", background="transparent")
    assert "0.078 0.09 0.11 F" in str(drawing.to_format("eps"))
