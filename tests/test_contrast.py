from __future__ import annotations

from typing import Any

import pytest

import dotnet_viz as dv
from dotnet_viz.diagrams import STYLES
from tests.conftest import DATA

OPTIONS: dict[str, dict[str, Any]] = {"coefficients": {"layer": "dense_10"}}
# For each text: what it says, its colour, and the colour of what is drawn behind its middle.
SCRIPT = """() => {
  const channel = (part) => { const c = part / 255; return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; };
  const luminance = (color) => {
    const [r, g, b] = color.match(/[\\d.]+/g).map(Number);
    return 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  };
  const found = [];
  for (const text of document.querySelectorAll("svg text")) {
    const box = text.getBoundingClientRect();
    window.scrollTo(0, box.top + window.scrollY - 200);
    const now = text.getBoundingClientRect();
    const behind = document.elementsFromPoint(now.left + now.width / 2, now.top + now.height / 2)
      .find((item) => item instanceof SVGGeometryElement && getComputedStyle(item).fill !== "none");
    if (!behind) continue;
    const one = luminance(getComputedStyle(text).fill), other = luminance(getComputedStyle(behind).fill);
    found.push([text.textContent, (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)]);
  }
  return found;
}"""


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("style", STYLES)
def test_every_text_can_be_read_whatever_the_reader_has_set(browser: Any, style: str, scheme: str) -> None:
    page = browser.new_page(color_scheme=scheme, viewport={"width": 1600, "height": 900})
    svg = dv.draw(DATA / "models" / "cnn-28x28.keras", style=style, theme="auto", **OPTIONS.get(style, {})).svg
    page.set_content(f"<!DOCTYPE html><body style='margin:0'>{svg}")
    measured = page.evaluate(SCRIPT)
    page.close()
    assert measured
    assert [(text, round(contrast, 2)) for text, contrast in measured if contrast < 4.5] == []


@pytest.mark.browser
@pytest.mark.parametrize("style", STYLES)
def test_the_dark_theme_can_be_read(browser: Any, style: str) -> None:
    page = browser.new_page(viewport={"width": 1600, "height": 900})
    svg = dv.draw(DATA / "models" / "cnn-28x28.keras", style=style, theme="dark", **OPTIONS.get(style, {})).svg
    page.set_content(f"<!DOCTYPE html><body style='margin:0'>{svg}")
    measured = page.evaluate(SCRIPT)
    page.close()
    assert [(text, round(contrast, 2)) for text, contrast in measured if contrast < 4.5] == []
