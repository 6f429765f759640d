from __future__ import annotations

import numpy as np

from dotnet_viz.charts.evaluation.calibration import calibration_chart
from dotnet_viz.measures.evaluation.classifiers.calibration import calibrate
from tests.charts.reading import texts


def test_the_error_and_the_number_of_samples_of_each_bin_are_kept() -> None:
    found = calibrate("rain", np.array([False, True, True, False]), np.array([0.1, 0.9, 0.85, 0.15]), bins=5)
    chart = calibration_chart([found])
    assert chart.to_dict()["samples"] == [2, 2]
    assert chart.to_dict()["expected_calibration_error"]["rain"] == found.error
    shown = texts(chart)
    assert {"rain", "calibrated", "predicted probability", "share that is true"} <= set(shown)


def test_of_many_classes_those_with_the_largest_error_are_drawn() -> None:
    random = np.random.default_rng(0)
    found = [
        calibrate(f"class {index}", random.random(200) < 0.5, random.random(200) * (index + 1) / 12) for index in range(12)
    ]
    shown = texts(calibration_chart(found))
    worst = max(found, key=lambda one: one.error)
    assert worst.name in shown
    assert len([text for text in shown if text.startswith("class ")]) == 8
    assert len(calibration_chart(found).to_dict()["brier_score"]) == 12


def test_a_page_of_a_pdf_keeps_its_text() -> None:
    # An element with an opacity of its own makes PDF engines turn the page into pixels.
    assert "; opacity" not in calibration_chart([calibrate("a", np.array([False, True]), np.array([0.2, 0.7]))]).svg
