"""The features that matter most, and the rest as one."""

from __future__ import annotations

import numpy as np

from dotnet_viz.explain.libraries.shap.contributions import contributions, feature_order
from tests.shap_values_builder import table_values


def test_the_largest_stand_first_and_the_rest_is_their_sum() -> None:
    values = table_values(features=8)
    found = contributions(values, 3, 0, 4)
    row = values.values[3, :, 0]
    assert [one.value for one in found[:4]] == sorted(row.tolist(), key=abs, reverse=True)[:4]
    assert (found[-1].name, found[-1].feature, found[-1].count) == ("4 other features", None, 4)
    assert (
        found[-1].value == np.sum(sorted(row.tolist(), key=abs)[:4]) or abs(sum(one.value for one in found) - row.sum()) < 1e-12
    )
    assert len(contributions(values, 3, 0, 7)) == 8  # one feature alone is not folded


def test_features_are_in_the_order_of_their_mean_magnitude() -> None:
    values = table_values()
    means = np.abs(values.values[..., 0]).mean(axis=0)
    assert feature_order(values, 0).tolist() == np.argsort(-means).tolist()
    assert feature_order(values, 0, np.array([2])).tolist() == np.argsort(-np.abs(values.values[2, :, 0])).tolist()
