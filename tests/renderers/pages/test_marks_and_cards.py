"""Going from change to change, and the card of a model."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from dotnet_viz.layouts import place
from dotnet_viz.renderers.pages.html import html
from dotnet_viz.scene import Connection, Label, Scene
from tests.scene_builders import box, chain


def marked() -> Scene:
    marks = ["", "added", "", "changed", "added", ""]
    shapes = tuple(
        replace(box(f"s{number}"), name=f"layer {number}", mark=mark, labels=(Label(f"layer {number}"),))
        for number, mark in enumerate(marks)
    )
    lines = tuple(Connection(f"s{number}", f"s{number + 1}") for number in range(len(marks) - 1))
    return Scene("marks", shapes=shapes, connections=lines)


@pytest.mark.browser
def test_buttons_and_keys_go_from_mark_to_mark(opened: Any) -> None:
    page = opened(marked())
    focused = "document.activeElement.dataset.name"
    told = ".dv-marks output"
    page.click("text='change ›'")
    assert (page.evaluate(focused), page.inner_text(told)) == ("layer 1", "change 1 of 3")
    page.keyboard.press("n")
    assert (page.evaluate(focused), page.inner_text(told)) == ("layer 3", "change 2 of 3")
    page.keyboard.press("p")
    page.keyboard.press("p")
    assert (page.evaluate(focused), page.inner_text(told)) == ("layer 4", "change 3 of 3")


@pytest.mark.browser
def test_marks_can_be_faded_and_are_passed_over_then(opened: Any) -> None:
    page = opened(marked())
    page.uncheck("input[value=added]")
    assert page.eval_on_selector_all(".dv-off", "items => items.map((item) => item.dataset.name)") == ["layer 1", "layer 4"]
    page.click("text='change ›'")
    assert page.evaluate("document.activeElement.dataset.name") == "layer 3"
    assert page.inner_text(".dv-marks output") == "change 1 of 1"
    page.check("input[value=added]")
    assert page.query_selector(".dv-off") is None


@pytest.mark.browser
def test_a_picture_without_marks_offers_nothing_of_them(opened: Any) -> None:
    page = opened(chain(3))
    assert page.query_selector(".dv-marks") is None


EVIL = (("Loss", "<script>alert(1)</script>\x1b[2J"), ("</dt><b>", '" onclick="'))


def test_the_card_is_folded_and_escaped() -> None:
    page = html(place(chain(2)), card=EVIL)
    assert '<details class="dv-card"><summary>About the model</summary>' in page
    assert "<dt>Loss</dt><dd>&lt;script&gt;alert(1)&lt;/script&gt;\ufffd[2J</dd>" in page
    assert "<b>" not in page
    assert '<details class="dv-card">' not in html(place(chain(2)))


@pytest.mark.browser
def test_the_card_unfolds_from_the_tools_and_is_closed_by_a_key(opened: Any) -> None:
    page = opened(chain(2), card=EVIL)
    assert not page.is_visible(".dv-card dl")
    page.click(".dv-tools .dv-card summary")
    assert page.inner_text(".dv-card dd >> nth=0").startswith("<script>")
    box = page.evaluate("(({left, right}) => [left, right])(document.querySelector('.dv-card dl').getBoundingClientRect())")
    assert 0 <= box[0] < box[1] <= page.viewport_size["width"]
    page.keyboard.press("Enter")
    assert not page.is_visible(".dv-card dl")
