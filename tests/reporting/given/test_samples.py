"""Data, predictions and inputs of a report are read once and brought together."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from dotnet_viz.errors import ShapeError
from dotnet_viz.progress import silent
from dotnet_viz.reporting.given.samples import GivenSamples, given_samples

NETWORK = [(np.ones((3, 2)), np.zeros(2), "softmax")]
X = np.arange(12.0).reshape(4, 3)
Y = np.array([0, 1, 1, 0])


def samples(data: Any = None, predictions: Any = None, inputs: Any = None) -> GivenSamples:
    options = {"task": None, "class_names": None, "mask": None, "ignore": None}
    return given_samples(NETWORK, data, predictions, inputs, target=None, max_samples=None, progress=silent, **options)


def test_without_anything_there_is_nothing() -> None:
    found = samples()
    assert (found.pair, found.source, found.notes, found.inputs, found.evaluation) == (None, "", (), None, None)


def test_the_model_runs_on_data_without_labels_which_a_note_says() -> None:
    found = samples(X)
    assert np.array_equal(found.inputs, X)
    assert "not evaluated" in found.notes[0]
    assert samples((X, Y)).inputs is None
    assert samples((X, Y)).notes == ()


def test_inputs_that_are_given_are_those_that_the_model_runs_on() -> None:
    assert np.array_equal(samples(X, inputs=X[:1]).inputs, X[:1])


def test_predictions_are_evaluated_without_the_model_and_are_those_of_the_data() -> None:
    found = samples((X, Y), predictions=(Y, Y))
    assert found.evaluation is not None
    assert found.notes == ()
    with pytest.raises(ShapeError):
        samples((X, Y), predictions=(Y[:3], Y[:3]))
