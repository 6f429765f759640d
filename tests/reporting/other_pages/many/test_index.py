from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dotnet_viz.reporting.other_pages.many import index_files as module
from dotnet_viz.reporting.other_pages.many.index import ReportIndex, make_index
from dotnet_viz.reporting.other_pages.many.index_files import index_key, known_drifts, unchanged_index
from tests.reporting.other_pages.many.builders import index_of, reported

HOSTILE = "<script>alert('x')</script>\"'&--><img src=x onerror=alert(1)>{{ 7*7 }}</style></title>\u202e"


def test_a_thousand_models_are_a_page_of_a_megabyte() -> None:
    html = index_of(1000, architectures=300).html
    assert html.count('<th scope="row">') == 1000
    assert len(html.encode()) < 1_000_000


def test_names_are_escaped_everywhere() -> None:
    models = reported(3)
    assert models[0].facts is not None
    facts = replace(models[0].facts, name=HOSTILE, kind=HOSTILE, metrics={HOSTILE: 1.0}, findings=(HOSTILE,), notes=(HOSTILE,))
    bad = [replace(model, source=f"{HOSTILE}{number}", facts=facts) for number, model in enumerate(models)]
    bad.append(replace(models[0], source=HOSTILE, facts=None, error=HOSTILE))
    page = make_index(bad, Path(), HOSTILE).html
    assert "<img" not in page
    assert "<script>alert" not in page
    assert "49" not in re.sub(r"<(style|script|svg).*?</\1>|<meta.*?>", "", page, flags=re.DOTALL)


def test_what_is_the_same_has_no_column_and_paths_are_as_short_as_can_be() -> None:
    models = reported(12)
    assert "Class" in [column.title for column in make_index(models, Path()).table.columns]
    same = [model for model in models if model.facts is not None and model.facts.kind == "Sequential"]
    assert "Class" not in [column.title for column in make_index(same, Path()).table.columns]
    index = make_index(models, Path())
    assert index.shared_path == "runs/*/model.keras"
    assert index.names == tuple(map(str, range(12)))


@pytest.mark.parametrize(
    ("sources", "names", "shared"),
    [
        (["a/m.keras", "a/b/m.keras"], ("m.keras", "b/m.keras"), "a/*"),
        (["a.keras", "b.keras"], ("a.keras", "b.keras"), ""),
        (["/x/a/m.keras", "/x/b/m.keras"], ("a", "b"), "/x/*/m.keras"),
        (["m.keras", "a/m.keras"], ("m.keras", "a/m.keras"), ""),
        (["only/one.keras"], ("only/one.keras",), ""),
        (["x", "x/x", "x/x/x"], ("x", "x/x", "x/x/x"), ""),
    ],
    ids=str,
)
def test_names_are_what_the_paths_do_not_share(sources: list[str], names: tuple[str, ...], shared: str) -> None:
    models = [replace(model, source=source) for model, source in zip(reported(len(sources)), sources, strict=True)]
    index = make_index(models, Path())
    assert (index.names, index.shared_path) == (names, shared)


def test_a_training_without_a_model_is_a_row_of_its_own() -> None:
    models = reported(2)
    assert models[0].facts is not None
    alone = replace(models[0], facts=replace(models[0].facts, architecture=None, kind=""))
    index = make_index([alone, models[1]], Path())
    assert [row[1].text for row in index.table.rows] == ["–", "1"]
    assert index.architectures == {1: "1a"}
    assert make_index([alone], Path()).html.count('<th scope="row">') == 1


def test_an_index_without_any_report_is_a_page_too() -> None:
    page = index_of(0, failed=2).html
    assert "2 models without a report" in page
    # Nothing is sorted; the script that is left sets the theme.
    assert page.count("<script>") == 1


