from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from dotnet_viz.errors import UnsafeFileError
from dotnet_viz.files.limits import Limits
from dotnet_viz.measures.evaluation.inputs.prediction_files import read_predictions


def test_columns_are_whole_numbers_numbers_or_texts(tmp_path: Path) -> None:
    for text, kind in (("1\n2", "i"), ("1.5\n2", "f"), ("1\nx", "U"), ("99999999999999999999\n1", "f")):
        first, second = text.split("\n")
        (tmp_path / "p.csv").write_text(f"y_true,y_pred\n{first},{first}\n{second},{second}\n")
        stored = read_predictions(tmp_path / "p.csv")
        assert stored.true.dtype.kind == stored.predicted.dtype.kind == kind


def test_a_name_with_a_separator_in_it_and_a_byte_order_mark(tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text('y_true,"cat, wild",dog\ndog,0.25,0.75\n', encoding="utf-8-sig")
    stored = read_predictions(tmp_path / "p.csv")
    assert stored.class_names == ("cat, wild", "dog")
    np.testing.assert_array_equal(stored.predicted, [[0.25, 0.75]])


def test_a_table_that_is_too_large_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text("y_true,y_pred\n1,1\n")
    with Limits(table_bytes=10), pytest.raises(UnsafeFileError, match=r"save it as arrays in a \.npz file"):
        read_predictions(tmp_path / "p.csv")
