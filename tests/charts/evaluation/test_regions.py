from __future__ import annotations

import numpy as np
import pytest

from dotnet_viz.charts.evaluation.regions import image_chart, region_chart
from dotnet_viz.measures.evaluation.segmentation import measure_segmentation

RANDOM = np.random.default_rng(4)
TRUE, CHOSEN = RANDOM.integers(0, 3, (2, 5, 8, 8))


def test_the_chart_of_classes_has_their_measures_and_intervals() -> None:
    found = measure_segmentation("", CHOSEN, TRUE, class_names=["a", "b", "c", "never"])
    chart = region_chart(found, {("a", "iou"): (0.1, 0.4)})
    data = chart.to_dict()
    assert data["iou"][:3] == pytest.approx([score.iou for score in found.classes[:3]])
    assert np.isnan(data["iou"][3])
    assert (data["iou_low"][0], data["iou_high"][0]) == (0.1, 0.4)
    assert data["mean_iou"] == pytest.approx(found.scores["mean_iou"])
    assert "does not occur" in chart.svg
    assert "95 % interval of IoU" in chart.svg


def test_of_many_classes_the_worst_are_drawn() -> None:
    true = np.arange(60 * 64).reshape(1, 60, 64) // 64
    chart = region_chart(measure_segmentation("", np.where(true == 59, 0, true), true))
    assert "the 40 of 60 classes with the smallest IoU" in chart.svg
    assert len(chart.to_dict()["class"]) == 60


def test_the_chart_of_images_has_a_row_for_each() -> None:
    found = measure_segmentation("", CHOSEN, TRUE)
    data = image_chart(found).to_dict()
    assert data["image"] == [0, 1, 2, 3, 4]
    assert data["iou"] == pytest.approx(found.image_iou)
    assert data["pixel_accuracy"] == pytest.approx((CHOSEN == TRUE).mean(axis=(1, 2)))
    assert data["iou 1"][2] == pytest.approx(
        ((CHOSEN[2] == 1) & (TRUE[2] == 1)).sum() / ((CHOSEN[2] == 1) | (TRUE[2] == 1)).sum()
    )
