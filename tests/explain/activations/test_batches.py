from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from dotnet_viz.errors import ShapeError
from dotnet_viz.explain.activations.batches import batches, sample_count

X = np.arange(10.0).reshape(5, 2)
SHAPES = [(None, 2)]


def sizes(x: Any, shapes: Any = SHAPES, size: int = 2) -> list[int]:
    return [len(batch[0]) for batch in batches(x, shapes, size=size)]


def test_a_list_with_the_array_of_the_only_input_is_that_array() -> None:
    assert sizes([X]) == sizes((X,)) == sizes(X) == [2, 2, 1]
    assert sizes([X[0]]) == [1]
    assert sizes([X[0], X[1]]) == [2]
    assert [batch[0].shape for batch in batches([np.ones((3, 4))], None)] == [(1, 3, 4)]


def test_samples_with_nan_are_named_by_their_number() -> None:
    broken = X.copy()
    broken[3, 1] = np.nan
    with pytest.raises(ShapeError, match="sample 3 of the inputs has NaN; leave it out, or fill it"):
        sizes(broken)
    with pytest.raises(ShapeError, match="sample 3 of the inputs has NaN"):
        sizes(part for part in (broken[:2], broken[2:]))
    assert sizes(broken, None) == [2, 2, 1]  # steps before the network may fill it
    broken[3, 1] = -np.inf  # as masks of attention have it
    assert sizes(broken) == [2, 2, 1]


def test_samples_are_counted_where_they_are_all_there() -> None:
    assert sample_count(X, SHAPES) == sample_count([X], SHAPES) == sample_count({"x": X}, SHAPES, ["x"]) == 5
    assert sample_count(X[0], SHAPES) == 1
    assert sample_count([X, X], [(None, 2), (None, 2)]) == 5
    assert sample_count((part for part in [X]), SHAPES) is None
