from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.reporting.builders import full_context, full_report
from tests.reporting.page.builders import opened, saved

DARK_INK, LIGHT_INK = "rgb(232, 234, 237)", "rgb(26, 26, 26)"
COLOR = "selector => getComputedStyle(document.querySelector(selector)).{}"
TEXT_OF_A_CHART, BOX_OF_A_DRAWING = "#training .canvas svg text", "#architecture .canvas .dv-paper"
LAST_LINE = "#weight_graph svg .dv-bundle path:last-of-type"


def color(page: Any, selector: str, name: str = "fill") -> str:
    found: str = page.evaluate(COLOR.format(name), selector)
    return found


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    return saved(tmp_path_factory.mktemp("page"), full_report())


@pytest.mark.parametrize("system", ["light", "dark"])
def test_every_figure_follows_the_switch_and_the_system(browser: Any, report: str, system: Any) -> None:
    with opened(browser, report, color_scheme=system) as page:
        page.get_by_label("Theme").select_option("light")
        in_light = color(page, LAST_LINE, "stroke")
        page.get_by_label("Theme").select_option("system")
        assert color(page, TEXT_OF_A_CHART) == (DARK_INK if system == "dark" else LIGHT_INK)
        for theme in ("dark", "light", "system"):
            page.get_by_label("Theme").select_option(theme)
            dark = theme == "dark" or (theme == "system" and system == "dark")
            assert color(page, "body", "backgroundColor") == ("rgb(20, 23, 27)" if dark else "rgb(255, 255, 255)")
            assert color(page, ".canvas", "backgroundColor") == ("rgb(20, 23, 28)" if dark else "rgb(255, 255, 255)")
            assert color(page, TEXT_OF_A_CHART) == (DARK_INK if dark else LIGHT_INK)
            assert color(page, BOX_OF_A_DRAWING) == ("rgb(20, 23, 28)" if dark else "rgb(255, 255, 255)")
            assert color(page, "#weight_graph svg .dv-paper") == ("rgb(20, 23, 28)" if dark else "rgb(255, 255, 255)")
            border = color(page, "#weight_graph .dv-port", "borderTopColor")
            assert border == ("rgb(61, 68, 77)" if dark else "rgb(197, 202, 209)")
            assert (color(page, LAST_LINE, "stroke") == in_light) != dark
            assert color(page, "#weight_graph .dv-tools label", "color") == (DARK_INK if dark else "rgb(27, 31, 36)")


def test_the_choice_is_remembered(browser: Any, report: str) -> None:
    with opened(browser, report, color_scheme="light") as page:
        page.get_by_label("Theme").select_option("dark")

        def chosen_after_reload() -> str:
            page.reload()
            value: str = page.get_by_label("Theme").input_value()
            return value

        # A busy browser may load the page again before it has stored the choice.
        assert any(chosen_after_reload() == "dark" for _ in range(10))
        assert color(page, TEXT_OF_A_CHART) == DARK_INK


def test_controls_speak_the_language_of_the_report(browser: Any, tmp_path: Path) -> None:
    with opened(browser, saved(tmp_path, full_context(language="pt_BR"))) as page:
        assert page.get_by_label("Tema").locator("option").all_inner_texts() == ["como o sistema", "claro", "escuro"]
        assert page.locator("button:has-text('Copiar CSV')").count() > 2


def test_without_scripts_the_page_follows_the_system(browser: Any, report: str) -> None:
    context = browser.new_context(java_script_enabled=False, color_scheme="dark")
    page = context.new_page()
    page.goto(report)
    assert page.locator(".theme").count() == 0
    assert page.locator("#training svg text").first.evaluate("item => getComputedStyle(item).fill") == DARK_INK
    context.close()


def test_print_is_light_and_has_no_controls(browser: Any, report: str) -> None:
    with opened(browser, report, color_scheme="dark") as page:
        page.get_by_label("Theme").select_option("dark")
        page.emulate_media(media="print")
        assert color(page, TEXT_OF_A_CHART) == LIGHT_INK
        assert color(page, "#weight_graph svg .dv-paper") == "rgb(255, 255, 255)"
        for control in ("nav", ".theme", ".table-tools", ".save", ".dv-tools"):
            assert page.locator(control).first.is_hidden(), control
