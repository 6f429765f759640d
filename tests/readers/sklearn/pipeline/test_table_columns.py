"""The columns that go from step to step."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.decomposition import PCA
from sklearn.preprocessing import FunctionTransformer, OneHotEncoder, StandardScaler

from dotnet_viz.readers.sklearn.pipeline.table_columns import TableColumns, chosen_columns, output_columns, side_by_side

TABLE = TableColumns(None, ("a", "b", "c", "d"), 4)
X = np.arange(12.0).reshape(3, 4) ** 2


@pytest.mark.parametrize(
    ("chosen", "names"),
    [
        ("b", ("b",)),
        (["b", "d"], ("b", "d")),
        ([0, 3], ("a", "d")),
        ([-1], ("d",)),
        (np.array([True, False, True, False]), ("a", "c")),
        (slice(1, 3), ("b", "c")),
        ([], ()),
    ],
)
def test_columns_are_chosen_as_scikit_learn_chooses_them(chosen: object, names: tuple[str, ...]) -> None:
    assert chosen_columns(TABLE, chosen) == TableColumns(None, names, len(names))


def test_positions_in_a_table_without_names_are_counted() -> None:
    assert chosen_columns(TableColumns(None, None, 4), [0, 2]) == TableColumns(None, None, 2)
    assert chosen_columns(TableColumns(), lambda table: table.columns) == TableColumns()


def test_transformers_state_what_comes_out() -> None:
    assert output_columns(StandardScaler().fit(X), TABLE).names == TABLE.names
    assert output_columns(PCA(2).fit(X), TABLE) == TableColumns(None, ("pca0", "pca1"), 2)
    assert output_columns(OneHotEncoder().fit([["x"], ["y"], ["z"]]), TableColumns(None, ("k",), 1)).names == (
        "k_x",
        "k_y",
        "k_z",
    )


def test_what_a_transformer_does_not_state_is_unknown() -> None:
    assert output_columns(FunctionTransformer(np.log1p).fit(X), TABLE) == TableColumns()
    assert output_columns(StandardScaler(), TABLE) == TableColumns()


def test_tables_side_by_side_are_known_as_far_as_all_of_them_are() -> None:
    assert side_by_side([TABLE, TABLE]).count == 8
    assert side_by_side([TABLE, TableColumns(None, None, 2)]) == TableColumns(None, None, 6)
    assert side_by_side([TABLE, TableColumns()]) == TableColumns()
