"""The section on the data."""

from __future__ import annotations

import numpy as np
from sklearn.linear_model import LinearRegression, LogisticRegression

import dotnet_viz as dv

X = np.random.default_rng(0).normal(size=(40, 2))
Y = (X[:, 0] > 0).astype(int)


def test_a_report_with_data_describes_them() -> None:
    html = dv.report(
        LogisticRegression().fit(X, Y), data=(X, Y), training_data=(X[:4], Y[:4]), feature_names=["age", "height"]
    ).html
    assert 'id="data"' in html
    assert "Balance of the classes" in html
    assert "height" in html
    assert "4 samples are in the data of the training too (10\u00a0%)" in html


def test_amounts_are_a_row_of_the_table_and_no_classes() -> None:
    html = dv.report(LinearRegression().fit(X, X[:, 0]), data=(X, X[:, 0])).html
    assert "Balance of the classes" not in html
    assert "target" in html


def test_without_data_there_is_no_such_section() -> None:
    assert 'id="data"' not in dv.report(LinearRegression().fit(X, Y)).html
