from __future__ import annotations

import tracemalloc

import numpy as np
import pytest
from sklearn.metrics import accuracy_score, confusion_matrix, f1_score, jaccard_score

from dotnet_viz.measures.evaluation.inputs.left_out import kept_positions, with_left_out
from dotnet_viz.measures.evaluation.intervals.bootstrap import bootstrap_measures
from dotnet_viz.measures.evaluation.segmentation import Segmentation, measure_segmentation

RANDOM = np.random.default_rng(2)
TRUE = RANDOM.integers(0, 4, (6, 9, 7))
SCORES = RANDOM.random((6, 9, 7, 5)) + np.eye(5)[TRUE] * 0.4
LABELS = range(5)


def ignoring(value: int) -> tuple[Segmentation, np.ndarray, np.ndarray]:
    """Return the measures without a value of y, and the flat answers and predictions that count."""
    true = TRUE.copy()
    true[:, :2] = value
    kept = kept_positions(true, None, value)
    assert kept is not None
    found = measure_segmentation("", SCORES, with_left_out(true, kept), kept, ignored=value)
    return found, true[kept], SCORES.argmax(axis=-1)[kept]


def test_every_number_is_that_of_scikit_learn_on_the_pixels() -> None:
    found, true, chosen = ignoring(255)
    iou, dice = (score(true, chosen, labels=LABELS, average=None) for score in (jaccard_score, f1_score))
    assert [score.iou for score in found.classes] == pytest.approx(iou)
    assert [score.dice for score in found.classes] == pytest.approx(dice)
    assert found.confusion.tolist() == confusion_matrix(true, chosen, labels=LABELS).tolist()
    assert found.scores["pixel_accuracy"] == pytest.approx(accuracy_score(true, chosen))
    assert found.scores["mean_iou"] == pytest.approx(jaccard_score(true, chosen, labels=LABELS, average="macro"))
    assert found.scores["frequency_weighted_iou"] == pytest.approx(jaccard_score(true, chosen, average="weighted"))
    assert found.pixels == len(true)
    assert "84 of 378 pixels have no true class." in found.notes


def test_iou_of_each_image_is_that_of_scikit_learn() -> None:
    found = measure_segmentation("", SCORES, TRUE)
    for image, value in enumerate(found.image_iou):
        true, chosen = TRUE[image].ravel(), SCORES[image].argmax(axis=-1).ravel()
        assert value == pytest.approx(jaccard_score(true, chosen, average="macro"))


def test_classes_that_never_occur_are_no_part_of_the_means() -> None:
    chosen = np.where(TRUE == 3, 2, TRUE)
    found = measure_segmentation("", chosen, TRUE, class_names=["a", "b", "c", "d", "e", "f"])
    assert np.isnan([score.iou for score in found.classes]).tolist() == [False] * 4 + [True] * 2
    assert found.scores["mean_iou"] == pytest.approx(np.mean([score.iou for score in found.classes[:4]]))
    assert found.notes == ("2 classes (e and f) occur neither in the truth nor in the predictions, and no part of the means.",)


def test_a_class_that_is_ignored_is_no_part_of_the_means() -> None:
    found, true, chosen = ignoring(0)
    each = jaccard_score(true, chosen, labels=LABELS, average=None)
    assert found.left_out == 0
    assert found.scores["mean_iou"] == pytest.approx(each[1:].mean())


def test_predictions_that_are_nan_are_wrong() -> None:
    scores = SCORES.copy()
    scores[0] = np.nan
    found = measure_segmentation("", scores, TRUE)
    right = (SCORES.argmax(axis=-1) == TRUE)[1:].sum()
    assert found.scores["pixel_accuracy"] == pytest.approx(right / TRUE.size)
    assert found.image_iou[0] == 0


def test_intervals_draw_images_and_are_the_same_each_time() -> None:
    found = measure_segmentation("", SCORES, TRUE)
    first, second = (bootstrap_measures(found.weighted_measures(), found.samples, 50) for _ in range(2))
    assert first == second
    means = {(one.of, one.measure): one for one in first}
    assert means["all", "mean_iou"].value == pytest.approx(found.scores["mean_iou"])
    assert means["all", "mean_iou"].low < found.scores["mean_iou"] < means["all", "mean_iou"].high
    doubled = found.weighted_measures()[0](np.array([2, 0, 0, 0, 0, 0]))
    assert doubled["all", "mean_iou"] == pytest.approx(np.nanmean([doubled[name, "iou"] for name in found.class_names]))
    assert doubled["all", "pixel_accuracy"] == pytest.approx((SCORES[0].argmax(axis=-1) == TRUE[0]).mean())


def test_large_scores_are_not_copied() -> None:
    scores = np.zeros((12, 128, 128, 21), dtype=np.float32)
    true = np.zeros((12, 128, 128), dtype=np.uint8)
    tracemalloc.start()
    measure_segmentation("", scores, true)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < scores.nbytes / 4
