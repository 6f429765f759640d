from __future__ import annotations

import numpy as np

from dotnet_viz.measures.training.run import TensorStatistics
from dotnet_viz.measures.training.tensor_tables import STATISTICS, tensor_tables
from tests.charts.training.builders import watched


def test_each_statistic_that_was_logged_has_a_table_in_the_order_of_the_list() -> None:
    tables = tensor_tables(watched().statistics)
    assert [table.name for table in tables] == ["gradients", "updates", "dead"]
    assert [name for name, *_ in STATISTICS] == ["gradients", "updates", "dead", "saturated"]
    assert tables[2].tensors == ("dense_0", "dense_1", "dense_2")
    assert tables[2].values[:, 0].tolist() == [0.6, 0.0, 0.0]


def test_tensors_that_were_measured_in_other_epochs_have_gaps() -> None:
    statistics = [
        TensorStatistics("a", "gradients", np.array([1, 2, 4]), {"l2_norm": np.array([1.0, 2.0, 4.0])}),
        TensorStatistics("b", "gradients", np.array([2, 3]), {"l2_norm": np.array([20.0, 30.0])}),
    ]
    [table] = tensor_tables(statistics)
    assert table.epochs.tolist() == [1, 2, 3, 4]
    assert np.nan_to_num(table.values, nan=-1).tolist() == [[1, 2, -1, 4], [-1, 20, 30, -1]]


def test_a_tensor_without_a_finite_value_has_no_row() -> None:
    statistics = [
        TensorStatistics("a", "gradients", np.array([1]), {"l2_norm": np.array([np.nan])}),
        TensorStatistics("b", "gradients", np.array([1]), {"mean": np.array([1.0])}),
    ]
    assert tensor_tables(statistics) == ()
