from __future__ import annotations

import pytest

from dotnet_viz.errors import TemplateError
from dotnet_viz.files.templates import compact_script, resource, template_folder


def test_the_folder_holds_the_templates() -> None:
    assert (template_folder() / "base.html").is_file()


def test_a_style_sheet_is_its_text() -> None:
    assert resource("interactive.css") == (template_folder() / "interactive.css").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(path.name for path in template_folder().glob("*.js")))
def test_scripts_have_their_statements_without_comments(name: str) -> None:
    text = (template_folder() / name).read_text(encoding="utf-8")
    statements = [line.strip() for line in text.splitlines() if not line.strip().startswith("//")]
    assert compact_script(text).splitlines() == list(filter(None, statements))
    # What is taken away at the start of a line must not be inside of a text or a comment that began in another.
    assert all(line.count("`") % 2 == 0 for line in text.splitlines())
    assert all("*/" in line for line in text.splitlines() if "/*" in line)


def test_a_missing_resource_is_an_error() -> None:
    with pytest.raises(TemplateError, match=r"no-such\.css"):
        resource("no-such.css")
