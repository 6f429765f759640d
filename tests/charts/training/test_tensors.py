from __future__ import annotations

from dataclasses import replace

import numpy as np

from dotnet_viz.charts.training.tensors import tensors_over_epochs
from dotnet_viz.measures.training.run import TensorStatistics
from dotnet_viz.measures.training.tensor_tables import MAX_COLUMNS, MAX_ROWS, TensorTable, tensor_tables
from tests.charts.reading import texts
from tests.charts.training.builders import watched

HOSTILE = "<script>alert(1)</script>\n& dense"


def gradients(layers: int = 3, epochs: int = 6) -> TensorTable:
    return tensor_tables(watched(layers, epochs).statistics)[0]


def test_each_tensor_has_a_row_with_its_name_and_its_last_value() -> None:
    chart = tensors_over_epochs(gradients())
    assert {"Norm of the gradients", "dense_0/kernel", "dense_2/kernel", "0.01667", "last", "epoch", "6"} <= set(texts(chart))
    assert "in the last one from 0.0001667 (dense_2/kernel) to 0.01667 (dense_0/kernel)" in chart.alternative


def test_the_key_has_numbers_not_logarithms() -> None:
    assert {"0.001", "0.1"} <= set(texts(tensors_over_epochs(gradients())))


def test_shares_are_always_on_a_scale_from_0_to_1() -> None:
    shares = TensorStatistics("dense", "activations", np.array([1]), {"dead_share": np.array([0.0])})
    assert {"0", "1"} <= set(texts(tensors_over_epochs(tensor_tables([shares])[0])))


def test_many_tensors_and_epochs_stay_a_picture_of_a_page() -> None:
    table = gradients(90, 1000)
    assert table.values.shape == (MAX_ROWS, MAX_COLUMNS)
    assert table.left_out == 30
    chart = tensors_over_epochs(table)
    assert len(chart.svg) < 80_000
    assert "1,000" in texts(chart)


def test_values_that_are_equal_zero_or_missing_are_drawn() -> None:
    for values in ([0.0, 0.0], [np.nan, 1.0], [2.0, 2.0], [np.inf, 1.0]):
        statistics = [TensorStatistics("dense", "gradients", np.array([1, 2]), {"l2_norm": np.array(values)})]
        assert "dense" in texts(tensors_over_epochs(tensor_tables(statistics)[0]))
    nothing = [TensorStatistics("dense", "gradients", np.array([1, 2]), {"l2_norm": np.array([np.nan, np.inf])})]
    assert tensor_tables(nothing) == ()


def test_a_last_epoch_without_a_finite_value_is_stated() -> None:
    table = replace(gradients(1, 2), values=np.array([[1.0, np.nan]]))
    assert tensors_over_epochs(table).alternative.endswith("none is finite in the last one.")


def test_names_are_harmless() -> None:
    statistics = [TensorStatistics(HOSTILE, "gradients", np.array([1]), {"l2_norm": np.array([1.0])})]
    assert "<script" not in tensors_over_epochs(tensor_tables(statistics)[0]).svg
