from __future__ import annotations

import numpy as np

from dotnet_viz.charts.evaluation.top_k import top_k_chart
from tests.charts.reading import texts


def test_accuracies_of_the_first_k_stand_beside_chance() -> None:
    chart = top_k_chart(np.array([0.5, 0.8, 0.95]), 10)
    assert {"50 %", "80 %", "95 %", "at random"} <= set(texts(chart))
    assert chart.to_dict()["at_random"] == [0.1, 0.2, 0.3]
    assert "50 % of samples." in top_k_chart(np.array([0.5]), 2).alternative
