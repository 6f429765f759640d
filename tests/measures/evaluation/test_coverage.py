"""Intervals of predictions."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from dotnet_viz.errors import OptionError, ShapeError, UnsupportedInputError
from dotnet_viz.measures.evaluation.coverage import coverage
from dotnet_viz.measures.evaluation.regression import regress

TRUE = np.array([1.0, 2.0, 3.0, 4.0])
RESULT = regress("", TRUE + 0.1, TRUE)


def test_ends_belong_to_the_interval() -> None:
    found = coverage(RESULT, TRUE - 1, [1, 2, 3, 3.5])
    assert found.is_inside.tolist() == [True, True, True, False]
    assert found.share == 0.75


@pytest.mark.parametrize(
    ("lower", "upper", "level", "error", "words"),
    [
        (TRUE[:2], TRUE, None, ShapeError, "4 samples, but 2 lower"),
        (TRUE + 1, TRUE, None, ShapeError, "4 lower ends are above"),
        (["low"] * 4, TRUE, None, ShapeError, "lower must hold one number for each sample"),
        (TRUE, iter(TRUE), None, UnsupportedInputError, "upper must be an array"),
        (TRUE, TRUE, 90, OptionError, "between 0 and 1, such as 0.9, not 90"),
    ],
)
def test_what_is_no_interval(lower: Any, upper: Any, level: Any, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        coverage(RESULT, lower, upper, level)
    with pytest.raises(OptionError, match="of one target"):
        coverage(regress("", np.ones((3, 2)), np.ones((3, 2))), [0, 0, 0], [1, 1, 1])
