"""Which values are missing."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from dotnet_viz.measures.data.missing import is_missing, missing_values


@pytest.mark.parametrize(
    ("value", "expected"),
    [(None, True), (float("nan"), True), (np.float32("nan"), True), (Decimal("NaN"), True), (np.datetime64("NaT"), True),
     (0, False), ("", False), ("nan", False), (np.array([1.0, np.nan]), False)],
)  # fmt: skip
def test_values_that_stand_for_none(value: Any, expected: bool) -> None:
    assert is_missing(value) is expected


def test_the_missing_value_of_pandas() -> None:
    pandas = pytest.importorskip("pandas")
    assert is_missing(pandas.NA)
    assert is_missing(pandas.NaT)


def test_columns_of_every_type() -> None:
    assert missing_values(np.array([1.0, np.nan])).tolist() == [False, True]
    assert missing_values(np.array(["2020-01-01", "NaT"], dtype="datetime64[D]")).tolist() == [False, True]
    assert missing_values(np.array([1, None], dtype=object)).tolist() == [False, True]
    assert missing_values(np.array(["", "a"])).tolist() == [False, False]
