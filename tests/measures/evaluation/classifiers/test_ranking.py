from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import auc, average_precision_score, roc_auc_score, roc_curve

from dotnet_viz.errors import OptionError
from dotnet_viz.measures.evaluation.classifiers.ranking import KEPT_POINTS, class_ranking, class_rankings, micro_ranking, rank
from dotnet_viz.measures.evaluation.inputs.given_predictions import class_predictions
from tests.measures.evaluation.builders import scored


@pytest.mark.parametrize("digits", [None, 1, 2])
def test_areas_are_those_of_scikit_learn_with_ties_too(digits: int | None) -> None:
    true, scores = scored(500, 4, digits=digits)
    for index, ranking in enumerate(class_rankings(class_predictions("", scores, true))):
        assert ranking.roc_area == pytest.approx(roc_auc_score(true == index, scores[:, index]))
        assert ranking.average_precision == pytest.approx(average_precision_score(true == index, scores[:, index]))
        assert ranking.prevalence == pytest.approx((true == index).mean())


def test_counts_are_whole_and_thresholds_fall() -> None:
    true, scores = scored(400, 2, digits=1)
    ranking = rank("b", true == 1, scores[:, 1])
    assert ranking is not None
    for threshold, hits, alarms in zip(
        ranking.thresholds, ranking.true_positives, ranking.false_positives, strict=True
    ):  # fmt: skip
        called = scores[:, 1] >= threshold
        assert (hits, alarms) == ((called & (true == 1)).sum(), (called & (true == 0)).sum())
    assert (np.diff(ranking.thresholds) < 0).all()
    assert (ranking.positives, ranking.negatives) == ((true == 1).sum(), (true == 0).sum())


@pytest.mark.parametrize("digits", [None, 1])
def test_points_are_those_of_scikit_learn_to_the_last_bit(digits: int | None) -> None:
    true, scores = scored(400, 2, digits=digits)
    ranking = rank("b", true == 1, scores[:, 1])
    fpr, tpr, thresholds = roc_curve(true == 1, scores[:, 1], drop_intermediate=False)
    assert ranking is not None
    assert (ranking.false_positives / ranking.negatives).tolist() == fpr[1:].tolist()
    assert (ranking.true_positives / ranking.positives).tolist() == tpr[1:].tolist()
    assert ranking.thresholds.tolist() == thresholds[1:].tolist()
    assert ranking.roc_area == auc(fpr, tpr)


def test_micro_average_takes_every_decision() -> None:
    true, scores = scored(300, 3)
    ranking = micro_ranking(class_predictions("", scores, true))
    assert ranking is not None
    assert ranking.roc_area == pytest.approx(roc_auc_score(np.eye(3)[true], scores, average="micro"))
    assert ranking.average_precision == pytest.approx(average_precision_score(np.eye(3)[true], scores, average="micro"))


def test_many_points_are_thinned_without_a_visible_change() -> None:
    random = np.random.default_rng(1)
    true = random.random(60_000) < 0.1
    score = random.normal(size=60_000) + true * 1.5
    ranking = rank("a", true, score)
    assert ranking is not None
    assert ranking.points == 60_000
    assert len(ranking.thresholds) < KEPT_POINTS
    assert ranking.roc_area == pytest.approx(roc_auc_score(true, score))
    # Both rates only rise, so what is left out is inside a box that is smaller than a pixel.
    for rates in (ranking.true_positives / ranking.positives, ranking.false_positives / ranking.negatives):
        assert np.diff(rates).max() < 0.002
    # Each point that is left is one of them all.
    whole = rank("a", true, score, keep_all=True)
    assert whole is not None
    assert np.isin(ranking.thresholds, whole.thresholds).all()
    assert len(whole.thresholds) == 60_000


def test_a_class_alone_or_without_samples_has_no_ranking() -> None:
    assert rank("a", np.ones(3, dtype=bool), np.arange(3.0)) is None
    predictions = class_predictions("", np.eye(3)[[0, 1, 0, 1]], np.array([0, 1, 1, 0]))
    assert [ranking.name for ranking in class_rankings(predictions)] == ["0", "1"]


def test_predictions_that_are_no_number_are_left_out() -> None:
    true, scores = scored(200, 3)
    scores[:20] = np.nan
    ranking = class_ranking(class_predictions("", scores, true), 1)
    assert ranking is not None
    assert ranking.roc_area == pytest.approx(roc_auc_score(true[20:] == 1, scores[20:, 1]))


def test_logits_of_one_column_keep_their_order_where_a_sigmoid_would_not() -> None:
    true, scores = np.array([0, 0, 1, 1]), np.array([50.0, 60.0, 55.0, 70.0])
    scores -= 20
    ranking = class_ranking(class_predictions("", np.append(scores, -5.0), np.append(true, 0)), 1)
    assert ranking is not None
    assert ranking.roc_area == pytest.approx(roc_auc_score([0, 0, 1, 1, 0], [30, 40, 35, 50, -5]))


def test_labels_rank_nothing() -> None:
    with pytest.raises(OptionError, match="needs a score"):
        list(class_rankings(class_predictions("", np.array(["a", "b"]), np.array(["a", "b"]))))
