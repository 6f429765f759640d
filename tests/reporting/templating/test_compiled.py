from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dotnet_viz.errors import TemplateError
from dotnet_viz.reporting.templating import compiled as compiled_templates
from dotnet_viz.reporting.templating.compiled import CompiledTemplates
from dotnet_viz.reporting.templating.environment import make_environment, render


def test_a_template_is_compiled_once_until_its_file_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled_templates, "COMPILED", CompiledTemplates())
    compiled: list[Any] = []

    def rendered() -> str:
        environment = make_environment(tmp_path)
        compile_ = environment.compile

        def count(*arguments: Any) -> Any:
            compiled.append(arguments[1])
            return compile_(*arguments)

        monkeypatch.setattr(environment, "compile", count)
        return render(environment, "a.html", {"x": "<"})

    (tmp_path / "a.html").write_text("1{{ x }}")
    assert (rendered(), rendered()) == ("1&lt;", "1&lt;")
    assert compiled == ["a.html"]
    (tmp_path / "a.html").write_text("2{{ x }}")
    assert (rendered(), rendered()) == ("2&lt;", "2&lt;")
    assert compiled == ["a.html", "a.html"]


def test_what_was_compiled_for_other_settings_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled_templates, "COMPILED", CompiledTemplates())
    (tmp_path / "a.html").write_text("{% if x %}\n{{ x }}{% endif %}")
    usual, without_steps, with_lines = (make_environment(tmp_path) for _ in range(3))
    without_steps.finalize, with_lines.trim_blocks = None, False
    pages = [render(environment, "a.html", {"x": "2 %"}) for environment in (usual, without_steps, with_lines)]
    assert pages == ["2\u00a0%", "2 %", "\n2\u00a0%"]


def test_an_error_names_the_file_and_line_of_a_template_that_was_compiled_before(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("\n{{ missing }}")
    for _ in range(2):
        with pytest.raises(TemplateError, match=r"a\.html' line 2: 'missing' is undefined"):
            render(make_environment(tmp_path), "a.html", {})


def test_no_more_than_some_hundred_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled_templates, "MOST", 2)
    monkeypatch.setattr(compiled_templates, "COMPILED", CompiledTemplates())
    for number in range(5):
        (tmp_path / f"{number}.html").write_text(str(number))
        assert render(make_environment(tmp_path), f"{number}.html", {}) == str(number)
    assert len(vars(compiled_templates.COMPILED)["_codes"]) <= 2


@pytest.fixture
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Take a folder for that of the package, and keep what its templates are compiled to in another."""
    own = tmp_path / "own"
    own.mkdir()
    monkeypatch.setattr(compiled_templates, "template_folder", lambda: own)
    monkeypatch.setattr(compiled_templates, "code_file", lambda key: tmp_path / "codes" / key)
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    return own


def compiled_in_a_new_process(folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, bool]:
    """Return a page, and whether its template was compiled for it."""
    monkeypatch.setattr(compiled_templates, "COMPILED", CompiledTemplates())
    environment = make_environment(folder)
    compile_, compiled = environment.compile, []

    def count(*arguments: Any) -> Any:
        compiled.append(arguments[1])
        return compile_(*arguments)

    monkeypatch.setattr(environment, "compile", count)
    return render(environment, "a.html", {}), bool(compiled)


def test_templates_of_the_package_are_compiled_for_later_processes(own_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (own_folder / "a.html").write_text("1")
    assert compiled_in_a_new_process(own_folder, monkeypatch) == ("1", True)
    assert compiled_in_a_new_process(own_folder, monkeypatch) == ("1", False)
    (own_folder / "a.html").write_text("2")
    assert compiled_in_a_new_process(own_folder, monkeypatch) == ("2", True)
    assert compiled_in_a_new_process(own_folder, monkeypatch) == ("2", False)


@pytest.mark.parametrize("kept", [b"", b"no code", b"j2"], ids=repr)
def test_a_damaged_file_of_code_is_written_anew(own_folder: Path, monkeypatch: pytest.MonkeyPatch, kept: bytes) -> None:
    (own_folder / "a.html").write_text("1")
    compiled_in_a_new_process(own_folder, monkeypatch)
    [file] = (own_folder.parent / "codes").iterdir()
    whole = file.read_bytes()
    for damaged in (kept, whole[: len(whole) // 2], whole[:20]):
        file.write_bytes(damaged)
        assert compiled_in_a_new_process(own_folder, monkeypatch) == ("1", True)
        assert file.read_bytes() == whole


def test_nothing_is_written_for_templates_of_others_or_where_python_keeps_no_modules(
    own_folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    for folder in (own_folder, other):
        (folder / "a.html").write_text("1")
    assert compiled_in_a_new_process(other, monkeypatch) == ("1", True)
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    assert compiled_in_a_new_process(own_folder, monkeypatch) == ("1", True)
    assert not (tmp_path / "codes").exists()


def test_code_is_kept_where_python_keeps_this_package() -> None:
    file = compiled_templates.code_file("own-1")
    assert file.parent.name == "__pycache__" or "pycache" in str(file)
    assert file.name.startswith("own-1-jinja-3")
