"""What is said of slices agrees with how many were tried."""

from __future__ import annotations

from dotnet_viz.measures.evaluation.slices.weak_spots import WeakSpots
from dotnet_viz.reporting.statements.weak_spots import weak_spots_data


def paragraph(tried: int) -> str:
    return weak_spots_data(WeakSpots((), tried, 100, 0.1, is_share=True), "evaluation", 1).paragraph


def test_one_slice_is_not_several() -> None:
    assert paragraph(1) == "The 1 slice of the data that was tried is not worse than the rest beyond chance."
    assert paragraph(65) == "None of 65 slices of the data that were tried is worse than the rest beyond chance."
    assert paragraph(0).startswith("There are too few samples")
