from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from dotnet_viz.errors import OptionError, ShapeError
from dotnet_viz.measures.evaluation.inputs.targets import class_indices, find_task, is_one_hot, label_values

THREE = np.zeros((4, 3))
ONE = np.zeros((4, 1))


@pytest.mark.parametrize(
    ("predicted", "true", "task"),
    [
        (THREE, [0, 1, 2, 2], "classification"),
        (THREE, [[0], [1], [2], [2]], "classification"),
        (THREE, [0.0, 1.0, 2.0, 2.0], "classification"),
        (THREE, np.eye(3)[[0, 1, 2, 2]], "classification"),
        (THREE, [[1, 1, 0], [0, 0, 0], [1, 1, 1], [0, 1, 0]], "classification"),
        (THREE, np.full((4, 3), 0.3), "regression"),
        (ONE, [0, 1, 1, 0], "classification"),
        (ONE, [-1, 1, 1, -1], "classification"),
        (ONE, [True, False, True, True], "classification"),
        (ONE, ["cat", "dog", "cat", "dog"], "classification"),
        (ONE, [0.5, 1.0, 0.0, 0.0], "regression"),
        (ONE, [3, 4, 5, 6], "regression"),
        (np.zeros(4), [3.5, 4, 5, 6], "regression"),
    ],
)
def test_the_task_follows_from_predictions_and_answers(predicted: Any, true: Any, task: str) -> None:
    assert find_task(predicted, np.asarray(true)) == task


def test_a_model_that_names_classes_classifies() -> None:
    assert find_task(ONE, np.array([3, 4, 5, 6]), has_classes=True) == "classification"


@pytest.mark.parametrize(("rows", "expected"), [([[0, 1], [1, 0]], True), ([[1, 1], [1, 0]], False), ([[0.5, 0.5]], False)])
def test_one_hot_rows_have_exactly_one_one(rows: Any, expected: bool) -> None:
    assert is_one_hot(np.array(rows)) is expected


def test_labels_from_zero_are_their_own_positions() -> None:
    assert class_indices(np.array([2.0, 0.0]), 3, None).tolist() == [2, 0]


@pytest.mark.parametrize(
    ("true", "words"),
    [
        ([0, 3], "label 3, but the model has 3 classes: 0 to 2"),
        ([-2, 0], "label -2"),
        ([0.5, 1.0], "whole numbers from 0 to 2"),
        (["a", "b"], "whole numbers from 0 to 2"),
    ],
)
def test_a_label_beyond_the_outputs_is_refused(true: Any, words: str) -> None:
    with pytest.raises(ShapeError, match=words):
        class_indices(np.array(true), 3, None)


def test_a_label_that_is_none_of_the_named_ones_is_refused_with_the_choices() -> None:
    with pytest.raises(ShapeError, match=r"'bird'.*cat, dog"):
        class_indices(np.array(["cat", "bird"]), 2, ["cat", "dog"])


def test_strings_follow_the_class_names_or_else_the_alphabet() -> None:
    true = np.array(["dog", "cat"])
    assert label_values(true, 2, ["dog", "cat"]) == ["dog", "cat"]
    assert label_values(true, 2, None) == ["cat", "dog"]
    with pytest.raises(OptionError, match="2 classes \\(cat, dog\\), but the model has 3"):
        label_values(true, 3, None)


def test_labels_of_minus_one_and_one_are_two_classes() -> None:
    assert label_values(np.array([-1, 1]), 2, None) == [-1, 1]
    assert label_values(np.array([1, 1]), 2, None) is None
