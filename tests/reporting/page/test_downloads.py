from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from PIL import Image

from tests.reporting.builders import HOSTILE, full_report
from tests.reporting.page.builders import opened, saved

SVG = "{http://www.w3.org/2000/svg}"
DARK_PAPER = (20, 23, 28)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    return saved(tmp_path_factory.mktemp("page"), full_report())


@pytest.fixture
def page(browser: Any, report: str) -> Iterator[Any]:
    with opened(browser, report, color_scheme="light") as page:
        yield page


def saved_figure(page: Any, section: str, kind: str) -> tuple[str, bytes]:
    """Return the name and the content of the file that a click on a figure's button saves."""
    with page.expect_download() as download:
        page.locator(f"#{section} .save button:text-is('{kind}')").first.click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


@pytest.mark.parametrize("section", ["architecture", "weight_graph", "training"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_figures_are_saved_in_the_theme_one_sees(page: Any, section: str, theme: str) -> None:
    page.get_by_label("Theme").select_option(theme)
    name, text = saved_figure(page, section, "SVG")
    assert re.fullmatch(rf"{section}-\d+\.svg", name)
    root = ET.fromstring(text)
    assert root.tag == f"{SVG}svg"
    assert b"light-dark" not in text
    name, content = saved_figure(page, section, "PNG")
    picture = Image.open(io.BytesIO(content)).convert("RGB")
    assert picture.size == tuple(round(2 * float(root.get(side) or 0)) for side in ("width", "height"))
    corner = np.asarray(picture)[2, 2].astype(int)
    assert np.abs(corner - (DARK_PAPER if theme == "dark" else (255, 255, 255))).max() <= 8
    assert len(picture.getcolors(1 << 20) or ()) > 3


def test_a_weight_graph_has_the_colours_of_the_screen_in_its_file(page: Any) -> None:
    page.get_by_label("Theme").select_option("dark")
    _, text = saved_figure(page, "weight_graph", "SVG")
    assert b"filter" not in text
    _, content = saved_figure(page, "weight_graph", "PNG")
    # What is bluest: the line of the largest weight above zero.
    shown, saved = (
        colors[np.argmax(colors[:, 2] - colors[:, 0])]
        for colors in (pixels(page.locator("#weight_graph svg.dv").screenshot()), pixels(content))
    )
    assert np.abs(shown - saved).max() < 12


def pixels(content: bytes) -> Any:
    """Return the colours of a picture, of shape (pixels, 3)."""
    return np.asarray(Image.open(io.BytesIO(content)).convert("RGB")).reshape(-1, 3).astype(int)


def test_what_is_hidden_in_a_picture_is_not_saved(page: Any) -> None:
    _, whole = saved_figure(page, "weight_graph", "SVG")
    page.locator("#weight_graph input[type=range]").fill("100")
    _, rest = saved_figure(page, "weight_graph", "SVG")
    lines = [sum("dv-line" in (item.get("class") or "") for item in ET.fromstring(text).iter()) for text in (whole, rest)]
    assert lines[0] > lines[1]


def test_hostile_names_stay_text_in_the_file(browser: Any, tmp_path: Path) -> None:
    with opened(browser, saved(tmp_path, full_report(HOSTILE))) as page:
        for section in ("architecture", "training"):
            _, text = saved_figure(page, section, "SVG")
            tags = {item.tag.removeprefix(SVG) for item in ET.fromstring(text).iter()}
            assert not tags & {"script", "img", "foreignObject", "image"}
            _, content = saved_figure(page, section, "PNG")
            assert content.startswith(b"\x89PNG")
