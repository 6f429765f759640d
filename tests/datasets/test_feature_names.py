"""Names of inputs come from the samples or from what the model was fitted with."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from sklearn.linear_model import LinearRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from dotnet_viz.datasets.feature_names import known_feature_names

FRAME = pd.DataFrame({"age": [1.0, 2.0, 3.0], "height": [2.0, 1.0, 5.0]})
FITTED = LinearRegression().fit(FRAME, [1.0, 2.0, 3.0])


@pytest.mark.parametrize("model", [FITTED, make_pipeline(StandardScaler(), LinearRegression()).fit(FRAME, [1.0, 2.0, 3.0])])
@pytest.mark.parametrize("x", [FRAME.to_numpy(), [1.0, 2.0], [[1.0, 2.0]]])
def test_arrays_have_the_names_of_what_the_model_was_fitted_with(model: Any, x: Any) -> None:
    assert known_feature_names(x, model) == ("age", "height")


@pytest.mark.parametrize("x", [np.zeros((3, 5)), np.zeros((3, 2, 2)), 1.0, {"age": [1.0], "height": [2.0]}])
def test_what_cannot_be_those_columns_is_not_named(x: Any) -> None:
    assert known_feature_names(x, FITTED) is None


def test_a_frame_names_the_inputs_of_a_model_that_does_not_know_them() -> None:
    assert known_feature_names(FRAME, LinearRegression().fit(FRAME.to_numpy(), [1.0, 2.0, 3.0])) == ("age", "height")
    assert known_feature_names(FRAME[["height", "age"]], FITTED) is None
    assert known_feature_names(FRAME.to_numpy(), "model.keras") is None
