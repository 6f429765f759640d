from __future__ import annotations

from dotnet_viz.reporting.contents import SECTIONS
from tests.reporting.builders import full_context


def test_sections_are_named_after_their_modules_and_all_have_something_to_show() -> None:
    built = [build(full_context()) for build in SECTIONS]
    names = [build.__module__.rsplit(".", 1)[-1] for build in SECTIONS]
    assert [section.id for section in built if section is not None] == names
