from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

from tests.reporting.builders import full_report
from tests.reporting.page.builders import opened, saved


@pytest.mark.parametrize("scripts", [True, False])
def test_the_print_preview_has_everything(browser: Any, tmp_path: Path, scripts: bool) -> None:
    from pypdf import PdfReader

    with opened(browser, saved(tmp_path, full_report()), java_script_enabled=scripts) as page:
        text = "\n".join(
            sheet.extract_text().replace("\n", " ") for sheet in PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
        )
    # What only numbers of figures have: the head of a table of a curve.
    for part in ("digits_1", "Reproducibility", "epoch training validation"):
        assert part in text, part
    for control in ("Copy CSV", "find a layer", "Theme"):
        assert control not in text, control


def test_details_are_closed_again_behind_the_print(browser: Any, tmp_path: Path) -> None:
    with opened(browser, saved(tmp_path, full_report())) as page:
        count = page.locator("main details.numbers").count()
        page.locator("main details.numbers summary").first.click()
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert page.locator("main details.numbers[open]").count() == count > 1
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert page.locator("main details.numbers[open]").count() == 1
