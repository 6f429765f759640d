"""Pages of large pictures, and what folding does to the room that frames take."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from dotnet_viz.layouts import place
from dotnet_viz.renderers.pages import html as pages
from dotnet_viz.renderers.pages.html import html, html_fragment
from dotnet_viz.scene import Cluster, Connection, Label, Scene
from tests.scene_builders import box, chain, nested
from tests.waiting import wait_until

STAGES, BLOCKS, LAYERS = 2, 4, 40
PORT = ".dv-port"


def frame(name: str, parent: str | None = None) -> Cluster:
    return Cluster(name, name, Label(name, bold=True), parent=parent)


def stages() -> Scene:
    """Return stages of blocks of layers, one after the other."""
    clusters = [frame(f"s{stage}") for stage in range(STAGES)]
    clusters += [frame(f"s{stage}b{block}", f"s{stage}") for stage in range(STAGES) for block in range(BLOCKS)]
    names = [(f"{cluster.id}n{layer}", cluster.id) for cluster in clusters[STAGES:] for layer in range(LAYERS)]
    shapes = tuple(box(name, cluster=cluster) for name, cluster in names)
    lines = tuple(Connection(before.id, after.id) for before, after in pairwise(shapes))
    return Scene("Stages", shapes=shapes, connections=lines, clusters=tuple(clusters))


@pytest.fixture(scope="module")
def placed() -> Scene:
    return place(stages())


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "_LARGE", 50)


def show(page: Any, text: str) -> list[str]:
    """Open a page; return what goes wrong in it from now on."""
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text))
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.set_viewport_size({"width": 900, "height": 600})
    page.set_content(text)
    return problems


def fold(page: Any, name: str) -> None:
    page.locator(f"#dv_{name}").focus()
    page.keyboard.press("Enter")


def height(page: Any) -> float:
    return float(page.eval_on_selector(f"{PORT} svg", "svg => svg.viewBox.baseVal.height"))


def boxes(page: Any, selector: str) -> list[dict[str, float]]:
    return [item.bounding_box() for item in page.locator(selector).all() if item.is_visible()]


def is_in_view(page: Any, selector: str) -> bool:
    own, port = (page.locator(name).bounding_box() for name in (selector, PORT))
    return bool(port["y"] <= own["y"] + own["height"] / 2 <= port["y"] + port["height"])


def overlap(one: dict[str, float], two: dict[str, float]) -> bool:
    return all(
        one[at] < two[at] + two[size] and two[at] < one[at] + one[size] for at, size in (("x", "width"), ("y", "height"))
    )


def long_frame(*, beside: int = 0) -> Scene:
    """Return a long frame between two boxes, and boxes beside it."""
    inner = tuple(box(f"a{number}", cluster="f") for number in range(25))
    other = tuple(box(f"b{number}") for number in range(beside))
    ways = [("in", *(shape.id for shape in part), "out") for part in (inner, other) if part]
    lines = tuple(Connection(*pair) for way in ways for pair in pairwise(way))
    return Scene("Long", shapes=(box("in"), *inner, *other, box("out")), connections=lines, clusters=(frame("f"),))


@pytest.mark.browser
def test_a_folded_frame_leaves_no_hole_and_opens_as_it_was(page: Any) -> None:
    problems = show(page, html(place(long_frame())))
    whole = height(page)
    fold(page, "f")
    assert whole > 1000
    assert height(page) < 350
    assert is_in_view(page, "#dv_f")
    before, card, after = (page.locator(f"#dv_{name} > rect:not(.dv-ring)").bounding_box() for name in ("in", "f", "out"))
    assert 0 < card["y"] - before["y"] - before["height"] < 60
    assert 0 < after["y"] - card["y"] - card["height"] < 60
    fold(page, "f")
    assert height(page) == whole
    assert problems == []


@pytest.mark.browser
def test_what_stands_beside_a_folded_frame_keeps_its_room(page: Any) -> None:
    show(page, html(place(long_frame(beside=9))))
    whole = height(page)
    fold(page, "f")
    assert 9 * 28 < height(page) < whole
    found = boxes(page, ".dv-shape > .dv-box, .dv-shape > ellipse, #dv_f > rect:not(.dv-ring)")
    assert len(found) == 9 + 3
    assert not any(overlap(one, two) for index, one in enumerate(found) for two in found[:index])


@pytest.mark.browser
@pytest.mark.parametrize("direction", ["TB", "LR", "BT", "RL"])
def test_frames_close_up_in_every_direction(page: Any, direction: str) -> None:
    show(page, html(place(nested(direction))))
    size = "svg => svg.viewBox.baseVal.width * svg.viewBox.baseVal.height"
    whole = page.eval_on_selector(f"{PORT} svg", size)
    fold(page, "outer")
    assert page.eval_on_selector(f"{PORT} svg", size) < whole
    found = boxes(page, ".dv-shape > .dv-box, .dv-shape > ellipse, #dv_outer > rect:not(.dv-ring)")
    assert len(found) == 3
    assert not any(overlap(one, two) for index, one in enumerate(found) for two in found[:index])


@pytest.mark.browser
def test_a_frame_that_goes_on_in_the_next_strip_folds_as_one(page: Any) -> None:
    shapes = (box("a", cluster="f"), box("b", cluster="f"), box("c", cluster="f-part1"), box("d"))
    lines = tuple(Connection(*pair) for pair in pairwise("abcd"))
    frames = (frame("f"), Cluster("f-part1", "f", Label("")))
    show(page, html(place(Scene("Strips", shapes=shapes, connections=lines, clusters=frames))))
    page.locator("#dv_f-part1").focus()
    page.keyboard.press("Enter")
    assert [page.locator(f"#dv_{name}").is_visible() for name in ("a", "c", "f-part1", "f", "d")] == [*[False] * 3, True, True]
    assert "3" in page.locator("#dv_f .dv-folded").text_content()
    fold(page, "f")
    assert page.locator("#dv_c").is_visible()


@pytest.mark.browser
def test_a_large_page_opens_folded_and_unfolds_level_by_level(page: Any, placed: Scene, large: None) -> None:
    problems = show(page, html(placed))
    assert page.locator(".dv-shape").count() == 0
    assert [item.get_attribute("data-name") for item in page.locator(".dv-cluster").all()] == ["s0", "s1"]
    assert f"{BLOCKS * LAYERS} layers" in page.locator("#dv_s0").text_content()
    fold(page, "s0")
    assert page.locator("#dv_s0").get_attribute("aria-expanded") == "true"
    assert page.locator("#dv_s0b3").get_attribute("aria-expanded") == "false"
    assert page.locator(".dv-shape").count() == 0
    fold(page, "s0b1")
    assert page.locator("#dv_s0b1n0").is_visible()
    assert 0 < page.locator(".dv-shape").count() < LAYERS
    fold(page, "s0")
    assert page.locator(".dv-shape").count() == 0
    assert problems == []


@pytest.mark.browser
def test_a_search_in_a_large_page_opens_what_hides_its_hit(page: Any, placed: Scene, large: None) -> None:
    problems = show(page, html(placed))
    page.fill("input[type=search]", "s1b3n39")
    page.press("input[type=search]", "Enter")
    assert page.inner_text(".dv-tools > output") == "1 of 1"
    assert is_in_view(page, "#dv_s1b3n39")
    ring, own = (page.locator(name).bounding_box() for name in ("#dv_s1b3n39 .dv-ring", "#dv_s1b3n39 .dv-box"))
    assert ring["width"] == pytest.approx(own["width"], abs=24)
    assert problems == []


@pytest.mark.browser
def test_a_large_page_has_only_what_is_seen(page: Any, large: None) -> None:
    problems = show(page, html(place(chain(200))))
    page.click("text='1:1'")
    assert 0 < page.locator(".dv-shape").count() < 40
    assert page.locator("#dv_n0").is_visible()
    page.eval_on_selector(PORT, "port => { port.scrollTop = port.scrollHeight; }")
    page.wait_for_selector("#dv_n199")
    assert page.locator("#dv_n0").count() == 0
    shown = page.eval_on_selector_all(".dv-shape", "items => items.map(item => Number(item.dataset.name.slice(1)))")
    assert shown == list(range(shown[0], 200))
    assert 0 < page.locator(".dv-edge").count() < 40
    page.locator("#dv_n198").focus()
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.dataset.name") == "n197"
    assert problems == []


@pytest.mark.browser
def test_keys_go_on_to_layers_that_were_not_in_the_document(page: Any, large: None) -> None:
    show(page, html(place(chain(200))))
    page.click("text='1:1'")
    page.locator("#dv_n0").focus()
    for _ in range(60):
        page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.dataset.name") == "n60"
    assert is_in_view(page, "#dv_n60")


@pytest.mark.browser
def test_a_crowd_of_shapes_is_drawn_as_one_figure(page: Any, large: None) -> None:
    shapes = tuple(box(f"n{number}") for number in range(1000))
    crowd = Scene("Crowd", shapes=tuple(_at(shape, number) for number, shape in enumerate(shapes)), layout="given")
    show(page, html(place(crowd)))
    page.click("text=Fit")
    assert page.locator(".dv-shape").count() == 0
    assert page.locator(".dv-far").get_attribute("d").count("M") == 1000
    page.click("text='1:1'")
    assert 0 < page.locator(".dv-shape").count() < 300
    assert page.locator(".dv-far").count() == 0


def _at(shape: Any, number: int) -> Any:
    from dotnet_viz.scene import changed

    return changed(shape, x=80.0 + 150 * (number % 40), y=60.0 + 60 * (number // 40))


@pytest.mark.browser
def test_without_scripts_a_large_page_is_whole(browser: Any, placed: Scene, large: None) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.set_content(html(placed))
    assert page.locator("#dv_s0b0n0").is_visible()
    assert page.locator("#dv_s1b3n39").is_visible()
    context.close()


def test_a_fragment_and_a_small_page_have_their_picture_in_the_document(placed: Scene, large: None) -> None:
    assert "<noscript>" in html(placed)
    assert "<noscript>" not in html_fragment(placed)
    assert "<noscript>" not in html(place(chain(3)))


@pytest.mark.browser
@pytest.mark.usefixtures("large")
def test_a_long_frame_is_drawn_as_far_as_it_is_seen(page: Any, placed: Scene) -> None:
    """Browsers draw all dashes of a frame in each picture of a zoom: 38 ms for a frame of 120,000 pixels."""
    show(page, html(placed))
    fold(page, "s0")
    fold(page, "s0b0")
    page.eval_on_selector(PORT, "port => port.scrollTop += 900")
    edges = "name => document.querySelector(name).getBoundingClientRect()"
    drawn = "#dv_s0b0 rect:not(.dv-ring)"
    wait_until(page, f"(([own, port]) => own.bottom > port.bottom)(['{drawn}', '{PORT}'].map({edges}))")
    own, port = (page.locator(name).bounding_box() for name in (drawn, PORT))
    assert own["y"] < port["y"]
    assert own["height"] < 1300
    fold(page, "s0b0")
    assert is_in_view(page, "#dv_s0b0")


@pytest.mark.browser
def test_a_frame_without_shapes_of_its_own_does_not_fold(page: Any) -> None:
    around = Cluster("rows", "rows", Label("rows"), box=(-50.0, -50.0, 400.0, 400.0))
    placed = place(nested())
    problems = show(page, html(replace(placed, clusters=(around, *placed.clusters))))
    assert page.locator("#dv_rows").get_attribute("role") is None
    assert page.locator("#dv_outer").get_attribute("role") == "button"
    assert not problems
