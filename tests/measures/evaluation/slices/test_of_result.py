from __future__ import annotations

import numpy as np
import pytest

from dotnet_viz.errors import ShapeError
from dotnet_viz.measures.evaluation.classifiers.classification import classify
from dotnet_viz.measures.evaluation.regression import regress
from dotnet_viz.measures.evaluation.segmentation import measure_segmentation
from dotnet_viz.measures.evaluation.sequences import measure_tokens
from dotnet_viz.measures.evaluation.slices.of_result import check_rows, sample_count_of, weak_spots_of


def test_a_class_that_is_often_missed_is_a_weak_spot() -> None:
    true = np.arange(400) % 4
    predicted = np.where((true == 2) & (np.arange(400) % 8 < 6), 3, true)
    [spot] = weak_spots_of(classify("", predicted, true, class_names=["a", "b", "c", "d"])).spots
    assert (spot.name, spot.error, spot.others) == ("true class = c", 0.5, 0.0)


def test_dark_images_are_a_weak_spot() -> None:
    random = np.random.default_rng(0)
    light = random.random(200)
    images = light[:, None, None] * np.ones((200, 8, 8))
    true = random.integers(0, 2, 200)
    predicted = np.where(light < 0.2, 1 - true, true)
    [spot] = weak_spots_of(classify("", predicted, true), images).spots
    assert spot.name.startswith("brightness from 0")


def test_rows_that_were_left_out_do_not_shift_the_others() -> None:
    true = np.linspace(0, 1, 100)
    predicted = true.copy()
    predicted[:40] = np.nan
    found = weak_spots_of(regress("", predicted, true), {"town": np.array(["Oslo"] * 40 + ["Rome"] * 60)})
    assert found.samples == 60
    assert found.tried == 0


def test_sequences_and_images_of_masks_count_once() -> None:
    random = np.random.default_rng(1)
    true = random.integers(0, 2, (80, 12))
    predicted = true.copy()
    kept = np.arange(12) < np.where(np.arange(80) < 30, 4, 12)[:, None]
    predicted[:30] = 1 - predicted[:30]
    found = weak_spots_of(measure_tokens("", predicted, true, kept))
    assert found.samples == 80
    assert found.overall == pytest.approx(30 / 80)
    assert [spot.name for spot in found.spots] == ["length = 4"]
    masks = random.integers(0, 2, (60, 8, 8))
    assert sample_count_of(measure_segmentation("", masks, masks)) == 60


def test_rows_must_be_one_for_each_sample() -> None:
    with pytest.raises(ShapeError, match=r"rows must have one row for each of 3 samples, not 2"):
        check_rows(np.ones((2, 4)), 3)
