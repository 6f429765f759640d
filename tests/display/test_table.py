from __future__ import annotations

from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest

from dotnet_viz.display.table import MOST_ROWS, TextTable, escaped, result_html


def test_it_is_well_formed_and_every_text_is_there() -> None:
    root = ET.fromstring(result_html("a & b", ["one line", TextTable(["Name", "Count"], [["x<y", "3"]], numbers=["Count"])]))
    texts = ["".join(cell.itertext()) for cell in root.iter() if cell.tag in ("b", "th", "td")]
    assert texts == ["a & b", "Name", "Count", "x<y", "3"]
    assert ["right" in (cell.get("style") or "") for cell in root.iter("td")] == [False, True]


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "\"><img src=x onerror='x'>", "&amp;", "</td></table>"])
def test_no_name_becomes_markup(text: str) -> None:
    tags: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: object) -> None:
            tags.append(tag)

    Reader().feed(result_html(text, [text, TextTable([text], [[text]])]))
    assert set(tags) == {"div", "p", "b", "table", "thead", "tbody", "tr", "th", "td"}


def test_what_turns_or_hides_text_is_replaced() -> None:
    assert escaped("a\u202eb\x00\x1b[2Jc\nd") == "a�b��[2Jc\nd"


def test_long_tables_tell_what_they_leave_out() -> None:
    page = result_html("long", [TextTable(["n"], [[str(number)] for number in range(MOST_ROWS + 2_000)], what="layers")])
    assert page.count("<td") == MOST_ROWS
    assert "and 2,000 more layers" in page


def test_an_empty_table_is_left_out() -> None:
    assert "<table" not in result_html("none", [TextTable(["n"], [])])


def test_it_has_no_colours_of_its_own() -> None:
    page = result_html("a", [TextTable(["n"], [["1"]])])
    assert "#" not in page
    assert "rgb" not in page
    assert "background" not in page
