from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from dotnet_viz.errors import OptionError, ShapeError
from dotnet_viz.measures.evaluation.slices.by_column import error_slices

WRONG = np.array([True, False, False, True, False, False])


def test_names_come_in_the_order_of_their_number_and_every_error_is_counted() -> None:
    slices = error_slices(WRONG, ["b", "a", "b", "b", "a", None])
    assert [(one.name, one.samples, one.errors) for one in slices] == [("b", 3, 2), ("a", 2, 0), ("missing", 1, 0)]


def test_few_numbers_stay_numbers_in_their_order() -> None:
    assert [one.name for one in error_slices(WRONG, np.array([10, 9, 10, 2, 2, 9]))] == ["2", "9", "10"]
    assert [one.name for one in error_slices(WRONG, np.array([1.0, np.nan, 1, 1, 0, 0]))][-1] == "missing"


def test_many_numbers_become_ranges_with_about_equal_counts() -> None:
    random = np.random.default_rng(0)
    values = random.normal(size=600)
    values[:10] = np.nan
    slices = error_slices(random.random(600) < 0.2, values, bins=4)
    assert len(slices) == 5
    assert slices[-1].name == "missing"
    assert all(140 < one.samples < 155 for one in slices[:-1])
    assert sum(one.samples for one in slices) == 600


def test_rare_names_are_one_slice() -> None:
    column = ["common"] * 50 + [f"rare {index}" for index in range(50)]
    slices = error_slices(np.zeros(100, dtype=bool), column, most=3)
    assert [one.samples for one in slices] == [50, 1, 49]
    assert slices[-1].name == "49 others"


def test_the_interval_is_that_of_wilson() -> None:
    [one] = error_slices(np.arange(20) < 3, ["x"] * 20)
    # The example of a textbook: 3 of 20.
    assert (one.low, one.high) == pytest.approx((0.0524, 0.3604), abs=1e-4)


@pytest.mark.parametrize("column", [[1, 2], np.zeros((6, 2)), "town"])
def test_a_column_of_another_length_is_refused(column: Any) -> None:
    with pytest.raises(ShapeError, match="one value for each of 6 samples"):
        error_slices(WRONG, column)


def test_other_numbers_of_slices_are_refused() -> None:
    with pytest.raises(OptionError):
        error_slices(WRONG, [1] * 6, bins=0)
