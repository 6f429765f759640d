from __future__ import annotations

from dotnet_viz.reporting.printing.tables import printed_table
from dotnet_viz.reporting.section import Cell, ColumnHead, Table


def table(columns: int, rows: int, text: str = "a value of a cell", numeric: bool = False) -> Table:
    heads = tuple(ColumnHead(f"column {number}", numeric) for number in range(columns))
    lines = tuple(tuple(Cell(f"{text} {row} {column}") for column in range(columns)) for row in range(rows))
    return Table("A table", heads, lines, lines[:1])


def test_a_narrow_table_is_printed_as_it_is() -> None:
    shown = table(4, 100)
    printed = printed_table(shown)
    assert printed.pieces == (shown,)
    assert not printed.is_landscape
    assert not printed.is_dense


def test_wider_ones_are_dense_then_landscape_then_split() -> None:
    kinds = [printed_table(table(columns, 40)) for columns in range(5, 16)]
    names = [
        "split" if len(one.pieces) > 1 else "landscape" if one.is_landscape else "dense" if one.is_dense else ""
        for one in kinds
    ]
    assert sorted(set(names), key=["", "dense", "landscape", "split"].index) == ["", "dense", "landscape", "split"]
    assert names == sorted(names, key=["", "dense", "landscape", "split"].index)


def test_a_split_table_has_every_column_once_and_the_first_in_each_piece() -> None:
    shown = table(30, 40)
    pieces = printed_table(shown).pieces
    assert all(piece.columns[0] == shown.columns[0] for piece in pieces)
    assert [head for piece in pieces for head in piece.columns[1:]] == list(shown.columns[1:])
    assert all(len(row) == len(piece.columns) for piece in pieces for row in (*piece.rows, *piece.footer))


def test_a_wide_table_of_few_rows_does_not_get_a_page_of_its_own() -> None:
    assert not printed_table(table(9, 3)).is_landscape


def test_one_column_that_is_too_wide_stays_one_table() -> None:
    assert len(printed_table(table(1, 3, "x" * 400, numeric=True)).pieces) == 1
    assert printed_table(Table("empty", (), ())).pieces


def test_a_head_without_end_does_not_give_every_column_a_table_of_its_own() -> None:
    shown = table(7, 6, "1")
    endless = Table("", (*shown.columns[:-1], ColumnHead("a" * 300)), shown.rows)
    assert len(printed_table(endless).pieces) <= 2
