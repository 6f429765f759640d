"""Two models on the same samples."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, chi2
from sklearn.metrics import accuracy_score, f1_score

from dotnet_viz.errors import OptionError, ShapeError
from dotnet_viz.measures.evaluation.inputs.given_predictions import class_predictions
from dotnet_viz.measures.evaluation.intervals.paired import mcnemar, paired_differences
from dotnet_viz.measures.evaluation.intervals.weighted_measures import weighted_measures

RANDOM = np.random.default_rng(0)
TRUE = RANDOM.integers(0, 3, 200)
GOOD = np.where(RANDOM.random(200) < 0.9, TRUE, (TRUE + 1) % 3)
BAD = np.where(RANDOM.random(200) < 0.5, TRUE, (TRUE + 1) % 3)


def measured(chosen: np.ndarray[tuple[int, ...], np.dtype[np.intp]]) -> list:  # type: ignore[type-arg]
    return weighted_measures(class_predictions("", np.eye(3)[chosen], TRUE))


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 20))
def test_p_values_are_those_of_scipy(only_first: int, only_second: int, both: int) -> None:
    first = np.array([True] * both + [True] * only_first + [False] * only_second + [False])
    second = np.array([True] * both + [False] * only_first + [True] * only_second + [False])
    found = mcnemar(first, second)
    uneven = only_first + only_second
    if uneven < 25:
        expected = binomtest(only_first, uneven, 0.5).pvalue if uneven else 1.0
    else:
        expected = chi2.sf(max(abs(only_first - only_second) - 1, 0) ** 2 / uneven, 1)
    assert found.p_value == pytest.approx(expected)
    assert (found.both, found.only_first, found.only_second, found.neither) == (both, only_first, only_second, 1)


def test_differences_are_those_of_scikit_learn_and_their_intervals_hold_them() -> None:
    found = {(one.of, one.measure): one for one in paired_differences(measured(BAD), measured(GOOD), 200, 200)}
    accuracy, macro = found["all", "accuracy"], found["macro average", "f1"]
    assert accuracy.first == pytest.approx(accuracy_score(TRUE, BAD))
    assert accuracy.change == pytest.approx(accuracy_score(TRUE, GOOD) - accuracy_score(TRUE, BAD))
    assert macro.second == pytest.approx(f1_score(TRUE, GOOD, average="macro"))
    assert all(one.low <= one.change <= one.high for one in found.values())
    assert accuracy.is_beyond_chance


def test_a_model_does_not_differ_from_itself() -> None:
    for one in paired_differences(measured(GOOD), measured(GOOD), 200, 20):
        assert (one.change, one.low, one.high, one.is_beyond_chance) == (0, 0, 0, False)


def test_a_seed_gives_the_same_intervals() -> None:
    pairs = (measured(BAD), measured(GOOD))
    assert paired_differences(*pairs, 200, 30, seed=1) == paired_differences(*pairs, 200, 30, seed=1)
    assert paired_differences(*pairs, 200, 30, seed=1) != paired_differences(*pairs, 200, 30, seed=2)


def test_what_cannot_be_compared() -> None:
    with pytest.raises(ShapeError, match="same samples, not 2 and 3"):
        mcnemar(np.array([True, True]), np.array([True, True, False]))
    with pytest.raises(OptionError, match="draws at least 2"):
        paired_differences([], [], 3, 1)
