"""SVG that moves by itself."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import Any

import pytest

from dotnet_viz.animation.build import AnimationOptions, animate_pictures
from dotnet_viz.drawing import Drawing
from dotnet_viz.scene import Scene, Shape
from tests.animation.trainings import EPOCHS, animation

SVG = "{http://www.w3.org/2000/svg}"


def document(**options: Any) -> ET.Element:
    return ET.fromstring(animation(options=AnimationOptions(**options)).to_format("svg"))


def test_key_times_run_from_0_to_1_and_fit_the_values() -> None:
    found = list(document(fps=4, hold=2).iter(f"{SVG}animate"))
    assert found
    for element in found:
        times = [float(time) for time in element.get("keyTimes", "").split(";")]
        assert times[0] == 0
        assert times == sorted(times)
        assert len(times) == len(element.get("values", "").split(";"))
        assert times[-1] == 1 or element.get("calcMode") == "discrete"
        assert element.get("dur") == "4s"
        assert element.get("repeatCount") == "indefinite"


def test_lines_change_their_colour_and_width_and_nothing_else() -> None:
    lines = [element for element in document().iter(f"{SVG}path") if element.get("class") == "dv-line"]
    names = {child.get("attributeName") for line in lines for child in line.iter(f"{SVG}animate")}
    assert names == {"stroke", "stroke-width"}


def test_each_epoch_is_told_in_its_time_alone() -> None:
    texts = [element for element in document().iter(f"{SVG}text") if "".join(element.itertext()).endswith(f" of {EPOCHS}")]
    assert len(texts) == EPOCHS + 1
    for element in texts:
        (shown,) = element.iter(f"{SVG}animate")
        assert shown.get("attributeName") == "display"
        assert shown.get("values", "").split(";").count("inline") == 1


def test_names_stay_texts() -> None:
    pictures = [Drawing(Scene(name, shapes=(Shape("a", name, size, 30),))) for name, size in (("<b>", 40), ("&amp;", 60))]
    text = animate_pictures(list(pictures), ["<script>", "]]>"], "t", AnimationOptions()).to_format("svg")
    assert isinstance(text, str)
    assert "<script" not in text
    ET.fromstring(text)


def test_what_changes_too_little_to_be_seen_is_still() -> None:
    pictures = [Drawing(Scene("a", shapes=(Shape("a", "a", 40, 30, fill=fill),))) for fill in ("#808080", "#818181")]
    assert "<animate" not in str(animate_pictures(list(pictures), ["", ""], "t", AnimationOptions()).to_format("svg"))


@pytest.mark.browser
def test_a_browser_shows_the_frame_of_the_time(page: Any) -> None:
    page.set_content(str(animation(options=AnimationOptions(fps=1, hold=1)).to_format("svg")))
    show = "time => {const svg = document.querySelector('svg'); svg.pauseAnimations(); svg.setCurrentTime(time)}"
    seen = (
        f"() => [...document.querySelectorAll('text')].map(e => getComputedStyle(e).display == 'none' ? '' : e.textContent)"
        f".filter(text => text.endsWith(' of {EPOCHS}'))"
    )
    for epoch in (0, 3, EPOCHS):
        page.evaluate(show, epoch + 0.5)
        assert page.evaluate(seen) == [f"epoch {epoch} of {EPOCHS}"]
