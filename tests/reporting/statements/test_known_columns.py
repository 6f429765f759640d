"""Columns of which nothing is known are left out of tables."""

from __future__ import annotations

from dataclasses import replace

from dotnet_viz.reporting.section import ColumnHead, Table, text_cell
from dotnet_viz.reporting.statements.known_columns import without_unknown_columns

TABLE = Table(
    "t", tuple(map(ColumnHead, "abc")), (tuple(map(text_cell, ("x", "?", "?"))), tuple(map(text_cell, ("?", "?", "1"))))
)


def test_a_column_goes_where_no_row_knows_it() -> None:
    assert [head.title for head in without_unknown_columns(TABLE).columns] == ["a", "c"]
    assert [[cell.text for cell in row] for row in without_unknown_columns(TABLE).rows] == [["x", "?"], ["?", "1"]]


def test_what_nobody_stated_goes_and_what_there_is_not_stays() -> None:
    rows = (tuple(map(text_cell, ("x", "–", "–"))), tuple(map(text_cell, ("y", "not said", "–"))))
    assert [head.title for head in without_unknown_columns(replace(TABLE, rows=rows)).columns] == ["a", "c"]


def test_the_first_columns_stay() -> None:
    assert [head.title for head in without_unknown_columns(TABLE, keep=2).columns] == ["a", "b", "c"]
