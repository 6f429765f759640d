from __future__ import annotations

import io
import sys
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PIL import Image

from dotnet_viz.errors import EngineError, MissingDependencyError, OptionError, VizWarning
from dotnet_viz.layouts import place
from dotnet_viz.renderers import render
from dotnet_viz.renderers.pixels import png
from dotnet_viz.renderers.svg.document import svg
from dotnet_viz.scene import Label, Scene
from tests.scene_builders import box, nested, neurons


def opened(data: bytes | str) -> Image.Image:
    assert isinstance(data, bytes)
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize("scale", [0.5, 1.0, 2.0, 3.0])
def test_size_is_the_pictures_times_the_scale(scale: float) -> None:
    scene = place(nested())
    assert scene.size is not None
    image = opened(render(scene, "png", scale=scale))
    assert image.size == pytest.approx((scene.size[0] * scale, scene.size[1] * scale), abs=1.5)


def test_text_is_drawn_though_the_system_may_have_no_fonts() -> None:
    scene = Scene("text", shapes=(replace(box("a"), labels=(Label("MMMM", 0, 0, size=16),)),), show_title=False)
    with_text = np.asarray(opened(render(place(scene), "png")).convert("L"))
    without = np.asarray(opened(render(place(replace(scene, shapes=(replace(box("a"), labels=()),))), "png")).convert("L"))
    assert (with_text < 100).sum() > (without < 100).sum() + 300


def test_paper_is_white_and_dark_paper_dark() -> None:
    scene = place(nested())
    assert opened(render(scene, "png")).convert("RGB").getpixel((1, 1)) == (255, 255, 255)
    assert opened(render(scene, "png", theme="dark")).convert("RGB").getpixel((1, 1)) == (20, 23, 28)
    assert opened(render(scene, "png", theme="auto")).convert("RGB").getpixel((1, 1)) == (255, 255, 255)


def test_dark_paper_reaches_the_edges_of_a_size_that_is_no_number_of_pixels() -> None:
    scene = replace(place(nested()), size=(200.3, 150.2))
    image = np.asarray(opened(render(scene, "png", theme="dark")).convert("RGB"))
    for edge in (image[0], image[-1], image[:, 0], image[:, -1]):
        assert tuple(edge[2]) == (20, 23, 28)


def test_weights_are_drawn_in_their_colours() -> None:
    scene = place(neurons((1, 1)))
    (bundle,) = scene.bundles
    strong = replace(
        bundle, widths=np.array([6.0]), colors=np.array([[33, 102, 172]], dtype=np.uint8), dashed=np.array([False])
    )
    image = opened(render(replace(scene, bundles=(strong,)), "png", scale=1.0)).convert("RGB")
    first, second = scene.shapes
    middle = (int(((first.x or 0) + (second.x or 0)) / 2), int(first.y or 0))
    assert image.getpixel(middle) == (33, 102, 172)


def test_very_large_pictures_are_made_smaller() -> None:
    assert png.bounded_scale(40_000, 10, 2.0) == pytest.approx(16_384 / 40_000)
    assert png.bounded_scale(10_000, 10_000, 2.0) ** 2 * 1e8 == pytest.approx(200e6)
    text = '<svg xmlns="http://www.w3.org/2000/svg" width="60000" height="20"/>'
    with pytest.warns(VizWarning, match=r"16384 x 5 pixels, not 120000 x 40.*\.svg"):
        assert opened(png.png(text, 60_000, 20)).width == 16_384


@pytest.mark.parametrize("scale", [0.0, -1.0, float("nan"), float("inf")])
def test_a_scale_that_makes_no_picture_is_refused(scale: float) -> None:
    with pytest.raises(OptionError, match="scale"):
        png.png(svg(place(nested())), 10, 10, scale=scale)


def test_broken_svg_is_an_error_of_the_engine() -> None:
    with pytest.raises(EngineError, match="no PNG of 10 x 10"):
        png.png("<svg", 10, 10)


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(MissingDependencyError, match="pip install resvg_py"):
        png.png("<svg/>", 10, 10)


def test_the_same_scene_gives_the_same_bytes() -> None:
    assert render(place(neurons()), "png") == render(place(neurons()), "png")


def test_characters_that_dejavu_lacks_are_looked_for_on_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    import resvg_py

    skipped: list[bool] = []
    real: Any = resvg_py.svg_to_bytes

    def spy(**options: object) -> object:
        skipped.append(bool(options["skip_system_fonts"]))
        return real(**options)

    monkeypatch.setattr(resvg_py, "svg_to_bytes", spy)
    monkeypatch.setattr("dotnet_viz.renderers.pixels.png.with_glyphs", str)  # as where a font of the system has them
    for text in ("plain", "中文"):
        render(place(Scene("t", shapes=(box("a", lines=[text]),))), "png")
    assert skipped == [True, False]


@pytest.mark.filterwarnings("ignore:no font of this system has")
@pytest.mark.parametrize("rest", ["\u200d\U0001f680", "\U0001f3fd\u200d\U0001f680", "\U0001f3fd"])
def test_of_an_emoji_made_of_several_the_first_is_drawn(rest: str) -> None:
    texts = ("a \U0001f469 b", f"a \U0001f469{rest} b")
    one, many = (render(Scene("emoji", labels=(Label(text, 60, 20),), size=(120, 40)), "png") for text in texts)
    assert many == one


def test_what_joins_letters_of_other_scripts_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []

    def kept(text: str) -> str:
        drawn.append(text)
        return text

    monkeypatch.setattr(png, "with_glyphs", kept)
    render(Scene("joined", labels=(Label("क्\u200dष", 60, 20),), size=(120, 40)), "png")
    assert "क्\u200dष" in drawn[0]


def test_a_panic_of_rust_is_an_error_of_the_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    import resvg_py

    class PanicException(BaseException):
        pass

    def stopped(**_: Any) -> bytes:
        raise PanicException("removal index (is 3) should be < len (is 3)")

    monkeypatch.setattr(resvg_py, "svg_to_bytes", stopped)
    with pytest.raises(EngineError, match="removal index"):
        render(place(nested()), "png")
