from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from dotnet_viz.errors import OptionError, ShapeError, UnsupportedInputError
from dotnet_viz.measures.unsupervised.rows import RowClasses, classes_of, matrix_of


def found(y: Any, **options: Any) -> tuple[tuple[str, ...], list[int]]:
    classes = classes_of(y, len(y), **options)
    assert isinstance(classes, RowClasses)
    return classes.names, classes.positions.tolist()


def test_labels_of_any_kind_are_classes() -> None:
    assert found([2, 0, 2]) == (("0", "2"), [1, 0, 1])
    assert found([1.0, 0.0]) == (("0", "1"), [1, 0])
    assert found([True, False]) == (("False", "True"), [1, 0])
    assert found(np.array(["b", "a"], dtype=object)) == (("a", "b"), [1, 0])
    assert found([[0, 1], [1, 0]]) == (("0", "1"), [1, 0])
    assert found([2, 0, 2], class_names=["ant", "bee", "cat"]) == (("ant", "bee", "cat"), [2, 0, 2])


def test_many_numbers_are_amounts() -> None:
    assert np.array_equal(np.asarray(classes_of(np.arange(60), 60)), np.arange(60.0))


def test_what_does_not_fit_is_a_clear_error() -> None:
    with pytest.raises(OptionError, match="1 name and y 2 classes"):
        classes_of(["a", "b"], 2, ["one"])
    with pytest.raises(ShapeError, match="one value for each of the 3 rows"):
        classes_of([1, 2], 3)
    with pytest.raises(ShapeError, match="1 value missing or infinite, the first in 'b'"):
        matrix_of([[1, np.nan]], ["a", "b"])
    with pytest.raises(UnsupportedInputError, match="must be numbers"):
        matrix_of([["x"], ["y"]])
    with pytest.raises(ShapeError, match="rows"):
        matrix_of(np.zeros((0, 3)))
