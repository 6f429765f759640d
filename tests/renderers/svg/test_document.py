from __future__ import annotations

import re
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from dotnet_viz.colors import contrast
from dotnet_viz.errors import GraphError, OptionError
from dotnet_viz.fonts import one_line
from dotnet_viz.layouts import place
from dotnet_viz.renderers.svg.document import svg
from dotnet_viz.renderers.themes.theme import DARK, LIGHT, OF_PAGE, page_rules
from dotnet_viz.scene import Connection, Label, Legend, Scene, Shape
from tests.scene_builders import AWKWARD_TEXTS, box, chain, nested, neurons

NS = {"s": "http://www.w3.org/2000/svg"}


def drawn(scene: Scene, **options: Any) -> ET.Element:
    return ET.fromstring(svg(place(scene), **options))


def texts(root: ET.Element) -> list[str]:
    return [item.text or "" for item in root.iterfind(".//s:text", NS)]


def common(root: ET.Element) -> str:
    """Return the colour that texts have unless they say something else."""
    group = root.find("s:g", NS)
    assert group is not None
    return group.get("fill") or ""


def test_it_is_an_image_with_title_and_description() -> None:
    root = drawn(nested(), id_prefix="p1")
    assert root.get("role") == "img"
    names = (root.get("aria-labelledby") or "").split()
    described = [root.find(f".//*[@id='{name}']") for name in names]
    assert [item.text for item in described if item is not None] == ["Nested", "A model in a model."]


@pytest.mark.parametrize("theme", ["light", "auto"])
def test_all_ids_and_references_have_the_prefix(theme: str) -> None:
    text = svg(place(nested()), id_prefix="fig-3", theme=theme)
    assert all(name.startswith("fig-3") for name in re.findall(r'\bid="([^"]*)"', text))
    assert all(name.startswith("fig-3") for name in re.findall(r"#(?![0-9a-fA-F]{6}\b)([\w-]+)", text))


@pytest.mark.parametrize("prefix", ["", "1a", 'x" onload="alert(1)', "a b"])
def test_a_prefix_that_is_no_id_is_refused(prefix: str) -> None:
    with pytest.raises(OptionError, match="id_prefix"):
        svg(place(chain(1)), id_prefix=prefix)


def test_shapes_carry_names_and_kinds_for_scripts() -> None:
    groups = drawn(nested()).findall(".//s:g[@class='dv-shape']", NS)
    assert [group.get("data-name") for group in groups] == ["in", "a", "b", "c", "d", "out"]
    assert groups[0].get("data-kind") == "Dense"


@pytest.mark.parametrize("text", AWKWARD_TEXTS)
def test_any_text_survives(text: str) -> None:
    shape = replace(box("a", lines=[text]), name=text, kind=text, tooltip=text or "empty")
    root = drawn(Scene(text, text, shapes=(shape,), show_title=False))
    group = root.find(".//s:g[@class='dv-shape']", NS)
    assert group is not None
    assert group.get("data-name") == text
    assert (group.findtext("s:title", namespaces=NS) or "") == (text or "empty")
    assert texts(root) == ([one_line(text)] if text else [])
    assert (root.findtext("s:title", namespaces=NS) or "") == text


def test_numbers_have_at_most_two_decimals() -> None:
    text = svg(place(nested()))
    assert not re.search(r"\d\.\d{3}", re.sub(r"<title.*?</title>", "", text))


def test_drawing_order_is_frames_lines_captions_shapes_labels() -> None:
    scene = replace(nested(), labels=(Label("free", 0.0, 0.0),))
    text = svg(place(scene))
    order = [
        text.index(part) for part in ("dv-paper", 'class="dv-cluster"', 'class="dv-edge"', ">inner<", "dv-shape", ">free<")
    ]
    assert order == sorted(order)


def numbers(path: ET.Element) -> list[float]:
    return [float(part) for part in re.findall(r"-?\d*\.?\d+", path.get("d") or "")]


def test_arrowheads_end_where_their_lines_end() -> None:
    placed = place(chain(2))
    root = ET.fromstring(svg(placed))
    (marker,) = root.iter("{http://www.w3.org/2000/svg}marker")
    (path,) = root.findall(".//s:path[@class='dv-edge']", NS)
    _, top, length = numbers(path)
    tip = top + length + float(marker.get("markerWidth") or 0) - float(marker.get("refX") or 0)
    assert tip == pytest.approx(placed.connections[0].points[-1][1], abs=0.11)


def test_lines_without_arrow_have_no_head() -> None:
    scene = replace(chain(2), connections=(Connection("n0", "n1", arrow=False, dashed=True, tooltip="tip"),))
    root = drawn(scene)
    (path,) = root.findall(".//s:path[@class='dv-edge']", NS)
    assert root.find(".//s:marker", NS) is None
    assert path.findtext("s:title", namespaces=NS) == "tip"
    assert path.get("stroke-dasharray")


