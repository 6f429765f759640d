from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dotnet_viz.drawing import Drawing, Picture, drawing, placing
from dotnet_viz.errors import EngineError, OptionError, OutputError
from dotnet_viz.fitting.drawn_size import DrawnSize
from dotnet_viz.layouts.graphviz import engines
from dotnet_viz.renderers.pages.html import html_fragment
from dotnet_viz.scene import Scene, Shape
from tests.effort import growth
from tests.scene_builders import chain, nested, neurons


@pytest.mark.parametrize("suffix", ["dot", "gv", "svg", "png", "pdf", "SVG"])
@pytest.mark.parametrize("scene", [nested(), neurons()])
def test_save_takes_the_format_from_the_suffix(suffix: str, scene: Scene, tmp_path: Path) -> None:
    drawing = Drawing(scene)
    path = drawing.save(tmp_path / f"picture.{suffix}")
    content = path.read_bytes()
    expected = {"dot": drawing.dot, "gv": drawing.dot, "svg": drawing.svg, "png": drawing.png(), "pdf": drawing.pdf()}[
        suffix.lower()
    ]
    assert content == (expected.encode() if isinstance(expected, str) else expected)


def test_save_takes_a_string_and_options(tmp_path: Path) -> None:
    small = Drawing(chain(1)).save(str(tmp_path / "small.png"), scale=1.0)
    assert small.read_bytes() == Drawing(chain(1)).png(scale=1.0) != Drawing(chain(1)).png()


@pytest.mark.parametrize("dpi", [96, 300])
@pytest.mark.parametrize("size", [DrawnSize(), DrawnSize(width=200.0)])
@pytest.mark.parametrize("suffix", ["png", "jpg"])
def test_save_takes_dpi_as_pictures_do(suffix: str, size: DrawnSize, dpi: float, tmp_path: Path) -> None:
    saved = Drawing(chain(1), drawn_size=size).save(tmp_path / f"small.{suffix}", dpi=dpi)
    made = Drawing(chain(1), drawn_size=replace(size, dpi=float(dpi))).save(tmp_path / f"same.{suffix}")
    assert saved.read_bytes() == made.read_bytes()


def no_work(_source: str, _timeout: float) -> bytes:
    raise AssertionError("the engine was asked although the target is wrong")


@pytest.mark.parametrize("name", ["picture.bmp", "picture", "folder.svg", "missing/picture.svg"])
def test_a_wrong_target_is_refused_before_any_work(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "folder.svg").mkdir()
    monkeypatch.setitem(engines.ENGINES, "wasm", no_work)
    with pytest.raises((OptionError, OutputError)):
        Drawing(chain(1)).save(tmp_path / name)
    assert [path.name for path in tmp_path.iterdir()] == ["folder.svg"]


def test_an_unknown_suffix_lists_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match=r"unknown picture format 'sgv'; choose one of: dot, gv, svg, png, pdf"):
        Drawing(chain(1)).save(tmp_path / "picture.sgv")


def test_a_failure_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object, **_options: object) -> str:
        raise EngineError("crashed")

    target = tmp_path / "picture.svg"
    target.write_text("before")
    monkeypatch.setattr(drawing, "render", crash)
    with pytest.raises(EngineError):
        Drawing(chain(1)).save(target)
    assert [path.read_text() for path in tmp_path.iterdir()] == ["before"]


