"""Frames that are folded and opened again."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from dotnet_viz.scene import Cluster, Connection, Label, Scene
from tests.scene_builders import box, nested


@pytest.mark.browser
def test_a_click_or_key_folds_a_frame_and_opens_it_again(opened: Any) -> None:
    page = opened(nested())
    page.click(".dv-caption[data-cluster=inner]")
    frame = page.locator("#dv_inner")
    assert frame.get_attribute("aria-expanded") == "false"
    assert page.locator("[data-name=b]").is_hidden()
    assert page.locator("[data-name=a]").is_visible()
    assert "2 layers" in frame.locator("text").text_content()
    frame.focus()
    page.keyboard.press("Enter")
    assert frame.get_attribute("aria-expanded") == "true"
    assert page.locator("[data-name=b]").is_visible()
    page.locator("#dv_outer").focus()
    page.keyboard.press(" ")
    assert [page.locator(f"#dv_{name}").is_visible() for name in ("in", "a", "inner", "c", "out")] == [True, *[False] * 3, True]


@pytest.mark.browser
def test_the_card_of_a_high_frame_stands_where_its_first_part_stood(opened: Any) -> None:
    names = [f"s{number}" for number in range(9)]
    shapes = [box(name, cluster="frame" if name in names[1:-1] else None) for name in names]
    lines = tuple(Connection(*pair) for pair in (*pairwise(names), ("s1", "s7"), ("s2", "s7"), ("s3", "s7")))
    frame = Cluster("frame", "frame", Label("frame"))
    page = opened(Scene("high", shapes=tuple(shapes), connections=lines, clusters=(frame,)))
    middle = "name => { const box = document.getElementById(name).getBoundingClientRect(); return box.left + box.width / 2; }"
    first, whole = page.evaluate(middle, "dv_s1"), page.evaluate(middle, "dv_frame")
    assert abs(first - whole) > 10
    page.locator("#dv_frame").focus()
    page.keyboard.press("Enter")
    assert page.evaluate(middle, "dv_frame") == pytest.approx(page.evaluate(middle, "dv_s0"), abs=2)


@pytest.mark.browser
def test_a_folded_frame_says_how_many_layers_its_data_have(opened: Any) -> None:
    scene = nested()
    counted = replace(scene, clusters=tuple(replace(frame, layer_count=7) for frame in scene.clusters))
    page = opened(counted)
    page.locator("#dv_outer").focus()
    page.keyboard.press("Enter")
    assert "7" in page.locator("#dv_outer .dv-folded").text_content()


@pytest.mark.browser
def test_the_card_of_a_folded_frame_keeps_off_a_frame_that_touches_it(opened: Any) -> None:
    middles = {"left": 338.0, "right": 482.0}
    shapes = [
        replace(box(f"{name}{row}", cluster=name), x=x, y=60.0 + 90 * row) for name, x in middles.items() for row in range(5)
    ]
    sides = {"left": (0.0, 0.0, 410.0, 460.0), "right": (410.0, 0.0, 820.0, 460.0)}
    frames = tuple(Cluster(name, name, Label(name), box=sides[name]) for name in sides)
    page = opened(Scene("two", shapes=tuple(shapes), clusters=frames, layout="given"))
    page.locator("#dv_left").focus()
    page.keyboard.press("Enter")
    edges = "name => { const box = document.querySelector(name).getBBox(); return [box.x, box.x + box.width]; }"
    assert page.evaluate(edges, "#dv_left rect")[1] + 8 <= page.evaluate(edges, "#dv_right rect")[0]


@pytest.mark.browser
def test_lines_of_a_folded_frame_end_at_it_and_come_back(opened: Any) -> None:
    page = opened(nested())
    way = "() => document.querySelector(\"[data-edge='in a']\").getAttribute('d')"
    before = page.evaluate(way)
    page.locator("#dv_outer").focus()
    page.keyboard.press("Enter")
    after = page.evaluate(way)
    top = page.eval_on_selector("#dv_outer rect", "box => box.getBBox().y")
    assert float(after.split(",")[-1]) == pytest.approx(top, abs=0.1)
    assert page.locator("[data-edge='a b']").first.is_hidden()
    page.keyboard.press("Enter")
    assert page.evaluate(way) == before


@pytest.mark.browser
def test_a_search_opens_the_frame_around_its_hit(opened: Any) -> None:
    page = opened(nested())
    page.locator("#dv_outer").focus()
    page.keyboard.press("Enter")
    page.fill("input[type=search]", "b")
    page.press("input[type=search]", "Enter")
    assert page.locator("[data-name=b]").is_visible()
