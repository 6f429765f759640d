from __future__ import annotations

import re
from pathlib import Path

import pytest

from examples.reports import REPORTS, breast_cancer, main

REPORTS_FOLDER = Path(__file__).parents[2] / "reports"


@pytest.mark.parametrize("name", REPORTS)
def test_every_report_is_kept_as_page_and_on_paper(name: str) -> None:
    page = (REPORTS_FOLDER / name / "report.html").read_text(encoding="utf-8")
    assert len(page.encode()) < 1_000_000
    assert re.search(r'<section id="summary"', page), "run make reports, and commit reports/"
    assert (REPORTS_FOLDER / name / "report.pdf").read_bytes().startswith(b"%PDF-")


def test_the_pages_have_what_they_are_examples_of() -> None:
    sections = {
        name: set(re.findall(r'<section id="(\w+)"', (REPORTS_FOLDER / name / "report.html").read_text(encoding="utf-8")))
        for name in REPORTS
    }
    assert {"training", "training_layers", "evaluation", "activations", "explanations"} <= sections["digits-cnn"]
    assert {"cost", "appendix"} <= sections["resnet50"]
    assert {"data", "evaluation", "importances", "tree"} <= sections["breast-cancer"]
    assert "comparison" in sections["comparison"]


def test_a_report_is_the_same_at_every_run_and_replaces_the_one_before(tmp_path: Path) -> None:
    breast_cancer(tmp_path / "first")
    (tmp_path / "breast-cancer").mkdir()
    (tmp_path / "breast-cancer" / "old.txt").touch()
    main(str(tmp_path), "breast-cancer")
    names = sorted(path.name for path in (tmp_path / "breast-cancer").iterdir())
    assert names == ["report.html", "report.json", "report.pdf"]
    for name in names:
        assert (tmp_path / "breast-cancer" / name).read_bytes() == (tmp_path / "first" / name).read_bytes()
