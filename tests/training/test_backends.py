"""The same on each backend, in processes of their own: what is recorded, and weights that are bit-identical without it."""

from __future__ import annotations

from pathlib import Path

import pytest

from dotnet_viz.measures.training.logs import read_run
from tests.training.trainings import run

pytestmark = [pytest.mark.keras, pytest.mark.slow]

BACKENDS = [
    pytest.param("tensorflow"),
    pytest.param("jax", marks=pytest.mark.jax),
    pytest.param("torch", marks=pytest.mark.torch),
]

SAME = """\
import hashlib, random as python_random
numbers = keras.random.SeedGenerator(5)
def states():
    values = [variable.value for variable in [*model.variables, *model.optimizer.variables]]
    drawn = [keras.random.normal((3,)), keras.random.normal((3,), seed=numbers)]
    arrays = [np.asarray(keras.ops.convert_to_numpy(value)) for value in (*values, *drawn)]
    arrays += [np.asarray(python_random.random()), np.asarray(np.random.random())]
    return hashlib.sha256(b"".join(array.tobytes() for array in arrays)).hexdigest()
history = model.fit(x, y, validation_split=0.25, epochs=3, batch_size=8, verbose=0,
                    callbacks=[dv.ReportCallback(folder, (x, y), **always)] if mode == "with" else [])
print(states(), keras.layers.Dense(1).name, sorted(history.history))
print(model.predict(x[:1], verbose=0).tobytes().hex(), model.evaluate(x, y, verbose=0), model.get_layer("inner").layers[0].call)
"""


@pytest.mark.parametrize("backend", BACKENDS)
def test_everything_is_recorded_and_training_is_bit_identical_without_it(backend: str, tmp_path: Path) -> None:
    recorded, plain = (run(SAME, tmp_path / "run", backend, mode) for mode in ("with", "without"))
    assert recorded.returncode == plain.returncode == 0, recorded.stderr + plain.stderr
    without_addresses = [done.stdout.split(" at 0x")[0].splitlines() for done in (recorded, plain)]
    assert without_addresses[0] == without_addresses[1]
    found = read_run(tmp_path / "run")
    assert (found.status, found.notes, found.settings["backend"]) == ("finished", (), backend)
    epochs = {(one.quantity, one.tensor): one.epochs.tolist() for one in found.statistics}
    trained = ["inner/conv/kernel", "inner/conv/bias", "inner/normal/gamma", "inner/normal/beta", "out/kernel", "out/bias"]
    for quantity in ("weights", "updates", "gradients"):
        assert {name: epochs.get((quantity, name)) for name in trained} == {name: [1, 2, 3] for name in trained}
    layers = ["inner/conv", "inner/normal", "out"]
    assert [tensor for quantity, tensor in epochs if quantity == "activations"] == layers
    moved = next(one for one in found.statistics if (one.quantity, one.tensor) == ("updates", "out/kernel"))
    assert (moved.values["l2_norm"] > 0).all()
    assert (tmp_path / "run" / "report.html").exists()
