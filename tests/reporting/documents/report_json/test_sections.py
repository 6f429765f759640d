from __future__ import annotations

from dotnet_viz.reporting.appendix import appendix_anchor, split_table
from dotnet_viz.reporting.documents.report_json.sections import section_parts
from dotnet_viz.reporting.section import (
    AppendixEntry,
    Cell,
    ColumnHead,
    Fact,
    Figure,
    SectionData,
    Table,
    count_cell,
    number_cell,
    share_cell,
    text_cell,
)


def test_cells_are_numbers_where_they_have_one() -> None:
    columns = (ColumnHead("Name"), *(ColumnHead(name, numeric=True) for name in ("a", "b", "c", "d")))
    rows = ((text_cell("x"), count_cell(3), share_cell(0.25), number_cell(float("nan")), number_cell(None)),)
    footer = ((text_cell("all"), count_cell(None), Cell("–"), Cell("≥ 3", 3.0), Cell("words")),)
    [found] = section_parts([SectionData("s", "S", {"table": Table("T", columns, rows, footer)})])
    assert found["tables"] == [
        {
            "caption": "T",
            "columns": ["Name", "a", "b", "c", "d"],
            "rows": [["x", 3, 0.25, None, None], ["all", None, None, 3, "words"]],
        }
    ]


def test_what_is_nested_is_found_and_long_tables_are_whole() -> None:
    table = Table("Long", (ColumnHead("a"),), tuple((text_cell(number),) for number in range(50)))
    part, entries = split_table(table, "s", "long")
    shown = Figure("<svg/>", "A picture.", 1, 1)
    data = {"groups": [{"facts": (Fact("n", "1"),), "figures": (shown, shown)}], "lead": "Text.", "empty": "", "part": part}
    appendix = SectionData("appendix", "Appendix", {"groups": entries})
    found = section_parts([SectionData("s", "S", data, entries), appendix])
    assert [section["id"] for section in found] == ["s"]
    assert [len(one["rows"]) for one in found[0]["tables"]] == [50]
    assert (found[0]["texts"], found[0]["figures"]) == (["Text."], [{"caption": "A picture.", "numbers": None}])
    assert found[0]["facts"] == [{"name": "n", "value": "1"}]


def test_links_to_the_appendix_are_no_texts() -> None:
    anchor = appendix_anchor("a", "diagram")
    section = SectionData("a", "A", {"lead": "Some text.", "full": anchor}, (AppendixEntry(anchor, "All"),))
    assert section_parts([section])[0]["texts"] == ["Some text."]
