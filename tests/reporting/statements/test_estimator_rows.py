"""Rows for sections on an estimator."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.linear_model import LinearRegression

from dotnet_viz.readers import read
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.statements.estimator_rows import tabular_data
from tests.reporting.builders import estimator_context, full_context

X, Y = np.arange(5000.0).reshape(2500, 2), np.arange(2500.0)
MODEL = LinearRegression().fit(X, Y)


def test_rows_are_evenly_taken_and_it_is_said() -> None:
    found = tabular_data(ReportContext(read(MODEL), model=MODEL, data=(X, Y)), most=100)
    assert found is not None
    assert len(found.x) == len(found.y) == 100
    assert found.y[[0, -1]].tolist() == [0.0, 2499.0]
    assert found.note == "Measured on 100 of 2,500 samples, evenly taken."
    assert found.feature_names is None


def test_frames_stay_frames_with_their_names() -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame(X, columns=["a", "b"])
    found = tabular_data(ReportContext(read(MODEL), model=MODEL, data=(frame, pandas.Series(Y))), most=10)
    assert found is not None
    assert list(found.x.columns) == found.feature_names == ["a", "b"]


def test_networks_and_reports_without_data_have_no_table() -> None:
    assert tabular_data(full_context()) is None
    assert tabular_data(estimator_context(data=None)) is None
