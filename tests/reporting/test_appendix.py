from __future__ import annotations

import re

from dotnet_viz.graph import Edge, Graph, Layer, Node, Port, TensorSpec
from dotnet_viz.reporting.appendix import LONG, SHOWN, appendix_anchor, appendix_of, split_table
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.documents.pdf import print_page
from dotnet_viz.reporting.report import build_report
from dotnet_viz.reporting.section import Cell, ColumnHead, SectionData, Table, count_cell, layer_anchor, text_cell
from tests.reporting.builders import full_report

HEADS = (ColumnHead("Layer"), ColumnHead("Parameters", numeric=True))


def table(count: int) -> Table:
    """Return rows whose numbers rise and fall again; that of the first is not known."""
    rows = [(text_cell(f"row {number}"), count_cell(min(number, count - number))) for number in range(count)]
    rows[0] = (text_cell("row 0"), Cell("?"))
    return Table("Rows", HEADS, tuple(rows), anchors=tuple(f"a{number}" for number in range(count)))


def chain(count: int, name: str = "layer") -> Graph:
    """Return layers one after another."""
    nodes = tuple(
        Node(f"n{number}", Layer(f"{name} {number}", f"{name} {number}", "ReLU"), outputs=(TensorSpec((None, 4), "float32"),))
        for number in range(count)
    )
    edges = tuple(Edge(f"n{number}", 0, f"n{number + 1}", 0) for number in range(count - 1))
    return Graph("chain", "Functional", nodes, edges, (Port("n0"),), (Port(f"n{count - 1}"),))


def test_a_short_table_stays_whole() -> None:
    assert split_table(table(LONG), "s", "rows") == (table(LONG), ())


def test_of_a_long_table_the_largest_rows_are_shown_in_their_order() -> None:
    shown, (entry,) = split_table(table(60), "s", "rows", by=1, text="The {shown} largest of {count}.")
    assert [row[0].text for row in shown.rows] == [f"row {number}" for number in range(24, 36)]
    assert shown.remainder is not None
    assert (shown.remainder.text, shown.remainder.anchor) == (
        "The 12 largest of 60.",
        appendix_anchor("s", "rows"),
    )
    assert shown.anchors == ()
    assert entry.table == table(60)


def test_rows_without_a_number_come_last() -> None:
    shown, _ = split_table(table(21), "s", "rows", by=1, shown=20)
    assert [row[0].text for row in shown.rows] == [f"row {number}" for number in range(1, 21)]


def test_a_report_without_anything_long_has_no_appendix() -> None:
    assert appendix_of([SectionData("overview", "Overview")]) is None
    assert full_report().sections[-1].id == "reproducibility"


def test_a_long_table_is_whole_in_the_appendix_of_page_and_print_and_both_link_to_each_other() -> None:
    report = build_report(ReportContext(chain(50)))
    assert report.sections[-1].id == "appendix"
    for page in (report.html, print_page(report.context, report.sections)):
        parts = page.split("<section")
        section, appendix = (next(part for part in parts if f'id="{name}"' in part) for name in ("architecture", "appendix"))
        assert section.count('<th scope="row"') == SHOWN
        assert section.count('<a href="#appendix-architecture-layers">') == 1
        assert 'id="appendix-architecture-layers">' in appendix
        assert appendix.count('<th scope="row"') == 50
        assert '<a href="#architecture">' in appendix


def test_every_layer_has_one_row_to_link_to_whatever_its_name() -> None:
    name = "a/b\" onclick='x' <é>"
    for count in (3, 50):
        page = build_report(ReportContext(chain(count, name))).html
        rows = re.findall(r'<tr id="(layer-[^"]*)"', page)
        assert rows == [layer_anchor(f"{name} {number}") for number in range(count)]
        assert all(re.fullmatch(r"[A-Za-z0-9_./~-]+", row) for row in rows)
