from __future__ import annotations

import pytest

from dotnet_viz.errors import TemplateError
from dotnet_viz.files.templates import resource, template_folder


def test_the_folder_holds_the_templates() -> None:
    assert (template_folder() / "base.html").is_file()


def test_a_resource_is_its_text() -> None:
    assert resource("interactive.js") == (template_folder() / "interactive.js").read_text(encoding="utf-8")


def test_a_missing_resource_is_an_error() -> None:
    with pytest.raises(TemplateError, match=r"no-such\.css"):
        resource("no-such.css")
