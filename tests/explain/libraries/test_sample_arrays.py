"""Arrays from lists, tensors and sparse matrices."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from dotnet_viz.errors import ShapeError, UnsupportedInputError
from dotnet_viz.explain.libraries.sample_arrays import array_of, finite_numbers


def test_tensors_are_taken_from_their_device() -> None:
    values = np.ones((2, 3))
    tensor = SimpleNamespace(detach=lambda: SimpleNamespace(cpu=lambda: values))
    np.testing.assert_array_equal(array_of("x", tensor), values)


def test_several_inputs_are_named_as_that() -> None:
    with pytest.raises(UnsupportedInputError, match="several inputs"):
        array_of("x", [np.zeros((5, 2)), np.zeros((5, 3))])


def test_numbers_may_be_missing_and_not_infinite() -> None:
    assert np.isnan(finite_numbers("x", [[np.nan, 1.0]])[0, 0])
    with pytest.raises(ShapeError, match="2 infinite values"):
        finite_numbers("x", [[np.inf, -np.inf]])
    with pytest.raises(UnsupportedInputError, match="must hold numbers"):
        finite_numbers("x", [["a"]])
