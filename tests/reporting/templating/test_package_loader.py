from __future__ import annotations

import os
from pathlib import Path

import jinja2
import pytest

from dotnet_viz.reporting.templating.package_loader import PackageLoader


def written(folder: Path, name: str, text: str, moment: int) -> None:
    (folder / name).write_text(text, encoding="utf-8")
    os.utime(folder / name, ns=(moment, moment))


def test_a_file_is_read_once_until_it_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    environment, read = jinja2.Environment(), Path.read_text
    names: list[str] = []

    def noted(path: Path, **options: str) -> str:
        names.append(path.name)
        return read(path, **options)

    monkeypatch.setattr(Path, "read_text", noted)
    written(tmp_path, "a.html", "one", 1)
    texts = [PackageLoader(tmp_path).get_source(environment, "a.html") for _ in range(3)]
    assert {text for text, *_ in texts} == {"one"}
    assert names == ["a.html"]
    assert texts[0][2]()
    written(tmp_path, "a.html", "two", 2)
    assert not texts[0][2]()
    assert PackageLoader(tmp_path).get_source(environment, "a.html")[0] == "two"


def test_scripts_have_no_comments_and_other_files_are_as_they_are(tmp_path: Path) -> None:
    for name in ("a.js", "a.css"):
        written(tmp_path, name, "// Adds.\nx();\n", 1)
    texts = [PackageLoader(tmp_path).get_source(jinja2.Environment(), name)[0] for name in ("a.js", "a.css")]
    assert texts == ["x();\n", "// Adds.\nx();\n"]


@pytest.mark.parametrize("name", ["no.html", "../outside.html", "sections"])
def test_what_is_no_file_in_the_folder_is_no_template(tmp_path: Path, name: str) -> None:
    written(tmp_path, "outside.html", "", 1)
    (tmp_path / "own" / "sections").mkdir(parents=True)
    with pytest.raises(jinja2.TemplateNotFound):
        PackageLoader(tmp_path / "own").get_source(jinja2.Environment(), name)
