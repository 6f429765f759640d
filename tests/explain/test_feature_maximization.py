from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import dotnet_viz as dv

pytestmark = pytest.mark.keras


@pytest.fixture(scope="module")
def model() -> Any:
    import keras

    layers = keras.layers
    conv = layers.Conv2D(2, 3, name="edges")
    model = keras.Sequential([keras.Input((12, 12, 1)), conv, layers.Flatten(), layers.Dense(2)])
    vertical = np.array([[-1.0, 0.0, 1.0]] * 3)
    conv.set_weights([np.stack([vertical, vertical.T], axis=-1)[:, :, np.newaxis], np.zeros(2)])
    return model


def test_inputs_excite_their_own_unit_more_than_noise_and_than_the_other(model: Any) -> None:
    found = dv.feature_maximization(model, "edges", units=[0, 1], steps=20)
    assert found.images.shape == (2, 12, 12, 1)
    assert (found.activations > 5 * np.abs(found.found.start_activations)).all()
    outputs = np.asarray(model.layers[0](found.images)).mean(axis=(1, 2))
    np.testing.assert_allclose(np.diag(outputs), found.activations, rtol=1e-4)
    assert outputs.argmax(axis=0).tolist() == [0, 1]
    assert found.svg.count("<image") == 2


def test_a_seed_gives_the_same_inputs_and_another_one_others(model: Any) -> None:
    one, again, other = (dv.feature_maximization(model, "edges", units=[1], steps=3, seed=seed) for seed in (4, 4, 5))
    assert np.array_equal(one.images, again.images)
    assert not np.array_equal(one.images, other.images)
    assert (one.images.min() >= 0, one.images.max() <= 1) == (True, True)


def test_total_variation_makes_neighbours_alike(model: Any) -> None:
    rough, smooth = (
        dv.feature_maximization(model, "edges", units=[0], steps=20, total_variation=weight).images for weight in (0.0, 2.0)
    )
    assert np.abs(np.diff(smooth, axis=1)).mean() < np.abs(np.diff(rough, axis=1)).mean()


def test_errors_name_what_there_is(model: Any) -> None:
    with pytest.raises(dv.VizError, match="has the units 0 to 1"):
        dv.feature_maximization(model, "edges", units=[2])
    with pytest.raises(dv.VizError, match="unknown layer 'edge'"):
        dv.feature_maximization(model, "edge")
    with pytest.raises(dv.VizError, match="unknown option 'step'"):
        dv.feature_maximization(model, "edges", step=1)


def test_without_units_it_takes_as_many_as_there_are_up_to_eight(model: Any) -> None:
    assert dv.feature_maximization(model, "edges", steps=1).units == (0, 1)
    assert dv.feature_maximization(model, "edges", units=1, steps=1).units == (1,)
