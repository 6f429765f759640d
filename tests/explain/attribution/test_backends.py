"""The same maps on each backend, in processes of their own, from the same weights."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

import dotnet_viz as dv
from tests.training.trainings import environment

pytestmark = [pytest.mark.keras, pytest.mark.slow]

PROGRAM = """\
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
np.savez(sys.argv[1], **maps)
"""


def maps_on(backend: str, path: Path) -> dict[str, NDArray[Any]]:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(path)],
        env=environment(backend),
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    with np.load(path) as arrays:
        return dict(arrays)


@pytest.fixture(scope="module")
def on_tensorflow(tmp_path_factory: pytest.TempPathFactory) -> dict[str, NDArray[Any]]:
    return maps_on("tensorflow", tmp_path_factory.mktemp("maps") / "tensorflow.npz")


@pytest.mark.parametrize(
    "backend", [pytest.param("jax", marks=pytest.mark.jax), pytest.param("torch", marks=pytest.mark.torch)]
)
def test_backends_agree(backend: str, on_tensorflow: dict[str, NDArray[Any]], tmp_path: Path) -> None:
    found = maps_on(backend, tmp_path / "maps.npz")
    assert found.keys() == on_tensorflow.keys()
    for name, values in found.items():
        np.testing.assert_allclose(values, on_tensorflow[name], atol=1e-4, err_msg=name)
    assert on_tensorflow["gradcam"].max() == 1


def test_nothing_is_imported_for_what_is_no_model() -> None:
    with pytest.raises(dv.VizError):
        dv.gradcam("none.keras", [0])
