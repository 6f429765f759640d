from __future__ import annotations

import numpy as np

from dotnet_viz.measures.evaluation.evaluate import evaluate_predictions
from dotnet_viz.reporting.card.measured import MAX_GROUPS, measured_index, measures_of, results_of_groups
from dotnet_viz.reporting.card.model_index import checked_index


def test_classes_have_the_measures_that_the_evaluation_has() -> None:
    measured = evaluate_predictions(["cat", "dog", "dog", "cat"], ["cat", "dog", "cat", "cat"])
    index = measured_index(measured, "m", "", "image-classification")
    [result] = checked_index([index])[0]["results"]
    assert result["task"] == {"type": "image-classification"}
    assert result["dataset"] == {"type": "unknown", "name": "unknown"}
    assert {metric["type"]: metric["value"] for metric in result["metrics"]} == {
        "accuracy": 0.75,
        "f1": 0.733333,
        "precision": 0.833333,
        "recall": 0.75,
    }
    assert results_of_groups(measured) == (
        "dog: precision 100 %, recall 50 %, F1 0.6667, 2 samples",
        "cat: precision 66.7 %, recall 100 %, F1 0.8, 2 samples",
    )


def test_the_worst_of_many_classes_are_listed() -> None:
    true = np.repeat(np.arange(30), 2)
    predicted = np.where(np.arange(60) < 4, 29, true)
    groups = results_of_groups(evaluate_predictions(true, predicted))
    assert len(groups) == MAX_GROUPS + 1
    assert groups[0].startswith("0: precision 0 %")
    assert groups[-1] == "10 classes more, each with an F1 of 1 or more"


def test_amounts_and_masks_have_measures_of_their_own() -> None:
    amounts = evaluate_predictions(np.array([1.5, 2.5, 3.0]), np.array([1.5, 2.0, 4.0]))
    assert list(measures_of(amounts)) == ["mae", "rmse", "r_squared"]
    assert measured_index(amounts, "m", "d", None)["results"][0]["task"] == {"type": "regression"}
    assert results_of_groups(amounts) == ()
    masks = evaluate_predictions(np.zeros((2, 4, 4), int), np.zeros((2, 4, 4), int), task="segmentation")
    assert measures_of(masks)["mean_iou"] == "Mean IoU"
    [result] = measured_index(masks, "m", "d", None)["results"]
    assert {metric["type"]: metric["value"] for metric in result["metrics"]}["pixel_accuracy"] == 1.0


def test_what_is_not_a_number_is_left_out() -> None:
    one = evaluate_predictions(np.array([1.5]), np.array([1.25]))
    [result] = measured_index(one, "m", "d", None)["results"]
    assert [metric["type"] for metric in result["metrics"]] == ["mae", "rmse"]
