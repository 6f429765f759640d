from __future__ import annotations

import numpy as np
import pytest

from dotnet_viz.measures.evaluation.slices.conditions import conditions_of
from dotnet_viz.measures.evaluation.slices.weak_spots import MIN_SAMPLES, find_weak_spots, holm


def table(samples: int, columns: int = 8, seed: int = 0) -> dict[str, np.ndarray]:
    """Return columns of numbers, and one of towns."""
    random = np.random.default_rng(seed)
    numbers = {f"x{index}": random.normal(size=samples) for index in range(columns)}
    return {**numbers, "town": np.array(["Oslo", "Rome", "Bonn"])[random.integers(0, 3, samples)]}


@pytest.mark.parametrize("share", [0.02, 0.2, 0.5])
def test_noise_is_not_reported(share: float) -> None:
    reported = 0
    for seed in range(60):
        random = np.random.default_rng(1000 + seed)
        found = find_weak_spots(
            (random.random(400) < share).astype(np.float64), conditions_of(table(400, seed=seed), 400), is_share=True
        )
        reported += bool(found.spots)
        assert found.tried > 100
    assert reported <= 6


def test_noise_of_amounts_with_heavy_tails_is_not_reported() -> None:
    reported = 0
    for seed in range(60):
        errors = np.random.default_rng(2000 + seed).exponential(size=400) ** 1.5
        reported += bool(find_weak_spots(errors, conditions_of(table(400, seed=seed), 400), is_share=False).spots)
    assert reported <= 6


def test_a_range_that_is_planted_is_found_with_its_numbers() -> None:
    columns, random = table(600), np.random.default_rng(1)
    high = columns["x3"] > np.quantile(columns["x3"], 0.75)
    wrong = random.random(600) < np.where(high, 0.4, 0.05)
    found = find_weak_spots(wrong.astype(np.float64), conditions_of(columns, 600), is_share=True)
    [spot] = found.spots
    assert spot.name.startswith("x3 from 0.")
    assert spot.samples == 150
    assert spot.error == pytest.approx(wrong[spot.members].mean())
    assert spot.others == pytest.approx(wrong[~spot.members].mean())
    assert spot.low < spot.error < spot.high
    assert spot.chance < 1e-6
    assert found.overall == pytest.approx(wrong.mean())


def test_two_conditions_that_are_harmless_alone_are_found_together() -> None:
    columns, random = table(2000), np.random.default_rng(2)
    both = (columns["town"] == "Rome") & (columns["x0"] < np.quantile(columns["x0"], 0.25))
    wrong = random.random(2000) < np.where(both, 0.4, 0.15)
    wrong[((columns["town"] == "Rome") | (columns["x0"] < np.quantile(columns["x0"], 0.25))) & ~both] = False
    names = [spot.name for spot in find_weak_spots(wrong.astype(np.float64), conditions_of(columns, 2000), is_share=True).spots]
    assert len(names) == 1
    assert "town = Rome" in names[0]
    assert "x0 " in names[0]
    assert " and " in names[0]


def test_amounts_are_compared_by_their_mean() -> None:
    columns, random = table(500), np.random.default_rng(3)
    errors = random.exponential(size=500) * np.where(columns["town"] == "Bonn", 3.0, 1.0)
    [spot] = find_weak_spots(errors, conditions_of(columns, 500), is_share=False).spots
    assert spot.name == "town = Bonn"
    assert spot.error == pytest.approx(errors[columns["town"] == "Bonn"].mean())


def test_small_slices_are_not_tried() -> None:
    column = np.array(["rare"] * (MIN_SAMPLES - 1) + ["usual"] * 200)
    found = find_weak_spots((column == "rare") * 1.0, conditions_of({"kind": column}, len(column)), is_share=True)
    assert (found.spots, found.tried) == ((), 0)


def test_slices_that_are_nearly_the_same_are_reported_once() -> None:
    random = np.random.default_rng(4)
    x = random.normal(size=400)
    wrong = random.random(400) < np.where(x > 0.7, 0.6, 0.05)
    found = find_weak_spots(
        wrong.astype(np.float64), conditions_of({"x": x, "twice x": 2 * x, "x again": x}, 400), is_share=True
    )
    assert len(found.spots) == 1


@pytest.mark.parametrize("errors", [np.zeros(300), np.ones(300)])
def test_without_errors_or_with_nothing_else_there_is_no_slice(errors: np.ndarray) -> None:
    assert find_weak_spots(errors, conditions_of(table(300), 300), is_share=True).spots == ()


def test_no_samples_and_no_columns_are_no_failure() -> None:
    assert find_weak_spots(np.empty(0), (), is_share=True).tried == 0
    assert find_weak_spots(np.ones(50), (), is_share=True).spots == ()


def test_holm_counts_tests_that_were_left_out() -> None:
    assert holm(np.array([0.001, 0.5]), 10).tolist() == [0.01, 1.0]
    assert holm(np.empty(0)).tolist() == []
