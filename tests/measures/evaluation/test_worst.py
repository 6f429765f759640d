from __future__ import annotations

import math

import numpy as np
import pytest

from dotnet_viz.errors import OptionError
from dotnet_viz.measures.evaluation.inputs.given_predictions import class_predictions
from dotnet_viz.measures.evaluation.worst import worst_predictions
from tests.measures.evaluation.builders import scored


def test_wrong_predictions_with_the_least_probability_of_the_truth_come_first() -> None:
    true, scores = scored(300, 3)
    found = worst_predictions(class_predictions("", scores, true, class_names=["a", "b", "c"]), 20)
    own = scores[np.arange(300), true]
    wrong = np.flatnonzero(scores.argmax(axis=1) != true)
    expected = wrong[np.argsort(own[wrong], kind="stable")][:20]
    assert [one.index for one in found] == expected.tolist()
    for one in found:
        assert one.true == "abc"[true[one.index]]
        assert one.predicted == "abc"[scores[one.index].argmax()]
        assert one.loss == pytest.approx(-math.log(own[one.index]))
        assert one.predicted_probability == pytest.approx(scores[one.index].max())


def test_what_is_no_number_is_the_worst() -> None:
    scores = np.array([[0.1, 0.9], [np.nan, 0.5], [0.8, 0.2]])
    first, second = worst_predictions(class_predictions("", scores, np.array([0, 0, 0])))
    assert (first.index, first.predicted, second.index) == (1, "", 0)


def test_labels_keep_the_order_of_the_data() -> None:
    predictions = class_predictions("", np.array(["a", "b", "a"]), np.array(["b", "b", "b"]))
    assert [one.index for one in worst_predictions(predictions)] == [0, 2]


def test_one_column_and_many_labels_are_ranked_too() -> None:
    single = worst_predictions(class_predictions("", np.array([0.9, 0.6, 0.2]), np.array([0, 0, 1])))
    assert [one.index for one in single] == [0, 2, 1]
    true = np.array([[1, 0], [1, 1], [0, 1]])
    scores = np.array([[0.9, 0.6], [0.1, 0.9], [0.2, 0.9]])
    several = worst_predictions(class_predictions("", scores, true, class_names=["x", "y"]))
    assert [(one.index, one.true, one.predicted) for one in several] == [(1, "x, y", "y"), (0, "x", "x, y")]


def test_a_count_below_one_is_refused() -> None:
    with pytest.raises(OptionError, match="at least 1"):
        worst_predictions(class_predictions("", np.array([0.9, 0.2]), np.array([0, 1])), 0)
