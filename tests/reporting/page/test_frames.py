from __future__ import annotations

import html
from pathlib import Path
from typing import Any

import pytest

from tests.reporting.builders import full_report


@pytest.fixture(scope="module")
def page_text() -> str:
    return full_report().html


def framed(page: Any, text: str, rights: str, folder: Path) -> Any:
    """Show a page in a frame with these rights; return the frame."""
    outer = folder / "outer.html"
    outer.write_text(
        f'<iframe sandbox="{rights}" width="900" height="700" srcdoc="{html.escape(text)}"></iframe>', encoding="utf-8"
    )
    page.goto(outer.as_uri())
    return page.frames[1]


def test_in_a_sandboxed_frame_everything_works_but_is_not_remembered(page: Any, page_text: str, tmp_path: Path) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    frame = framed(page, page_text, "allow-scripts allow-downloads", tmp_path)
    frame.get_by_label("Theme").select_option("dark")
    assert frame.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 23, 27)"
    frame.locator("#weights tbody a").first.click()
    assert frame.locator("tr.target th").inner_text() == "digits_0"
    assert frame.locator("tr.target").evaluate("row => row.getBoundingClientRect().top < innerHeight")
    frame.click("nav a[href='#evaluation']")
    frame.locator("nav a[aria-current][href='#evaluation']").wait_for()
    frame.locator("#weights thead button").first.click()
    assert frame.locator("#weights th[aria-sort=ascending]").count() == 1
    with page.expect_download() as download:
        frame.locator("#training .save button:text-is('PNG')").first.click()
    assert Path(download.value.path()).read_bytes().startswith(b"\x89PNG")
    frame.locator("#weights button:has-text('Copy CSV')").click()
    frame.locator("#weights output:has-text('copied')").wait_for()
    assert errors == []


def test_in_a_frame_without_scripts_everything_is_read(page: Any, page_text: str, tmp_path: Path) -> None:
    frame = framed(page, page_text, "", tmp_path)
    assert frame.locator("#evaluation svg").first.is_visible()
    assert frame.locator("#architecture tbody tr").count() == 3
    assert frame.locator(".theme, .save, .table-tools, .back").count() == 0
