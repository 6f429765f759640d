"""A TensorBoard log of 1,000 epochs with histograms, against the reader of the package ``tensorboard``."""

from __future__ import annotations

import os
import statistics
import subprocess
from collections.abc import Sequence
from pathlib import Path

from benchmarks.drawing import MODELS
from benchmarks.timing import QUIET, Comparison, python

TIME_BOUND = 1 / 5
ROUNDS = 5
EPOCHS = 1000

# The callback's own methods, without the training between them.
_LOG = """\
import keras, numpy
layers = [keras.layers.Dense(64), keras.layers.Dense(32), keras.layers.Dense(10)]
model = keras.Sequential([keras.Input((64,)), *layers])
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
callback = keras.callbacks.TensorBoard({folder!r}, histogram_freq=1)
callback.set_model(model)
callback.on_train_begin()
random = numpy.random.default_rng(0)
for epoch in range({epochs}):
    for layer in layers:
        layer.kernel.assign(layer.kernel + 0.01 * random.standard_normal(layer.kernel.shape, dtype="float32"))
    values = {{name: float(random.random()) for name in ("loss", "accuracy", "val_loss", "val_accuracy")}}
    callback.on_epoch_end(epoch, values)
callback.on_train_end()
"""
_READ = """\
import time
from dotnet_viz.measures.training.logs import read_run
start = time.perf_counter()
run = read_run({folder!r})
print(time.perf_counter() - start)
assert [len(item.epochs) for item in run.histograms] == [{epochs}] * 6, run.histograms
assert run.history is not None and len(run.history.epochs) == {epochs}
"""
_ACCUMULATE = """\
import time
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
kinds = ("scalars", "histograms", "compressedHistograms", "tensors", "images", "audio")
start = time.perf_counter()
for name in ("train", "validation"):
    log = EventAccumulator({folder!r} + "/" + name, size_guidance=dict.fromkeys(kinds, 0))
    log.Reload()
    assert len(log.Tensors("epoch_loss")) == {epochs}
print(time.perf_counter() - start)
"""
_HIDDEN = "import sys, types; sys.modules['tensorboard.compat.notf'] = types.ModuleType('notf')\n"


def log_folder() -> Path:
    """Return a log that Keras's callback wrote, made once."""
    folder = MODELS / "tensorboard-log"
    if not folder.exists():
        MODELS.mkdir(exist_ok=True)
        subprocess.run(python(_LOG.format(folder=str(folder), epochs=EPOCHS)), check=True, capture_output=True)
    return folder


def measure() -> list[Comparison]:
    """Compare the reading itself, in processes that take turns: ours makes curves and histograms of the events too."""
    names = {"folder": str(log_folder()), "epochs": EPOCHS}
    ours, theirs = python(_READ.format(**names)), _ACCUMULATE.format(**names)
    readers = {"with TensorFlow, which it imports": theirs, "without TensorFlow": _HIDDEN + theirs}
    return [
        Comparison(
            f"TensorBoard log of {EPOCHS:,} epochs with histograms",
            *_race(ours, python(code)),
            other=f"EventAccumulator.Reload {which}",
            bound=TIME_BOUND,
            note="timed inside each process",
        )
        for which, code in readers.items()
    ]


def _race(ours: Sequence[str], theirs: Sequence[str]) -> tuple[float, float]:
    """Return the median seconds that two commands print, after one unmeasured turn each."""
    times: tuple[list[float], list[float]] = ([], [])
    for turn in range(ROUNDS + 1):
        for command, kept in zip((ours, theirs), times, strict=True):
            done = subprocess.run(command, check=True, capture_output=True, text=True, env={**os.environ, **QUIET})
            if turn:
                kept.append(float(done.stdout.split()[0]))
    return statistics.median(times[0]), statistics.median(times[1])