def test_forms_are_drawn() -> None:
    shapes = tuple(Shape(form, form, 30, 30, form=form) for form in ("box", "rounded", "circle", "ellipsis"))
    groups = drawn(Scene("forms", shapes=shapes)).findall(".//s:g[@class='dv-shape']", NS)
    figures = [[item.tag.split("}")[1] for item in group if not item.tag.endswith("title")] for group in groups]
    assert figures == [["rect"], ["rect"], ["ellipse"], ["circle"] * 3]


def test_dividers_cross_their_shape() -> None:
    shape = replace(box("a"), dividers=(4.0,))
    placed = place(Scene("divided", shapes=(shape,)))
    path = ET.fromstring(svg(placed)).find(".//s:g[@class='dv-shape']/s:path", NS)
    assert path is not None
    assert (path.get("d") or "").endswith("h120")


def test_themes_differ_and_auto_follows_the_reader() -> None:
    light, dark, auto = (svg(place(nested()), theme=theme) for theme in ("light", "dark", "auto"))
    assert LIGHT["panel"] in light
    assert DARK["panel"] in dark
    assert LIGHT["panel"] not in dark
    assert "prefers-color-scheme:dark" in auto
    assert f"#dv .dv-fill-panel{{fill:{DARK['panel']}}}" in auto
    assert "prefers-color-scheme" not in light + dark


def test_a_picture_of_a_page_leaves_its_colors_to_the_page() -> None:
    crowd = tuple(box(name) for name in "wxyz")
    warned = replace(nested(), shapes=(*nested().shapes, *crowd), labels=(Label("dead", color="#c2410c"),))
    picture = svg(place(warned), theme=OF_PAGE)
    assert "prefers-color-scheme" not in picture
    assert f"light-dark({LIGHT['panel']},{DARK['panel']})" in picture
    # What cannot be read on dark paper has another colour there.
    (later,) = re.findall(r"fill:light-dark\(#c2410c,(#\w{6})\)", picture)
    assert contrast(later, DARK["paper"]) >= 4.5
    for role in ("paper", "ink"):
        assert f"dv-fill-{role}" in picture
        assert f".dv-fill-{role}{{fill:light-dark({LIGHT[role]},{DARK[role]})}}" in page_rules()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_in_a_filled_shape_can_be_read(theme: str) -> None:
    for fill in ("#2166ac", "#f0f0f0", "#b2182b"):
        shape = replace(box("a"), fill=fill)
        root = drawn(Scene("filled", shapes=(shape,), show_title=False), theme=theme)
        (text,) = root.findall(".//s:text", NS)
        assert contrast(text.get("fill") or common(root), fill) >= 4.5


def test_text_beside_a_filled_shape_is_set_for_the_paper() -> None:
    shape = replace(box("a"), fill="#000000", labels=(Label("beside", 70.0, 0.0, anchor="start"),))
    root = drawn(Scene("filled", shapes=(shape,), show_title=False))
    (text,) = root.findall(".//s:text", NS)
    assert (text.get("fill") or common(root)) == LIGHT["ink"]


def test_the_legend_has_its_bar_widths_and_texts() -> None:
    scene = neurons()
    (bar,) = scene.legends
    assert isinstance(bar, Legend)
    root = drawn(scene)
    legend = root.find(".//s:g[@class='dv-legend']", NS)
    assert legend is not None
    colors = [item.get("fill") for item in legend.findall("s:rect", NS)]
    assert len(set(colors)) > 20
    assert len(legend.findall("s:path", NS)) == len(bar.ticks)
    assert legend.find("s:polygon", NS) is not None
    assert {tick for _, tick in bar.ticks} <= set(texts(root))


def test_a_scene_without_places_is_an_error() -> None:
    with pytest.raises(GraphError, match="has no places yet"):
        svg(chain(1))


def test_unknown_theme_is_refused() -> None:
    with pytest.raises(OptionError, match="unknown theme"):
        svg(place(chain(1)), theme="sepia")


@pytest.mark.browser
@pytest.mark.parametrize(("scheme", "colors"), [("light", LIGHT), ("dark", DARK)])
def test_a_browser_shows_the_auto_theme(browser: Any, scheme: str, colors: dict[str, str]) -> None:
    page = browser.new_page(color_scheme=scheme)
    page.set_content(svg(place(nested()), theme="auto"))
    fill = page.eval_on_selector(".dv-paper", "item => getComputedStyle(item).fill")
    page.close()
    assert fill == "rgb({}, {}, {})".format(*bytes.fromhex(colors["paper"][1:]))


@pytest.mark.browser
def test_texts_are_as_wide_in_a_browser_as_measured(page: Any) -> None:
    page.set_content(f"<body style='margin:0'>{svg(place(nested()))}")
    measured = page.eval_on_selector_all(
        "text", "items => items.map(item => item.getBoundingClientRect()).map(b => [b.left, b.right])"
    )
    width = page.eval_on_selector("svg", "item => item.viewBox.baseVal.width")
    assert all(left >= 0 and right <= width for left, right in measured)
