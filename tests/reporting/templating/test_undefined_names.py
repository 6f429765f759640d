from __future__ import annotations

from typing import Any

import pytest
from jinja2 import Environment, UndefinedError

from dotnet_viz.reporting.section import SectionData
from dotnet_viz.reporting.templating.undefined_names import UndefinedName


def filled(text: str, **values: Any) -> str:
    return Environment(undefined=UndefinedName, autoescape=True).from_string(text).render(values)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{{ section.titel }}", "'SectionData' has no 'titel'; it has: id, title, data, .*did you mean 'title'"),
        ("{{ section.data.row }}", r"'dict' has no 'row'; it has: rows \(did you mean 'rows'\?\)"),
        ("{{ many.z }}", "it has: a0, .*a19 and 5 more"),
        ("{{ number.real_part }}", "has no attribute 'real_part'"),
        ("{{ nothing }}", "'nothing' is undefined"),
    ],
)
def test_a_name_that_is_not_there_says_what_is(text: str, message: str) -> None:
    with pytest.raises(UndefinedError, match=message):
        filled(text, section=SectionData("a", "A", {"rows": 3}), number=3, many={f"a{index}": 0 for index in range(25)})


def test_names_that_are_there_are_filled_in() -> None:
    assert filled("{{ section.title }} {{ section.data.rows }}", section=SectionData("a", "A", {"rows": 3})) == "A 3"
