from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import auc, average_precision_score, det_curve, precision_recall_curve, roc_auc_score, roc_curve

from dotnet_viz.measures.evaluation.classifiers import curves
from dotnet_viz.measures.evaluation.classifiers.ranking import Ranking, class_rankings, rank
from dotnet_viz.measures.evaluation.inputs.given_predictions import class_predictions
from tests.measures.evaluation.builders import scored


@pytest.fixture(params=[None, 1], ids=["no ties", "ties"])
def binary(request: pytest.FixtureRequest) -> tuple[np.ndarray, np.ndarray, Ranking]:
    true, scores = scored(300, 2, digits=request.param)
    ranking = rank("1", true == 1, scores[:, 1])
    assert ranking is not None
    return true, scores[:, 1], ranking


def test_roc_has_the_points_of_scikit_learn(binary: tuple[np.ndarray, np.ndarray, Ranking]) -> None:
    true, score, ranking = binary
    curve = curves.roc(ranking)
    for ours, theirs in zip((curve.x, curve.y, curve.thresholds), roc_curve(true, score, drop_intermediate=False), strict=True):
        np.testing.assert_array_equal(ours, theirs)


def test_precision_and_recall_are_those_of_scikit_learn(binary: tuple[np.ndarray, np.ndarray, Ranking]) -> None:
    true, score, ranking = binary
    curve = curves.precision_recall(ranking)
    precision, recall, thresholds = precision_recall_curve(true, score)
    np.testing.assert_allclose(curve.y[::-1], precision)
    np.testing.assert_allclose(curve.x[::-1], recall)
    np.testing.assert_array_equal(curve.thresholds[:0:-1], thresholds)
    assert curve.baseline == pytest.approx(true.mean())


def test_error_rates_are_those_of_scikit_learn(binary: tuple[np.ndarray, np.ndarray, Ranking]) -> None:
    true, score, ranking = binary
    curve = curves.detection_error(ranking)
    fpr, fnr, thresholds = det_curve(true, score)
    known = np.isfinite(thresholds)
    places = np.searchsorted(-curve.thresholds, -thresholds[known])
    np.testing.assert_allclose(curve.x[places], fpr[known])
    np.testing.assert_allclose(curve.y[places], fnr[known])
    near = np.abs(curve.x - curve.y).argmin()
    assert curve.area == pytest.approx(curve.x[near], abs=0.05)


def test_gain_and_lift_count_from_the_best_ranked_sample(binary: tuple[np.ndarray, np.ndarray, Ranking]) -> None:
    true, score, ranking = binary
    gain, lift = curves.gain(ranking), curves.lift(ranking)
    for threshold, share, found, times in zip(gain.thresholds[1:], gain.x[1:], gain.y[1:], lift.y, strict=True):
        called = score >= threshold
        assert share == pytest.approx(called.mean())
        assert found == pytest.approx(true[called].sum() / true.sum())
        assert times == pytest.approx(true[called].mean() / true.mean())
    assert (gain.x[0], gain.y[0], gain.x[-1], gain.y[-1]) == (0, 0, 1, 1)


def test_macro_averages_have_the_areas_of_scikit_learn() -> None:
    true, scores = scored(800, 4)
    rankings = list(class_rankings(class_predictions("", scores, true)))
    roc = curves.macro_roc(rankings)
    assert roc.area == pytest.approx(roc_auc_score(true, scores, multi_class="ovr", average="macro"))
    assert auc(roc.x, roc.y) == pytest.approx(roc.area, abs=2e-3)
    recalled = curves.macro_precision_recall(rankings)
    assert recalled.area == pytest.approx(average_precision_score(np.eye(4)[true], scores, average="macro"))
    assert recalled.y.mean() == pytest.approx(recalled.area, abs=5e-3)
