from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.scales.value_range import ValueRange


@given(st.lists(st.one_of(st.floats(width=32), st.just(float("nan"))), max_size=30), st.sampled_from(["f4", "f8", "f2"]))
def test_a_range_is_the_same_in_pieces_and_whole(values: list[float], dtype: str) -> None:
    with np.errstate(over="ignore"):
        array = np.array(values, dtype=dtype)
    whole = ValueRange.of(array)
    assert whole == ValueRange.of(array[:5]).joined(ValueRange.of(array[5:]))
    finite = array[np.isfinite(array)].astype(np.float64)
    assert whole.largest == np.abs(finite).max(initial=0.0)
    assert (whole.has_infinite, whole.has_nan) == (bool(np.isinf(array).any()), bool(np.isnan(array).any()))


def test_ranges_of_whole_numbers_are_found() -> None:
    assert ValueRange.of(np.array([-128, 5], dtype=np.int8)).largest == 128
    assert ValueRange.of(np.array([True, False])).largest == 1