def test_dot_has_places_and_does_without_where_no_engine_finds_them(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(_source: str, _timeout: float) -> bytes:
        raise EngineError("crashed")

    assert Drawing(nested()).dot.count(", pos=") > 8
    assert Drawing(neurons((2, 3))).dot.count(" -> ") == 6
    monkeypatch.setattr(placing, "place", lambda *_, **_options: crash("", 0.0))
    without = Drawing(nested()).dot
    assert without.count(" -> ") == 8
    assert "pos=" not in without


@pytest.mark.parametrize(
    ("options", "message"), [({"engine": "twopi"}, "layout engine 'twopi'"), ({"theme": "neon"}, "theme 'neon'")]
)
def test_unknown_choices_are_refused_at_once(options: dict[str, Any], message: str) -> None:
    with pytest.raises(OptionError, match=message):
        Drawing(chain(1), **options)


def test_notebooks_get_svg_and_text() -> None:
    drawing = Drawing(chain(2))
    assert drawing._repr_mimebundle_() == {"image/svg+xml": drawing.svg, "text/plain": "Drawing: A chain"}
    assert list(drawing._repr_mimebundle_(include=["text/plain"])) == ["text/plain"]
    assert list(drawing._repr_mimebundle_(exclude={"image/svg+xml"})) == ["text/plain"]
    assert not [name for name in dir(drawing) if name.startswith("_repr_") and name != "_repr_mimebundle_"]


def test_a_fragment_has_ids_of_its_own() -> None:
    fragment = Drawing(chain(1)).svg_fragment("fig-2")
    assert fragment.startswith("<svg ")
    assert 'id="fig-2-title"' in fragment
    assert 'id="dv' not in fragment


def test_the_theme_is_used() -> None:
    light, dark = Drawing(chain(1)), Drawing(chain(1), theme="dark")
    assert light.svg != dark.svg
    assert light.png() != dark.png()
    assert (light.dot.count("#ffffff"), dark.dot.count("#ffffff")) == (1, 0)


@pytest.mark.dot
def test_the_systems_dot_is_used_where_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(engines.ENGINES, "wasm", no_work)
    assert Drawing(nested(), engine="dot").placed.is_placed


def test_places_are_found_once() -> None:
    drawing = Drawing(nested())
    assert drawing.placed is drawing.placed
    assert not drawing.scene.is_placed


def test_pydot_and_graphviz_get_the_same_text() -> None:
    drawing = Drawing(chain(3))
    graph = drawing.to_pydot()
    assert sorted((edge.get_source(), edge.get_destination()) for edge in graph.get_edges()) == [
        ('"n0"', '"n1"'),
        ('"n1"', '"n2"'),
    ]
    assert drawing.to_graphviz().source == drawing.dot


def test_a_picture_of_another_kind_needs_only_its_formats(tmp_path: Path) -> None:
    class Words(Picture):
        svg = "<svg xmlns='http://www.w3.org/2000/svg'/>"
        formats = ("svg", "txt")
        description = "words"

        def to_format(self, name: str, **options: Any) -> str | bytes:
            return f"{name} {options}"

    assert Words().save(tmp_path / "a.txt", size=3).read_text() == "txt {'size': 3}"
    assert Words().png(scale=1.0) == b"png {'scale': 1.0}"
    assert Words().pdf() == b"pdf {}"


def test_heavy_packages_stay_out_until_they_are_needed() -> None:
    code = (
        "import sys; from dotnet_viz.drawing import Drawing; from dotnet_viz.scene import Scene, Shape\n"
        "Drawing(Scene('a', shapes=(Shape('a', 'a', 9, 9),))).to_format('mmd')\n"
        "print([name for name in ('wasmtime', 'PIL', 'plutoprint', 'resvg_py', 'pydot', 'graphviz') if name in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_work_grows_with_the_number_of_boxes_alone() -> None:
    def drawn(count: int) -> Callable[[], str]:
        drawing = Drawing(chain(count))
        return lambda: drawing.svg

    assert growth(drawn, 90) < 2.3


def test_an_empty_scene_and_a_lone_shape_are_drawn() -> None:
    assert "<svg" in Drawing(Scene("nothing")).svg
    assert "dv-shape" in Drawing(Scene("one", shapes=(Shape("a", "a", 9, 9),))).svg


def test_formats_of_lines_are_as_large_as_was_asked_for() -> None:
    sized = Drawing(chain(2), drawn_size=DrawnSize(width=600.0))
    points = f"{600 * 0.75:.0f}"
    assert f"%%HiResBoundingBox: 0 0 {points}" in str(sized.to_format("eps"))
    assert f"paperwidth={points}" in str(sized.to_format("tex"))
    scale = sized.width / (sized.placed.size or (1, 1))[0]
    assert f"[x={0.75 * scale:.3f}" in str(sized.to_format("tikz"))


def longer(scene: Scene) -> Scene:
    return replace(scene, shapes=tuple(replace(shape, tooltip=f"{shape.name}: more of it") for shape in scene.shapes))


@pytest.mark.parametrize("theme", ["page", "light"])
@pytest.mark.parametrize("changes", [{}, {"drawn_size": DrawnSize(zoom=0.5)}, {"explained": longer}])
def test_the_picture_of_a_page_is_drawn_for_its_theme_texts_and_size_whatever_was_drawn_for_paper(
    theme: str, changes: dict[str, Any]
) -> None:
    drawing = Drawing(nested(), **changes)
    on_paper = drawing.page_fragment("a")
    explained = drawing.explained(drawing.placed) if drawing.explained else drawing.placed
    assert drawing.html_fragment("a", theme) == html_fragment(explained, theme=theme, id_prefix="a")
    assert (on_paper in drawing.html_fragment("a", theme)) == (theme == "page" and not changes)
    assert drawing.page_fragment("a") == on_paper != drawing.page_fragment("b")
