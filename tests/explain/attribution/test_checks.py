"""Checks of maps on models whose answer is known."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.explain.attribution.randomization import rank_correlation, structural_similarity
from tests.explain.attribution import references

RANDOM = np.random.default_rng(0)


def corner_model() -> Any:
    """Return a model whose output is the sum of the four pixels at the top left."""
    import keras

    model = keras.Sequential([keras.Input((6, 6, 1)), keras.layers.Flatten(), keras.layers.Dense(1)])
    weights = np.zeros((6, 6))
    weights[:2, :2] = 1
    model.set_weights([weights.reshape(36, 1), np.zeros(1)])
    return model


@pytest.mark.keras
def test_deletion_falls_at_once_and_insertion_rises_at_once_for_a_right_map() -> None:
    (found,) = dv.attribution(corner_model(), np.ones((6, 6, 1)), method="integrated-gradients").faithfulness()
    assert found.deletion[0] == pytest.approx(4)
    assert found.insertion[-1] == pytest.approx(4)
    gone = found.shares >= 4 / 36
    np.testing.assert_allclose(found.deletion[gone], 0, atol=1e-5)
    assert found.deletion_area < 0.1 * found.insertion_area


@pytest.mark.keras
def test_a_map_of_learned_weights_changes_and_the_model_does_not() -> None:
    import keras

    layers = keras.layers
    model = references.fixed_weights(
        keras.Sequential([keras.Input((9, 9, 1)), layers.Conv2D(4, 3, activation="relu", name="conv"), layers.Flatten(),
                          layers.Dense(3, name="out")])
    )  # fmt: skip
    before = model.get_weights()
    found = dv.attribution(model, RANDOM.random((9, 9, 1)), 1)
    (shuffled,) = found.randomization()
    assert shuffled.layers == ("out", "conv")
    assert shuffled.passed
    assert (shuffled.similarities < 0.9).all()
    assert all(np.array_equal(one, other) for one, other in zip(before, model.get_weights(), strict=True))


@pytest.mark.keras
def test_a_map_that_does_not_depend_on_weights_fails() -> None:
    import keras

    model = keras.Sequential([keras.Input((6, 6, 1)), keras.layers.Flatten(), keras.layers.Dense(1)])
    model.set_weights([np.full((36, 1), 0.5), np.zeros(1)])
    found = dv.attribution(model, np.arange(36.0).reshape(6, 6, 1), method="integrated-gradients")
    (shuffled,) = found.randomization()
    assert not shuffled.passed


def test_correlation_and_similarity_of_known_arrays() -> None:
    values = RANDOM.random((9, 9))
    assert rank_correlation(values, np.exp(values)) == pytest.approx(1)
    assert rank_correlation(values, -values) == pytest.approx(-1)
    assert np.isnan(rank_correlation(values, np.ones((9, 9))))
    assert rank_correlation(np.array([1.0, 1, 2]), np.array([1.0, 1, 3])) == pytest.approx(1)
    assert structural_similarity(values, values) == pytest.approx(1)
    assert structural_similarity(values, 1 - values) < 0
