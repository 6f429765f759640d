from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from dotnet_viz.errors import OptionError, ShapeError
from dotnet_viz.measures.evaluation.samples import column_of, is_images, rows_of


@pytest.mark.parametrize(
    ("shape", "expected"),
    [((5, 8, 8), True), ((5, 8, 8, 1), True), ((5, 8, 8, 3), True), ((5, 8, 8, 7), False), ((5, 8), False), ((4, 8, 8), False),
     ((5, 2, 300), False)],
)  # fmt: skip
def test_images_are_told_by_their_shape(shape: tuple[int, ...], expected: bool) -> None:
    assert is_images(np.zeros(shape), 5) is expected


def test_rows_have_the_names_of_a_frame_or_numbers() -> None:
    values, names = rows_of(pd.DataFrame({"size": [1, 2], "age": [3, 4]}), 2)
    assert values is not None
    assert (values.tolist(), names) == ([[1, 3], [2, 4]], ("size", "age"))
    assert rows_of(np.zeros((2, 2)), 2)[1] == ("column 0", "column 1")
    for other in (None, [1, 2], np.zeros((3, 2)), np.zeros((2, 2, 2))):
        assert rows_of(other, 2) == (None, ())


def test_a_column_is_values_or_a_name() -> None:
    frame = pd.DataFrame({"size": [1, 2]})
    assert column_of("size", frame)[0].tolist() == [1, 2]
    assert column_of(pd.Series([1, 2], name="age"), None)[1] == "age"
    wrong: list[tuple[Any, Any, type[Exception], str]] = [
        ("size", np.zeros((2, 1)), OptionError, "pass its values"),
        ("sise", frame, OptionError, "did you mean 'size'"),
        (3, frame, ShapeError, "one value for each sample"),
    ]
    for column, samples, error, words in wrong:
        with pytest.raises(error, match=words):
            column_of(column, samples)
