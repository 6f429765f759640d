from __future__ import annotations

import numpy as np

from dotnet_viz.charts.evaluation.steps import accuracy_chart, error_chart_by_step, error_positions_chart
from dotnet_viz.measures.evaluation.sequences import measure_tokens, regress_sequences

TRUE = np.array([[0, 1, 1], [1, 0, 0]])
CHOSEN = np.array([[0, 1, 0], [1, 1, 0]])
KEPT = np.array([[True, True, True], [True, True, False]])


def test_accuracy_is_drawn_above_how_many_sequences_have_the_step() -> None:
    chart = accuracy_chart(measure_tokens("", CHOSEN, TRUE, KEPT))
    assert chart.to_dict()["sequences"] == [2, 2, 1]
    assert chart.to_dict()["accuracy"] == [1.0, 0.5, 0.0]
    assert ">sequences</text>" in chart.svg
    assert ">sequences</text>" not in accuracy_chart(measure_tokens("", CHOSEN, TRUE)).svg


def test_worst_positions_have_their_sequence_step_and_word() -> None:
    found = measure_tokens("", CHOSEN, TRUE, KEPT)
    words = np.array([["the", "cat", "sat"], ["dogs", "<run>", ""]])
    data = error_positions_chart(found, words).to_dict()
    assert (data["column sequence"], data["column step"], data["column value"]) == ([0, 1], [2, 1], ["sat", "<run>"])
    assert data["position"] == [2, 4]


def test_errors_are_drawn_at_each_step_also_of_one_and_of_thousands() -> None:
    for steps in (1, 3, 5000):
        true = np.zeros((2, steps))
        chart = error_chart_by_step(regress_sequences("", true + 0.5, true))
        assert set(chart.to_dict()["mean_absolute_error"]) == {0.5}
        assert len(chart.svg) < 200_000
