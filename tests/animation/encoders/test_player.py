"""The page that plays an animation, in Chromium."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dotnet_viz.animation.build import AnimationOptions, animate_pictures
from dotnet_viz.drawing import Drawing
from dotnet_viz.scene import Scene, Shape
from tests.animation.trainings import EPOCHS, animation


@pytest.fixture(scope="module")
def text() -> str:
    return animation(options=AnimationOptions(fps=20, hold=0.1)).html


@pytest.fixture
def player(page: Any, text: str, tmp_path: Path) -> Any:
    """The page, paused at the first frame; what it says on the console is a failure."""
    target = tmp_path / "player.html"
    target.write_text(text, encoding="utf-8")
    page.on("console", lambda message: pytest.fail(message.text))
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.on("request", lambda request: None if request.url.startswith(("file:", "data:")) else pytest.fail(request.url))
    page.goto(target.as_uri())
    page.keyboard.press("Home")
    return page


def caption(page: Any) -> str:
    return str(page.locator("[data-player=caption]").text_content())


def test_keys_go_from_frame_to_frame(player: Any) -> None:
    assert caption(player) == f"epoch 0 of {EPOCHS}"
    moves = (("ArrowRight", 1), ("ArrowRight", 2), ("ArrowLeft", 1), ("End", EPOCHS), ("Home", 0), ("PageDown", EPOCHS))
    for key, epoch in moves:
        player.keyboard.press(key)
        assert caption(player) == f"epoch {epoch} of {EPOCHS}", key


def test_the_space_bar_plays_and_pauses(player: Any) -> None:
    player.keyboard.press(" ")
    player.locator("[data-player=caption]", has_not_text="epoch 0 of").wait_for()
    assert player.locator("[data-player=play]").text_content() == "Pause"
    player.keyboard.press(" ")
    assert player.locator("[data-player=play]").text_content() == "Play"
    before = caption(player)
    player.wait_for_timeout(150)
    assert caption(player) == before


def test_without_repeat_it_stops_at_the_last_frame(player: Any) -> None:
    player.locator("[data-player=repeat]").uncheck()
    player.locator("[data-player=play]").click()
    player.wait_for_selector(".player[data-state=paused]")
    assert caption(player) == f"epoch {EPOCHS} of {EPOCHS}"


def test_the_slider_and_the_picture_show_the_same_frame(player: Any) -> None:
    slider = player.get_by_role("slider", name="Frame")
    slider.fill("3")
    assert slider.get_attribute("aria-valuetext") == f"epoch 3 of {EPOCHS}"
    assert player.locator(f"figure text:text-is('epoch 3 of {EPOCHS}')").count() == 1
    line = player.locator("path.dv-line").first
    widths = set()
    for frame in range(EPOCHS + 1):
        slider.fill(str(frame))
        widths.add(line.get_attribute("stroke-width"))
    assert len(widths) > EPOCHS / 2


def test_every_control_has_a_name(player: Any) -> None:
    names = player.evaluate(
        "[...document.querySelectorAll('button, input, select')]"
        ".map(e => e.ariaLabel || e.textContent.trim() || e.labels[0]?.textContent.trim())"
    )
    assert all(names)


def test_it_does_not_start_for_readers_who_want_less_motion(browser: Any, text: str) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.set_content(text)
    assert page.locator("[data-player=play]").text_content() == "Play"
    assert caption(page) == f"epoch {EPOCHS} of {EPOCHS}"
    context.close()


def test_without_scripts_the_last_frame_is_seen(browser: Any, text: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.set_content(text)
    assert page.locator(f"figure text:text-is('epoch {EPOCHS} of {EPOCHS}')").is_visible()
    assert not page.locator("[data-player=play]").is_visible()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_its_texts_can_be_read_on_light_and_dark_screens(browser: Any, text: str, scheme: str) -> None:
    from dotnet_viz.colors import contrast

    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    page.set_content(text)
    ink, paper = page.evaluate(
        "['--muted', '--paper'].map(name => getComputedStyle(document.documentElement).getPropertyValue(name).trim())"
    )
    assert contrast(ink, paper) >= 4.5
    context.close()


def test_names_cannot_end_the_script_or_become_elements() -> None:
    name = "</script><img src=x>"
    pictures = [Drawing(Scene(name, shapes=(Shape("a", name, size, 30),))) for size in (40, 60)]
    text = animate_pictures(list(pictures), [name, "b"], name, AnimationOptions()).html
    assert "<img" not in text
    assert text.count("</script>") == 3


def test_an_iframe_shows_it_in_notebooks() -> None:
    bundle = animation()._repr_mimebundle_()
    assert bundle["text/html"].startswith("<iframe srcdoc=")
    assert 'sandbox="allow-scripts"' in bundle["text/html"]
    assert bundle["text/plain"] == f"<Animation: Weights of arrays while it learns, {EPOCHS + 1} frames, 2.96 s>"
