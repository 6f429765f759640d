from __future__ import annotations

import math

import numpy as np
import pytest

from dotnet_viz.measures.evaluation.classifiers.classification import classify
from dotnet_viz.measures.evaluation.regression import regress
from dotnet_viz.measures.evaluation.segmentation import measure_segmentation
from dotnet_viz.measures.evaluation.sequences import measure_tokens, regress_sequences
from dotnet_viz.measures.evaluation.trivial import BETTER, SAME, WORSE, compare_with_trivial


def wrong_at(true: np.ndarray, indices: list[int]) -> np.ndarray:
    """Return the labels with a wrong class at some places."""
    found = true.copy()
    found[indices] = 1 - found[indices]
    return found


@pytest.mark.parametrize(("errors", "outcome"), [([], BETTER), (list(range(38)), SAME), (list(range(95)), WORSE)])
def test_accuracy_is_compared_with_the_most_frequent_class(errors: list[int], outcome: str) -> None:
    true = np.array([1] * 60 + [0] * 40)
    found = compare_with_trivial(classify("", wrong_at(true, errors), true, class_names=["no", "yes"]))
    assert found is not None
    assert (found.trivial, found.answer, found.outcome) == (0.6, "yes", outcome)
    assert found.value == pytest.approx(1 - len(errors) / 100)
    assert found.low <= found.value <= found.high


def test_few_samples_prove_nothing() -> None:
    found = compare_with_trivial(classify("", np.array([0, 0, 1, 1]), np.array([0, 0, 1, 1])))
    assert found is not None
    assert (found.value, found.outcome) == (1.0, SAME)
    assert found.low < 0.6


def test_several_labels_are_compared_with_the_most_frequent_set_of_them() -> None:
    true = np.array([[1, 0, 1]] * 20 + [[0, 1, 0]] * 15)
    found = compare_with_trivial(classify("", true * 0.9, true, class_names=["a", "b", "c"]))
    assert found is not None
    assert (found.answer, round(found.trivial, 3), found.outcome) == ("a, c", 0.571, BETTER)


def test_amounts_are_compared_with_their_mean() -> None:
    random = np.random.default_rng(0)
    true = random.normal(10, 4, size=300)
    good = compare_with_trivial(regress("", true + random.normal(size=300), true))
    bad = compare_with_trivial(regress("", np.full(300, 10.0), true))
    worse = compare_with_trivial(regress("", np.zeros(300), true))
    assert good is not None
    assert bad is not None
    assert worse is not None
    assert [one.outcome for one in (good, bad, worse)] == [BETTER, SAME, WORSE]
    assert good.trivial == pytest.approx(np.abs(true - true.mean()).mean())
    assert good.low < 0.8 < good.high


def test_intervals_of_sequences_are_as_wide_as_their_number_says_not_that_of_their_steps() -> None:
    true = np.tile(np.array([0, 1]), (40, 50))
    predicted = true.copy()
    predicted[:10] = 1 - predicted[:10]
    found = compare_with_trivial(measure_tokens("", predicted, true))
    assert found is not None
    assert found.value == 0.75
    assert found.high - found.low > 0.25
    assert found.outcome == BETTER


def test_padding_of_sequences_counts_neither_for_the_model_nor_for_trivial_answers() -> None:
    true = np.array([[1.0, 2.0, 9.0], [3.0, 4.0, 5.0], [1.0, 5.0, 9.0]])
    kept = np.array([[True, True, False], [True, True, True], [True, True, False]])
    found = compare_with_trivial(regress_sequences("", true + 1, true, kept))
    assert found is not None
    values = true[kept]
    assert found.value == 1.0
    assert found.trivial == pytest.approx(np.abs(values - values.mean()).mean())


def test_pixels_are_compared_with_the_most_frequent_class() -> None:
    true = np.zeros((6, 8, 8), int)
    true[:, :3] = 1
    found = compare_with_trivial(measure_segmentation("", true, true, class_names=["ground", "sky"]))
    assert found is not None
    assert (found.measure, found.value, found.trivial, found.answer) == ("pixel accuracy", 1.0, 0.625, "ground")


def test_one_sample_of_an_amount_has_no_interval_and_none_is_nothing() -> None:
    one = compare_with_trivial(regress("", np.array([3.0]), np.array([1.0])))
    assert one is not None
    assert math.isnan(one.low)
    assert one.outcome == SAME
    assert compare_with_trivial(regress("", np.array([np.nan]), np.array([1.0]))) is None
