from __future__ import annotations

import numpy as np

from dotnet_viz.charts.evaluation.distributions import PANELS, ScoreGroup, distribution_chart
from tests.charts.reading import texts


def group(name: str, seed: int = 0) -> ScoreGroup:
    random = np.random.default_rng(seed)
    return ScoreGroup(name, random.beta(5, 2, 50), random.beta(2, 5, 80))


def test_both_kinds_of_samples_are_counted_in_every_bin() -> None:
    chart = distribution_chart([group("ill")], other_name="well")
    assert {"ill", "well", "50 samples", "80 samples"} <= set(texts(chart))
    numbers = chart.to_dict()
    assert (sum(numbers["count_own"]), sum(numbers["count_others"])) == (50, 80)
    assert numbers["samples"] == {"ill": [50, 80]}


def test_of_many_classes_some_are_drawn_and_it_is_reported() -> None:
    groups = [group(f"class {index}", index) for index in range(PANELS)]
    chart = distribution_chart(groups, total=40)
    assert f"{PANELS} of 40 classes" in texts(chart)
    assert not [text for text in texts(distribution_chart(groups, total=PANELS)) if "of 12 classes" in text]


def test_a_class_without_samples_and_equal_scores_are_drawn() -> None:
    chart = distribution_chart([ScoreGroup("a", np.zeros(0), np.full(5, 3.0))], is_probability=False)
    assert sum(chart.to_dict()["count_others"]) == 5
    assert "none among its own" in chart.alternative
