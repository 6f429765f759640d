"""Makes the logs beside this file with the tools that write such logs; run once: ``python tests/data/logs/make_logs.py``.

Names of event files hold the time, the host and the process; these are replaced, and what they log stays.
"""

from __future__ import annotations

import shutil
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

HERE = Path(__file__).parent
SAMPLES = 20


def make_keras_logs() -> None:
    """Train a tiny model twice: logged each epoch with histograms, and with ``update_freq=4``."""
    import keras

    random = np.random.default_rng(0)
    x, y = random.standard_normal((SAMPLES, 4)).astype("float32"), random.integers(0, 3, SAMPLES)
    for folder, epochs, options in (("keras", 3, {"histogram_freq": 1}), ("keras-update-freq", 6, {"update_freq": 4})):
        keras.utils.set_random_seed(1)
        keras.backend.clear_session()
        model = keras.Sequential(
            [keras.Input((4,)), keras.layers.Dense(5, activation="relu"), keras.layers.Dense(3, activation="softmax")],
            name="tiny",
        )
        model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
        callbacks: list[Any] = [keras.callbacks.TensorBoard(HERE / folder, **options)]
        if folder == "keras":
            callbacks.append(keras.callbacks.CSVLogger(HERE / "csv_logger.csv"))
        model.fit(x, y, batch_size=4, epochs=epochs, validation_data=(x[:12], y[:12]), callbacks=callbacks, verbose=0)


def make_torch_log() -> None:
    """Write what PyTorch's own examples write: losses by epoch, a histogram, two lines of one chart, hyperparameters."""
    writer = import_module("torch.utils.tensorboard").SummaryWriter(HERE / "torch")
    tensor = import_module("torch").tensor
    for epoch in range(2):
        writer.add_scalar("Loss/train", 1.0 / (epoch + 1), epoch)
        writer.add_scalar("Loss/validation", 1.5 / (epoch + 1), epoch)
        writer.add_scalars("speed", {"cpu": epoch, "gpu": 2 * epoch}, epoch)
    for step in range(8):
        writer.add_scalar("batch loss", 8.0 - step, step)
    writer.add_histogram("fc.weight", tensor([-1.0, -0.5, 0.5, 0.5, 1.0]), 1, bins="auto")
    writer.add_text("note", "a first try", 0)
    writer.add_hparams({"lr": 0.125, "optimizer": "sgd", "nesterov": True}, {"hparam/best": 0.25})
    writer.close()


def rename_event_files() -> None:
    """Give event files names without the machine that wrote them."""
    for folder in ("keras", "keras-update-freq", "torch"):
        for number, path in enumerate(sorted((HERE / folder).rglob("*tfevents*"))):
            path.rename(path.with_name(f"events.out.tfevents.1700000000.host.1.{number}{'.v2' if 'keras' in folder else ''}"))
    for path in (HERE / "torch").iterdir():
        if path.is_dir() and path.name[0].isdigit():
            path.rename(path.with_name("1700000000.5"))


if __name__ == "__main__":
    for name in ("keras", "keras-update-freq", "torch"):
        shutil.rmtree(HERE / name, ignore_errors=True)
    make_keras_logs()
    make_torch_log()
    rename_event_files()
