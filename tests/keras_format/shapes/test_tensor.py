from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.keras_format.shapes.tensor import RULES, broadcast

SHAPES = st.lists(st.sampled_from([1, 2, 3]), max_size=4).map(tuple)


@given(SHAPES, SHAPES)
def test_broadcasting_is_numpy_s(one: tuple[int, ...], other: tuple[int, ...]) -> None:
    try:
        expected = np.broadcast_shapes(one, other)
    except ValueError:
        with pytest.raises(ValueError):
            broadcast(one, other)
    else:
        assert broadcast(one, other) == expected


def test_a_size_that_one_side_knows_is_known() -> None:
    assert broadcast((None, None, 3), (None, 5, 3)) == (None, 5, 3)
    assert RULES["Concatenate"]({"axis": -1}, [(None, None, 3), (None, 5, 3)]) == [(None, 5, 6)]


def test_a_size_that_nobody_knows_stays_open() -> None:
    assert RULES["Flatten"]({}, [(None, None, 3)]) == [(None, None)]
    assert RULES["Reshape"]({"target_shape": [-1, 3]}, [(None, None, 3)]) == [(None, None, 3)]
    assert RULES["Concatenate"]({"axis": 1}, [(None, None, 3), (None, 5, 3)]) == [(None, None, 3)]


def test_a_product_of_two_vectors_keeps_one_axis() -> None:
    assert RULES["Dot"]({"axes": 1}, [(None, 4), (None, 4)]) == [(None, 1)]
