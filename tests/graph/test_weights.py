from __future__ import annotations

import numpy as np
import pytest

from dotnet_viz.errors import GraphError
from dotnet_viz.graph import Weight


def test_a_weight_is_a_copy_that_cannot_be_written() -> None:
    values = np.ones((2, 2), "float32")
    weight = Weight.from_array("dense/kernel", values)
    values[:] = 9
    assert weight.role == "kernel"
    assert weight.array.tolist() == [[1, 1], [1, 1]]
    with pytest.raises(ValueError, match="read-only"):
        weight.array[0, 0] = 5


def test_chunks_are_the_values_in_order() -> None:
    weight = Weight.from_array("kernel", np.arange(10.0).reshape(5, 2))
    pieces = list(weight.chunks(4))
    assert [len(piece) for piece in pieces] == [4, 4, 2]
    assert np.concatenate(pieces).tolist() == list(range(10))


def test_a_weight_without_values_says_so() -> None:
    weight = Weight("kernel", "kernel", (2,), "float32")
    assert not weight.has_values
    with pytest.raises(GraphError, match="no values"):
        _ = weight.array
