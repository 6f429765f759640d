from __future__ import annotations

import numpy as np
import pytest
from sklearn import metrics

from dotnet_viz.measures.evaluation.classifiers.classification import classify
from dotnet_viz.measures.evaluation.classifiers.ranking import class_rankings
from dotnet_viz.measures.evaluation.classifiers.scores import overall_scores
from tests.measures.evaluation.builders import scored


def test_every_number_of_several_classes_is_that_of_scikit_learn() -> None:
    true, scores = scored(600, 4)
    chosen = scores.argmax(axis=1)
    result = classify("", scores, true)
    found = overall_scores(result, list(class_rankings(result.predictions)))
    assert found == pytest.approx(
        {
            "accuracy": metrics.accuracy_score(true, chosen),
            "most_frequent_class": np.bincount(true).max() / 600,
            "balanced_accuracy": metrics.balanced_accuracy_score(true, chosen),
            "matthews_correlation": metrics.matthews_corrcoef(true, chosen),
            "cohen_kappa": metrics.cohen_kappa_score(true, chosen),
            "f1_macro": metrics.f1_score(true, chosen, average="macro"),
            "f1_weighted": metrics.f1_score(true, chosen, average="weighted"),
            "f1_micro": metrics.f1_score(true, chosen, average="micro"),
            "roc_auc_macro": metrics.roc_auc_score(true, scores, multi_class="ovr"),
            "average_precision_macro": metrics.average_precision_score(np.eye(4)[true], scores),
            "log_loss": metrics.log_loss(true, scores),
        }
    )


def test_two_classes_have_one_area_and_a_brier_score() -> None:
    true, scores = scored(300, 2)
    result = classify("", scores[:, 1], true)
    found = overall_scores(result, list(class_rankings(result.predictions)))
    assert found["roc_auc"] == pytest.approx(metrics.roc_auc_score(true, scores[:, 1]))
    assert found["brier_score"] == pytest.approx(metrics.brier_score_loss(true, scores[:, 1]))
    assert found["log_loss"] == pytest.approx(metrics.log_loss(true, scores[:, 1]))


def test_a_certain_error_has_a_finite_loss_as_in_scikit_learn() -> None:
    true, scores = np.array([0, 1]), np.array([[1.0, 0.0], [1.0, 0.0]])
    assert overall_scores(classify("", scores, true))["log_loss"] == pytest.approx(metrics.log_loss(true, scores))


def test_many_labels_have_the_loss_of_each() -> None:
    true = np.array([[1, 1, 0], [0, 0, 1], [1, 0, 1]])
    scores = np.array([[0.9, 0.2, 0.1], [0.2, 0.6, 0.7], [0.8, 0.1, 0.9]])
    found = overall_scores(classify("", scores, true))
    assert found["hamming_loss"] == pytest.approx(metrics.hamming_loss(true, scores > 0.5))
    assert found["f1_micro"] == pytest.approx(metrics.f1_score(true, scores > 0.5, average="micro"))
    assert "log_loss" not in found


def test_one_class_alone_has_no_correlation() -> None:
    found = overall_scores(classify("", np.array([0.7, 0.2]), np.array([1, 1])))
    assert found["accuracy"] == 0.5
    assert "matthews_correlation" not in found
