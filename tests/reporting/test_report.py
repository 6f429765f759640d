from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import pytest

from dotnet_viz.errors import OptionError, OutputError, TemplateError
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.report import Report, build_report, check_report_target
from dotnet_viz.reporting.request.known_sections import SECTIONS
from dotnet_viz.reporting.section import SectionData
from tests.reporting.builders import full_context, full_report, model_graph


def small() -> Report:
    return build_report(ReportContext(model_graph()))


def test_sections_without_input_are_absent_from_page_and_contents() -> None:
    full, bare = full_report(), small()
    assert [section.id for section in full.sections] == [
        *("summary", "overview", "architecture", "cost", "weight_graph", "weights", "diagnostics", "activations"),
        "training",
        *("training_findings", "training_layers", "data", "evaluation", "explanations", "model_card"),
        "reproducibility",
    ]
    assert [section.id for section in bare.sections] == [
        "summary",
        "overview",
        "architecture",
        "cost",
        "weight_graph",
        "weights",
        "diagnostics",
        "reproducibility",
    ]
    for name in ("training", "evaluation", "activations", "explanations"):
        assert f'href="#{name}"' in full.html
        assert f'id="{name}"' in full.html
        assert name not in bare.html.split("</style>")[1].split("<script>")[0].lower()


def test_progress_gets_each_section() -> None:
    steps: list[str] = []
    build_report(full_context(), steps.append)
    assert steps[0] == "report: summary"
    assert "report: weight graph" in steps
    assert len(steps) == len(SECTIONS)


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("a.html", b"<!DOCTYPE html>"),
        ("a.pdf", b"%PDF"),
        ("A.HTML", b"<!DOCTYPE html>"),
        ("a.json", b'{\n  "format": "dotnet_viz report"'),
        ("a.md", b"### digits\n"),
    ],
)
def test_the_suffix_says_the_format(tmp_path: Path, name: str, start: bytes) -> None:
    assert small().save(tmp_path / name) == tmp_path / name
    assert (tmp_path / name).read_bytes().startswith(start)
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("name", ["", "run-7", "deep/er/run", "run.1/"])
def test_a_folder_gets_page_pdf_and_data(tmp_path: Path, name: str) -> None:
    written = small().save(os.path.join(tmp_path, name))  # noqa: PTH118 - keeps the slash at the end
    assert isinstance(written, tuple)
    assert [path.name for path in written] == ["report.html", "report.pdf", "report.json"]
    assert all(path.stat().st_size > 1000 for path in written)


def test_several_targets_are_written_together_or_not_at_all(tmp_path: Path) -> None:
    written = small().save(tmp_path / "a.html", tmp_path / "b.json", tmp_path / "b.json", tmp_path / "run")
    assert isinstance(written, tuple)
    assert [path.relative_to(tmp_path).as_posix() for path in written] == [
        "a.html",
        "b.json",
        "run/report.html",
        "run/report.pdf",
        "run/report.json",
    ]
    with pytest.raises(OptionError, match=r"\.docx"):
        small().save(tmp_path / "c.html", tmp_path / "c.docx")
    broken = Report(ReportContext(model_graph()), (SectionData("no_such_section", "x"),))
    with pytest.raises(TemplateError):
        broken.save(tmp_path / "c.json", tmp_path / "c.html")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.html", "b.json", "run"]


def test_an_unknown_suffix_lists_the_choices(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match=r"'\.docx'; choose one of: \.html, \.pdf, \.json, \.md, a folder"):
        small().save(tmp_path / "report.docx")
    with pytest.raises(OptionError, match="not written to a terminal or a pipe; name a folder, or a file"):
        small().save("-")
    assert not list(tmp_path.iterdir())


def test_nothing_is_written_unless_all_of_it_could_be_made(tmp_path: Path) -> None:
    broken = Report(ReportContext(model_graph()), (SectionData("no_such_section", "x"),))
    (tmp_path / "report.html").write_text("old")
    with pytest.raises(TemplateError):
        broken.save(tmp_path)
    with pytest.raises(TemplateError):
        broken.save(tmp_path / "new")
    assert (tmp_path / "report.html").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["report.html"]


def test_a_pdf_engine_that_is_unknown_is_an_error_before_the_work() -> None:
    with pytest.raises(OptionError, match="'word'"):
        ReportContext(model_graph(), pdf_engine="word")


def test_a_target_that_cannot_be_written_is_reported_before_the_work(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for target in (tmp_path / "nowhere" / "a.html", tmp_path / "file", tmp_path / "file" / "run", tmp_path / "file" / "a.pdf"):
        with pytest.raises(OutputError, match="cannot"):
            check_report_target(target)
    (tmp_path / "taken.html").mkdir()
    check_report_target(tmp_path / "taken.html")
    (tmp_path / "taken.html" / "report.pdf").mkdir()
    with pytest.raises(OutputError, match="it is a folder"):
        check_report_target(tmp_path / "taken.html")


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="the owner's rights are not those of root")
def test_a_folder_without_rights_is_reported(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(OutputError, match="not a writeable folder"):
            check_report_target(tmp_path / "run")
    finally:
        tmp_path.chmod(0o700)


def test_a_notebook_shows_a_card_and_the_page_in_a_frame_on_request(monkeypatch: pytest.MonkeyPatch) -> None:
    bundle = small()._repr_mimebundle_()
    assert bundle["text/html"].startswith("<div ")
    assert "iframe" not in bundle["text/html"]
    assert bundle["text/plain"].startswith("Report('digits', sections: summary, overview, ")
    assert not hasattr(Report, "_repr_html_")
    shown: list[Any] = []

    def display(page: Any) -> bool:
        shown.append(page)
        return True

    monkeypatch.setattr("dotnet_viz.display.notebook.display_in_notebook", display)
    small().show()
    framed = shown[0]._repr_mimebundle_()["text/html"]
    assert framed.startswith('<iframe title="digits" sandbox="allow-scripts"')
    assert "<!DOCTYPE" not in framed
