"""Pages of pictures: moving, searching, values of lines, and what names cannot do."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from dotnet_viz.errors import OptionError
from dotnet_viz.files.templates import resource
from dotnet_viz.layouts import place
from dotnet_viz.renderers.pages.html import html, html_assets, html_fragment, script_with_words
from dotnet_viz.renderers.svg import bundles
from dotnet_viz.scene import Cluster, Connection, Label, Scene, Shape
from tests.scene_builders import box, chain, nested, neurons
from tests.waiting import wait_until

HOSTILE = "</script><script>alert('x')</script><img src=x onerror=alert(1)>\"'&{{ 7*7 }}"


def test_the_page_asks_for_nothing_outside_itself_and_runs_its_own_script_only() -> None:
    page = html(place(nested()))
    assert not re.search(r'(?:src|href)="(?!data:|#)', page)
    assert "default-src 'none'" in page
    assert page.count("<script>") == 1
    assert not re.search(r"<[^>]*\son\w+=", page.replace(script_with_words("frames.js", "interactive.js"), ""))


def test_a_page_without_frames_has_no_script_for_them() -> None:
    assert resource("frames.js") in html(place(nested()))
    assert resource("frames.js") not in html(place(chain(3)))


@pytest.mark.parametrize("name", ["frames.js", "interactive.js"])
def test_the_script_is_small_and_needs_no_evaluation(name: str) -> None:
    script = resource(name)
    assert len(script.encode()) <= 21 * 1024
    assert not re.search(r"\beval\b|new Function|innerHTML|document\.write|setAttribute\(\"on", script)


def test_a_fragment_has_the_picture_and_no_script() -> None:
    fragment = html_fragment(place(nested()), id_prefix="p7")
    assert '<svg xmlns="http://www.w3.org/2000/svg" id="p7"' in fragment
    assert "<script" not in fragment
    assert "<script>" in html_assets()


def test_an_unknown_theme_is_refused() -> None:
    with pytest.raises(OptionError, match="unknown theme"):
        html(place(chain(1)), theme="sepia")


def test_without_script_the_picture_is_whole() -> None:
    placed = place(nested())
    fragment = html_fragment(placed)
    assert fragment.count('class="dv-shape"') == len(placed.shapes)
    assert "dv-hidden" not in fragment


def scroll(page: Any) -> tuple[float, float]:
    left, top = page.eval_on_selector(".dv-port", "port => [port.scrollLeft, port.scrollTop]")
    return left, top


def scale(page: Any) -> float:
    return float(page.eval_on_selector(".dv-view", "view => Number(view.dataset.scale)"))


@pytest.mark.browser
def test_dragging_and_arrow_keys_pan(opened: Any) -> None:
    page = opened(chain(30))
    page.mouse.move(600, 300)
    page.mouse.down()
    page.mouse.move(600, 150, steps=3)
    page.mouse.up()
    assert scroll(page)[1] == pytest.approx(150, abs=1)
    page.focus(".dv-port")
    page.keyboard.press("ArrowDown")
    assert scroll(page)[1] == pytest.approx(210, abs=1)
    page.keyboard.press("ArrowUp")
    assert scroll(page)[1] == pytest.approx(150, abs=1)


@pytest.mark.browser
def test_buttons_keys_and_wheel_zoom_and_fit(opened: Any) -> None:
    page = opened(chain(30))
    assert scale(page) == 1
    page.click("text='+'")
    assert scale(page) == pytest.approx(1.25)
    page.focus(".dv-port")
    page.keyboard.press("-")
    assert scale(page) == pytest.approx(1)
    page.mouse.move(300, 200)
    page.keyboard.down("Control")
    page.mouse.wheel(0, -100)
    page.keyboard.up("Control")
    wait_until(page, "Number(document.querySelector('.dv-view').dataset.scale) > 1.2")
    page.click("text=Fit")
    height, room = page.eval_on_selector(".dv-port", "port => [port.querySelector('svg').clientHeight, port.clientHeight]")
    assert height <= room + 1
    page.click("text='1:1'")
    assert scale(page) == 1


@pytest.mark.browser
def test_search_counts_jumps_marks_and_ends(opened: Any) -> None:
    page = opened(chain(30))
    page.fill("input[type=search]", "n2")
    assert page.inner_text(".dv-tools > output") == "11 hits"
    assert page.locator(".dv-hit").count() == 11
    page.press("input[type=search]", "Enter")
    page.press("input[type=search]", "Enter")
    assert page.inner_text(".dv-tools > output") == "2 of 11"
    assert page.eval_on_selector(".dv-current", "item => item.dataset.name") == "n20"
    own, port = (page.locator(name).bounding_box() for name in (".dv-current", ".dv-port"))
    assert port["y"] <= own["y"] <= port["y"] + port["height"]
    rings = page.eval_on_selector_all(".dv-ring", "rings => rings.map(ring => getComputedStyle(ring).strokeWidth)")
    assert sorted(rings) == ["2px"] * 10 + ["4px"]  # the hit that one is at, and the others
    page.press("input[type=search]", "Shift+Enter")
    assert page.eval_on_selector(".dv-current", "item => item.dataset.name") == "n2"
    page.press("input[type=search]", "Escape")
    assert page.locator(".dv-hit").count() == 0
    assert page.input_value("input[type=search]") == ""


@pytest.mark.browser
def test_hover_and_focus_show_what_a_layer_is(opened: Any) -> None:
    scene = chain(3)
    page = opened(
        replace(scene, shapes=tuple(replace(shape, tooltip=f"{shape.name}: Dense\nunits: 3") for shape in scene.shapes))
    )
    assert page.locator(".dv-panel").is_hidden()
    page.hover("[data-name=n1]")
    assert page.inner_text(".dv-panel") == "n1: Dense\nunits: 3"
    page.mouse.move(690, 490)
    assert page.locator(".dv-panel").is_hidden()
    page.focus("[data-name=n0]")
    assert page.inner_text(".dv-panel").startswith("n0: Dense")
    page.keyboard.press("ArrowDown")
    assert page.inner_text(".dv-panel").startswith("n1: Dense")
    assert page.evaluate("document.activeElement.dataset.name") == "n1"


@pytest.fixture(params=["single lines", "merged lines"])
def weights(request: pytest.FixtureRequest, opened: Any, monkeypatch: pytest.MonkeyPatch) -> tuple[Scene, Any]:
    """Neurons, and a page of them whose lines are each an element or share some."""
    if request.param == "merged lines":
        monkeypatch.setattr(bundles, "SINGLE_LINES", 3)
    scene = neurons()
    return scene, opened(scene)


@pytest.mark.browser
def test_a_neuron_shows_its_lines_and_their_values(weights: tuple[Scene, Any]) -> None:
    scene, page = weights
    page.hover("#dv_c1n2 ellipse")
    first, second = scene.bundles
    into = first.values[first.target_index == 2]
    out = second.values[second.source_index == 2]
    told = page.inner_text(".dv-panel").splitlines()
    assert told[0] == "neuron 2 of 1"
    values = [float(line.rsplit(": ", 1)[1].replace("−", "-")) for line in told[1:]]
    assert values == pytest.approx(sorted([*into, *out], key=lambda value: -abs(value)), rel=1e-3)
    marked = page.eval_on_selector_all(".dv-marked path", "paths => paths.map(p => p.getAttribute('d').split('M').length - 1)")
    assert sum(marked) == len(into) + len(out)
    page.mouse.move(690, 490)
    assert page.locator(".dv-marked").count() == 0


@pytest.mark.browser
def test_the_slider_hides_small_weights(weights: tuple[Scene, Any]) -> None:
    scene, page = weights
    page.locator("input[type=range]").fill("60")
    least = float(page.inner_text(".dv-tools label output"))
    kept = sum(int((abs(bundle.values) >= least).sum()) for bundle in scene.bundles)
    drawn = "paths => paths.map(p => p.getAttribute('d').split('M').length - 1).reduce((a, b) => a + b)"
    assert 0 < kept < sum(map(len, scene.bundles))
    assert page.eval_on_selector_all(".dv-bundle path", drawn) == kept
    page.locator("input[type=range]").fill("0")
    assert page.eval_on_selector_all(".dv-bundle path", drawn) == sum(map(len, scene.bundles))


@pytest.mark.browser
def test_the_slider_takes_the_same_share_of_every_scale(opened: Any) -> None:
    scene = neurons()
    tiny, large = scene.bundles
    page = opened(
        replace(scene, bundles=(replace(tiny, values=tiny.values / 1e4, scale="tiny"), replace(large, scale="large")))
    )
    page.locator("input[type=range]").fill("60")
    assert page.inner_text(".dv-tools label output") == "36 % of each scale's largest"
    kept = sum(int((abs(bundle.values) >= 0.36 * abs(bundle.values).max()).sum()) for bundle in (tiny, large))
    drawn = "paths => paths.map(p => p.getAttribute('d').split('M').length - 1).reduce((a, b) => a + b)"
    assert page.eval_on_selector_all(".dv-bundle path", drawn) == kept


@pytest.mark.browser
def test_a_picture_without_weights_has_no_slider(opened: Any) -> None:
    assert opened(chain(2)).locator("input[type=range]").count() == 0


@pytest.mark.browser
def test_hostile_names_are_text(opened: Any) -> None:
    shapes = (replace(box("a", cluster="f"), name=HOSTILE, tooltip=HOSTILE), replace(box("b"), name=HOSTILE, kind=HOSTILE))
    frame = Cluster("f", HOSTILE, Label(HOSTILE), tooltip=HOSTILE)
    page = opened(
        Scene(HOSTILE, HOSTILE, shapes=shapes, connections=(Connection("a", "b", tooltip=HOSTILE),), clusters=(frame,))
    )
    page.hover("#dv_a")
    assert page.inner_text(".dv-panel") == HOSTILE
    page.fill("input[type=search]", "<script>")
    page.press("input[type=search]", "Enter")
    assert page.inner_text(".dv-tools > output") == "1 of 2"
    assert page.locator("img").count() == 0


@pytest.mark.browser
def test_two_pictures_in_one_page_leave_each_other_alone(page: Any) -> None:
    light, dark = (html_fragment(place(nested()), theme=theme, id_prefix=theme) for theme in ("light", "dark"))
    page.set_content(f"<!DOCTYPE html><body>{light}{dark}{html_assets()}")
    fills = page.eval_on_selector_all(".dv-box", "boxes => [...new Set(boxes.map(box => getComputedStyle(box).fill))]")
    assert len(fills) == 2
    page.locator("#light_inner").focus()
    page.keyboard.press("Enter")
    assert page.locator("#light_b").is_hidden()
    assert page.locator("#dark_b").is_visible()


@pytest.mark.browser
def test_a_click_opens_what_is_inside_a_block(page: Any) -> None:
    scene = place(chain(2))
    page.set_content(
        html(scene, details={"n0": place(Scene("inside n0", shapes=(replace(box("deep"), tooltip="also: deeper"),)))})
    )
    dialog = page.locator("dialog")
    assert dialog.is_hidden()
    page.click("#dv_n0")
    assert dialog.is_visible()
    assert "deep" in dialog.locator(".dv-shape").text_content()
    page.keyboard.press("Escape")
    assert dialog.is_hidden()
    page.locator("#dv_n0").focus()
    page.keyboard.press("Enter")
    dialog.locator("button").click()
    assert dialog.is_hidden()
    page.click("#dv_n1")
    assert dialog.is_hidden()


@pytest.mark.browser
def test_search_finds_layers_inside_blocks(page: Any) -> None:
    inner = Scene("inside", shapes=(replace(box("deep"), tooltip="also: deeper"),))
    page.set_content(html(place(chain(3)), details={"n1": place(inner)}))
    page.fill("input[type=search]", "deeper")
    page.press("input[type=search]", "Enter")
    assert page.inner_text(".dv-tools > output") == "1 of 1"
    assert page.locator(".dv-current").get_attribute("data-name") == "n1"


def test_what_is_inside_is_hidden_without_a_script_and_has_ids_of_its_own() -> None:
    text = html(place(chain(2)), details={"n0": place(chain(2)), '"><x>': place(chain(1))})
    assert text.count("<div hidden data-dv-inside=") == 2
    assert 'data-dv-inside="&quot;&gt;&lt;x&gt;"' in text
    ids = re.findall(r' id="([^"]+)"', text)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("theme", "scheme", "dark"), [("light", "dark", False), ("dark", "light", True), ("auto", "dark", True)]
)
@pytest.mark.browser
def test_buttons_are_as_dark_as_the_paper(browser: Any, theme: str, scheme: str, dark: bool) -> None:
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    page.set_content(html(place(Scene("one", shapes=(Shape("a", "a", 60, 30),))), theme=theme))
    shades = page.evaluate(
        "[document.body, document.querySelector('.dv-tools button')].map(item => getComputedStyle(item).backgroundColor)"
    )
    context.close()
    assert [int(shade.partition("(")[2].partition(",")[0]) < 128 for shade in shades] == [dark, dark]


@pytest.mark.browser
def test_a_picture_starts_whole_where_it_can_be_read(page: Any) -> None:
    page.set_viewport_size({"width": 1300, "height": 700})
    page.set_content(html(place(Scene("one", shapes=(Shape("a", "a", 600, 800),)))))
    port = page.evaluate(
        "(p => [p.scrollHeight - p.clientHeight, p.scrollWidth - p.clientWidth])(document.querySelector('.dv-port'))"
    )
    assert max(port) <= 1
