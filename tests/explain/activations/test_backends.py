"""The same activations on each backend, in processes of their own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tests.explain.activations.models import NAMES
from tests.training.trainings import environment

pytestmark = [pytest.mark.keras, pytest.mark.slow, pytest.mark.jax, pytest.mark.torch]

PROGRAM = """\
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


def test_backends_agree_on_every_layer(tmp_path: Path) -> None:
    found = {}
    for backend in ("tensorflow", "jax", "torch"):
        path = tmp_path / f"{backend}.npz"
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, str(path)], env=environment(backend), capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        with np.load(path) as stored:
            found[backend] = {name: stored[name] for name in stored}
    assert list(found["jax"]) == NAMES
    for backend in ("jax", "torch"):
        for name, values in found["tensorflow"].items():
            np.testing.assert_allclose(found[backend][name], values, atol=1e-4, err_msg=f"{backend}: {name}")
