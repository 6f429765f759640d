"""What a user holds of the evaluation of segmented images."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from sklearn.metrics import jaccard_score

import dotnet_viz as dv
from dotnet_viz.errors import OptionError, ShapeError, VizError
from dotnet_viz.evaluation.segmentation import SegmentationEvaluation

RANDOM = np.random.default_rng(5)
TRUE = np.kron(RANDOM.integers(0, 3, (5, 4, 4)), np.ones((1, 4, 4), dtype=int))
SCORES = RANDOM.random((5, 16, 16, 3)) + np.eye(3)[TRUE] * 0.3
NAMES = ("sky", "land", "sea")


def evaluated(true: Any = TRUE, predicted: Any = SCORES, **options: Any) -> SegmentationEvaluation:
    found = dv.evaluate(predictions=(true, predicted), **options)
    assert isinstance(found, SegmentationEvaluation)
    return found


def test_masks_are_recognised_and_have_every_chart() -> None:
    found = evaluated(class_names=NAMES, intervals=30)
    charts = found.charts()
    assert sorted(charts) == ["confusion_matrix", "overlay", "per_class", "per_image"]
    for chart in charts.values():
        json.dumps(chart.to_dict())
        assert chart.with_theme("dark").svg != chart.svg
    assert "pixels lie on the diagonal" in charts["confusion_matrix"].alternative


def test_its_numbers_are_plain_and_a_frame_has_a_row_for_each_class() -> None:
    pytest.importorskip("pandas")
    found = evaluated(class_names=NAMES)
    numbers = json.loads(json.dumps(found.to_dict()))
    assert numbers["task"] == "segmentation"
    assert len(numbers["image_iou"]) == 5
    frame = found.to_frame()
    assert frame["name"].tolist() == list(NAMES)
    chosen = SCORES.argmax(axis=-1)
    assert frame["iou"].tolist() == pytest.approx(jaccard_score(TRUE.ravel(), chosen.ravel(), average=None))
    assert len(found.per_image().to_frame()) == 5


def test_the_summary_says_what_is_left_out() -> None:
    found = evaluated(np.where(TRUE == 2, 255, TRUE), ignore=255, class_names=NAMES)
    assert "have no true class" in found.summary
    assert "mean IoU" in found.summary
    with pytest.raises(ShapeError, match="ignore=255"):
        evaluated(np.where(TRUE == 2, 255, TRUE))


def test_samples_that_are_images_are_in_the_overlay() -> None:
    images = RANDOM.random((5, 16, 16, 3))
    assert ">image</text>" in evaluated(x=images).overlay().svg
    assert ">image</text>" not in evaluated(x=images.reshape(5, -1)).overlay().svg


def test_two_models_are_compared_on_the_same_images() -> None:
    better = evaluated(predicted=SCORES + np.eye(3)[TRUE] * 0.3)
    found = evaluated().compare(better, draws=50)
    assert found.errors is None
    difference = next(one for one in found.differences if one.measure == "mean_iou")
    assert difference.change == pytest.approx(better.scores["mean_iou"] - evaluated().scores["mean_iou"])
    with pytest.raises(ShapeError, match="differ"):
        evaluated().compare(evaluated(TRUE[:3], SCORES[:3]))


def test_the_task_can_be_said_otherwise() -> None:
    flat = dv.evaluate(predictions=(TRUE, SCORES), task="classification")
    assert flat.to_dict()["samples"] == TRUE.size
    squeezed = dv.evaluate(predictions=(TRUE > 0, SCORES[..., 0]), task="segmentation")
    assert isinstance(squeezed, SegmentationEvaluation)


def test_every_pixel_out_or_a_mask_of_another_shape_is_an_error() -> None:
    for options in ({"mask": np.zeros(TRUE.shape)}, {"mask": np.ones((5, 16))}, {"mask": "all"}, {"ignore": "255"}):
        with pytest.raises(VizError):
            evaluated(**options)
    with pytest.raises(OptionError, match="mask= and ignore="):
        dv.evaluate(predictions=([0, 1, 1], [0, 1, 0]), ignore=1)


def test_two_columns_of_y_fit_to_one_of_the_predictions() -> None:
    found = evaluated(np.eye(2)[(TRUE > 0) * 1], SCORES[..., :1])
    assert found.scores == evaluated(TRUE > 0, SCORES[..., :1]).scores


@pytest.mark.parametrize("draws", [-3, 1, "many", 2.5])
def test_a_number_of_draws_is_a_whole_number(draws: Any) -> None:
    with pytest.raises(OptionError, match="at least 2"):
        evaluated(intervals=draws)
    with pytest.raises(OptionError, match="at least 2"):
        dv.evaluate(predictions=([0.5, 1.5], [0.5, 1.0]), intervals=draws)
