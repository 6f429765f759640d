from __future__ import annotations

import numpy as np
import pytest
from sklearn.calibration import calibration_curve
from sklearn.metrics import brier_score_loss

from dotnet_viz.errors import OptionError
from dotnet_viz.measures.evaluation.classifiers.calibration import calibrate, class_calibration, confidence_calibration
from dotnet_viz.measures.evaluation.inputs.given_predictions import class_predictions
from tests.measures.evaluation.builders import scored


@pytest.mark.parametrize("strategy", ["uniform", "quantile"])
def test_bins_are_those_of_scikit_learn_and_hold_every_sample(strategy: str) -> None:
    true, scores = scored(400, 2)
    found = calibrate("b", true == 1, scores[:, 1], bins=7, strategy=strategy)
    observed, predicted = calibration_curve(true, scores[:, 1], n_bins=7, strategy=strategy)
    np.testing.assert_array_equal(found.observed, observed)
    np.testing.assert_array_equal(found.predicted, predicted)
    assert found.counts.sum() == found.all_counts.sum() == 400
    assert found.error == pytest.approx(np.average(np.abs(observed - predicted), weights=found.counts))
    assert found.brier == pytest.approx(brier_score_loss(true, scores[:, 1]))


def test_empty_bins_are_left_out_of_the_curve_and_stay_in_the_histogram() -> None:
    found = calibrate("b", np.array([False, True, True]), np.array([0.05, 0.95, 1.0]))
    assert found.counts.tolist() == [1, 2]
    assert found.all_counts.tolist() == [1, 0, 0, 0, 0, 0, 0, 0, 0, 2]


def test_confidence_is_how_often_the_predicted_class_is_right() -> None:
    true, scores = scored(500, 5)
    found = confidence_calibration(class_predictions("", scores, true))
    observed, _ = calibration_curve(scores.argmax(axis=1) == true, scores.max(axis=1), n_bins=10)
    np.testing.assert_array_equal(found.observed, observed)


def test_logits_are_made_probabilities() -> None:
    true, scores = scored(300, 3)
    logits = np.log(scores) + 4
    ours, theirs = (class_calibration(class_predictions("", given, true), 2) for given in (logits, scores))
    np.testing.assert_allclose(ours.predicted, theirs.predicted)
    np.testing.assert_array_equal(ours.observed, theirs.observed)


@pytest.mark.parametrize("options", [{"bins": 0}, {"strategy": "even"}])
def test_other_options_are_refused(options: dict[str, object]) -> None:
    with pytest.raises(OptionError):
        calibrate("b", np.array([True, False]), np.array([0.2, 0.7]), **options)  # type: ignore[arg-type]
