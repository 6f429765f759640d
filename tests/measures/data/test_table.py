"""Samples as columns, whatever holds them."""

from __future__ import annotations

import numpy as np
import pytest

from dotnet_viz.errors import OptionError, ShapeError, UnsupportedInputError
from dotnet_viz.measures.data.table import table_of


def test_a_frame_has_the_names_of_its_columns() -> None:
    pandas = pytest.importorskip("pandas")
    table = table_of(pandas.DataFrame({"age": [1.0, 2.0], "city": ["Rome", None]}))
    assert table.names == ("age", "city")
    assert table.is_tabular
    assert table.columns[1][0] == "Rome"


def test_an_array_has_numbered_columns_or_the_given_names() -> None:
    assert table_of(np.ones((3, 2))).names == ("column 0", "column 1")
    assert table_of(np.ones((3, 2)), ["a", "b"]).names == ("a", "b")
    assert table_of([1.0, 2.0, 3.0]).samples == 3


def test_structured_and_sparse_data_are_tables() -> None:
    sparse = pytest.importorskip("scipy.sparse")
    assert table_of(sparse.csr_matrix(np.eye(3))).samples == 3
    records = np.array([(1, 2.5), (3, 4.5)], dtype=[("k", "i4"), ("v", "f8")])
    assert table_of(records).names == ("k", "v")


def test_several_inputs_are_columns_side_by_side() -> None:
    table = table_of({"image": np.ones((4, 8, 8)), "age": np.ones((4, 1)), "words": np.ones((4, 2))})
    assert table.names == ("image", "age", "words 0", "words 1")
    assert not table.is_tabular
    assert table_of([np.ones((4, 2)), np.ones((4, 5, 5))]).names == ("input 0 0", "input 0 1", "input 1")


@pytest.mark.parametrize(
    ("x", "names", "error", "words"),
    [
        (np.ones((3, 2)), ["a"], OptionError, "1 names, but the data have 2 columns"),
        ({"a": np.ones(3), "b": np.ones(4)}, None, ShapeError, "differ in length"),
        (3.0, None, UnsupportedInputError, "not 'float'"),
        ([[1.0], [2.0, 3.0]], None, ShapeError, "no array"),
    ],
)
def test_what_is_no_table(x: object, names: list[str] | None, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        table_of(x, names)
