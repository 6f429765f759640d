"""The verbs that draw one model, as users call them."""

from __future__ import annotations

import io
import math
import struct
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from pypdf import PdfReader

import dotnet_viz as dv
from dotnet_viz.diagrams import STYLES
from dotnet_viz.errors import OptionError
from dotnet_viz.fitting.fitted import smallest_text
from tests.conftest import DATA

NET = [(np.array([[1.0, -2.0], [0.5, 0.0]]), np.zeros(2), "relu"), np.ones((2, 1))]
CONVOLUTION = DATA / "models" / "multi.keras"


@pytest.mark.parametrize("style", [style for style in STYLES if style not in ("filters", "coefficients")])
def test_every_style_draws_by_name_and_by_options_object(style: str) -> None:
    by_name = dv.draw(NET, style=style)
    assert by_name.svg == dv.draw(NET, style=STYLES[style]()).svg
    assert by_name.svg.startswith("<svg")


@pytest.mark.parametrize(
    ("verb", "style"),
    [
        (dv.weight_graph, "weight-graph"),
        (dv.weight_matrix, "weight-matrix"),
        (dv.weight_histograms, "weight-histograms"),
        (dv.architecture, "plot-model"),
    ],
)
def test_a_verb_is_its_style(verb: Callable[..., dv.Drawing], style: str) -> None:
    assert verb(NET).svg == dv.draw(NET, style=style).svg
    assert verb(NET, theme="dark").svg == dv.draw(NET, style=style, theme="dark").svg


def test_a_theme_changes_the_picture() -> None:
    assert len({dv.architecture(NET, theme=theme).svg for theme in ("light", "dark", "auto")}) == 3


@pytest.mark.parametrize("style", [style for style in STYLES if style != "filters"])
def test_every_picture_takes_a_title_or_none(style: str) -> None:
    named, bare = (dv.draw([np.ones((3, 2))], style=style, title=title).svg for title in ("A & B", ""))
    assert ">A &amp; B</text>" in named
    assert "<title" in bare
    heading = dv.draw([np.ones((3, 2))], style=style).placed.labels[0].text
    assert f">{heading}</text>" not in bare


@pytest.mark.parametrize("style", [style for style in STYLES if style != "coefficients"])
@pytest.mark.parametrize("options", [{}, {"width": "12cm"}, {"fit": "page", "title": ""}], ids=["", "width", "fit"])
def test_the_smallest_text_has_the_size_that_is_asked_for(style: str, options: dict[str, Any]) -> None:
    drawing = dv.draw(CONVOLUTION, style=style, text_size=7, **options)
    across = (drawing.placed.size or (1.0, 1.0))[0]
    assert smallest_text(drawing.placed) * drawing.width / across == pytest.approx(7 * 4 / 3, rel=1e-3)
    assert "width" not in options or drawing.width <= 12 / 2.54 * 96 + 0.01


def test_shapes_without_text_keep_their_size() -> None:
    usual, larger = (dv.draw(NET, style="neurons", text_size=size) for size in (10, 20))
    circles = [
        drawing.placed.shapes[1].width * drawing.width / (drawing.placed.size or (1.0, 1.0))[0] for drawing in (usual, larger)
    ]
    assert circles[0] == pytest.approx(circles[1], rel=1e-3)


@pytest.mark.parametrize(
    ("options", "pixels"),
    [
        ({"width": 800}, (800, None)),
        ({"height": "333px"}, (None, 333)),
        ({"width": "8.5cm", "dpi": 300}, (1004, None)),
        ({"width": "2in"}, (384, None)),
        ({"width": 640, "height": 300}, (None, 300)),
        ({"dpi": 96}, None),
    ],
)
def test_a_png_is_as_large_as_it_is_asked_for(options: dict[str, Any], pixels: tuple[int | None, int | None] | None) -> None:
    drawing = dv.draw(NET, **options)
    data = drawing.png()
    sides = struct.unpack(">II", data[16:24])
    if pixels is None:
        pixels = tuple(math.floor(side + 0.5) for side in drawing.placed.size or ())  # type: ignore[assignment]  # two
    assert all(wanted in (None, side) for wanted, side in zip(pixels or (), sides, strict=True)), sides
    from PIL import Image

    dpi = options.get("dpi", 192 if "in" in str(options.get("width")) else 96)
    assert Image.open(io.BytesIO(data)).info["dpi"] == pytest.approx((dpi, dpi), abs=0.1)


def test_svg_and_pdf_have_the_size_that_is_asked_for() -> None:
    drawing = dv.draw(NET, width="8.5cm")
    assert drawing.width == 321.26
    assert 'width="321.26"' in drawing.svg
    (page,) = PdfReader(io.BytesIO(drawing.pdf())).pages
    assert float(page.mediabox.width) == pytest.approx(8.5 / 2.54 * 72, abs=0.1)


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        ("dpi", 0.0, "dpi must be a finite number above 0 and up to 9600, or None, not 0.0"),
        ("dpi", float("nan"), "dpi must be .* not nan"),
        ("width", "8.5 miles", "width must be a length above 0 in px, cm.*'8.5 miles'"),
        ("height", -3, "height must be a length above 0"),
        ("title", 3, "title must be a text"),
    ],
)
def test_what_is_no_size_or_title_is_refused(option: str, value: Any, message: str) -> None:
    with pytest.raises(OptionError, match=message):
        dv.draw(NET, **{option: value})


def test_coefficients_are_those_of_a_linear_model() -> None:
    bars = dv.coefficients([np.array([[2.0], [-1.0]])], feature_names=["up", "down"])
    assert bars.scene == dv.draw([np.array([[2.0], [-1.0]])], style="coefficients", feature_names=["up", "down"]).scene


@pytest.mark.parametrize("verb", [dv.weight_graph, dv.weight_matrix, dv.weight_histograms, dv.filters, dv.architecture])
def test_an_option_that_a_style_lacks_is_reported(verb: Callable[..., dv.Drawing]) -> None:
    with pytest.raises(OptionError, match="'colour'"):
        verb(NET, colour="red")


def test_an_unknown_style_engine_or_theme_is_reported_with_the_choices() -> None:
    with pytest.raises(OptionError, match=r"'baroque'.*plot-model"):
        dv.architecture(NET, style="baroque")
    with pytest.raises(OptionError, match=r"'neato'.*wasm"):
        _ = dv.architecture(NET, engine="neato").svg
    with pytest.raises(OptionError, match=r"'pink'.*dark"):
        _ = dv.architecture(NET, theme="pink").svg


def test_statistics_are_asked_for_or_not() -> None:
    with pytest.raises(OptionError, match="statistics is True, False or None, not 'yes'"):
        dv.draw([np.ones((3, 2))], statistics="yes")  # type: ignore[arg-type]
    assert "About the model" in dv.weight_matrix([np.ones((3, 2))], statistics=True).html
