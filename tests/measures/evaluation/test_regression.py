from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.metrics import max_error, mean_absolute_error, r2_score, root_mean_squared_error

from dotnet_viz.errors import ShapeError
from dotnet_viz.measures.evaluation.regression import regress
from dotnet_viz.translation.translate import in_language

NUMBERS = arrays(np.float64, (12, 2), elements=st.floats(-1e6, 1e6))


@given(NUMBERS, NUMBERS)
def test_errors_agree_with_scikit_learn(said: np.ndarray, known: np.ndarray) -> None:
    result = regress("", said, known)
    assert result.overall.mean_absolute_error == pytest.approx(mean_absolute_error(known, said))
    assert result.overall.r2 == pytest.approx(r2_score(known, said), nan_ok=True)
    for column, score in enumerate(result.targets):
        assert score.root_mean_squared_error == pytest.approx(root_mean_squared_error(known[:, column], said[:, column]))
        assert score.max_error == pytest.approx(max_error(known[:, column], said[:, column]))
    assert np.array_equal(result.residuals, said - known)


def test_a_column_and_a_flat_answer_are_the_same() -> None:
    result = regress("price", np.array([[1.0], [2.0]]), np.array([1.0, 4.0]))
    assert (result.overall.mean_absolute_error, result.overall.name, len(result.targets)) == (1.0, "price", 1)


def test_samples_that_are_not_finite_are_left_out_and_reported() -> None:
    result = regress("", np.array([1.0, np.nan, np.inf, 1e300]), np.array([2.0, 2.0, 2.0, 2.0]))
    assert (result.overall.mean_absolute_error, result.samples, len(result.true)) == (1.0, 4, 1)
    assert result.notes == ("3 of 4 samples have a value that is not finite or beyond ±1e+150; they are left out.",)
    assert "is not finite;" in regress("", np.array([1.0, np.nan]), np.array([2.0, 2.0])).notes[0]


def test_samples_that_are_left_out_are_said_in_the_language_of_the_evaluation() -> None:
    with in_language("es"):
        result = regress("", np.array([1.0, np.nan]), np.array([1.0, 1.0]))
    assert result.notes == ("1 de 2 muestras tienen un valor que no es finito; se omiten.",)


def test_without_any_finite_prediction_the_errors_are_no_numbers() -> None:
    result = regress("", np.full(3, np.nan), np.zeros(3))
    assert math.isnan(result.overall.mean_absolute_error)
    assert math.isnan(result.overall.r2)


def test_one_sample_has_no_share_of_variance() -> None:
    assert math.isnan(regress("", np.array([1.0]), np.array([1.0])).overall.r2)


def test_answers_that_do_not_fit_or_are_no_numbers_are_refused() -> None:
    with pytest.raises(ShapeError, match=r"\(3,\) does not fit predictions of shape \(2,\)"):
        regress("", np.zeros(2), np.zeros(3))
    with pytest.raises(ShapeError, match="'dear'"):
        regress("", np.zeros(1), np.array(["dear"]))
