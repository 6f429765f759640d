from __future__ import annotations

import types
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest

from dotnet_viz.errors import MissingDependencyError, OptionError, SectionError, TemplateError
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.report import build_report
from dotnet_viz.reporting.request import chosen_sections as module
from dotnet_viz.reporting.request.chosen_sections import chosen_sections
from dotnet_viz.reporting.request.known_sections import SECTIONS
from dotnet_viz.reporting.section import SectionData
from tests.reporting.builders import model_graph


def risks(context: ReportContext) -> SectionData:
    return SectionData("risks", "Risks", {"words": ["<b>", context.heading]})


def folder(path: Path, name: str = "risks", text: str = "{{ section.data.words | join(' and ') }}") -> Path:
    (path / "sections").mkdir(exist_ok=True)
    (path / "sections" / f"{name}.html").write_text(text, encoding="utf-8")
    return path


def report(sections: Any, templates: Path | None = None) -> Any:
    chosen = None if sections is None else chosen_sections(sections, templates)
    return build_report(ReportContext(graph=model_graph(), sections=chosen, templates=templates))


def names(*given: Any, templates: Path | None = None) -> list[str]:
    return [section.name for section in chosen_sections(given, templates)]


def test_without_a_choice_all_sections_stand_in_their_order() -> None:
    assert [section.name for section in chosen_sections()] == list(SECTIONS)


def test_names_give_the_order_and_the_dots_all_others() -> None:
    assert names("weights", "overview") == ["weights", "overview"]
    assert names("model-card", "weight_graph") == ["model_card", "weight_graph"]
    rest = [name for name in SECTIONS if name not in ("weights", "overview")]
    assert names("weights", ..., "overview") == ["weights", *rest, "overview"]
    assert names("weights", "...", "overview") == names("weights", ..., "overview")
    assert [section.name for section in chosen_sections("weights")] == ["weights"]
    assert names("weights", "appendix") == ["weights"]


def test_a_section_of_ones_own_has_its_place_and_template(tmp_path: Path) -> None:
    made = report(("overview", risks), folder(tmp_path))
    assert [section.id for section in made.sections] == ["overview", "risks"]
    assert "&lt;b&gt; and digits" in made.html
    assert '<a href="#risks">Risks</a>' in made.html
    assert made.pdf.startswith(b"%PDF")


def test_a_module_and_an_object_build_sections_too(tmp_path: Path) -> None:
    own = types.ModuleType("own_risks")
    own.build = risks  # type: ignore[attr-defined]
    for section in (own, types.SimpleNamespace(build=risks)):
        assert [one.id for one in report((section,), folder(tmp_path)).sections] == ["risks"]


def test_a_section_brings_its_template_along(tmp_path: Path) -> None:
    own = folder(tmp_path, text="brought along")
    made = report((..., lambda _: SectionData("risks", "Risks", templates=own)))
    assert "brought along" in made.html
    assert made.sections[-1].id == "risks"


def test_a_template_alone_is_a_section(tmp_path: Path) -> None:
    own = folder(tmp_path, "how_to_use", "<p>Use {{ heading }} with care.</p>")
    page = report(("how_to_use", "overview"), own).html
    assert "<p>Use digits with care.</p>" in page
    assert '<a href="#how_to_use">How to use</a>' in page


def test_a_section_without_input_is_left_out_and_none_at_all_is_an_error() -> None:
    assert [one.id for one in report(("overview", lambda _: None, "evaluation")).sections] == ["overview"]
    with pytest.raises(OptionError, match="nothing to show in evaluation, training; give what they need"):
        report(("evaluation", "training"))


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (("overveiw",), r"unknown section 'overveiw'.*did you mean 'overview'"),
        (("../../etc",), "unknown section"),
        ((), "sections is empty"),
        (("weights", "weights"), "sections name 'weights' twice"),
        ((..., "..."), r"sections name '\.\.\.' twice"),
        (("appendix", "weights"), "the appendix is always last"),
        ((3,), "given by its name or by a function .* not by 3"),
        ((SectionData,), "given by its name or by a function"),
        ({"weights"}, "sections must be a sequence"),
        (3, "sections must be a sequence"),
    ],
)
def test_what_is_no_choice_is_named(given: Any, words: str) -> None:
    with pytest.raises(OptionError, match=words):
        chosen_sections(given)


@pytest.mark.parametrize(
    ("built", "words"),
    [
        ("text", "the section 'own' returned 'str', not a SectionData or None"),
        (SectionData("../x", "X"), r"has the id '\.\./x'"),
        (SectionData("a b", "X"), "has the id 'a b'"),
        (SectionData("content", "X"), "has the id 'content'"),
        (SectionData("", "X"), "has the id ''"),
        (SectionData(3, "X"), "has the id 3"),  # type: ignore[arg-type]
        (SectionData("x", None), "has 'NoneType' as its title, which must be a str"),  # type: ignore[arg-type]
        (SectionData("x", "X", [1]), "has 'list' as its data, which must be a mapping"),  # type: ignore[arg-type]
        (SectionData("x", "X", templates=3), "has 'int' as its templates"),  # type: ignore[arg-type]
    ],
)
def test_what_is_no_section_is_named(built: Any, words: str) -> None:
    def own(_: ReportContext) -> Any:
        return built

    with pytest.raises(SectionError, match=words):
        report((own,))


def test_an_error_of_a_section_names_it_and_keeps_its_cause() -> None:
    def own(context: Any) -> Any:
        return context.nothing_of_this_name

    with pytest.raises(SectionError, match=r"the section 'own' failed with AttributeError: .*nothing_of_this_name") as caught:
        report((own,))
    assert isinstance(caught.value.__cause__, AttributeError)


def test_two_sections_of_one_id_are_refused(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match="two sections have the id 'risks'"):
        report((risks, risks), folder(tmp_path))


def test_a_missing_template_says_where_to_put_it(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=r"no template 'sections/risks.html'; put it into the folder of templates="):
        _ = report((risks,), tmp_path).html


def test_a_misspelt_template_is_found_among_the_users_own(tmp_path: Path) -> None:
    folder(tmp_path)
    with pytest.raises(OptionError, match=r"unknown section 'risk'.*, risks \(did you mean 'risks'\?\)"):
        chosen_sections(("risk",), tmp_path)
    with pytest.raises(TemplateError, match=r"there is no folder .*missing' to take templates from"):
        chosen_sections(("risks",), tmp_path / "missing")


def entry(name: str, value: str) -> EntryPoint:
    return EntryPoint(name, value, module.ENTRY_POINTS)


def test_sections_of_other_packages_come_before_the_card(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    found = [entry("risks", f"{__name__}:risks"), entry("overview", f"{__name__}:nothing")]
    monkeypatch.setattr("importlib.metadata.entry_points", lambda group: found if group == module.ENTRY_POINTS else [])
    expected = list(SECTIONS)
    expected.insert(SECTIONS.index("model_card"), "risks")
    assert [section.name for section in chosen_sections()] == expected
    monkeypatch.setattr(EntryPoint, "load", lambda self: risks)
    assert [one.id for one in report(("risks",), folder(tmp_path)).sections] == ["risks"]


def test_a_section_that_cannot_be_imported_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [entry("broken", "no_such_module_at_all:build")]
    monkeypatch.setattr("importlib.metadata.entry_points", lambda group: found)
    with pytest.raises(MissingDependencyError, match=r"'broken' \(no_such_module_at_all:build\) cannot be imported: No module"):
        report(None)
    assert report(("overview",)).sections[0].id == "overview"
