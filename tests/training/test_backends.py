"""The same on each backend, in a process of its own: what is recorded, and weights that are bit-identical without it."""

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
def states(model, numbers):
    values = [variable.value for variable in [*model.variables, *model.optimizer.variables]]
    drawn = [keras.random.normal((3,)), keras.random.normal((3,), seed=numbers)]
    arrays = [np.asarray(keras.ops.convert_to_numpy(value)) for value in (*values, *drawn)]
    arrays += [np.asarray(python_random.random()), np.asarray(np.random.random())]
    return hashlib.sha256(b"".join(array.tobytes() for array in arrays)).hexdigest()
def trained(callbacks):
    keras.utils.clear_session()
    keras.utils.set_random_seed(11)
    model, numbers = network(), keras.random.SeedGenerator(5)
    history = model.fit(x, y, validation_split=0.25, epochs=3, batch_size=8, verbose=0, callbacks=callbacks)
    print(states(model, numbers), keras.layers.Dense(1).name, sorted(history.history), end=" ")
    print(model.predict(x[:1], verbose=0).tobytes().hex(), model.evaluate(x, y, verbose=0), end=" ")
    print(str(model.get_layer("inner").layers[0].call).partition(" at 0x")[0])
trained([])  # first, so that nothing of the callback can be left in it
trained([dv.ReportCallback(folder, (x, y), **always)])
"""


@pytest.mark.parametrize("backend", BACKENDS)
def test_everything_is_recorded_and_training_is_bit_identical_without_it(backend: str, tmp_path: Path) -> None:
    done = run(SAME, tmp_path / "run", backend)
    assert done.returncode == 0, done.stderr
    plain, recorded = done.stdout.splitlines()
    assert len(plain) > 100
    assert recorded == plain
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
