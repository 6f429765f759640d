"""The same activations and maps on each backend, from the same weights, and states that a live model takes.

A process for each backend answers all that is asked: most of its time goes into importing Keras.
"""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

import dotnet_viz as dv
from tests.explain.activations.models import NAMES
from tests.training.trainings import environment

pytestmark = [pytest.mark.keras, pytest.mark.slow]

ACTIVATIONS = """\
import sys
import numpy as np, keras
import dotnet_viz as dv
from tests.explain.activations.models import every_kind, images
model = every_kind(keras)
random = np.random.default_rng(7)
for variable in model.weights:
    values = 0.3 * random.standard_normal(variable.shape)
    variable.assign(abs(values) if "variance" in variable.path else values)
def weights():
    return b"".join(w.tobytes() for w in model.get_weights())
before = weights()
found = dv.activations(model, images(5), batch_size=2)
found.save(sys.argv[1])
statistics = dv.activation_statistics(model, images(5), batch_size=2)
np.testing.assert_allclose(found["out"], model.predict(images(5), verbose=0), atol=1e-5)
assert [one.mean for one in statistics.values()] and weights() == before
for name, one in statistics.items():
    np.testing.assert_allclose(one.mean, found[name].mean(), atol=1e-4)
"""
MAPS = """\
import sys
import numpy as np, keras
import dotnet_viz as dv
layers = keras.layers
inner = keras.Sequential([keras.Input((10, 10, 2)), layers.Conv2D(4, 3, activation="relu", name="conv_1"),
                          layers.Conv2D(6, 3, activation="relu", name="conv_2")], name="inner")
model = keras.Sequential([keras.Input((10, 10, 2)), inner, layers.Flatten(), layers.Dense(4, activation="softmax")])
random = np.random.default_rng(3)
model.set_weights([random.normal(0.05, 0.3, value.shape) for value in model.get_weights()])
before = model.get_weights()
x = random.random((10, 10, 2)).astype("float32")
maps = {}
methods = "gradcam gradcam++ score-cam saliency smoothgrad integrated-gradients guided-backprop occlusion"
for method in methods.split():
    found = dv.attribution(model, x, 1, method, steps=8, samples=4)
    maps[method], maps[f"{method} raw"] = found.values, found[0].raw
found = dv.gradcam(model, x, 1)
(shuffled,), (faithful,) = found.randomization(), found.faithfulness()
maps["shuffled"], maps["deleted"] = shuffled.correlations, faithful.deletion
assert all((one == other).all() for one, other in zip(before, model.get_weights()))
assert not any("call" in vars(layer) for layer in model._flatten_layers())
np.savez(sys.argv[2], **maps)
"""
STATES = """\
import numpy as np, keras, pytest
from dotnet_viz import readers
from dotnet_viz.errors import ShapeError, UnsupportedInputError
from dotnet_viz.explain.activations.states import outputs_of_states, passes_of_states
L = keras.layers
def built(units=4, name=None):
    image = keras.Input((6, 6, 2))
    y = L.BatchNormalization()(L.Conv2D(units, 3, activation="relu")(image))
    return keras.Model(image, L.Dense(3, "softmax")(L.Flatten()(L.Dropout(0.5)(y))), name="net")
keras.utils.set_random_seed(3)
model, x, states, expected = built(), np.random.default_rng(2).normal(size=(7, 6, 6, 2)).astype("float32"), [], []
for scale in (0.5, 1.0, 2.0):
    for variable in model.weights:
        variable.assign(np.abs(np.random.default_rng(variable.shape[-1]).normal(size=variable.shape)) * scale)
    states.append(readers.read(model))
    expected.append(model.predict(x, verbose=0))
other = built()  # whose layers have other names
other.layers[1].trainable = False
def everything():
    return [np.array(v.numpy()).tobytes() for v in other.variables], [v.trainable for v in other.variables]
before = everything()
for found, wanted in zip(outputs_of_states(states, x, other), expected):
    np.testing.assert_allclose(found, wanted, atol=1e-5)
assert everything() == before
with pytest.raises(ShapeError):
    outputs_of_states(states, x[:, :5], other)
assert everything() == before
with pytest.raises(KeyboardInterrupt), passes_of_states(states, other) as passes:
    next(passes)
    assert everything() != before
    raise KeyboardInterrupt
assert everything() == before
with pytest.raises(UnsupportedInputError, match="'net' is not of the architecture of 'net'"):
    outputs_of_states(states, x, built(units=5))
"""
Arrays = dict[str, NDArray[Any]]

OTHERS = [pytest.param("jax", marks=pytest.mark.jax), pytest.param("torch", marks=pytest.mark.torch)]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Return a function of a backend that returns its activations and its maps."""

    @cache
    def found_on(backend: str) -> tuple[Arrays, Arrays]:
        paths = [tmp_path_factory.mktemp(backend) / f"{name}.npz" for name in ("activations", "maps")]
        done = subprocess.run(
            [sys.executable, "-c", ACTIVATIONS + MAPS + STATES, *map(str, paths)],
            env=environment(backend),
            capture_output=True,
            text=True,
            check=False,
            timeout=600,
        )
        assert done.returncode == 0, done.stderr
        return _arrays(paths[0]), _arrays(paths[1])

    return found_on


def _arrays(path: Path) -> Arrays:
    with np.load(path) as arrays:
        return dict(arrays)


def test_on_tensorflow_everything_is_found_and_a_live_model_has_its_own_weights_after_each_state(found: Any) -> None:
    activations, maps = found("tensorflow")
    assert list(activations) == NAMES
    assert maps["gradcam"].max() == 1


@pytest.mark.parametrize("backend", OTHERS)
def test_activations_of_every_layer_agree(backend: str, found: Any) -> None:
    expected, activations = found("tensorflow")[0], found(backend)[0]
    assert list(activations) == NAMES
    for name, values in expected.items():
        np.testing.assert_allclose(activations[name], values, atol=1e-4, err_msg=name)


@pytest.mark.parametrize("backend", OTHERS)
def test_maps_agree(backend: str, found: Any) -> None:
    expected, maps = found("tensorflow")[1], found(backend)[1]
    assert maps.keys() == expected.keys()
    for name, values in maps.items():
        np.testing.assert_allclose(values, expected[name], atol=1e-4, err_msg=name)


def test_nothing_is_imported_for_what_is_no_model() -> None:
    with pytest.raises(dv.VizError):
        dv.gradcam("none.keras", [0])
