from __future__ import annotations

import numpy as np

from dotnet_viz.charts.evaluation.thresholds import threshold_chart
from dotnet_viz.measures.evaluation.classifiers.ranking import rank
from dotnet_viz.measures.evaluation.classifiers.thresholds import at_thresholds
from tests.charts.reading import texts
from tests.measures.evaluation.builders import scored


def test_the_best_thresholds_are_marked_and_costs_are_named() -> None:
    true, scores = scored(300, 2)
    ranking = rank("ill", true == 1, scores[:, 1])
    assert ranking is not None
    found = at_thresholds(ranking, 1, 20)
    chart = threshold_chart(found, (1, 20))
    shown = " ".join(texts(chart))
    assert "a false positive costs 1, a false negative 20" in shown
    assert "lowest cost" in shown
    assert "largest F1" in shown
    numbers = chart.to_dict()
    assert numbers["lowest_cost"] == min(numbers["mean_cost"])
    assert numbers["threshold"][numbers["f1"].index(max(numbers["f1"]))] == numbers["best_f1_threshold"]


def test_many_thresholds_are_a_small_file_and_all_numbers() -> None:
    random = np.random.default_rng(0)
    true = random.random(50_000) < 0.2
    ranking = rank("a", true, np.clip(random.normal(size=50_000) * 0.1 + 0.4 + 0.2 * true, 0, 1), keep_all=True)
    assert ranking is not None
    chart = threshold_chart(at_thresholds(ranking), (1, 1))
    assert len(chart.svg) < 120_000
    assert len(chart.to_frame()) == ranking.points


def test_decision_values_have_an_axis_of_their_own() -> None:
    ranking = rank("a", np.array([False, True, True]), np.array([-300.0, 200.0, 500.0]))
    assert ranking is not None
    chart = threshold_chart(at_thresholds(ranking), (1, 1), is_probability=False)
    assert any("00" in text for text in texts(chart))
