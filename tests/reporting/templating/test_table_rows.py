from __future__ import annotations

from dotnet_viz.reporting.section import Cell, ColumnHead, layer_anchor
from dotnet_viz.reporting.templating.layer_links import LayerLinks
from dotnet_viz.reporting.templating.table_rows import TableRows

HEADS = (ColumnHead("Layer", of_layers=True), ColumnHead("Share", numeric=True), ColumnHead("Connected to", of_layers=True))
ROWS = ((Cell("a"), Cell("12 %", 0.12), Cell("b, <c>")), (Cell("b"), Cell("–"), Cell("–")))
ANCHORS = tuple(layer_anchor(row[0].text) for row in ROWS)


def rows() -> TableRows:
    return TableRows(LayerLinks(frozenset(ANCHORS)))


def test_rows_have_anchors_and_name_other_layers_as_links() -> None:
    first, second = rows().on_screen(ROWS, HEADS, ANCHORS).split("\n\n")
    assert first.splitlines() == [
        '<tr id="layer-a">',
        '<th scope="row">a</th>',
        '<td class="number" data-sort="0.12">12\u00a0%</td>',
        '<td><a href="#layer-b">b</a>, &lt;c&gt;</td>',
        "</tr>",
    ]
    assert second.startswith('<tr id="layer-b">\n<th scope="row">b</th>\n<td class="number">–</td>')


def test_a_footer_has_no_anchors_and_a_table_without_layers_no_links() -> None:
    footer = rows().on_screen([(Cell("a"), Cell("1", 1.0))], (ColumnHead("Name"), ColumnHead("Count", numeric=True)))
    assert footer == '<tr>\n<th scope="row">a</th>\n<td class="number" data-sort="1">1</td>\n</tr>\n'


def test_long_names_of_rows_may_be_broken_on_a_screen() -> None:
    name = "conv2_block1_1_conv"
    shown = rows().on_screen([(Cell(name), Cell(name))], (ColumnHead("Name"), ColumnHead("Other")))
    assert (shown.count("<wbr>"), shown.striptags().split()) == (3, [name, name])


def test_on_paper_there_are_no_links_and_numbers_keep_to_the_right() -> None:
    printed = rows().on_paper(ROWS, HEADS, ANCHORS)
    assert "<a " not in printed
    assert printed.splitlines()[:5] == [
        '<tr id="layer-a">',
        '<th scope="row">a</th>',
        '<td class="number">12\u00a0%</td>',
        "<td>b, &lt;c&gt;</td>",
        "</tr>",
    ]
