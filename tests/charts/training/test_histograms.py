from __future__ import annotations

import numpy as np

from dotnet_viz.charts.training.histograms import MAX_EPOCHS, histograms_over_epochs
from dotnet_viz.measures.training.run import TensorHistograms
from tests.charts.reading import texts
from tests.charts.training.builders import watched


def test_each_epoch_has_a_histogram_and_its_number() -> None:
    chart = histograms_over_epochs(watched().histograms[0])
    assert {"dense_0/kernel", "weights", "epoch", "1", "6"} <= set(texts(chart))
    assert chart.alternative == (
        "Histograms of the weights of dense_0/kernel in 6 epochs from 1 to 6: "
        "values from −1.1 to 1.1 first, from −1.6 to 1.6 last."
    )


def test_of_many_epochs_evenly_chosen_ones_are_drawn_the_last_among_them() -> None:
    chart = histograms_over_epochs(watched(1, 500).histograms[0])
    numbers = [text for text in texts(chart) if text.isdigit()]
    assert {"1", "500"} <= set(numbers)
    assert f"in {MAX_EPOCHS} epochs from 1 to 500" in chart.alternative
    assert len(chart.svg) < 60_000


def test_values_that_are_all_the_same_and_no_values_are_drawn() -> None:
    edges = np.array([[0.0, 0.0, 0.0], [0.0, 0.5, 1.0]])
    found = TensorHistograms("bias", "weights", np.array([1, 2]), edges, np.array([[3.0, 0.0], [0.0, 0.0]]))
    assert "bias" in texts(histograms_over_epochs(found))
