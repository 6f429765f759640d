from __future__ import annotations

from pathlib import Path

import pytest
from jinja2.nodes import Const, Filter

from dotnet_viz.errors import TemplateError
from dotnet_viz.files import templates
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.report import build_report
from dotnet_viz.reporting.request.known_sections import SECTIONS
from dotnet_viz.reporting.section import Figure
from dotnet_viz.reporting.templating.environment import make_environment, render, template_folder
from tests.reporting.builders import full_context, model_graph


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_every_section_has_a_template_of_its_name_and_no_template_is_left_over() -> None:
    names = set(SECTIONS)
    assert {path.stem for path in (template_folder() / "sections").glob("*.html")} == {*names, "appendix"}


@pytest.mark.parametrize("path", sorted(template_folder().rglob("*.html")), ids=lambda path: path.stem)
def test_no_text_is_translated_when_its_template_is_compiled(path: Path) -> None:
    """Jinja puts a filter's value of a constant into the compiled template, which pages of other languages use too."""
    found = make_environment().parse(path.read_text(encoding="utf-8")).find_all(Filter)
    assert [one.node.value for one in found if one.name == "translated" and isinstance(one.node, Const)] == []


def test_a_users_template_comes_before_the_packages(tmp_path: Path) -> None:
    write(tmp_path, "sections/training.html", "<p>My own {{ section.title }}</p>")
    page = build_report(full_context(templates=tmp_path)).html
    assert "<p>My own Training</p>" in page
    assert "Metrics at the last" not in page
    assert "Accuracy" in page


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("\n\n{{ section.data.no_such_thing }}", r"overview\.html' line 3: .*no_such_thing"),
        ("\n{{ nothing }}", r"overview\.html' line 2: 'nothing' is undefined"),
        ("\n{% if %}", r"overview\.html' line 2: "),
        ("{{ 1 / 0 }}", r"overview\.html' line 1: division by zero"),
        ("{% include 'elsewhere.html' %}", "no template 'elsewhere.html'"),
        ("{{ 'a' | unheard_of }}", r"overview\.html' line 1: .*unheard_of"),
    ],
)
def test_a_mistake_in_a_users_template_is_reported_with_file_and_line(tmp_path: Path, text: str, words: str) -> None:
    write(tmp_path, "sections/overview.html", text)
    with pytest.raises(TemplateError, match=words):
        _ = build_report(ReportContext(model_graph(), templates=tmp_path)).html


def test_a_template_folder_that_is_missing_is_reported() -> None:
    with pytest.raises(TemplateError, match="no folder 'nowhere'"):
        make_environment("nowhere")


def test_the_packaged_folder_is_used_where_there_is_no_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packaged = write(tmp_path, "dotnet_viz/templates/base.html", "").parent
    monkeypatch.setattr(templates, "PACKAGE", tmp_path / "dotnet_viz")
    assert template_folder() == packaged


def test_a_checkouts_own_folder_comes_before_an_old_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "dotnet_viz/templates/base.html", "")
    write(tmp_path, "pyproject.toml", "")
    own = write(tmp_path, "templates/base.html", "").parent
    monkeypatch.setattr(templates, "PACKAGE", tmp_path / "dotnet_viz")
    assert template_folder() == own


def test_an_installation_without_templates_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(templates, "PACKAGE", tmp_path / "dotnet_viz")
    with pytest.raises(TemplateError, match="install dotnet_viz again"):
        template_folder()


def test_text_is_escaped_and_only_a_figures_svg_is_not(tmp_path: Path) -> None:
    write(tmp_path, "x.html", "{{ name }} {{ picture | svg }}")
    picture = Figure("<svg></svg>", "caption", 10.0, 10.0)
    assert render(make_environment(tmp_path), "x.html", {"name": "<b>", "picture": picture}) == "&lt;b&gt; <svg></svg>"


def test_what_no_page_can_carry_is_the_sign_for_a_missing_character() -> None:
    report = build_report(full_context(title="a\x00b\ud800c"))
    assert "a\ufffdb\ufffdc" in report.html
    assert report.pdf.startswith(b"%PDF")


def test_a_name_cannot_turn_the_direction_of_the_text_behind_it(tmp_path: Path) -> None:
    write(tmp_path, "sections/training.html", "<p>{{ name }} (36.2 %)</p>")
    environment = make_environment(tmp_path)
    page = render(environment, "sections/training.html", {"name": "a\u202eb\u2066c \u05e2\u200f \U0001f469\u200d\U0001f4bb"})
    assert page == "<p>a\ufffdb\ufffdc \u05e2\u200f \U0001f469\u200d\U0001f4bb (36.2 %)</p>"
