"""Shares of dead and saturated units where some outputs are no numbers."""

from __future__ import annotations

import numpy as np
import pytest

from dotnet_viz.measures.training.statistics import STATISTICS
from dotnet_viz.readers.keras.live.reader import linked
from dotnet_viz.training.measured.activations import ActivationMeasures

pytestmark = pytest.mark.keras


def measured(activation: str, units: list[list[float]]) -> dict[str, float]:
    """Return the numbers of a layer with three units."""
    import keras

    layer = keras.layers.Dense(3, activation=activation, name="hidden")
    model = keras.Sequential([keras.Input((2,)), layer])
    [one] = ActivationMeasures(model, linked(model)).measure_outputs({"hidden": np.array(units, np.float32)})
    return dict(zip(STATISTICS, one.numbers.tolist(), strict=True))


def test_a_unit_with_nan_is_neither_alive_nor_dead() -> None:
    found = measured("relu", [[0, 1, np.nan], [0, 2, np.nan]])
    assert found["dead_share"] == 0.5
    assert found["not_positive_share"] == 0.5
    assert found["nan_count"] == 2


def test_units_that_are_all_nan_have_no_shares() -> None:
    found = measured("relu", [[np.nan] * 3] * 2)
    assert np.isnan([found["dead_share"], found["not_positive_share"]]).all()


def test_saturation_is_that_of_the_values_that_are_numbers() -> None:
    assert measured("sigmoid", [[1.0, 0.5, np.nan]])["saturated_share"] == 0.5
