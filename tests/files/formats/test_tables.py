from __future__ import annotations

from pathlib import Path

import pytest

from dotnet_viz.errors import UnreadableFileError, UnsafeFileError
from dotnet_viz.files.formats.tables import read_table, typed_cells
from dotnet_viz.files.limits import Limits


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("name", ["plain", "a;b;c", "a\tb\tc", "a,b,c"])
def test_a_name_with_separators_in_quotes_is_one_column(separator: str, name: str, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text(f'label{separator}"{name}"\n1{separator}2\n3{separator}4\n')
    table = read_table(path)
    assert table.names == ["label", name]
    assert (table.column("label"), table.column(name), table.count) == (["1", "3"], ["2", "4"], 2)


def test_rows_beyond_a_bound_are_counted_only(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("a,b\n" + "1,2\n" * 10)
    assert [len(read_table(path, **bound).rows) for bound in ({}, {"max_rows": 3}, {"max_cells": 8})] == [10, 3, 4]
    assert read_table(path, max_rows=3).count == 10


def test_lines_that_do_not_fit_and_files_too_long_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("a,b\n1,2\n1,2,3\n")
    with pytest.raises(UnreadableFileError, match="has 2 columns, and its line 3 has 3"):
        read_table(path)
    with (
        Limits(table_bytes=10),
        pytest.raises(UnsafeFileError, match=r"14 bytes; save it as arrays in a .*; at most 10"),
    ):
        read_table(path)


@pytest.mark.parametrize(
    ("texts", "missing", "kind"),
    [
        (["1", "2"], False, "i"),
        (["1", "2.5"], False, "f"),
        (["1", ""], True, "f"),
        (["yes", "NA"], True, "O"),
        (["True", "false"], True, "b"),
    ],
)
def test_cells_are_of_the_plainest_type_that_fits(texts: list[str], missing: bool, kind: str) -> None:
    assert typed_cells(texts, missing=missing).dtype.kind == kind