def test_the_data_can_be_read_again_and_have_every_model(tmp_path: Path) -> None:
    index = ReportIndex(tuple(reported(20)), tmp_path)
    index.write()
    data = json.loads((tmp_path / "index.json").read_text(encoding="utf-8"))
    assert [model["source"] for model in data["models"]] == [model.source for model in index.models]
    assert sum(len(each["models"]) for each in data["architectures"]) == 20
    assert len(data["merges"]) == len(data["architectures"]) - 1
    first = (tmp_path / "index.html").read_bytes()
    index.write()
    assert (tmp_path / "index.html").read_bytes() == first


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": "dotnet_viz.reports"}', "[" * 100_000], ids=range(5))
def test_an_index_that_is_none_knows_no_drifts(tmp_path: Path, text: str) -> None:
    (tmp_path / "index.json").write_text(text)
    assert known_drifts(tmp_path) == {}


@pytest.mark.parametrize("text", ["{}", "[]", '{"key": "k"}', '{"key": "k", "page_size": 4, "models": [1]}'], ids=range(4))
def test_an_index_that_is_none_is_not_taken_for_the_same(tmp_path: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    models = tuple(replace(model, key="k") for model in reported(1))
    monkeypatch.setattr(module, "_earlier", lambda _folder: json.loads(text))
    (tmp_path / "index.html").write_text("page")
    assert unchanged_index(tmp_path, models, "k") is None


def test_the_key_of_an_index_needs_that_of_each_report() -> None:
    models = [replace(model, key=str(number)) for number, model in enumerate(reported(3))]
    assert index_key(models, "", "en") != index_key(models[:2], "", "en")
    assert index_key([*models[:2], replace(models[2], key="")], "", "en") == ""


def test_drifts_are_known_by_the_contents_of_both_files(tmp_path: Path) -> None:
    models = [replace(model, content=str(number), baseline_content="0") for number, model in enumerate(reported(20))]
    ReportIndex(tuple(models), tmp_path).write()
    assert known_drifts(tmp_path)["0", "19"] == models[19].drift


def test_a_notebook_shows_the_first_rows_in_little_room() -> None:
    bundle = index_of(1000, failed=3)._repr_mimebundle_()
    assert len(bundle["text/html"]) < 50_000
    assert "and 980 more<" in bundle["text/html"]
    assert bundle["text/plain"] == "<ReportIndex of 1,003 models, 3 without a report>"


@pytest.fixture
def shown(page: Any, tmp_path: Path) -> Any:
    path = ReportIndex(tuple(reported(60)), tmp_path, "Mine").write()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text))
    page.goto(path.as_uri())
    yield page
    assert errors == []


def test_models_are_sorted_filtered_and_grouped(shown: Any) -> None:
    shown.get_by_role("button", name="accuracy").click()
    first = shown.locator(".browsed tbody tr").first
    assert float(first.locator("td").last.inner_text()) > 0.95
    shown.locator("#filter").fill("family=1 parameters<5000")
    assert 0 < shown.locator(".browsed tbody tr").count() < 60
    assert " of 60 models" in shown.locator("#count").inner_text()
    shown.locator("#filter").fill("")
    shown.locator("#group").select_option(label="Family")
    assert shown.locator(".browsed tr.group").count() == 4


def test_it_can_be_read_on_a_phone_and_without_scripts(browser: Any, tmp_path: Path) -> None:
    path = ReportIndex(tuple(reported(60)), tmp_path, "Mine").write()
    context = browser.new_context(viewport={"width": 400, "height": 800}, java_script_enabled=False)
    page = context.new_page()
    page.goto(path.as_uri())
    assert page.locator(".browsed tbody tr").count() == 60
    assert not page.locator("#controls").is_visible()
    assert page.get_by_text("Family 1", exact=False).first.is_visible()
    context.close()


def test_the_limit_of_what_is_read_again_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ReportIndex(tuple(reported(3)), tmp_path).write()
    monkeypatch.setattr(module, "_MOST_BYTES", 3)
    assert known_drifts(tmp_path) == {}
