"""Which outputs are explained, where each costs time and memory."""

from __future__ import annotations

import numpy as np
import pytest

from dotnet_viz.errors import OptionError
from dotnet_viz.explain.libraries.prediction import Prediction
from dotnet_viz.explain.libraries.reading import read_samples
from dotnet_viz.explain.libraries.shap.outputs import choose_outputs
from dotnet_viz.explain.libraries.shap.request import Request

SAMPLES = read_samples(np.zeros((2, 3)))
TABLE = np.array([np.arange(20.0), np.arange(20.0)[::-1] * 0.5])
PREDICTION = Prediction(lambda x: TABLE[: len(x)], "probability")


def test_all_are_explained_unless_there_are_many_costly_ones() -> None:
    for are_costly, count in ((False, 20), (True, 5)):
        assert len(choose_outputs(PREDICTION, SAMPLES, Request(), are_costly=are_costly).names) == count
    few = Prediction(lambda x: TABLE[: len(x), :4], "probability")
    assert choose_outputs(few, SAMPLES, Request(), are_costly=True).is_all


def test_of_many_those_that_are_largest_for_some_sample_are_kept() -> None:
    chosen = choose_outputs(PREDICTION, SAMPLES, Request(), are_costly=True)
    assert chosen.positions == (15, 16, 17, 18, 19)
    assert chosen.names == ("15", "16", "17", "18", "19")
    np.testing.assert_array_equal(chosen.prediction.predict(SAMPLES.numbers), TABLE[:, 15:])
    assert chosen.notes == ("explained: 5 of 20 outputs, those with the largest f(x)",)


def test_the_one_that_is_asked_for_is_kept_by_name_or_position() -> None:
    names = [f"class {index}" for index in range(20)]
    for output in ("class 3", 3, -17):
        chosen = choose_outputs(PREDICTION, SAMPLES, Request(output=output, class_names=names), are_costly=True)
        assert (chosen.positions, chosen.names, chosen.notes) == ((3,), ("class 3",), ())
    with pytest.raises(OptionError, match="unknown output 'dog'"):
        choose_outputs(PREDICTION, SAMPLES, Request(output="dog"), are_costly=True)
