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
